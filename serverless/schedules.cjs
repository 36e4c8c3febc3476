// A schedule for each source that has one, and an alarm for when no scheduled scrape comes.
const { readdirSync } = require('node:fs');

const MINUTES = { minute: 1, hour: 60, day: 24 * 60 };
// CloudWatch's limit on how far back an alarm looks.
const MAX_ALARM_HOURS = 7 * 24;

// The interval of a rate in minutes, or nothing for a cron.
function minutesOfRate(schedule) {
  const [, number, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule) ?? [];
  return number && number * MINUTES[unit];
}

// How long to wait for a scrape before it counts as missed: twice the time of a rate, an hour at
// least; for a cron, an hour more than two of its intervals where they are days, and more than a week
// where they are longer, or where they end with a year.
function hoursToNextScrape(schedule) {
  const interval = minutesOfRate(schedule);
  if (interval) return Math.max(1, Math.ceil((2 * interval) / 60));
  const [, , ...dates] = schedule.slice('cron('.length, -1).split(' ');
  const days = dates.slice(0, 3).join(' ');
  if (dates[3] !== '*') return Infinity;
  if (['* * ?', '? * *'].includes(days)) return 49;
  if (['? * MON-FRI', '? * 2-6'].includes(days)) return 97;
  return Infinity;
}

// A scrape begins within this many minutes, so that the stacks of a course do not all call one site at once:
// a quarter of an hour, or of a rate's interval where that is shorter; at once where a cron may name
// several minutes of an hour.
function minutesOfWindow(schedule) {
  const interval = minutesOfRate(schedule);
  if (interval) return Math.min(15, Math.floor(interval / 4));
  return /^cron\(\d+ /.test(schedule) ? 15 : 0;
}

function windowOf(schedule) {
  const minutes = minutesOfWindow(schedule);
  return minutes ? { Mode: 'FLEXIBLE', MaximumWindowInMinutes: minutes } : { Mode: 'OFF' };
}

// As osls makes CloudFormation's ids of the names of functions.
const idOf = (source) =>
  `Scrape${source[0].toUpperCase()}${source.slice(1).replaceAll('-', 'Dash')}`;

const scheduleOf = (source, expression) => ({
  Type: 'AWS::Scheduler::Schedule',
  Properties: {
    Name: source,
    GroupName: { Ref: 'ScheduleGroup' },
    ScheduleExpression: expression,
    FlexibleTimeWindow: windowOf(expression),
    Target: {
      Arn: { 'Fn::GetAtt': ['ScraperLambdaFunction', 'Arn'] },
      RoleArn: { 'Fn::GetAtt': ['ScheduleRole', 'Arn'] },
      // For calls that Lambda did not take. Once it has, its own retries count: see serverless.yml.
      RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 900 },
      // The second is a word that EventBridge Scheduler replaces: it may deliver an event twice.
      Input: JSON.stringify({ source, scheduledAt: '<aws.scheduler.scheduled-time>' }),
    },
  },
});

const alarmAfter = (hours, suffix, scraper) => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    AlarmName: `pagestream-missing-${suffix}`,
    AlarmDescription: `No scrape of ${suffix} came within ${hours} hours, though one is scheduled.`,
    Namespace: 'AWS/Lambda',
    MetricName: 'Invocations',
    Dimensions: [{ Name: 'FunctionName', Value: scraper }],
    Statistic: 'Sum',
    Period: 3600,
    EvaluationPeriods: hours,
    ComparisonOperator: 'LessThanThreshold',
    Threshold: 1,
    TreatMissingData: 'breaching',
    AlarmActions: [{ 'Fn::ImportValue': `AlarmTopicArn-${suffix}` }],
  },
});

module.exports = async ({ resolveVariable }) => {
  const suffix = await resolveVariable('env:suffix');
  const files = readdirSync('sources').filter((file) => file.endsWith('.yml')).sort();
  const sources = [
    ['default', await resolveVariable("env:schedule, ''")],
    ...await Promise.all(files.map(async (file) =>
      [file.slice(0, -'.yml'.length), await resolveVariable(`file(sources/${file}):schedule, ''`)])),
  ].filter(([, expression]) => expression);

  const Resources = {
    ScheduleGroup: {
      Type: 'AWS::Scheduler::ScheduleGroup',
      Properties: { Name: `pagestream-${suffix}` },
    },
  };
  for (const [source, expression] of sources) {
    Resources[`${idOf(source)}Schedule`] = scheduleOf(source, expression);
  }

  // All sources share a function, so its calls show only whether the most frequent schedule is kept.
  const hours = Math.min(...sources.map(([, expression]) => hoursToNextScrape(expression)));
  if (hours <= MAX_ALARM_HOURS) {
    const scraper = await resolveVariable('self:functions.scraper.name');
    Resources.ScrapeMissing = alarmAfter(hours, suffix, scraper);
  } else if (sources.length) {
    console.error('note: no alarm notices if a scheduled scrape does not come, because alarms look '
      + 'back a week at most and no schedule is as frequent.');
  }
  return { Resources };
};
