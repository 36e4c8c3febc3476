// What would be deployed, in one word: node scripts/deploy/fingerprint.mjs TEMPLATE FILE… Equal words mean
// that nothing has changed. The files are the archives, and what the template was made of: some of
// it osls tells API Gateway by itself. osls asks this too, but names each deployment of the API anew
// and overlooks archives that Maven made.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [template, ...files] = process.argv.slice(2);
const hash = createHash('sha256');
hash.update(readFileSync(template, 'utf8')
  .replaceAll(/ApiGatewayDeployment\d+/g, 'ApiGatewayDeployment')
  .replaceAll(/"S3Key": "[^"]*"/g, ''));
for (const file of files) hash.update(readFileSync(file));
console.log(hash.digest('hex'));
