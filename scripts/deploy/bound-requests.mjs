// An osls plugin that bounds how many requests the API takes, whoever sends them: by the setting
// requests_per_second for all of its stage, and by the setting reading_concurrency, where it is
// set, for the function that reads. osls has no word for the first, and takes no empty second.
const BURST = 2;

export default class BoundRequests {
  constructor(serverless) {
    this.hooks = {
      initialize: () => boundReading(serverless.service.functions),
      'before:aws:package:finalize:saveServiceState': () =>
        boundStage(serverless.service.provider.compiledCloudFormationTemplate.Resources),
    };
  }
}

function boundReading(functions) {
  const concurrency = Number(process.env.reading_concurrency);
  if (concurrency) functions['query-api'].reservedConcurrency = concurrency;
}

function boundStage(resources) {
  const rate = Number(process.env.requests_per_second);
  const deployments = Object.values(resources)
    .filter(({ Type }) => Type === 'AWS::ApiGateway::Deployment');
  for (const { Properties } of deployments) {
    Properties.StageDescription = {
      MethodSettings: [{
        HttpMethod: '*',
        ResourcePath: '/*',
        ThrottlingRateLimit: rate,
        ThrottlingBurstLimit: BURST * rate,
      }],
    };
  }
}
