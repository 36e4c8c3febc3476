// What deploy-resources.sh asks of an account and tells it: node scripts/deploy/account.mjs COMMAND ARGUMENTS.
// Prints the answer, or one sentence to stderr and exits 1.
import { apiKey, health, openRuns, smoke, throttle } from './api.mjs';
import { identity } from './aws.mjs';
import { removeStreams, rollBack } from './changes.mjs';
import { restore, start, stop, updateFunction } from './functions.mjs';
import { logsRole } from './logs-role.mjs';
import { remembered } from './memory.mjs';
import { output, protect, remove, settled, twin } from './stacks.mjs';

const commands = {
  // The account's number, and who asks.
  identity: async () => {
    const { Account, Arn } = await identity();
    return `${Account} ${Arn}`;
  },
  settled,
  output,
  twin,
  protect,
  remove,
  'remove-streams': removeStreams,
  'roll-back': rollBack,
  remembered,
  restore,
  stop,
  start,
  'update-function': updateFunction,
  'api-key': apiKey,
  throttle,
  health,
  smoke,
  'open-runs': openRuns,
  'logs-role': logsRole,
};

const [command, ...given] = process.argv.slice(2);
try {
  console.log(await commands[command](...given));
} catch (error) {
  const named = error.name === 'Error' ? '' : `${error.name}: `;
  console.error(`${named}${error.message}`.replaceAll(/\s+/g, ' '));
  process.exitCode = 1;
}
