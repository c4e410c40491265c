import type { FilePreview } from '../../../shared/contract/index.ts';

export type DateOrder = 'ymd' | 'dmy' | 'mdy';

/** The parts of a written date, in the order in which they stand. Time of day is not looked at. */
function partsOf(value: string): readonly [number, number, number] | null {
  const match = /^\s*(\d{1,4})[\s./-](\d{1,2})[\s./-](\d{1,4})(?!\d)/.exec(value);
  if (match === null) return null;
  return [Number(match[1]), Number(match[2]), Number(match[3])];
}

/** The day that a value means when its parts are read in an order; null where no such day exists. */
export function readDay(value: string, order: DateOrder): string | null {
  const parts = partsOf(value);
  if (parts === null) return null;
  const [first, second, third] = parts;
  const [rawYear, month, day] =
    order === 'ymd' ? [first, second, third] : order === 'dmy' ? [third, second, first] : [third, first, second];
  const year = rawYear < 100 ? (rawYear < 70 ? 2000 + rawYear : 1900 + rawYear) : rawYear;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.toISOString().slice(0, 10);
}

export type Reading = { readonly order: DateOrder; readonly day: string };

/** One real value of a column with its different readings; prefers a value whose readings are truly different days. */
export function readingsOf(
  column: FilePreview['columns'][number],
): { readonly value: string; readonly readings: readonly Reading[] } | null {
  let fallback: { value: string; readings: Reading[] } | null = null;
  for (const value of column.samples) {
    const readings: Reading[] = [];
    for (const order of column.dateOrders) {
      const day = readDay(value, order);
      if (day !== null) readings.push({ order, day });
    }
    if (readings.length < 2) continue;
    fallback ??= { value, readings };
    if (new Set(readings.map((reading) => reading.day)).size > 1) return { value, readings };
  }
  return fallback;
}
