// The API of a stack.
import { APIGatewayClient, GetApiKeysCommand } from '@aws-sdk/client-api-gateway';
import { settings } from './aws.mjs';

export const apiGateway = new APIGatewayClient(settings);

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
