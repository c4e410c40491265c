import { dayNumber } from '../../../shared/domain/time.ts';
import type { Currencies } from '../currencies/index.ts';
import type { ReadableDatabase } from '../db/index.ts';
import type { Calendar } from '../events/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { eventsUntil } from '../usage/index.ts';
import type { RowVisit, SpanVisit, TrendFrame } from './frame.ts';
import { firstAfter } from './revenue-spans.ts';

type Range = Pick<TrendFrame, 'from' | 'to'>;

/** Earliest row of a table, in epoch seconds, or in days since 1970 for columns that hold days; null without rows. */
export function firstOf(database: ReadableDatabase, table: string, column: string): number | null {
  const found = database.prepare(`SELECT min(${column}) FROM current_${table}`).pluck().get() as string | number | null;
  return typeof found === 'string' ? dayNumber(found) : found;
}

/** Rows with an instant, each of value 1, by account. */
export function timedRows(
  database: ReadableDatabase,
  table: 'tickets' | 'interactions',
  column: 'opened_at' | 'occurred_at',
  { from, to }: Range,
  each: RowVisit,
): void {
  const rows = database
    .prepare(
      `SELECT account_id, ${column} FROM current_${table} WHERE ${column} >= ? AND ${column} < ? AND tick() ORDER BY account_id`,
    )
    .raw()
    .iterate(from, to) as Iterable<[string, number]>;
  for (const [account, second] of rows) each(account, second, 1);
}

export function scoreRows(database: ReadableDatabase, { from, to }: Range, each: RowVisit): void {
  const rows = database
    .prepare(
      `SELECT account_id, submitted_at, score FROM current_surveys
       WHERE score IS NOT NULL AND submitted_at >= ? AND submitted_at < ? AND tick() ORDER BY account_id`,
    )
    .raw()
    .iterate(from, to) as Iterable<[string, number, number]>;
  for (const [account, second, score] of rows) each(account, second, score);
}

/** @returns invoices of the range without an amount, or in a currency without a rate */
export function invoiceRows(
  database: ReadableDatabase,
  calendar: Calendar,
  { from, to }: Range,
  convert: Currencies['convert'],
  each: RowVisit,
): number {
  const startOf = dayStarts(calendar);
  const rows = database
    .prepare(`SELECT account_id, issued_day, amount, currency FROM current_invoices WHERE tick() ORDER BY account_id`)
    .raw()
    .iterate() as Iterable<[string, string, number | null, string | null]>;
  let leftOut = 0;
  for (const [account, day, amount, currency] of rows) {
    const second = startOf(day);
    if (second < from || second >= to) continue;
    const minor = amount === null ? null : convert(amount, currency);
    if (minor === null) leftOut += 1;
    else each(account, second, minor);
  }
  return leftOut;
}

/** Accounts with a churn event, once in each period. */
export function churnRows(database: ReadableDatabase, calendar: Calendar, frame: TrendFrame, each: RowVisit): void {
  const startOf = dayStarts(calendar);
  const { from, to, table } = frame;
  const rows = database
    .prepare('SELECT account_id, churn_day FROM current_churn_events WHERE tick() ORDER BY account_id, churn_day')
    .raw()
    .iterate() as Iterable<[string, string]>;
  let last = '';
  let countedUntil = -Infinity;
  for (const [account, day] of rows) {
    const second = startOf(day);
    if (second < from || second >= to) continue;
    if (account === last && second < countedUntil) continue;
    last = account;
    countedUntil = table.starts[firstAfter(table.starts, second)] ?? Infinity;
    each(account, second, 1);
  }
}

/** Tickets that are open when a period ends. */
export function ticketRows(database: ReadableDatabase, { from, to, ends }: TrendFrame, each: SpanVisit): void {
  const rows = database
    .prepare(
      `SELECT account_id, opened_at, closed_at FROM current_tickets
       WHERE opened_at < ? AND (closed_at IS NULL OR closed_at >= ?) AND tick() ORDER BY account_id`,
    )
    .raw()
    .iterate(to, from) as Iterable<[string, number, number | null]>;
  for (const [account, opened, closed] of rows) {
    // Open at an end: opened before it, and not closed before it.
    const first = firstAfter(ends, opened);
    const last = closed === null ? ends.length : firstAfter(ends, closed);
    if (first < last) each(account, first, last, 1);
  }
}

/**
 * Every account with the second of its creation: the start of the day on its record or its first event, whichever is
 * earlier; those of which neither is known are not in it.
 */
export function createdRows(context: ReadContext, calendar: Calendar): [account: string, second: number][] {
  const startOf = dayStarts(calendar);
  const created = new Map<string, number>();
  const rows = context.database
    .prepare('SELECT account_id, created_day FROM current_accounts WHERE created_day IS NOT NULL AND tick()')
    .raw()
    .iterate() as Iterable<[string, string]>;
  for (const [account, day] of rows) created.set(account, startOf(day));
  const { accounts, offsets, seconds } = context.events();
  const asOf = eventsUntil(context) ?? -Infinity;
  accounts.forEach((account, index) => {
    const first = offsets[index]! < offsets[index + 1]! ? seconds[offsets[index]!]! : Infinity;
    if (first <= asOf) created.set(account, Math.min(created.get(account) ?? Infinity, first));
  });
  return [...created];
}

/** Start of the local day of a day string; each is asked once. */
function dayStarts(calendar: Calendar): (day: string) => number {
  const known = new Map<string, number>();
  return (day) => {
    let second = known.get(day);
    if (second === undefined) known.set(day, (second = calendar.periodStart('day', dayNumber(day))));
    return second;
  };
}
