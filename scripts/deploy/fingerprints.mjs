// What was last deployed into a stack, by its fingerprint. It lies beside what osls uploads, and goes
// with it.
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { s3 } from './buckets.mjs';
import { output } from './stacks.mjs';

async function deployedObject(stack) {
  const bucket = await output(stack, 'ServerlessDeploymentBucketName');
  return bucket && { Bucket: bucket, Key: `serverless/${stack}/prod/deployed` };
}

// The fingerprint, or nothing.
export async function deployed(stack) {
  const object = await deployedObject(stack);
  if (!object) return '';
  try {
    return await (await s3.send(new GetObjectCommand(object))).Body.transformToString();
  } catch (error) {
    if (error.name === 'NoSuchKey') return '';
    throw error;
  }
}

export async function setDeployed(stack, fingerprint) {
  await s3.send(new PutObjectCommand({ ...await deployedObject(stack), Body: fingerprint }));
  return fingerprint;
}

// After a change that no fingerprint tells of.
export async function unsetDeployed(stack) {
  await s3.send(new DeleteObjectCommand(await deployedObject(stack)));
  return '';
}
