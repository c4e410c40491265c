import { comparedWeeks, mostRatio, placeOf } from './catalogue.ts';

/** Days of the past that usage features look at. */
export const windowDays = 364;
/** The long-run level ends here, so that a slow decline does not hide in what it is compared with. */
const longFrom = 84;
/** Fewer days than this say nothing about a usual rate. */
const leastDaysBefore = 14;
const leastWeeks = 4;

const at = {
  days7: placeOf('active_days_7'),
  days28: placeOf('active_days_28'),
  days84: placeOf('active_days_84'),
  events28: placeOf('events_28'),
  weeks12: placeOf('active_weeks_12'),
  gap84: placeOf('longest_gap_84'),
  daysRatio: placeOf('active_days_ratio'),
  ratio: placeOf('events_ratio'),
  long: placeOf('events_ratio_long'),
  ratio7: placeOf('events_ratio_7'),
  trend: placeOf('usage_trend_84'),
  variation: placeOf('weekly_variation_84'),
  daysBefore: placeOf('active_days_before_28'),
  eventsBefore: placeOf('events_before_28'),
  sessions14: placeOf('sessions_14'),
  sessions28: placeOf('sessions_28'),
  sessionsUsual: placeOf('sessions_usual_28'),
  week: placeOf('sessions_week_0'),
};

/** What the counts of the last days tell by themselves; index 0 is the last day. */
export function writeDays(countOfDay: Int32Array, row: Float64Array): void {
  let days7 = 0,
    days28 = 0,
    days84 = 0,
    weeks = 0,
    gap = 0,
    longest = 0,
    events = 0,
    before = 0;
  for (let week = 0; week < 12; week++) {
    let active = 0;
    for (let age = week * 7; age < week * 7 + 7; age++) {
      const count = countOfDay[age]!;
      if (count === 0) {
        longest = Math.max(longest, ++gap);
        continue;
      }
      gap = 0;
      active = 1;
      days84++;
      if (age < 7) days7++;
      if (age < 28) {
        days28++;
        events += count;
      } else if (age < 56) before++;
    }
    weeks += active;
  }
  row[at.days7] = days7;
  row[at.days28] = days28;
  row[at.days84] = days84;
  row[at.daysBefore] = before;
  row[at.events28] = events;
  row[at.weeks12] = weeks;
  row[at.gap84] = longest;
}

/**
 * Rates of the last days against those before, for as long before as the account has been there.
 * @param age days since the account's first event, that day included
 */
export function writeRatios(countOfDay: Int32Array, age: number, row: Float64Array): void {
  const last7 = sum(countOfDay, 0, 7);
  const last28 = row[at.events28]!;
  const span = Math.min(84, age - 28);
  if (span >= leastDaysBefore) {
    const before = sum(countOfDay, 28, 112) / span;
    const daysBefore = active(countOfDay, 28, 112) / span;
    row[at.eventsBefore] = before * 28;
    if (before > 0) row[at.ratio] = Math.min(mostRatio, last28 / 28 / before);
    if (daysBefore > 0) row[at.daysRatio] = Math.min(mostRatio, row[at.days28]! / 28 / daysBefore);
  }
  const year = Math.min(windowDays, age) - longFrom;
  if (year >= 2 * leastDaysBefore) {
    const before = sum(countOfDay, longFrom, windowDays) / year;
    if (before > 0) row[at.long] = Math.min(mostRatio, last28 / 28 / before);
  }
  const month = Math.min(28, age - 7);
  const monthBefore = sum(countOfDay, 7, 35);
  if (month >= leastDaysBefore && monthBefore > 0)
    row[at.ratio7] = Math.min(mostRatio, last7 / 7 / (monthBefore / month));
}

/**
 * Sessions by week, the natural beat of work: within one, weekends hide nothing.
 * @param sessionsOfDay index 0 is the last day
 */
export function writeSessions(sessionsOfDay: Int32Array, age: number, row: Float64Array): void {
  const weeks = Math.min(comparedWeeks, Math.floor(age / 7));
  let total = 0,
    squares = 0,
    slope = 0,
    spread = 0;
  const middle = (weeks - 1) / 2;
  for (let week = 0; week < weeks; week++) {
    const sessions = sum(sessionsOfDay, week * 7, week * 7 + 7);
    row[at.week + week] = sessions;
    total += sessions;
    squares += sessions * sessions;
    // Week 0 is the latest, so a rise towards it is a slope upwards.
    slope += (middle - week) * Math.log1p(sessions);
    spread += (middle - week) ** 2;
  }
  row[at.sessions14] = sum(sessionsOfDay, 0, 14);
  row[at.sessions28] = sum(sessionsOfDay, 0, 28);
  if (weeks >= leastWeeks && total > 0) {
    const mean = total / weeks;
    row[at.trend] = slope / spread;
    row[at.variation] = Math.sqrt(Math.max(0, squares / weeks - mean * mean)) / mean;
  }
  // What came before the compared weeks, or before the last four where there is too little of that.
  const long = Math.min(windowDays, age) - longFrom;
  const [from, days] = long >= 2 * leastDaysBefore ? [longFrom, long] : [28, Math.min(longFrom, age) - 28];
  if (days >= leastDaysBefore) row[at.sessionsUsual] = (sum(sessionsOfDay, from, from + days) / days) * 28;
}

function sum(countOfDay: Int32Array, from: number, to: number): number {
  let total = 0;
  for (let day = from; day < to; day++) total += countOfDay[day]!;
  return total;
}

function active(countOfDay: Int32Array, from: number, to: number): number {
  let total = 0;
  for (let day = from; day < to; day++) if (countOfDay[day]! > 0) total++;
  return total;
}
