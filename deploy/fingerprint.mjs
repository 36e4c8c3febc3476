// What would be deployed, in one word: node deploy/fingerprint.mjs TEMPLATE ARCHIVE… Equal words
// mean that nothing has changed. osls asks this too, but names each deployment of the API anew and
// overlooks archives that Maven made.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [template, ...archives] = process.argv.slice(2);
const hash = createHash('sha256');
hash.update(readFileSync(template, 'utf8')
  .replaceAll(/ApiGatewayDeployment\d+/g, 'ApiGatewayDeployment')
  .replaceAll(/"S3Key": "[^"]*"/g, ''));
for (const archive of archives) hash.update(readFileSync(archive));
console.log(hash.digest('hex'));
