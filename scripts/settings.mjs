// Reads serverless/settings.json: what the stack and the scripts are told by environment variables.
// node scripts/settings.mjs COMMAND prints the lines of a script's --help.
import { readdirSync, readFileSync } from 'node:fs';
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
    return oneOf(names.map((name) => name.slice(0, -'.yml'.length)).sort());
  }
  const [least, most] = range;
  return {
    expected: `a whole number from ${least} to ${most}`,
    holds: (value) => /^(0|[1-9]\d{0,8})$/.test(value) && value >= least && value <= most,
  };
}

// The value of a setting, its default, or nothing.
export function value({ name, default: otherwise = '' }, env = process.env) {
  return env[name]?.trim() || otherwise;
}

// The faults of what a script is told, one sentence each.
export function faults(command, names) {
  return settings
    .filter((setting) => setting.commands.includes(command) && (names ?? [setting.name]).includes(setting.name))
    .flatMap((setting) => {
      const given = process.env[setting.name]?.trim() ?? '';
      const { expected, holds } = check(setting);
      if (!given) return setting.required?.includes(command) ? [`${setting.name}: expected ${expected}, found none`] : [];
      return holds(given) ? [] : [`${setting.name}: expected ${expected}, found "${given}"`];
    });
}

function help(command) {
  const known = settings.filter(({ commands }) => commands.includes(command));
  const width = Math.max(...known.map(({ name }) => name.length));
  return known.map((setting) => {
    const whenUnset = setting.required?.includes(command) ? 'required' : `unset, ${setting.default ?? setting.unset}`;
    const indent = ' '.repeat(width + 4);
    return `  ${setting.name.padEnd(width)}  ${setting.help} (${whenUnset}):\n${indent}${check(setting).expected}`;
  }).join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(help(process.argv[2]));
