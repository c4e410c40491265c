import type { RevenueQuestion } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { dayNumber, dayOfNumber } from '../../../shared/domain/time.ts';
import { createCalendar } from '../events/index.ts';
import { addMonths } from './months.ts';

/** Days from first to last, both included, since 1970-01-01. */
export interface Span {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  /** The data reaches its last day. */
  readonly complete: boolean;
}

export interface Spans {
  /** One after another without gaps; empty where no day of the question holds revenue data. */
  readonly periods: readonly Span[];
  /** The twelve months up to the last day of the periods. */
  readonly trailing: Span | null;
  /** Earlier periods that are not told. */
  readonly omitted: number;
}

/** Twenty years of months. */
export const mostPeriods = 240;
export const trailingLabel = 'trailing';

// Days of subscriptions have no zone; in UTC the calendar's seconds are days.
const calendar = createCalendar({ zone: 'UTC', weekStart: 'monday' });
const daySeconds = 86_400;

/**
 * The periods that hold a day of the question, from the first paid day to the as-of day, on which the last one is cut off.
 *
 * @param firstPaid null where nobody ever paid
 * @throws invalid_input where the range ends before it begins, or a day does not exist
 */
export function spansOf(
  { period, from, to }: Pick<RevenueQuestion, 'period' | 'from' | 'to'>,
  firstPaid: number | null,
  asOf: number | null,
): Spans {
  checkRange(from, to);
  const none: Spans = { periods: [], trailing: null, omitted: 0 };
  if (firstPaid === null || asOf === null) return none;
  const begin = Math.max(firstPaid, from === undefined ? -Infinity : dayNumber(from));
  const end = Math.min(asOf, to === undefined ? Infinity : dayNumber(to));
  if (begin > end) return none;
  const first = calendar.periodIndex(period, begin * daySeconds);
  const last = calendar.periodIndex(period, end * daySeconds);
  const omitted = Math.max(0, last - first + 1 - mostPeriods);
  const periods: Span[] = [];
  for (let index = first + omitted; index <= last; index++) {
    const lastDay = calendar.periodStart(period, index + 1) / daySeconds - 1;
    periods.push({
      label: calendar.periodLabel(period, index),
      from: calendar.periodStart(period, index) / daySeconds,
      to: Math.min(lastDay, asOf),
      complete: lastDay <= asOf,
    });
  }
  const until = periods.at(-1)!.to;
  return {
    periods,
    trailing: { label: trailingLabel, from: addMonths(until, -12) + 1, to: until, complete: true },
    omitted,
  };
}

function checkRange(from: string | undefined, to: string | undefined): void {
  for (const day of [from, to]) {
    if (day === undefined) continue;
    const number = dayNumber(day);
    if (Number.isNaN(number) || dayOfNumber(number) !== day)
      throw new HoldfastError('invalid_input', `There is no day ${day}. Write it as 2026-03-31.`);
  }
  if (from !== undefined && to !== undefined && from > to) {
    throw new HoldfastError(
      'invalid_input',
      `The range ends (${to}) before it begins (${from}). Exchange the two days.`,
    );
  }
}
