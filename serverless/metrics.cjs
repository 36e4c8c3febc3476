// What alarms and the dashboard watch. Both follow from the functions of serverless.yml, so that a new
// function is watched without another line.

const functions = async ({ resolveConfigurationProperty }) =>
  Object.values(await resolveConfigurationProperty(['functions']));

const functionNames = async (osls) => (await functions(osls)).map(({ name }) => name);

// Streams and their readers are in the same order here, as in names.yml and serverless.yml: the raw stream
// and the processor, the clean stream and the writer.
const streamReaders = async (osls) => (await functions(osls))
  .filter(({ events = [] }) => events.some(({ stream }) => stream))
  .map(({ name }) => name);

const namesOf = (...keys) => ({ resolveVariable }) => Promise.all(keys
  .map((key) => resolveVariable(`file(serverless/names.yml):${key}`)));

const streamNames = namesOf('rawStream', 'cleanStream');
const polledQueues = namesOf('taskQueue', 'taskDeadLetterQueue', 'discardedQueue');

// A metric of each of several resources: metrics(MetricName, Stat, names).
const metricsOf = (Namespace, dimension) => (MetricName, Stat, names) => names.map((Value) =>
  ({ Stat, Metric: { Namespace, MetricName, Dimensions: [{ Name: dimension, Value }] } }));
const functionMetrics = metricsOf('AWS/Lambda', 'FunctionName');
const queueMetrics = metricsOf('AWS/SQS', 'QueueName');
const streamMetrics = metricsOf('AWS/Kinesis', 'StreamName');

// An alarm's Metrics: one expression over all of them, which it calls m0, m1 and so on.
const metricMath = (Expression, Label, Period, metrics) => [
  { Id: 'all', Expression, Label },
  ...metrics.map((each, index) =>
    ({ Id: `m${index}`, ReturnData: false, MetricStat: { Period, ...each } })),
];

const sum = (label, metrics) => metricMath('SUM(METRICS())', label, 300, metrics);
const maximum = (label, metrics) => metricMath('MAX(METRICS())', label, 300, metrics);

// How many of several things had something to be read in a quarter of an hour, of which nothing was read.
// What did not happen has no metric.
const unread = (label, waiting, read) => metricMath(
  waiting.map((_, index) =>
    `IF(FILL(m${index}, 0) > 0 AND FILL(m${waiting.length + index}, 0) < 1, 1, 0)`).join(' + '),
  label, 900, [...waiting, ...read]);

module.exports = {
  functionNames,
  streamReaders,
  streamNames,

  functionErrors: async (osls) =>
    sum('function errors', functionMetrics('Errors', 'Sum', await functionNames(osls))),

  throttledCalls: async (osls) => sum('throttled calls', [
    ...functionMetrics('Throttles', 'Sum', await functionNames(osls)),
    ...streamMetrics('WriteProvisionedThroughputExceeded', 'Sum', await streamNames(osls)),
  ]),

  lostBatches: async (osls) => sum('batches that reached no bucket',
    functionMetrics('DestinationDeliveryFailures', 'Sum', await streamReaders(osls))),

  unreadStreams: async (osls) => unread('streams that are not read',
    streamMetrics('IncomingRecords', 'Sum', await streamNames(osls)),
    functionMetrics('Invocations', 'Sum', await streamReaders(osls))),

  // In the whole of the time: a message that has just come is not late.
  unreadQueues: async (osls) => unread('queues that are not read',
    queueMetrics('ApproximateNumberOfMessagesVisible', 'Minimum', await polledQueues(osls)),
    queueMetrics('NumberOfMessagesReceived', 'Sum', await polledQueues(osls))),

  ageOfRows: async (osls) => maximum('iterator age in milliseconds',
    functionMetrics('IteratorAge', 'Maximum', await streamReaders(osls))),
};
