import type { EventSelector, Scope } from '../../../shared/contract/index.ts';
import type {
  Calendar,
  CalendarOptions,
  EventBits,
  EventColumns,
  Period,
  PeriodTable,
  StopCheck,
} from '../events/index.ts';
import { createCalendar, firstRowAt, isPlain, narrowBits, nextRowAt, placeIn } from '../events/index.ts';
import { segmentFilter } from '../segments/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { eventsUntil, secondsOfRange, selectorBits } from '../usage/index.ts';

/** The events that count as activity, and what bounds them; looked up once for a pass. */
export interface Activity {
  readonly columns: EventColumns;
  /** One selector: any bit means that the event counts. */
  readonly bits: EventBits;
  readonly calendar: Calendar;
  /** First second of any event. */
  readonly since: number;
  /** The data are known up to this second, itself included; never before `since`. */
  readonly asOf: number;
  /** The range [from, to) in epoch seconds, cut to [since, asOf]; empty where from = to. */
  readonly from: number;
  readonly to: number;
  /** accountFilter[account] = 1: it takes part. */
  readonly accountFilter: Uint8Array | null;
  readonly shouldStop?: StopCheck | undefined;
}

/**
 * Null when there is nothing to look at: no events, or all of them dated in the future.
 *
 * @throws invalid_input for unknown events or properties, or a range that ends before it begins
 */
export function prepareActivity(
  context: ReadContext,
  { activity, from, to, segment }: Scope & { readonly activity: EventSelector },
  options: CalendarOptions,
): Activity | null {
  const columns = context.events();
  const bits = selectorBits(columns, [activity]);
  const range = secondsOfRange({ from, to, ...options });
  const accountFilter = segmentFilter(context, segment, options);
  const asOf = eventsUntil(context);
  const since = columns.minSeconds;
  if (asOf === null || since === null || since > asOf) return null;
  return {
    columns,
    bits,
    calendar: createCalendar(options),
    since,
    asOf,
    ...cutRange(range, since, asOf),
    accountFilter,
    shouldStop: context.shouldStop,
  };
}

/** What of a range lies in [since, asOf]: before and after it nothing is known, which is not the same as nothing. */
export function cutRange(
  range: { readonly from?: number; readonly to?: number },
  since: number,
  asOf: number,
): { from: number; to: number } {
  const from = Math.max(range.from ?? since, since);
  const to = Math.min(range.to ?? asOf + 1, asOf + 1);
  return from < to ? { from, to } : { from: since, to: since };
}

/** The periods from the first event to as-of, and which of them the range touches: [first, last]; last < first for none. */
export interface ActivityPeriods {
  readonly table: PeriodTable;
  readonly first: number;
  readonly last: number;
}

export function periodsOf({ calendar, since, asOf, from, to }: Activity, period: Period): ActivityPeriods {
  const table = calendar.periodTable(period, since, asOf);
  if (from >= to) return { table, first: 0, last: -1 };
  return { table, first: placeIn(table, from), last: placeIn(table, to - 1) };
}

/** Whether the period at a place had ended when the data end. */
export function hasEnded({ starts }: PeriodTable, place: number, asOf: number): boolean {
  return starts[place + 1]! <= asOf + 1;
}

/** Instants [from, to), epoch seconds. */
export interface Within {
  readonly from: number;
  readonly to: number;
}

/** Rows [from, to) of an account whose instants lie there. */
export function rowsWithin({ offsets, seconds }: EventColumns, account: number, { from, to }: Within): Within {
  const first = offsets[account]!;
  const end = offsets[account + 1]!;
  if (first === end) return { from: first, to: first };
  const row = seconds[first]! < from ? firstRowAt(seconds, first, end, from) : first;
  return { from: row, to: seconds[end - 1]! >= to ? firstRowAt(seconds, row, end, to) : end };
}

/**
 * Writes the places of the periods in which an account was active, ascending, each once.
 *
 * @param within only events there; `to` never after as-of
 * @param into at least as long as the table
 * @returns how many
 */
export function readActivePlaces(
  { columns, bits }: Activity,
  table: PeriodTable,
  account: number,
  within: Within,
  into: Int32Array,
): number {
  const { seconds, name } = columns;
  const { ofName } = bits;
  const namesDecide = isPlain(bits);
  const { from, to: end } = rowsWithin(columns, account, within);
  let count = 0;
  for (let row = from; row < end;) {
    const found = ofName[name[row]!]!;
    if (found === 0 || (!namesDecide && narrowBits(bits, found, row) === 0)) {
      row += 1;
      continue;
    }
    const place = placeIn(table, seconds[row]!);
    into[count++] = place;
    // The rest of the period needs no more than a comparison.
    row = nextRowAt(seconds, row, end, table.starts[place + 1]!);
  }
  return count;
}
