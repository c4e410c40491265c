import type { RevenueBook } from '../recurring-revenue/index.ts';
import type { SpanVisit, TrendFrame } from './frame.ts';

/**
 * The day on which each period closes (its last, or that of the end of the range or of the data), and before them the day
 * before the range: closing[place + 1] is of that place.
 */
export function closingDays({ calendar, from, ends }: TrendFrame): Int32Array {
  return Int32Array.of(calendar.dayIndex(from - 1), ...Array.from(ends, (end) => calendar.dayIndex(end - 1)));
}

/** Recurring revenue of each paid subscription in the periods at whose close it runs. */
export function revenueSpans(book: RevenueBook, frame: TrendFrame, each: SpanVisit): void {
  const closing = closingDays(frame).subarray(1);
  book.accounts.forEach((account, index) => {
    for (let row = book.offsets[index]!; row < book.offsets[index + 1]!; row++) {
      const from = firstFrom(closing, book.start[row]!);
      const to = firstFrom(closing, book.end[row]!);
      if (from < to) each(account, from, to, book.minor[row]!);
    }
  });
}

/** The periods at whose close an account pays, each once. */
export function payingSpans(book: RevenueBook, frame: TrendFrame, each: SpanVisit): void {
  const closing = closingDays(frame).subarray(1);
  visitPaying(book, closing, (account, from, to) => each(account, from, to, 1));
}

/** The periods in which accounts stop paying: something ran on the day before, nothing at the close. */
export function churnedSpans(book: RevenueBook, frame: TrendFrame, each: SpanVisit): void {
  const closing = closingDays(frame);
  visitPaying(book, closing, (account, _from, to) => {
    // Position `to` is the first close without; positions are one ahead of places.
    if (to < closing.length) each(account, to - 1, to, 1);
  });
}

/** Stretches of closes at which an account pays: subscriptions that overlap or follow one another without a gap are one. */
function visitPaying(
  book: RevenueBook,
  closing: Int32Array,
  visit: (account: string, from: number, to: number) => void,
): void {
  book.accounts.forEach((account, index) => {
    let from = 0;
    let to = 0;
    for (let row = book.offsets[index]!; row < book.offsets[index + 1]!; row++) {
      const begin = firstFrom(closing, book.start[row]!);
      const end = firstFrom(closing, book.end[row]!);
      if (begin >= end) continue;
      if (begin > to) {
        if (from < to) visit(account, from, to);
        from = begin;
      } else if (from === to) from = begin;
      to = Math.max(to, end);
    }
    if (from < to) visit(account, from, to);
  });
}

/** First position whose value is at or after the wanted one. */
export function firstFrom(ascending: ArrayLike<number>, wanted: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** First position whose value is after the given one. */
export function firstAfter(ascending: ArrayLike<number>, given: number): number {
  return firstFrom(ascending, given + 1);
}
