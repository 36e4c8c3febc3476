// What an earlier call of deploy-resources.sh was told. resources.yml keeps it.
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { settings } from './aws.mjs';

// The settings, as JSON; none if the stack has never been deployed.
export async function remembered(suffix) {
  try {
    const { Parameter } = await new SSMClient(settings).send(
      new GetParameterCommand({ Name: `/pagestream/${suffix}/settings` }));
    return Parameter.Value;
  } catch (error) {
    if (error.name === 'ParameterNotFound') return '{}';
    throw error;
  }
}
