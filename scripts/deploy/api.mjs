// The API of a stack.
import { APIGatewayClient, GetApiKeysCommand, UpdateStageCommand } from '@aws-sdk/client-api-gateway';
import { pause, settings } from './aws.mjs';
import { describe } from './stacks.mjs';

// A new API is known everywhere after some seconds, its key after up to a minute.
const NEW_API_SECONDS = 120;
// A new event source mapping reads its stream after some minutes.
const NEW_STACK_SECONDS = 900;
const RUN_SECONDS = 180;
const FIRST_RUN_SECONDS = 600;
// No run is under way for longer than the queue keeps its tasks.
const OLDEST_RUN_DAYS = 15;

export const apiGateway = new APIGatewayClient(settings);

// Bounds how many requests a second the API at an endpoint takes, and twice as many at once. A template
// could say so of a new stage alone.
export async function throttle(endpoint, rate) {
  const limit = (name, value) => ({ op: 'replace', path: `/*/*/throttling/${name}`, value: `${value}` });
  const [, restApiId, stageName] = /^https:\/\/([^./]+)\..*\/(\w+)\/?$/.exec(endpoint) ?? [];
  if (!restApiId) throw new Error(`expected the address of an API's stage, found "${endpoint}"`);
  await apiGateway.send(new UpdateStageCommand({
    restApiId,
    stageName,
    patchOperations: [limit('rateLimit', rate), limit('burstLimit', 2 * rate)],
  }));
  return rate;
}

// The value of the API key of that name.
export async function apiKey(name) {
  for (let position; ;) {
    const page = await apiGateway.send(
      new GetApiKeysCommand({ nameQuery: name, includeValues: true, limit: 500, position }));
    const found = page.items?.find((key) => key.name === name);
    if (found) return found.value;
    if (!(position = page.position)) throw new Error(`there is no API key ${name}`);
  }
}

async function ask(url, key = '', method = 'GET') {
  const answer = await fetch(url, {
    method, headers: key ? { 'x-api-key': key } : {}, signal: AbortSignal.timeout(35_000),
  });
  return { status: answer.status, text: await answer.text() };
}

const json = (text) => {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
};

const isOver = (start, seconds) => Date.now() - start > 1000 * seconds;

// Asks until the answer will do, or for too long; says once what it waits for.
async function askUntil(willDo, seconds, waiting, asked) {
  for (const start = Date.now(), told = []; ;) {
    const answer = await asked().catch((error) => ({ status: 0, text: error.cause?.message ?? error.message }));
    if (willDo(answer) || isOver(start, seconds)) return answer;
    if (!told.length) console.error(`waiting: ${waiting} …`);
    told.push(answer);
    await pause(2);
  }
}

// What /health answers.
export async function health(url) {
  const { status, text } = await askUntil(
    (answer) => answer.status === 200, NEW_API_SECONDS, `${url}/health does not answer yet`,
    () => ask(`${url}/health`));
  if (status !== 200) throw new Error(`expected ${url}/health to answer, found: ${status || ''} ${text}`);
  return text;
}

const isNew = ({ CreationTime }) => !isOver(CreationTime.getTime(), NEW_STACK_SECONDS);

// Scrapes once, and waits until every row is accounted for.
export async function smoke(url, keyName, stack) {
  const key = await apiKey(keyName);
  const scrape = await askUntil(
    ({ status }) => status !== 403, NEW_API_SECONDS, 'the API does not know its new key yet',
    () => ask(`${url}/scrap_movies`, key, 'POST'));
  const { run } = json(scrape.text);
  if (!run) throw new Error(`expected the scrape to be taken, found: ${scrape.text}`);
  console.error(`scraping: ${url}/runs/${run}`);

  const isFirst = isNew(await describe(stack));
  const seconds = isFirst ? FIRST_RUN_SECONDS : RUN_SECONDS;
  const waiting = isFirst
    ? 'the functions of a new stack may begin to read its streams after some minutes'
    : 'the run has not settled yet';
  const { text } = await askUntil(
    (answer) => answer.status === 200 && json(answer.text).status !== 'running', seconds, waiting,
    () => ask(`${url}/runs/${run}`, key));
  switch (json(text).status) {
    case 'settled': case 'unchanged': return text;
    case 'running': throw new Error(`expected the run to settle in ${seconds / 60} minutes, found: ${text}`);
    default: throw new Error(`expected the run to settle with records, found: ${text}; /errors says why`);
  }
}

// The ids of the runs that have not settled, in one line.
export async function openRuns(url, keyName) {
  const key = await apiKey(keyName);
  const oldest = new Date(Date.now() - OLDEST_RUN_DAYS * 86_400_000).toISOString();
  const open = [];
  for (let cursor = ''; ;) {
    const { status, text } = await ask(`${url}/runs?limit=100${cursor}`, key);
    if (status !== 200) throw new Error(`expected ${url}/runs to list the runs, found: ${text}`);
    const { items, next } = JSON.parse(text);
    for (const { run } of items.filter((each) => each.status === 'running')) {
      // A list shows a large run as running in any case.
      const whole = await ask(`${url}/runs/${run}`, key);
      if (!json(whole.text).settledAt) open.push(run);
    }
    if (!next || items.at(-1)?.startedAt < oldest) return open.join(' ');
    cursor = `&cursor=${encodeURIComponent(next)}`;
  }
}
