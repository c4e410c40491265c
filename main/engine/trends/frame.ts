import type { PeriodName } from '../../../shared/contract/index.ts';
import type { Calendar, PeriodTable } from '../events/index.ts';

/** What is known of a measure: from its first row to as-of, epoch seconds, both included. */
export interface Known {
  readonly since: number;
  readonly until: number;
}

/** The periods of an answer. */
export interface TrendFrame {
  readonly calendar: Calendar;
  readonly period: PeriodName;
  readonly table: PeriodTable;
  /** The range in epoch seconds, half-open, cut to what is known of any measure. */
  readonly from: number;
  readonly to: number;
  /** ends[place] = end of what counts for the period, exclusive: its own end, or that of the range or of the data. */
  readonly ends: Float64Array;
  /** Whether the range holds the whole period, and it had ended when the data end. */
  readonly complete: readonly boolean[];
}

/**
 * Null where the range holds nothing of what is known.
 *
 * @param range epoch seconds, half-open; absent = open
 * @param known of each measure of which anything is known
 */
export function frameOf(
  calendar: Calendar,
  period: PeriodName,
  range: { readonly from?: number; readonly to?: number },
  known: readonly Known[],
): TrendFrame | null {
  if (known.length === 0) return null;
  const from = Math.max(range.from ?? -Infinity, Math.min(...known.map(({ since }) => since)));
  const to = Math.min(range.to ?? Infinity, Math.max(...known.map(({ until }) => until)) + 1);
  if (from >= to) return null;
  const table = calendar.periodTable(period, from, to - 1);
  const { starts, count } = table;
  const sureUntil = Math.min(...known.map(({ until }) => until)) + 1;
  return {
    calendar,
    period,
    table,
    from,
    to,
    ends: Float64Array.from({ length: count }, (_, place) => Math.min(starts[place + 1]!, to)),
    complete: Array.from(
      { length: count },
      (_, place) =>
        starts[place]! >= (range.from ?? -Infinity) &&
        starts[place + 1]! <= (range.to ?? Infinity) &&
        starts[place + 1]! <= sureUntil,
    ),
  };
}

/** Nothing is known of a period that ended before the first row, or began after as-of: that is not zero. */
export function isKnownIn({ table }: TrendFrame, { since, until }: Known, place: number): boolean {
  return table.starts[place + 1]! > since && table.starts[place]! <= until;
}

/** One contribution: `value` in every period from place `from` until before place `to`. */
export type SpanVisit = (account: string, from: number, to: number, value: number) => void;
/** One row at an instant (epoch seconds). */
export type RowVisit = (account: string, second: number, value: number) => void;
