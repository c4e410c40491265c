import {
  computeSnapshot,
  createRowComputer,
  endOfDay,
  featureNames,
  isCustomerOn,
  placeOf,
  rowWidth,
} from '../models/index.ts';
import type { Book } from '../models/index.ts';

/**
 * What the renewal models look at, of the features of the churn model: those that a few numbers can stand for. Those that a
 * book does not know are left out.
 */
const wanted = [
  'active_days_28', 'active_days_84', 'active_days_ratio', 'events_28', 'events_ratio', 'events_level_book',
  'usage_surprise', 'usage_surprise_long', 'features_28', 'features_change', 'days_since_event', 'longest_gap_84',
  'active_users_28', 'users_ratio', 'main_user_silent_days', 'silent_users_share', 'seat_use', 'interactions_90',
  'days_since_interaction', 'survey_score_180', 'tickets_90', 'open_tickets', 'escalations_180', 'satisfaction_180',
  'mrr_change_180', 'seats_change_180', 'overdue_invoices', 'late_invoices_90', 'days_late_180', 'auto_renew',
]; // prettier-ignore
export const watchedFeatures: readonly string[] = wanted.filter((name) => featureNames.includes(name));

/** Intervals of 30 days; a year of them and what a leap adds. */
export const intervalDays = 30;
export const mostIntervals = 13;

/** One account on one day, with what the models look at. */
export interface Sight {
  readonly account: number;
  readonly day: number;
  /** Numbers as the models read them, NaN where not known. */
  readonly values: Float32Array;
  /** Days until the next end of a term of three months or more; NaN where none is known. */
  readonly toRenewal: number;
  readonly termMonths: number;
  readonly tenure: number;
}

const monthDays = 30.4375;

/** All customers as they were seen at the end of each day. */
export function sightsOf(
  book: Book,
  days: readonly number[],
  shouldStop: () => boolean,
  onProgress: (share: number) => void,
): Sight[] {
  const places = watchedFeatures.map(placeOf);
  const [renewal, term, tenure] = [placeOf('days_to_renewal'), placeOf('term_months'), placeOf('tenure_days')];
  const compute = createRowComputer(book.sources);
  const sights: Sight[] = [];
  days.forEach((day, index) => {
    const { values } = computeSnapshot(book.sources, endOfDay(day), compute, shouldStop);
    book.lives.forEach((life, account) => {
      if (!isCustomerOn(life, day)) return;
      const row = account * rowWidth;
      sights.push({
        account,
        day,
        values: Float32Array.from(places, (place) => tamed(values[row + place]!)),
        toRenewal: values[row + renewal]!,
        termMonths: values[row + term]!,
        tenure: Number.isNaN(values[row + tenure]!) ? 0 : values[row + tenure]!,
      });
    });
    onProgress((index + 1) / days.length);
  });
  return sights;
}

/** Counts and amounts have long tails, which a sum of weighted numbers would follow too far. */
function tamed(value: number): number {
  return Math.sign(value) * Math.log1p(Math.abs(value));
}

/** Means over sights, for what is not known. */
export function meansOf(sights: readonly Sight[]): Float64Array {
  const sums = new Float64Array(watchedFeatures.length);
  const counts = new Float64Array(watchedFeatures.length);
  for (const { values } of sights)
    values.forEach((value, index) => {
      if (Number.isNaN(value)) return;
      sums[index]! += value;
      counts[index]! += 1;
    });
  return sums.map((sum, index) => (counts[index]! > 0 ? sum / counts[index]! : 0));
}

export const hazardColumns: readonly string[] = [
  ...watchedFeatures,
  ...watchedFeatures.map((name) => `${name} × later`),
  ...watchedFeatures.map((name) => `${name} × term ends`),
  'term ends',
  'later',
  'months ahead',
  'months as customer',
  'term of a month or two',
];

/**
 * The columns of one interval ahead of a sight, 1 = the next 30 days: what was seen, how far ahead it is (what was seen fades),
 * and whether a term ends in it (what was seen decides most then).
 */
export function intervalRow(sight: Sight, interval: number, means: Float64Array): Float64Array {
  const width = watchedFeatures.length;
  const row = new Float64Array(hazardColumns.length);
  const later = (interval - 1) / (mostIntervals - 1);
  const ends = termEndsIn(sight, interval) ? 1 : 0;
  for (let index = 0; index < width; index++) {
    const value = sight.values[index]!;
    const known = Number.isNaN(value) ? 0 : value - means[index]!;
    row[index] = value;
    row[width + index] = known * later;
    row[2 * width + index] = known * ends;
  }
  row.set(
    [
      ends,
      later,
      Math.log(interval),
      Math.log1p((sight.tenure + (interval - 1) * intervalDays) / monthDays),
      sight.termMonths < 3 ? 1 : 0,
    ],
    3 * width,
  );
  return row;
}

export function termEndsIn({ toRenewal, termMonths }: Sight, interval: number): boolean {
  if (!(toRenewal > 0)) return false;
  const from = (interval - 1) * intervalDays;
  const to = interval * intervalDays;
  for (let day = toRenewal; day <= to; day += Math.max(1, termMonths) * monthDays) if (day > from) return true;
  return false;
}

/** The interval in which a day ahead lies. */
export const intervalOf = (daysAhead: number): number => Math.max(1, Math.ceil(daysAhead / intervalDays));
