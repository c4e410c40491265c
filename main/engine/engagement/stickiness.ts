import { createMeantSeconds, placeIn, stopWhenAsked } from '../events/index.ts';
import type { MeantSeconds, PeriodTable } from '../events/index.ts';
import type { PassWork } from '../threads/index.ts';
import { hasEnded, readActivePlaces, rowsWithin } from './activity.ts';
import type { Activity, ActivityPeriods } from './activity.ts';

export interface StickinessTally {
  /** By place in the table. */
  readonly active: Float64Array;
  /** Accounts active in the interval or one of the window - 1 before it. */
  readonly trailing: Float64Array;
  /** exactly[k] = accounts with exactly k active intervals in the last complete window; null without one. */
  readonly exactly: Float64Array | null;
  /** Accounts with activity in the range or the windows that end in it. */
  readonly accounts: number;
}

/** Last place of the range whose interval has ended and whose whole window lies in the data; -1 for none. */
export function lastWholeWindow({ table, first, last }: ActivityPeriods, window: number, asOf: number): number {
  const end = last >= first && !hasEnded(table, last, asOf) ? last - 1 : last;
  return end >= first && end - window + 1 >= 0 ? end : -1;
}

/** What a pass over the events has to know. */
export type CountedActivity = Pick<Activity, 'columns' | 'bits' | 'accountFilter' | 'asOf' | 'shouldStop'>;

/** Counts that add up: each is of some of the accounts. */
export interface StickinessPart {
  /** By place in the table. */
  readonly active: Uint32Array;
  /** ends[place] = accounts whose window since an active interval ends before this place, or begins anew in it. */
  readonly ends: Uint32Array;
  /** exactly[k] = accounts with exactly k active intervals in the last complete window. */
  readonly exactly: Uint32Array;
  readonly accounts: number;
}

/** What the parts of all accounts say together. */
export function stickinessOf(
  { asOf }: Pick<Activity, 'asOf'>,
  periods: ActivityPeriods,
  window: number,
  parts: readonly StickinessPart[],
): StickinessTally {
  const { count } = periods.table;
  const sum = (of: (part: StickinessPart) => Uint32Array, length: number): Float64Array =>
    Float64Array.from({ length }, (_, place) => parts.reduce((total, part) => total + of(part)[place]!, 0));
  const active = sum((part) => part.active, count);
  const ends = sum((part) => part.ends, count);
  const trailing = new Float64Array(count);
  let running = 0;
  for (let place = 0; place < count; place++) {
    running += active[place]! - ends[place]!;
    trailing[place] = running;
  }
  return {
    active,
    trailing,
    exactly: lastWholeWindow(periods, window, asOf) < 0 ? null : sum((part) => part.exactly, window + 1),
    accounts: parts.reduce((total, part) => total + part.accounts, 0),
  };
}

/**
 * Counts a stretch of accounts at a time.
 *
 * @param window in intervals, the interval itself included
 */
export function collectStickiness(
  activity: CountedActivity,
  periods: ActivityPeriods,
  window: number,
): PassWork<StickinessPart> {
  const { columns, bits, accountFilter, asOf, shouldStop } = activity;
  const { count } = periods.table;
  const part = {
    active: new Uint32Array(count),
    ends: new Uint32Array(count + window),
    exactly: new Uint32Array(window + 1),
    accounts: 0,
  };
  const end = lastWholeWindow(periods, window, asOf);
  const begin = end < 0 ? periods.table.count : end - window + 1;
  const within = withinOf(activity, periods, window);
  const meant = createMeantSeconds(columns, bits, 1);
  return {
    read(from, to) {
      for (let account = from; account < to && periods.first <= periods.last; account++) {
        stopWhenAsked(account, shouldStop, 'The stickiness');
        if (accountFilter !== null && accountFilter[account] !== 1) continue;
        const rows = rowsWithin(columns, account, within);
        meant.read(rows.from, rows.to);
        if (meant.from < meant.to) countAccount(meant, periods.table, window, begin, end, part);
      }
    },
    part: () => part,
  };
}

function countAccount(
  { seconds, from, to }: MeantSeconds,
  table: PeriodTable,
  window: number,
  begin: number,
  end: number,
  part: { -readonly [Key in keyof StickinessPart]: StickinessPart[Key] },
): void {
  const { active, ends } = part;
  let before = -1;
  let inWindow = 0;
  for (let row = from; row < to; row++) {
    const place = placeIn(table, seconds[row]!);
    // By sums, not by branches: whether an event is on another day than the one before cannot be foreseen.
    const isNew = (before - place) >>> 31;
    active[place]! += isNew;
    if (before >= 0) {
      const left = before + window - place;
      ends[place + (left & (left >> 31))]! += isNew;
    }
    if (place >= begin && place <= end) inWindow += isNew;
    before = place;
  }
  ends[before + window]! += 1;
  if (inWindow > 0) part.exactly[inWindow]! += 1;
  part.accounts += 1;
}

/** Accounts (of the columns) by their active intervals in the last complete window. */
export function visitLastWindow(
  activity: Activity,
  periods: ActivityPeriods,
  window: number,
  visit: (account: number, intervals: number) => void,
): void {
  const { columns, accountFilter, asOf, shouldStop } = activity;
  const { table } = periods;
  const end = lastWholeWindow(periods, window, asOf);
  if (end < 0) return;
  const within = { from: table.starts[end - window + 1]!, to: table.starts[end + 1]! };
  const places = new Int32Array(table.count);
  for (let account = 0; account + 1 < columns.offsets.length; account++) {
    stopWhenAsked(account, shouldStop, 'The stickiness');
    if (accountFilter !== null && accountFilter[account] !== 1) continue;
    const found = readActivePlaces(activity, table, account, within, places);
    if (found > 0) visit(account, found);
  }
}

function withinOf({ asOf }: Pick<Activity, 'asOf'>, { table, first, last }: ActivityPeriods, window: number) {
  return {
    from: table.starts[Math.max(0, first - window + 1)]!,
    to: Math.min(table.starts[Math.max(first, last) + 1]!, asOf + 1),
  };
}
