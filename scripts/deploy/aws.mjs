// How the scripts speak to AWS. Region, keys and endpoint come from the environment, as the SDK reads it.
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

export const settings = { requestHandler: { connectionTimeout: 5000, requestTimeout: 30000 }, maxAttempts: 3 };

export const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, 1000 * seconds));

// Whose credentials these are.
export const identity = () => new STSClient(settings).send(new GetCallerIdentityCommand({}));
