import { nothing } from '../../ui/format.ts';

/** A value as SQL has it: numbers without grouping, because a number may as well be a year or an id. */
export function cellText(value: string | number | null): string {
  if (value === null) return nothing;
  if (typeof value === 'string') return value;
  // Sums of decimals carry a tail of digits that nobody entered.
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(12)));
}

/** How long a statement took: below a second in milliseconds, because most take no longer. */
export function timeText(
  milliseconds: number,
  integer: (value: number) => string,
  duration: (seconds: number) => string,
): string {
  return milliseconds < 1_000 ? `${integer(Math.max(1, milliseconds))} ms` : duration(milliseconds / 1_000);
}
