import type { Calendar, Period } from './calendar.ts';
import type { EventColumns } from './columns.ts';
import { eventMask, firstRowAt } from './columns.ts';
import { placeIn } from './calendar.ts';

export interface NameCount {
  readonly name: string;
  readonly events: number;
  /** Accounts with at least one such event. */
  readonly accounts: number;
}

/** How often each event name occurs, most frequent first. */
export function countNames(columns: EventColumns): NameCount[] {
  const { offsets, name, names } = columns;
  const events = new Float64Array(names.length);
  const accounts = new Float64Array(names.length);
  const seenBy = new Int32Array(names.length).fill(-1);
  for (let account = 0; account + 1 < offsets.length; account++) {
    for (let row = offsets[account]!; row < offsets[account + 1]!; row++) {
      const code = name[row]!;
      events[code]! += 1;
      if (seenBy[code] === account) continue;
      seenBy[code] = account;
      accounts[code]! += 1;
    }
  }
  return names
    .map((text, code) => ({ name: text, events: events[code]!, accounts: accounts[code]! }))
    .sort((a, b) => b.events - a.events || (a.name < b.name ? -1 : 1));
}

/** Half-open range of instants, in epoch seconds; absent = open. */
export interface SecondsRange {
  readonly from?: number;
  readonly to?: number;
}

export interface AccountSeries {
  readonly period: Period;
  /** Labels of all periods of the range, empty ones included. */
  readonly periods: string[];
  /** Most frequent first; counts[i] belongs to periods[i]. */
  readonly series: { readonly name: string; readonly counts: number[] }[];
}

/**
 * Events of one account by period and name. The range defaults to the account's own first and last event.
 *
 * @param account position in columns.accounts.
 */
export function countAccount(
  columns: EventColumns,
  account: number,
  calendar: Calendar,
  period: Period,
  range: SecondsRange = {},
): AccountSeries {
  const { offsets, seconds, name, names } = columns;
  const end = offsets[account + 1]!;
  const from = range.from === undefined ? offsets[account]! : firstRowAt(seconds, offsets[account]!, end, range.from);
  const to = range.to === undefined ? end : firstRowAt(seconds, from, end, range.to);
  const firstSecond = range.from ?? seconds[from];
  const lastSecond = range.to === undefined ? seconds[to - 1] : range.to - 1;
  if (firstSecond === undefined || lastSecond === undefined || lastSecond < firstSecond) {
    return { period, periods: [], series: [] };
  }
  const table = calendar.periodTable(period, firstSecond, lastSecond);
  const { first, count } = table;
  const counts = new Map<number, number[]>();
  for (let row = from; row < to; row++) {
    const code = name[row]!;
    let ofName = counts.get(code);
    if (ofName === undefined) {
      ofName = Array.from({ length: count }, () => 0);
      counts.set(code, ofName);
    }
    ofName[placeIn(table, seconds[row]!)]! += 1;
  }
  const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0);
  return {
    period,
    periods: Array.from({ length: count }, (_, index) => calendar.periodLabel(period, first + index)),
    series: [...counts]
      .map(([code, ofName]) => ({ name: names[code]!, counts: ofName }))
      .sort((a, b) => total(b.counts) - total(a.counts) || (a.name < b.name ? -1 : 1)),
  };
}

/** Last event of each account at or before an instant, in epoch seconds; NaN = none. */
export function lastSeen(columns: EventColumns, asOf = Infinity): Float64Array {
  const { offsets, seconds } = columns;
  const last = new Float64Array(offsets.length - 1).fill(Number.NaN);
  for (let account = 0; account < last.length; account++) {
    const from = offsets[account]!;
    const to = firstRowAt(seconds, from, offsets[account + 1]!, asOf + 1);
    if (to > from) last[account] = seconds[to - 1]!;
  }
  return last;
}

export interface ActivityOptions {
  /** Events that count as activity; null = any. */
  readonly events: readonly string[] | null;
  /** Days of the trailing window, the day itself included: 28 for a four-week active count. */
  readonly trailingDays: number;
  /** accountFilter[account] = 1: counted. */
  readonly accountFilter?: Uint8Array;
}

export interface DailyActivity {
  /** Calendar index of the first day; `days` follow one another. */
  readonly firstDay: number;
  /** Accounts active on each day. */
  readonly active: Uint32Array;
  /** Accounts active on the day or one of the trailingDays - 1 before it. */
  readonly trailing: Uint32Array;
}

/** Active accounts by local day, over all days of the data; null when there are no events. */
export function dailyActive(columns: EventColumns, calendar: Calendar, options: ActivityOptions): DailyActivity | null {
  const { offsets, seconds, name, minSeconds, maxSeconds } = columns;
  if (minSeconds === null || maxSeconds === null) return null;
  const { trailingDays, accountFilter } = options;
  const table = calendar.periodTable('day', minSeconds, maxSeconds);
  const { first, count, starts } = table;
  const mask = eventMask(columns, options.events);
  const active = new Uint32Array(count);
  // Steps up and down of the trailing count; summed up at the end.
  const steps = new Int32Array(count + 1);
  for (let account = 0; account + 1 < offsets.length; account++) {
    if (accountFilter !== undefined && accountFilter[account] !== 1) continue;
    const end = offsets[account + 1]!;
    let nextDay = 0;
    let coveredUntil = 0;
    for (let row = offsets[account]!; row < end; row++) {
      const second = seconds[row]!;
      if (second < nextDay || mask[name[row]!] !== 1) continue;
      const day = placeIn(table, second);
      nextDay = starts[day + 1]!;
      active[day]! += 1;
      const until = Math.min(count, day + trailingDays);
      if (day >= coveredUntil) {
        steps[day]! += 1;
      } else {
        steps[coveredUntil]! += 1;
      }
      steps[until]! -= 1;
      coveredUntil = until;
    }
  }
  const trailing = new Uint32Array(count);
  let running = 0;
  for (let day = 0; day < count; day++) {
    running += steps[day]!;
    trailing[day] = running;
  }
  return { firstDay: first, active, trailing };
}
