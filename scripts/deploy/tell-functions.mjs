// An osls plugin that adds settings to the functions' environment: those for which
// serverless/settings.json names the function. The local host does the same.
import { settings, value } from '../settings.mjs';

export default class TellFunctions {
  constructor(serverless) {
    this.hooks = { initialize: () => Object.entries(serverless.service.functions).forEach(tell) };
  }
}

function tell([key, definition]) {
  const told = settings.filter(({ functions }) => functions === 'all' || functions?.includes(key));
  definition.environment = {
    ...definition.environment,
    ...Object.fromEntries(told.map((setting) => [setting.variable ?? setting.name, value(setting)])),
  };
}
