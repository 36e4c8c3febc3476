// Reads serverless/settings.json, the list of what the environment tells the stack and the scripts.
// node scripts/settings.mjs COMMAND prints the lines of a script's --help; a COMMAND is a script's
// name without .sh.
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = new URL('../', import.meta.url);
const list = JSON.parse(readFileSync(new URL('serverless/settings.json', project), 'utf8'));
export const settings = Object.entries(list).map(([name, setting]) => ({ name, ...setting }));

const oneOf = (values) => ({
  expected: `one of ${values.join(', ')}`,
  holds: (value) => values.includes(value),
});

// What a value must be, in words and as a check.
function check({ pattern, expected, range, values, files }) {
  if (pattern) return { expected, holds: (value) => new RegExp(`^(?:${pattern})$`).test(value) };
  if (values) return oneOf(values);
  if (files) {
    const names = readdirSync(new URL(files, project)).filter((name) => name.endsWith('.yml'));
    return oneOf(names.map((name) => basename(name, '.yml')).sort());
  }
  const [least, most] = range;
  return {
    expected: `a whole number from ${least} to ${most}`,
    holds: (value) => /^(0|[1-9]\d{0,8})$/.test(value) && value >= least && value <= most,
  };
}

const given = ({ name }) => process.env[name]?.trim() ?? '';

// The value of a setting, its default, or nothing.
export const value = (setting) => given(setting) || (setting.default ?? '');

const isRequired = (command, { required }) => required?.includes(command) ?? false;

// The settings that a script takes.
export const settingsOf = (command) => settings.filter(({ commands }) => commands.includes(command));

// What is wrong with a setting of a script, or nothing.
export function fault(command, setting) {
  const found = given(setting);
  const { expected, holds } = check(setting);
  if (found ? holds(found) : !isRequired(command, setting)) return undefined;
  // A fault of an address may be that there is a password in it.
  const quoted = /:\/\/[^/?#]*@/.test(found) ? 'one with them' : `"${found}"`;
  return `${setting.name}: expected ${expected}, found ${found ? quoted : 'none'}`;
}

function help(command) {
  const known = settingsOf(command);
  const width = Math.max(...known.map(({ name }) => name.length));
  return known.flatMap((setting) => {
    const unset = `unset, ${setting.default ?? setting.unset}`;
    return [
      `  ${setting.name.padEnd(width)}  ${setting.help} (${isRequired(command, setting) ? 'required' : unset}):`,
      `  ${' '.repeat(width)}  ${check(setting).expected}`,
    ];
  }).join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(help(process.argv[2]));
