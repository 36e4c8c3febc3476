// How the scripts speak to AWS. Region, keys and endpoint come from the environment, as the SDK reads it.
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

// For how long nothing may come or go on a connection; an upload may take longer. osls knows the variable too.
const socketTimeout = Number(process.env.AWS_CLIENT_TIMEOUT) || 120_000;

export const settings = { requestHandler: { connectionTimeout: 5000, socketTimeout }, maxAttempts: 3 };

export const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, 1000 * seconds));

// Whose credentials these are.
export const identity = () => new STSClient(settings).send(new GetCallerIdentityCommand({}));
