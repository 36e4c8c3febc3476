// What alarms and the dashboard watch. Both follow from the functions of serverless.yml, so that a new
// function is watched without another line.

const functions = async ({ resolveConfigurationProperty }) =>
  Object.values(await resolveConfigurationProperty(['functions']));

const names = async (osls) => (await functions(osls)).map(({ name }) => name);

const streamReaders = async (osls) => (await functions(osls))
  .filter(({ events = [] }) => events.some(({ stream }) => stream))
  .map(({ name }) => name);

const named = (...keys) => ({ resolveVariable }) => Promise.all(keys
  .map((key) => resolveVariable(`file(serverless/names.yml):${key}`)));

const streams = named('rawStream', 'cleanStream');
// Those that functions poll.
const queues = named('taskQueue', 'taskDeadLetterQueue', 'discardedQueue');

const ofFunctions = (MetricName, names) => names
  .map((FunctionName) => ({ Namespace: 'AWS/Lambda', MetricName, FunctionName }));
const ofQueues = (MetricName, names) => names
  .map((QueueName) => ({ Namespace: 'AWS/SQS', MetricName, QueueName }));
const ofStreams = (MetricName, names) => names
  .map((StreamName) => ({ Namespace: 'AWS/Kinesis', MetricName, StreamName }));

// An alarm's Metrics: one expression over all of them, m0, m1 and so on.
function expressed(Expression, Label, Stat, Period, metrics) {
  const metric = ({ Namespace, MetricName, ...dimensions }, index) => ({
    Id: `m${index}`,
    ReturnData: false,
    MetricStat: {
      Stat,
      Period,
      Metric: {
        Namespace,
        MetricName,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
    },
  });
  return [{ Id: 'all', Expression, Label }, ...metrics.map(metric)];
}

const over = (statistic, expression, label, metrics) =>
  expressed(`${expression}(METRICS())`, label, statistic, 300, metrics);

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

  // Streams and functions are in the order of serverless.yml and names.yml: the raw stream and the
  // processor, the clean stream and the writer. What did not happen has no metric.
  unreadStreams: async (osls) => expressed(
    'IF(FILL(m0, 0) > 0 AND FILL(m2, 0) < 1, 1, 0) + IF(FILL(m1, 0) > 0 AND FILL(m3, 0) < 1, 1, 0)',
    'streams that are not read', 'Sum', 900, [
      ...ofStreams('IncomingRecords', await streams(osls)),
      ...ofFunctions('Invocations', await streamReaders(osls)),
    ]),

  waitInQueues: async (osls) => over('Maximum', 'MAX', 'age of the oldest message in seconds',
    ofQueues('ApproximateAgeOfOldestMessage', await queues(osls))),

  iteratorAge: async (osls) => over('Maximum', 'MAX', 'iterator age in milliseconds',
    ofFunctions('IteratorAge', await streamReaders(osls))),
};
