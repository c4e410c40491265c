import type { Calendar, EventColumns, PeriodTable } from '../events/index.ts';
import type { RevenueBook } from '../recurring-revenue/index.ts';
import type { RevenueByPeriod } from './lifecycle.ts';

/**
 * The last day of each period, and before them that of the period before the first: closing[i + 1] is of place i. Of the
 * period that holds as-of it is the day of as-of.
 */
export function closingDays(table: PeriodTable, calendar: Calendar, asOf: number): Int32Array {
  return Int32Array.from(table.starts, (start) => calendar.dayIndex(Math.min(start - 1, asOf)));
}

/** Recurring revenue of the accounts of the event store at the close of each period. */
export function revenueByPeriod(columns: EventColumns, book: RevenueBook, closing: Int32Array): RevenueByPeriod {
  const positions = Int32Array.from(columns.accounts, (id) => book.positionOf.get(id) ?? -1);
  return {
    fill(account, closes) {
      const position = positions[account]!;
      if (position < 0) return false;
      closes.fill(0);
      for (let row = book.offsets[position]!; row < book.offsets[position + 1]!; row++) {
        const start = book.start[row]!;
        const end = book.end[row]!;
        const minor = book.minor[row]!;
        for (let at = firstFrom(closing, start); at < closing.length && closing[at]! < end; at++) closes[at]! += minor;
      }
      return true;
    },
  };
}

/** First position whose day is at or after `day`. */
export function firstFrom(days: Int32Array, day: number): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (days[middle]! < day) low = middle + 1;
    else high = middle;
  }
  return low;
}
