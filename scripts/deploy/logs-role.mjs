// The one role by which all API Gateways of an account and region write their logs.
import { GetAccountCommand, UpdateAccountCommand } from '@aws-sdk/client-api-gateway';
import {
  AttachRolePolicyCommand, CreateRoleCommand, GetRoleCommand, IAMClient,
} from '@aws-sdk/client-iam';
import { apiGateway } from './api.mjs';
import { pause, settings } from './aws.mjs';

const ROLE = 'pagestream-api-gateway-logs';
const POLICY = 'service-role/AmazonAPIGatewayPushToCloudWatchLogs';

async function role() {
  const iam = new IAMClient(settings);
  try {
    return (await iam.send(new GetRoleCommand({ RoleName: ROLE }))).Role.Arn;
  } catch (error) {
    if (error.name !== 'NoSuchEntityException' && error.name !== 'NoSuchEntity') throw error;
  }
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
  const partition = Role.Arn.split(':')[1];
  await iam.send(new AttachRolePolicyCommand({
    RoleName: ROLE, PolicyArn: `arn:${partition}:iam::aws:policy/${POLICY}`,
  }));
  return Role.Arn;
}

// Sees to it; prints its ARN.
export async function logsRole() {
  const { cloudwatchRoleArn } = await apiGateway.send(new GetAccountCommand({}));
  if (cloudwatchRoleArn) return cloudwatchRoleArn;
  const arn = await role();
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
