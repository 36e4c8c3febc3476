// What alarms and the dashboard watch. Both follow from the functions of serverless.yml, so that a new
// function is watched without another line.

const functions = async ({ resolveConfigurationProperty }) =>
  Object.values(await resolveConfigurationProperty(['functions']));

const names = async (osls) => (await functions(osls)).map(({ name }) => name);

const streamReaders = async (osls) => (await functions(osls))
  .filter(({ events = [] }) => events.some(({ stream }) => stream))
  .map(({ name }) => name);

const streams = ({ resolveVariable }) => Promise.all(['rawStream', 'cleanStream']
  .map((name) => resolveVariable(`file(serverless/names.yml):${name}`)));

const ofFunctions = (MetricName, names) => names
  .map((FunctionName) => ({ Namespace: 'AWS/Lambda', MetricName, FunctionName }));
const ofStreams = (MetricName, names) => names
  .map((StreamName) => ({ Namespace: 'AWS/Kinesis', MetricName, StreamName }));

// An alarm's Metrics: one expression over all of them.
function over(statistic, expression, label, metrics) {
  const metric = ({ Namespace, MetricName, ...dimensions }, index) => ({
    Id: `m${index}`,
    ReturnData: false,
    MetricStat: {
      Stat: statistic,
      Period: 300,
      Metric: {
        Namespace,
        MetricName,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
    },
  });
  return [{ Id: 'all', Expression: `${expression}(METRICS())`, Label: label }, ...metrics.map(metric)];
}

module.exports = {
  names,
  streamReaders,
  streams,

  errors: async (osls) =>
    over('Sum', 'SUM', 'function errors', ofFunctions('Errors', await names(osls))),

  throttles: async (osls) => over('Sum', 'SUM', 'throttled calls', [
    ...ofFunctions('Throttles', await names(osls)),
    ...ofStreams('WriteProvisionedThroughputExceeded', await streams(osls)),
  ]),

  lostBatches: async (osls) => over('Sum', 'SUM', 'batches that reached no bucket',
    ofFunctions('DestinationDeliveryFailures', await streamReaders(osls))),

  iteratorAge: async (osls) => over('Maximum', 'MAX', 'iterator age in milliseconds',
    ofFunctions('IteratorAge', await streamReaders(osls))),
};
