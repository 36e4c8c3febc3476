// What deploy-resources.sh asks of an account and tells it: node scripts/deploy/account.mjs COMMAND ARGUMENTS.
// Prints the answer, or one sentence to stderr and exits 1. Region, keys and endpoint come from the
// environment, as the SDK reads it.
import {
  APIGatewayClient, GetAccountCommand, GetApiKeysCommand, UpdateAccountCommand,
} from '@aws-sdk/client-api-gateway';
import {
  CloudFormationClient, DeleteStackCommand, DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import {
  AttachRolePolicyCommand, CreateRoleCommand, GetRoleCommand, IAMClient,
} from '@aws-sdk/client-iam';
import {
  DeleteObjectCommand, DeleteObjectsCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client,
} from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

const settings = { requestHandler: { connectionTimeout: 5000, requestTimeout: 30000 }, maxAttempts: 3 };
const cloudFormation = new CloudFormationClient(settings);
const apiGateway = new APIGatewayClient(settings);
const s3 = new S3Client({ ...settings, forcePathStyle: Boolean(process.env.AWS_ENDPOINT_URL) });
const LOGS_ROLE = 'pagestream-api-gateway-logs';
const LOGS_POLICY = 'service-role/AmazonAPIGatewayPushToCloudWatchLogs';

const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, 1000 * seconds));

async function describe(stack) {
  try {
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: stack }));
    return Stacks[0];
  } catch (error) {
    if (error.name === 'ValidationError' && /does not exist/.test(error.message)) return undefined;
    throw error;
  }
}

async function logsRole() {
  const iam = new IAMClient(settings);
  try {
    return (await iam.send(new GetRoleCommand({ RoleName: LOGS_ROLE }))).Role.Arn;
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
    RoleName: LOGS_ROLE, AssumeRolePolicyDocument: JSON.stringify(trust),
    Description: 'Lets the API Gateways of this account write their access logs',
  }));
  const partition = Role.Arn.split(':')[1];
  await iam.send(new AttachRolePolicyCommand({
    RoleName: LOGS_ROLE, PolicyArn: `arn:${partition}:iam::aws:policy/${LOGS_POLICY}`,
  }));
  return Role.Arn;
}

async function deployedObject(stack) {
  const bucket = await commands.output(stack, 'ServerlessDeploymentBucketName');
  return bucket && { Bucket: bucket, Key: `serverless/${stack}/prod/deployed` };
}

const commands = {
  // The account's number, and who asks.
  async identity() {
    const { Account, Arn } = await new STSClient(settings).send(new GetCallerIdentityCommand({}));
    return `${Account} ${Arn}`;
  },

  // A stack's status once nothing is under way in it, or none.
  async settled(stack) {
    for (let told = ''; ;) {
      const status = (await describe(stack))?.StackStatus ?? 'none';
      if (!status.endsWith('_IN_PROGRESS') || status === 'REVIEW_IN_PROGRESS') return status;
      if (status !== told) console.error(`waiting: ${stack} is ${status} …`);
      told = status;
      await pause(2);
    }
  },

  // The value of one of a stack's outputs, or nothing.
  async output(stack, key) {
    const found = (await describe(stack))?.Outputs?.find(({ OutputKey }) => OutputKey === key);
    return found?.OutputValue ?? '';
  },

  async delete(stack) {
    await cloudFormation.send(new DeleteStackCommand({ StackName: stack }));
    const status = await commands.settled(stack);
    if (!['none', 'DELETE_COMPLETE'].includes(status)) throw new Error(`${stack} is ${status}`);
    return status;
  },

  // The value of the API key of that name.
  async 'api-key'(name) {
    for (let position; ;) {
      const page = await apiGateway.send(
        new GetApiKeysCommand({ nameQuery: name, includeValues: true, limit: 500, position }));
      const found = page.items?.find((key) => key.name === name);
      if (found) return found.value;
      if (!(position = page.position)) throw new Error(`there is no API key ${name}`);
    }
  },

  // How many objects a bucket had.
  async empty(bucket) {
    for (let count = 0; ;) {
      const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
      if (!Contents?.length) return count;
      const { Errors } = await s3.send(new DeleteObjectsCommand({
        Bucket: bucket, Delete: { Objects: Contents.map(({ Key }) => ({ Key })), Quiet: true },
      }));
      if (Errors?.length) throw new Error(`${Errors[0].Key}: ${Errors[0].Message}`);
      count += Contents.length;
    }
  },

  // What was last deployed into a stack, by its fingerprint, or nothing. It lies beside what osls
  // uploads, and goes with it.
  async deployed(stack) {
    const object = await deployedObject(stack);
    if (!object) return '';
    try {
      return await (await s3.send(new GetObjectCommand(object))).Body.transformToString();
    } catch (error) {
      if (error.name === 'NoSuchKey') return '';
      throw error;
    }
  },

  async 'set-deployed'(stack, fingerprint) {
    await s3.send(new PutObjectCommand({ ...await deployedObject(stack), Body: fingerprint }));
    return fingerprint;
  },

  // After a change that no fingerprint tells of.
  async 'unset-deployed'(stack) {
    await s3.send(new DeleteObjectCommand(await deployedObject(stack)));
    return '';
  },

  // Sees to the one role by which all API Gateways of an account and region write their logs.
  async 'logs-role'() {
    const { cloudwatchRoleArn } = await apiGateway.send(new GetAccountCommand({}));
    if (cloudwatchRoleArn) return cloudwatchRoleArn;
    const role = await logsRole();
    for (let attempt = 1; ; attempt++) {
      try {
        await apiGateway.send(new UpdateAccountCommand({
          patchOperations: [{ op: 'replace', path: '/cloudwatchRoleArn', value: role }],
        }));
        return role;
      } catch (error) {
        // A new role is known everywhere after some seconds.
        if (error.name !== 'BadRequestException' || attempt === 15) throw error;
        await pause(2);
      }
    }
  },
};

const [command, ...given] = process.argv.slice(2);
try {
  console.log(await commands[command](...given));
} catch (error) {
  console.error(`${error.name}: ${error.message}`.replaceAll(/\s+/g, ' '));
  process.exitCode = 1;
}
