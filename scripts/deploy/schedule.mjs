// How long to wait for a scheduled scrape before it counts as missed.
const MINUTES = { minute: 1, hour: 60, day: 24 * 60 };

// Twice the time of a rate, an hour at least; for a cron, an hour more than two of its intervals
// where they are days, and more than a week where they are longer.
export function hoursToNextScrape(schedule) {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule);
  if (rate) return Math.max(1, Math.ceil((2 * rate[1] * MINUTES[rate[2]]) / 60));
  const days = schedule.slice('cron('.length, -1).split(' ').slice(2, 5).join(' ');
  if (['* * ?', '? * *'].includes(days)) return 49;
  if (['? * MON-FRI', '? * 2-6'].includes(days)) return 97;
  return 169;
}
