// The stacks of CloudFormation, from their deployment to their removal.
import {
  CloudFormationClient, DeleteStackCommand, DescribeStacksCommand, GetTemplateCommand,
  paginateDescribeStacks, paginateListStackResources, UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeTableCommand, DynamoDBClient, UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { pause, settings } from './aws.mjs';
import { empty } from './buckets.mjs';

export const client = new CloudFormationClient(settings);
const dynamo = new DynamoDBClient(settings);

export async function describe(stack) {
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: stack }));
    return Stacks[0];
  } catch (error) {
    if (error.name === 'ValidationError' && /does not exist/.test(error.message)) return undefined;
    throw error;
  }
}

// A stack's status once nothing is under way in it, or none.
export async function settled(stack) {
  for (let told = ''; ;) {
    const status = (await describe(stack))?.StackStatus ?? 'none';
    if (status === 'DELETE_COMPLETE') return 'none';
    if (!status.endsWith('_IN_PROGRESS') || status === 'REVIEW_IN_PROGRESS') return status;
    if (status !== told) console.error(`waiting: ${stack} is ${status} …`);
    told = status;
    await pause(2);
  }
}

// The value of one of a stack's outputs, or nothing.
export async function output(stack, key) {
  const found = (await describe(stack))?.Outputs?.find(({ OutputKey }) => OutputKey === key);
  return found?.OutputValue ?? '';
}

// The template that a stack was last deployed by.
export async function template(stack) {
  const { TemplateBody } = await client.send(new GetTemplateCommand({ StackName: stack }));
  return JSON.parse(TemplateBody);
}

// Another suffix that is deployed and differs by upper and lower case alone, or nothing.
export async function twin(suffix) {
  for await (const { Stacks } of paginateDescribeStacks({ client }, {})) {
    for (const { StackName, StackStatus } of Stacks) {
      if (StackStatus === 'DELETE_COMPLETE') continue;
      const [, other] = /^pagestream-(?:resources|functions)-(.+)$/.exec(StackName) ?? [];
      if (other && other !== suffix && other.toLowerCase() === suffix.toLowerCase()) return other;
    }
  }
  return '';
}

async function setProtection(stack, enabled) {
  await client.send(new UpdateTerminationProtectionCommand({
    StackName: stack, EnableTerminationProtection: enabled,
  }));
}

// Sees to it that nobody deletes a stack or one of its tables by mistake. A removal that was cut off has
// taken the protection away, which CloudFormation does not see.
export async function protect(stack) {
  const { EnableTerminationProtection } = await describe(stack);
  if (!EnableTerminationProtection) await setProtection(stack, true);
  await protectTables(await resources(stack), true);
  return stack;
}

async function resources(stack) {
  const found = [];
  for await (const page of paginateListStackResources({ client }, { StackName: stack })) {
    found.push(...page.StackResourceSummaries);
  }
  return found.filter(({ ResourceStatus, PhysicalResourceId }) =>
    PhysicalResourceId && ResourceStatus !== 'DELETE_COMPLETE');
}

// What is gone already needs nothing more.
async function unlessGone(work) {
  try {
    await work();
  } catch (error) {
    if (!['ResourceNotFoundException', 'NoSuchBucket'].includes(error.name)) throw error;
  }
}

async function protectTable(TableName, enabled) {
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName }));
  if (Boolean(Table.DeletionProtectionEnabled) !== enabled) {
    await dynamo.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: enabled }));
  }
}

const named = (found, type) => found
  .filter(({ ResourceType }) => ResourceType === type)
  .map(({ PhysicalResourceId }) => PhysicalResourceId);

async function protectTables(found, enabled) {
  for (const table of named(found, 'AWS::DynamoDB::Table')) {
    await unlessGone(() => protectTable(table, enabled));
  }
}

// Removes a stack with all its data; what protects it is taken away first.
export async function remove(stack) {
  if (await settled(stack) === 'none') return 'none';
  await setProtection(stack, false);
  const found = await resources(stack);
  await protectTables(found, false);
  for (const bucket of named(found, 'AWS::S3::Bucket')) await unlessGone(() => empty(bucket));
  await client.send(new DeleteStackCommand({ StackName: stack }));
  const status = await settled(stack);
  if (status === 'none') return status;
  const left = (await resources(stack)).find(({ ResourceStatus }) => ResourceStatus === 'DELETE_FAILED');
  throw new Error(`expected ${stack} to be removed, found it ${status}`
    + (left ? `: ${left.LogicalResourceId}: ${left.ResourceStatusReason}` : ''));
}
