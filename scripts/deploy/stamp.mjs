// Writes into a packaged template what it is: node scripts/deploy/stamp.mjs FOLDER BEFORE FILE… The stack's
// outputs then say its fingerprint, the release that it is, and the one BEFORE. They change with the stack
// itself, so that they are true after a deployment that failed, one that another call made, and a rollback.
// Prints the fingerprint. Equal ones mean that nothing has changed. It is made of the template and the files:
// the archives, and what the template was made of, some of which osls tells API Gateway by itself.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const [folder, before, ...files] = process.argv.slice(2);
const read = (file) => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'));
const write = (file, json) => writeFileSync(`${folder}/${file}`, JSON.stringify(json, null, 2));

const TEMPLATE = 'cloudformation-template-update-stack.json';
const STATE = 'serverless-state.json';

const template = read(TEMPLATE);
const state = read(STATE);

const hash = createHash('sha256');
// osls names each deployment of the API anew, and where it uploads archives.
hash.update(JSON.stringify(template)
  .replaceAll(/ApiGatewayDeployment\d+/g, 'ApiGatewayDeployment')
  .replaceAll(/"S3Key":"[^"]*"/g, ''));
for (const file of files) hash.update(readFileSync(file));
const fingerprint = hash.digest('hex');

const stamps = {
  Fingerprint: { Description: 'What is deployed, in one word', Value: fingerprint },
  Release: { Description: 'Where its files are in the bucket', Value: state.package.artifactDirectoryName },
};
if (before) stamps.ReleaseBefore = { Description: 'Where those of the release before are', Value: before };

// osls deploys the template that stands in its state.
for (const each of [template, state.service.provider.compiledCloudFormationTemplate]) {
  Object.assign(each.Outputs, stamps);
}
write(TEMPLATE, template);
write(STATE, state);
console.log(fingerprint);
