// What an earlier call of deploy-resources.sh was told. resources.yml keeps it.
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { settings } from './aws.mjs';

function checked(json) {
  try {
    JSON.parse(json);
    return json;
  } catch {
    throw new Error(`expected JSON, found "${json}"; set it to {}, and name the settings of the stack again`);
  }
}

// The settings, as JSON; none if the stack has never been deployed.
export async function remembered(suffix) {
  try {
    const { Parameter } = await new SSMClient(settings).send(
      new GetParameterCommand({ Name: `/pagestream/${suffix}/settings` }));
    return checked(Parameter.Value);
  } catch (error) {
    if (error.name === 'ParameterNotFound') return '{}';
    throw error;
  }
}
