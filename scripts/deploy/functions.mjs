// Functions as they are, compared with what a template says of them. CloudFormation compares templates
// alone, so that it leaves what was changed by --function or in the console as it is.
import {
  DeleteFunctionConcurrencyCommand, GetFunctionConcurrencyCommand, GetFunctionConfigurationCommand,
  LambdaClient, PutFunctionConcurrencyCommand, UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand, waitUntilFunctionActiveV2, waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { pause, settings } from './aws.mjs';
import { template as deployedTemplate } from './stacks.mjs';

const client = new LambdaClient(settings);

// Where Maven makes the archive of a function, by the name that osls uploads it under.
function archive({ Code }) {
  const module = basename(Code.S3Key, '.zip');
  return readFileSync(new URL(`../../${module}/target/${module}.zip`, import.meta.url));
}

// What a template says in words; what CloudFormation fills in is not known here.
const isKnown = (text) => typeof text !== 'object' && !String(text).includes('{{resolve:');

// The names of what is otherwise; values may be nobody's business.
function differences({ MemorySize, Timeout, Environment }, found) {
  const wanted = { ...Environment.Variables, memory: MemorySize, timeout: Timeout };
  const real = { ...found.Environment?.Variables, memory: found.MemorySize, timeout: found.Timeout };
  return [...new Set([...Object.keys(wanted), ...Object.keys(real)])]
    .filter((name) => isKnown(wanted[name]) && String(wanted[name]) !== String(real[name]));
}

const updated = (FunctionName) =>
  waitUntilFunctionUpdatedV2({ client, maxWaitTime: 120, minDelay: 1, maxDelay: 2 }, { FunctionName });

async function setConfiguration({ FunctionName, MemorySize, Timeout, Environment }, found) {
  const Variables = Object.fromEntries(Object.entries(Environment.Variables)
    .map(([name, text]) => [name, isKnown(text) ? String(text) : found.Environment.Variables[name]]));
  await client.send(new UpdateFunctionConfigurationCommand({
    FunctionName, MemorySize, Timeout, Environment: { Variables },
  }));
  await updated(FunctionName);
}

// Says how many calls may be answered at once; without a number, as many as the account allows.
async function bound(FunctionName, ReservedConcurrentExecutions) {
  await client.send(ReservedConcurrentExecutions === undefined
    ? new DeleteFunctionConcurrencyCommand({ FunctionName })
    : new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }));
}

async function boundAsWanted({ FunctionName, ReservedConcurrentExecutions }) {
  const found = await client.send(new GetFunctionConcurrencyCommand({ FunctionName }));
  if (found.ReservedConcurrentExecutions === ReservedConcurrentExecutions) return [];
  await bound(FunctionName, ReservedConcurrentExecutions);
  return ['concurrency'];
}

async function updateOne(wanted, withCode) {
  const { FunctionName } = wanted;
  await waitUntilFunctionActiveV2({ client, maxWaitTime: 120, minDelay: 1, maxDelay: 2 }, { FunctionName });
  await updated(FunctionName);
  const found = await client.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const told = differences(wanted, found);
  if (told.length) await setConfiguration(wanted, found);
  told.push(...await boundAsWanted(wanted));
  if (withCode) {
    const ZipFile = archive(wanted);
    if (createHash('sha256').update(ZipFile).digest('base64') !== found.CodeSha256) {
      await client.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile }));
      await updated(FunctionName);
      told.push('code');
    }
  }
  return told.length ? [`${FunctionName}: ${told.join(', ')}`] : [];
}

const functionsOf = ({ Resources }) => Object.values(Resources)
  .filter(({ Type }) => Type === 'AWS::Lambda::Function')
  .map(({ Properties }) => Properties);

async function update(functions, withCode) {
  const told = await Promise.all(functions.map((each) => updateOne(each, withCode)));
  return told.flat().join('\n');
}

// Makes the functions of a stack what was deployed again, and says what was otherwise.
//
// WITH: `code` where the archives of this machine are what was deployed
export async function restore(stack, withWhat) {
  return update(functionsOf(await deployedTemplate(stack)), withWhat === 'code');
}

// A new bound of calls is known everywhere after some seconds.
const BOUND_SECONDS = 5;

// Has Lambda refuse the calls of a function, and waits until those that it took before must have ended.
export async function stop(FunctionName) {
  const { Timeout } = await client.send(new GetFunctionConfigurationCommand({ FunctionName }));
  await bound(FunctionName, 0);
  await pause(Timeout + BOUND_SECONDS);
  return Timeout;
}

// Has Lambda take the calls of a stack's function again, as many as were deployed.
export async function start(stack, name) {
  const found = functionsOf(await deployedTemplate(stack)).find(({ FunctionName }) => FunctionName === name);
  return found ? boundAsWanted(found) : '';
}

// Makes one function what a packaged template says, and says what was otherwise.
export async function updateFunction(file, name, withWhat) {
  const found = functionsOf(JSON.parse(readFileSync(file, 'utf8')))
    .filter(({ FunctionName }) => FunctionName === name);
  if (!found.length) throw new Error(`expected a function ${name} in ${file}, found none`);
  return update(found, withWhat === 'code');
}
