// The buckets of stacks.
import { DeleteObjectsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { settings } from './aws.mjs';

export const s3 = new S3Client({ ...settings, forcePathStyle: Boolean(process.env.AWS_ENDPOINT_URL) });

// The address by which CloudFormation reads an object.
export async function urlOf(Bucket, key) {
  const Region = await s3.config.region();
  const { url } = s3.config.endpointProvider({ Bucket, Region, ForcePathStyle: true });
  return `${url.href}/${key}`;
}

// Empties a bucket, because CloudFormation deletes no other, and answers how many objects it had.
export async function empty(bucket) {
  for (let count = 0; ;) {
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
    if (!Contents?.length) return count;
    const { Errors } = await s3.send(new DeleteObjectsCommand({
      Bucket: bucket, Delete: { Objects: Contents.map(({ Key }) => ({ Key })), Quiet: true },
    }));
    if (Errors?.length) throw new Error(`${Errors[0].Key}: ${Errors[0].Message}`);
    count += Contents.length;
  }
}
