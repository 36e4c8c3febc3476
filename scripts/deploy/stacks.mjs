// The stacks of CloudFormation, from their deployment to their removal.
import {
  CloudFormationClient, DeleteStackCommand, DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { pause, settings } from './aws.mjs';

const cloudFormation = new CloudFormationClient(settings);

async function describe(stack) {
  try {
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: stack }));
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

export async function remove(stack) {
  await cloudFormation.send(new DeleteStackCommand({ StackName: stack }));
  const status = await settled(stack);
  if (!['none', 'DELETE_COMPLETE'].includes(status)) throw new Error(`${stack} is ${status}`);
  return status;
}
