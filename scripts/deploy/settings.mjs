// Checks what deploy-resources.sh is told by the environment: node scripts/deploy/settings.mjs PLACE [NAME…],
// where PLACE is aws or emulator. Prints `export` lines for the script, defaults included, or one
// sentence for each fault to stderr and exits 1. Given names, it looks for the faults of those alone.
import { faults, settings, value } from '../settings.mjs';
import { hoursToNextScrape } from './schedule.mjs';

const PRIVATE = /^https?:\/\/(localhost|\[::1\]|(127|10)\.[0-9.]+|192\.168\.[0-9.]+|172\.(1[6-9]|2[0-9]|3[01])\.[0-9.]+|169\.254\.[0-9.]+)([:/?#]|$)/;
const EXAMPLE = 'call as: suffix=courseX url=http://my.url ./deploy-resources.sh';
// The longest an alarm looks back.
const WEEK = 7 * 24;

const [place, ...names] = process.argv.slice(2);
const told = Object.fromEntries(settings
  .filter(({ commands }) => commands.includes('deploy-resources'))
  .map((setting) => [setting.name, value(setting)]));

const found = faults('deploy-resources', names.length ? names : undefined)
  .map((fault) => (fault.endsWith('found none') ? `${fault}; ${EXAMPLE}` : fault));
if (place === 'aws' && PRIVATE.test(told.url)) {
  found.push(`url: expected a page that AWS can reach, found "${told.url}", which is an address of this machine or its network`);
}

function scrapeExpectedHours() {
  if (!told.schedule) return '';
  const hours = hoursToNextScrape(told.schedule);
  if (hours <= WEEK) return String(hours);
  console.error(`note: no alarm tells of a scrape that ${told.schedule} missed, because alarms look back a week at most.`);
  return '';
}

if (found.length) {
  console.error(found.join('\n'));
  process.exitCode = 1;
} else {
  told.scrape_expected_hours = scrapeExpectedHours();
  for (const [name, text] of Object.entries(told)) {
    console.log(text ? `export ${name}='${text.replaceAll("'", "'\\''")}'` : `unset ${name}`);
  }
}
