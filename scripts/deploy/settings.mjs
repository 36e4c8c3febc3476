// Checks what the environment tells deploy-resources.sh: node scripts/deploy/settings.mjs PLACE
// [NAME…], where PLACE is aws or emulator. Prints `export` lines for the script, defaults included;
// or prints one sentence for each fault to stderr and exits 1. With names it checks those alone.
import { fault, settingsOf, value } from '../settings.mjs';

const COMMAND = 'deploy-resources';
const PRIVATE = [
  'localhost', '\\[::1\\]', '(127|10)\\.[0-9.]+', '192\\.168\\.[0-9.]+',
  '172\\.(1[6-9]|2[0-9]|3[01])\\.[0-9.]+', '169\\.254\\.[0-9.]+',
];
const PRIVATE_URL = new RegExp(`^https?://(${PRIVATE.join('|')})([:/?#]|$)`);
const EXAMPLE = 'call as: suffix=courseX url=http://my.url ./deploy-resources.sh';

const [place, ...names] = process.argv.slice(2);
const known = settingsOf(COMMAND);
const told = Object.fromEntries(known.map((setting) => [setting.name, value(setting)]));

const faults = known
  .filter(({ name }) => !names.length || names.includes(name))
  .map((setting) => fault(COMMAND, setting))
  .filter((found) => found)
  .map((found) => (found.endsWith('found none') ? `${found}; ${EXAMPLE}` : found));
if (!names.length && place === 'aws' && PRIVATE_URL.test(told.url)) {
  faults.push(`url: expected a page that AWS can reach, found "${told.url}", `
    + 'which is an address of this machine or its network');
}

if (faults.length) {
  console.error(faults.join('\n'));
  process.exitCode = 1;
} else {
  for (const [name, text] of Object.entries(told)) {
    console.log(text ? `export ${name}='${text.replaceAll("'", "'\\''")}'` : `unset ${name}`);
  }
}
