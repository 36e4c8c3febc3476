// One page that shows whether the stack works; every function of serverless.yml is on it.
const { functionNames, streamNames, streamReaders } = require('./metrics.cjs');

const lambda = (metric, functions) =>
  functions.map((name) => ['AWS/Lambda', metric, 'FunctionName', name]);

module.exports = async (osls) => {
  const { resolveVariable } = osls;
  const name = (key) => resolveVariable(`file(serverless/names.yml):${key}`);
  const region = await resolveVariable('env:AWS_REGION');
  const functions = await functionNames(osls);
  const apiName = await name('api');
  const api = (metric) => ['AWS/ApiGateway', metric, 'ApiName', apiName, 'Stage', 'prod'];

  const runTable = await name('runTable');
  const deadLetters = await name('discardedDeadLetterQueue');

  const widgets = [
    ['Requests', 'Sum', [api('Count'), api('4XXError'), api('5XXError')]],
    ['Time to answer (ms, 95th percentile)', 'p95', [api('Latency')]],
    ['Invocations', 'Sum', lambda('Invocations', functions)],
    ['Function errors and throttles', 'Sum',
      [...lambda('Errors', functions), ...lambda('Throttles', functions)]],
    ['Duration of functions (ms, 95th percentile)', 'p95', lambda('Duration', functions)],
    ['Wait on the streams (ms)', 'Maximum', lambda('IteratorAge', await streamReaders(osls))],
    ['Batches on the streams', 'Sum',
      (await streamNames(osls)).map((stream) => ['AWS/Kinesis', 'IncomingRecords', 'StreamName', stream])],
    ['Rows of runs that have settled', 'Sum', ['Found', 'Stored', 'Unchanged', 'Failed']
      .map((metric) => ['Pagestream', metric, 'RunTable', runTable])],
    ['Time to settle (ms)', 'p95', [['Pagestream', 'Milliseconds', 'RunTable', runTable]]],
    ['Writes of records and failures, and dead letters', 'Sum', [
      ['AWS/DynamoDB', 'ConsumedWriteCapacityUnits', 'TableName', await name('recordTable')],
      ['AWS/DynamoDB', 'ConsumedWriteCapacityUnits', 'TableName', await name('errorTable')],
      ['AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'QueueName', deadLetters, { stat: 'Maximum' }],
    ]],
  ].map(([title, stat, metrics], index) => ({
    type: 'metric', x: 12 * (index % 2), y: 6 * Math.floor(index / 2), width: 12, height: 6,
    properties: { title, region, stat, period: 300, metrics },
  }));

  return {
    Resources: {
      Dashboard: {
        Type: 'AWS::CloudWatch::Dashboard',
        Properties: { DashboardName: apiName, DashboardBody: JSON.stringify({ widgets }) },
      },
    },
  };
};
