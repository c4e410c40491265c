import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { Calendar, EventColumns, Period, PeriodTable, StopCheck, WeekStart } from '../events/index.ts';
import { createCalendar, eventMask, firstRowAt, placeIn } from '../events/index.ts';

export type RetentionMode = 'on' | 'on-or-after';

export interface RetentionOptions {
  /** Events that put an account into a cohort; null = any. */
  readonly startEvents: readonly string[] | null;
  /** Events that count as coming back; null = any. */
  readonly returnEvents: readonly string[] | null;
  readonly period: Period;
  readonly mode: RetentionMode;
  readonly zone: string;
  readonly weekStart: WeekStart;
  /** Entries lie in [from, to), epoch seconds; absent = open. */
  readonly from?: number;
  readonly to?: number;
  /** The data is known up to this second, itself included; default: the last event. Later events are not read. */
  readonly asOf?: number;
  /** accountFilter[account] = 1: the account takes part. */
  readonly accountFilter?: Uint8Array;
  readonly shouldStop?: StopCheck;
}

/** Everything a pass needs, looked up once. */
export interface RetentionPlan {
  readonly columns: EventColumns;
  readonly calendar: Calendar;
  /** Periods from the first event to asOf; places in the plan count from the first. */
  readonly table: PeriodTable;
  readonly startMask: Uint8Array;
  readonly returnMask: Uint8Array;
  readonly from: number;
  /** Exclusive, asOf included. */
  readonly to: number;
  readonly asOf: number;
  readonly accountFilter: Uint8Array | null;
}

const mostCells = 1_000_000;

/** Null when there is nothing to look at: no events, or none until asOf. */
export function planRetention(columns: EventColumns, options: RetentionOptions): RetentionPlan | null {
  const calendar = createCalendar(options);
  const { accountFilter = null } = options;
  if (accountFilter !== null && accountFilter.length !== columns.accounts.length) {
    throw new HoldfastError(
      'internal',
      'The account filter belongs to another state of the data. Open the view again.',
    );
  }
  const { minSeconds, maxSeconds } = columns;
  const asOf = options.asOf ?? maxSeconds;
  if (minSeconds === null || asOf === null || asOf < minSeconds) return null;
  const table = calendar.periodTable(options.period, minSeconds, asOf);
  if ((table.count * (table.count + 1)) / 2 > mostCells) {
    throw new HoldfastError(
      'invalid_input',
      `The data covers ${table.count.toLocaleString('en')} periods of a ${options.period}, too many for one retention table. Choose longer periods.`,
      { periods: table.count },
    );
  }
  return {
    columns,
    calendar,
    table,
    startMask: eventMask(columns, options.startEvents),
    returnMask: eventMask(columns, options.returnEvents),
    from: options.from ?? 0,
    to: Math.min(options.to ?? Infinity, asOf + 1),
    asOf,
    accountFilter,
  };
}

/** Row of the event with which an account enters: its first start event in range. -1 where it never enters. */
export function findEntry(plan: RetentionPlan, account: number): number {
  const { columns, startMask, from, to } = plan;
  const { offsets, seconds, name } = columns;
  if (plan.accountFilter !== null && plan.accountFilter[account] !== 1) return -1;
  const end = offsets[account + 1]!;
  let row = offsets[account]!;
  if (row < end && seconds[row]! < from) row = firstRowAt(seconds, row, end, from);
  for (; row < end && seconds[row]! < to; row++) {
    if (startMask[name[row]!] === 1) return row;
  }
  return -1;
}

/**
 * Places of the periods in which an account has a return event at or after the second of its entry, ascending.
 * Returns how many were written to `places`.
 */
export function findReturns(plan: RetentionPlan, account: number, entry: number, places: Int32Array): number {
  const { columns, returnMask, table, asOf } = plan;
  const { offsets, seconds, name } = columns;
  const { starts } = table;
  const end = offsets[account + 1]!;
  let row = firstRowOfSecond(plan, account, entry);
  let found = 0;
  // Once a period is counted, the rest of its events need no more than this comparison.
  let skipUntil = 0;
  for (; row < end; row++) {
    const second = seconds[row]!;
    if (second < skipUntil) continue;
    if (second > asOf) break;
    if (returnMask[name[row]!] !== 1) continue;
    const place = placeIn(table, second);
    places[found++] = place;
    skipUntil = starts[place + 1]!;
  }
  return found;
}

/** Place of the last period with a return event, -1 where there is none: all that "on or after" asks. */
export function findLastReturn(plan: RetentionPlan, account: number, entry: number): number {
  const { columns, returnMask, table, asOf } = plan;
  const { offsets, seconds, name } = columns;
  const first = firstRowOfSecond(plan, account, entry);
  for (let row = offsets[account + 1]! - 1; row >= first; row--) {
    const second = seconds[row]!;
    if (second <= asOf && returnMask[name[row]!] === 1) return placeIn(table, second);
  }
  return -1;
}

/** Events in the same second as the entry count as simultaneous, whichever came first in the file. */
function firstRowOfSecond({ columns }: RetentionPlan, account: number, entry: number): number {
  const { offsets, seconds } = columns;
  let row = entry;
  while (row > offsets[account]! && seconds[row - 1] === seconds[entry]) row -= 1;
  return row;
}

/** Whether the data covers every second of the period at a place. */
export function isComplete({ table, asOf }: RetentionPlan, place: number): boolean {
  return table.starts[place + 1]! <= asOf + 1;
}
