// What is changed of a deployed stack by its own templates alone, so that it needs neither the settings nor
// the files that the stack was deployed with.
import {
  CreateChangeSetCommand, DescribeChangeSetCommand, ExecuteChangeSetCommand,
} from '@aws-sdk/client-cloudformation';
import { pause } from './aws.mjs';
import { urlOf } from './buckets.mjs';
import { client, describe, output, settled, template } from './stacks.mjs';

const STREAM = 'AWS::Kinesis::Stream';
// Where osls keeps the template of a release.
const TEMPLATE = 'compiled-cloudformation-template.json';

// By a change set, as osls does it: LocalStack forgets what is changed without one.
async function change(stack, source) {
  const changeSet = { StackName: stack, ChangeSetName: `pagestream-${Date.now()}` };
  await client.send(new CreateChangeSetCommand({
    ...changeSet, ...source, Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'],
  }));
  await created(changeSet);
  await client.send(new ExecuteChangeSetCommand(changeSet));
  const status = await settled(stack);
  if (status !== 'UPDATE_COMPLETE') {
    const { StackStatusReason = 'its events say why' } = await describe(stack);
    throw new Error(`expected ${stack} to be changed, found it ${status}: ${StackStatusReason}`);
  }
}

async function created(changeSet) {
  for (;;) {
    const { Status, StatusReason } = await client.send(new DescribeChangeSetCommand(changeSet));
    if (Status === 'CREATE_COMPLETE') return;
    if (Status === 'FAILED') throw new Error(`${changeSet.StackName} cannot be changed: ${StatusReason}`);
    await pause(1);
  }
}

// Removes the streams of a stack, and the outputs that name them; the rest stays as it was deployed.
export async function removeStreams(stack) {
  const deployed = await template(stack);
  const { Resources, Outputs } = deployed;
  const streams = Object.keys(Resources).filter((id) => Resources[id].Type === STREAM);
  if (!streams.length) return '';
  const namesOne = ({ Value }) => streams.some((id) => JSON.stringify(Value).includes(`"${id}"`));
  for (const id of streams) delete Resources[id];
  for (const [name, each] of Object.entries(Outputs)) if (namesOne(each)) delete Outputs[name];
  // The next deployment finds that something has changed.
  delete Outputs.Fingerprint;
  await change(stack, { TemplateBody: JSON.stringify(deployed) });
  return streams.join(' ');
}

// Takes a stack back to a release, which is named as its outputs name it.
export async function rollBack(stack, release) {
  const bucket = await output(stack, 'ServerlessDeploymentBucketName');
  await change(stack, { TemplateURL: await urlOf(bucket, `${release}/${TEMPLATE}`) });
  return release;
}
