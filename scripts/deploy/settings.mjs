// Checks what deploy-resources.sh is told: node scripts/deploy/settings.mjs PLACE [WHICH]. PLACE is aws or
// emulator; WHICH is
//   stack       what finds a stack, its suffix and region, alone
//   given       that, and whatever else the environment has
//   all         every setting; what is not given has its remembered value, or its default; so too without
//               WHICH
// The variable `remembered` has what an earlier call was told, as JSON. Prints `export` lines for the
// script, and to stderr what differs from the earlier call; or one sentence for each fault to stderr, and
// exits 1.
import { fault, settingsOf, value } from '../settings.mjs';

const COMMAND = 'deploy-resources';
const FINDS_THE_STACK = ['suffix', 'AWS_REGION'];
// What a setting is set to that shall have its default again.
const DEFAULT = 'default';
const PRIVATE = [
  'localhost', '\\[::1\\]', '(127|10)\\.[0-9.]+', '192\\.168\\.[0-9.]+',
  '172\\.(1[6-9]|2[0-9]|3[01])\\.[0-9.]+', '169\\.254\\.[0-9.]+',
];
const PRIVATE_URL = new RegExp(`^https?://(${PRIVATE.join('|')})([:/?#]|$)`);
// A parameter of the Systems Manager takes 4,096 bytes, and so do all variables of a function together, of
// which other names and values take some 600.
const MOST_BYTES = 3400;
const EXAMPLE = 'call as: suffix=courseX url=http://my.url ./deploy-resources.sh';

const [place, which = 'all'] = process.argv.slice(2);
const known = settingsOf(COMMAND);
const finders = known.filter(({ name }) => FINDS_THE_STACK.includes(name));
const others = known.filter(({ name }) => !FINDS_THE_STACK.includes(name));
const before = JSON.parse(process.env.remembered || '{}');
const given = Object.fromEntries(others.map(({ name }) => [name, process.env[name]?.trim() ?? '']));

// Puts together what a setting is told.
function recall(setting) {
  const { name } = setting;
  process.env[name] = given[name] === DEFAULT ? '' : given[name] || (before[name] ?? '');
}

function faultOf(setting) {
  const found = fault(COMMAND, setting);
  if (found?.endsWith('found none')) return `${found}; ${EXAMPLE}`;
  return found && before[setting.name] === process.env[setting.name]
    ? `${found}, as an earlier call named it` : found;
}

// SSM takes no two braces in a row, and osls has a meaning for a dollar and a brace.
const memory = (told) =>
  `{${JSON.stringify(told).slice(1, -1).replaceAll('{', '\\u007b').replaceAll('$', '\\u0024')}}`;

const isTold = ({ name }) => given[name] && given[name] !== DEFAULT;

let checked = known;
if (which === 'stack') checked = finders;
else if (which === 'given') checked = [...finders, ...others.filter(isTold)];
else others.forEach(recall);
const isWhole = !['stack', 'given'].includes(which);

const faults = checked.map(faultOf).filter((found) => found);
const url = process.env.url?.trim() ?? '';
if (which !== 'stack' && place === 'aws' && PRIVATE_URL.test(url)) {
  faults.push(`url: expected a page that AWS can reach, found "${url}", `
    + 'which is an address of this machine or its network');
}

const text = (setting) => value(setting) || 'none';
const textBefore = ({ name, default: otherwise }) => before[name] || otherwise || 'none';
const told = Object.fromEntries(
  others.map(({ name }) => [name, process.env[name]]).filter(([, each]) => each));

const bytes = Buffer.byteLength(memory(told));
if (isWhole && bytes > MOST_BYTES) {
  faults.push(`settings: expected at most ${MOST_BYTES} bytes together, found ${bytes}; shorten url`);
}

if (faults.length) {
  console.error(faults.join('\n'));
  process.exitCode = 1;
} else {
  const exported = (isWhole ? known : finders).map((setting) => [setting.name, value(setting)]);
  if (isWhole) exported.push(['remembered', memory(told)]);
  for (const [name, each] of exported) {
    console.log(each ? `export ${name}='${each.replaceAll("'", "'\\''")}'` : `unset ${name}`);
  }
  if (isWhole && Object.keys(before).length) {
    others.filter((setting) => text(setting) !== textBefore(setting)).forEach((setting) =>
      console.error(`${setting.name}: ${textBefore(setting)} -> ${text(setting)}`));
  }
}
