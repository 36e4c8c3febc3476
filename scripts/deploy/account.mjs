// What deploy-resources.sh asks of an account and tells it: node scripts/deploy/account.mjs COMMAND ARGUMENTS.
// Prints the answer, or one sentence to stderr and exits 1.
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { apiKey } from './api.mjs';
import { settings } from './aws.mjs';
import { empty } from './buckets.mjs';
import { deployed, setDeployed, unsetDeployed } from './fingerprints.mjs';
import { logsRole } from './logs-role.mjs';
import { output, remove, settled } from './stacks.mjs';

// The account's number, and who asks.
async function identity() {
  const { Account, Arn } = await new STSClient(settings).send(new GetCallerIdentityCommand({}));
  return `${Account} ${Arn}`;
}

const commands = {
  identity,
  settled,
  output,
  remove,
  empty,
  deployed,
  'set-deployed': setDeployed,
  'unset-deployed': unsetDeployed,
  'api-key': apiKey,
  'logs-role': logsRole,
};

const [command, ...given] = process.argv.slice(2);
try {
  console.log(await commands[command](...given));
} catch (error) {
  console.error(`${error.name}: ${error.message}`.replaceAll(/\s+/g, ' '));
  process.exitCode = 1;
}
