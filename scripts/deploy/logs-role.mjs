// The one role by which all API Gateways of an account and region write their logs.
import { GetAccountCommand, UpdateAccountCommand } from '@aws-sdk/client-api-gateway';
import {
  AttachRolePolicyCommand, CreateRoleCommand, GetRoleCommand, IAMClient,
} from '@aws-sdk/client-iam';
import { apiGateway } from './api.mjs';
import { identity, pause, settings } from './aws.mjs';

const ROLE = 'pagestream-api-gateway-logs';
const POLICY = 'service-role/AmazonAPIGatewayPushToCloudWatchLogs';

const iam = new IAMClient(settings);

// A role's ARN, or nothing if there is no such role.
async function find(name) {
  try {
    return (await iam.send(new GetRoleCommand({ RoleName: name }))).Role.Arn;
  } catch (error) {
    if (error.name === 'NoSuchEntityException' || error.name === 'NoSuchEntity') return undefined;
    throw error;
  }
}

async function create() {
  const trust = {
    Version: '2012-10-17',
    Statement: [{
      Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'sts:AssumeRole',
    }],
  };
  const { Role } = await iam.send(new CreateRoleCommand({
    RoleName: ROLE, AssumeRolePolicyDocument: JSON.stringify(trust),
    Description: 'Lets the API Gateways of this account write their access logs',
  }));
  return Role.Arn;
}

// A call that was interrupted may have made the role without its policy.
async function own() {
  const arn = await find(ROLE) ?? await create();
  const partition = arn.split(':')[1];
  await iam.send(new AttachRolePolicyCommand({
    RoleName: ROLE, PolicyArn: `arn:${partition}:iam::aws:policy/${POLICY}`,
  }));
  return arn;
}

// Whether the role that the account names is there and its own. Where that may not be seen, it is taken
// to be so.
async function isThere(arn) {
  const [, , , , account, path] = arn.split(':');
  if (account !== (await identity()).Account) return false;
  try {
    return Boolean(await find(path.split('/').at(-1)));
  } catch {
    return true;
  }
}

// Sees to it, and answers its ARN.
export async function logsRole() {
  const { cloudwatchRoleArn } = await apiGateway.send(new GetAccountCommand({}));
  if (cloudwatchRoleArn && await isThere(cloudwatchRoleArn)) return cloudwatchRoleArn;
  const arn = await own();
  for (let attempt = 1; ; attempt++) {
    try {
      await apiGateway.send(new UpdateAccountCommand({
        patchOperations: [{ op: 'replace', path: '/cloudwatchRoleArn', value: arn }],
      }));
      return arn;
    } catch (error) {
      // A new role is known everywhere after some seconds.
      if (error.name !== 'BadRequestException' || attempt === 15) throw error;
      await pause(2);
    }
  }
}
