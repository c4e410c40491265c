import { longestGap } from '../../../shared/contract/index.ts';
import type { PeriodName } from '../../../shared/contract/index.ts';
import { stopWhenAsked } from '../events/index.ts';
import { readActivePlaces } from './activity.ts';
import type { Activity, ActivityPeriods } from './activity.ts';

export interface IntervalTally {
  /** gaps[d] = gaps of d days; longer ones in gaps[longestGap]. */
  readonly gaps: Float64Array;
  /** medians[d] = accounts whose median gap, rounded up, is d days. */
  readonly medians: Float64Array;
  readonly medianDays: number | null;
  readonly p80Days: number | null;
  readonly accounts: number;
  readonly onceOnly: number;
}

/** Days that a period holds a gap of, the shortest first. */
const lengths: readonly (readonly [PeriodName, number])[] = [
  ['day', 1],
  ['week', 7],
  ['month', 30],
  ['quarter', 91],
  ['year', 365],
];

const share = 0.8;

/** Every account with at least one active day in range, and its median gap in days; NaN for a single day. */
export function visitMedianGaps(
  activity: Activity,
  { table }: ActivityPeriods,
  visit: (account: number, median: number, gaps: Int32Array) => void,
): void {
  const { columns, accountFilter, shouldStop } = activity;
  const accounts = columns.offsets.length - 1;
  const days = new Int32Array(table.count);
  const none = new Int32Array(0);
  for (let account = 0; account < accounts; account++) {
    stopWhenAsked(account, shouldStop, 'The usage interval');
    if (accountFilter !== null && accountFilter[account] !== 1) continue;
    const count = readActivePlaces(activity, table, account, activity, days);
    if (count === 0) continue;
    if (count === 1) {
      visit(account, Number.NaN, none);
      continue;
    }
    // In place: the gap before a day is no longer needed once the next one is known.
    for (let index = 1; index < count; index++) days[index - 1] = days[index]! - days[index - 1]!;
    const gaps = days.subarray(0, count - 1).sort();
    visit(account, middleOf(gaps), gaps);
  }
}

export function tallyIntervals(activity: Activity, periods: ActivityPeriods): IntervalTally {
  const gaps = new Float64Array(longestGap + 1);
  const medians = new Float64Array(longestGap + 1);
  const all: number[] = [];
  let onceOnly = 0;
  visitMedianGaps(activity, periods, (_account, median, own) => {
    if (Number.isNaN(median)) {
      onceOnly += 1;
      return;
    }
    for (let index = 0; index < own.length; index++) gaps[Math.min(longestGap, own[index]!)]! += 1;
    medians[gapBar(median)]! += 1;
    all.push(median);
  });
  const sorted = Float64Array.from(all).sort();
  return {
    gaps,
    medians,
    medianDays: sorted.length === 0 ? null : middleOf(sorted),
    p80Days: sorted.length === 0 ? null : sorted[Math.ceil(share * sorted.length) - 1]!,
    accounts: sorted.length,
    onceOnly,
  };
}

/** The bar in which an account stands: its median gap in whole days, rounded up. */
export function gapBar(median: number): number {
  return Math.min(longestGap, Math.ceil(median));
}

/** The smallest period at least this long; null where even a year is too short. */
export function suggestPeriod(p80Days: number | null): PeriodName | null {
  if (p80Days === null) return null;
  return lengths.find(([, days]) => p80Days <= days)?.[0] ?? null;
}

/** Median of ascending numbers. */
function middleOf(sorted: Int32Array | Float64Array): number {
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
