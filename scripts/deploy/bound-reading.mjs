// An osls plugin that bounds how many readers are answered at once, by the setting reading_concurrency:
// osls takes no empty value for it.
export default class BoundReading {
  constructor(serverless) {
    this.hooks = { initialize: () => bound(serverless.service.functions['query-api']) };
  }
}

function bound(reader) {
  const concurrency = Number(process.env.reading_concurrency);
  if (concurrency) reader.reservedConcurrency = concurrency;
}
