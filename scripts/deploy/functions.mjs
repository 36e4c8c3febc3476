// Functions as they are, compared with what a template says of them. CloudFormation compares templates
// alone, so that it leaves what was changed by --function or in the console as it is.
import {
  GetFunctionConfigurationCommand, LambdaClient, UpdateFunctionCodeCommand, UpdateFunctionConfigurationCommand,
  waitUntilFunctionActiveV2, waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { settings } from './aws.mjs';
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

async function bringOne(wanted, withCode) {
  const { FunctionName } = wanted;
  await waitUntilFunctionActiveV2({ client, maxWaitTime: 120, minDelay: 1, maxDelay: 2 }, { FunctionName });
  await updated(FunctionName);
  const found = await client.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const told = differences(wanted, found);
  if (told.length) await setConfiguration(wanted, found);
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

async function bring(functions, withCode) {
  const told = await Promise.all(functions.map((each) => bringOne(each, withCode)));
  return told.flat().join('\n');
}

// Sets functions of a stack back to what was deployed, and says what was otherwise.
//
// WITH: `code` where the archives of this machine are what was deployed
export async function mend(stack, withWhat) {
  return bring(functionsOf(await deployedTemplate(stack)), withWhat === 'code');
}

// Makes one function what a packaged template says, and says what was otherwise.
export async function bringFunction(file, name, withWhat) {
  const found = functionsOf(JSON.parse(readFileSync(file, 'utf8')))
    .filter(({ FunctionName }) => FunctionName === name);
  if (!found.length) throw new Error(`expected a function ${name} in ${file}, found none`);
  return bring(found, withWhat === 'code');
}
