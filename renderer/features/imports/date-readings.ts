import type { DateFormat, FilePreview } from '../../../shared/contract/index.ts';

/** The parts of a written date, in the order in which they stand. Time of day is not looked at. */
function partsOf(value: string): readonly [number, number, number] | null {
  const match = /^\s*(\d{1,4})[\s./-](\d{1,2})[\s./-](\d{1,4})(?!\d)/.exec(value);
  if (match === null) return null;
  return [Number(match[1]), Number(match[2]), Number(match[3])];
}

const dayLength = 86_400_000;
/** Day 0 of the 1900 system, so that its day 60 (which never was) and all after it come out right. */
const serialStart = Date.UTC(1899, 11, 30);

function dayOf(milliseconds: number): string | null {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 10);
}

/** The day that a value means when it is read in a format; null where no such day exists. */
export function readDay(value: string, format: DateFormat): string | null {
  if (format === 'serial' || format === 'epoch-seconds' || format === 'epoch-milliseconds') {
    const figure = Number(value);
    if (value.trim() === '' || !Number.isFinite(figure)) return null;
    if (format === 'serial') return dayOf(serialStart + Math.floor(figure) * dayLength);
    return dayOf(format === 'epoch-seconds' ? figure * 1_000 : figure);
  }
  const parts = partsOf(value);
  if (parts === null) return null;
  const [first, second, third] = parts;
  const [rawYear, month, day] =
    format === 'ymd' ? [first, second, third] : format === 'dmy' ? [third, second, first] : [third, first, second];
  const year = rawYear < 100 ? (rawYear < 70 ? 2000 + rawYear : 1900 + rawYear) : rawYear;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.toISOString().slice(0, 10);
}

export type DateReading = { readonly format: DateFormat; readonly day: string };

/** One real value of a column with its different readings; prefers a value whose readings are truly different days. */
export function readingsOf(
  column: Pick<FilePreview['columns'][number], 'samples' | 'dateFormats'>,
): { readonly value: string; readonly readings: readonly DateReading[] } | null {
  let fallback: { value: string; readings: DateReading[] } | null = null;
  for (const value of column.samples) {
    const readings: DateReading[] = [];
    for (const format of column.dateFormats) {
      const day = readDay(value, format);
      if (day !== null) readings.push({ format, day });
    }
    if (readings.length < 2) continue;
    fallback ??= { value, readings };
    if (new Set(readings.map((reading) => reading.day)).size > 1) return { value, readings };
  }
  return fallback;
}

/** What `1,234` is under each decimal sign, as a number; null where it is none. */
export function readNumber(value: string, decimal: '.' | ','): number | null {
  const cleaned = value.replace(/[^\d.,+-]/g, '');
  const plain = decimal === '.' ? cleaned.replaceAll(',', '') : cleaned.replaceAll('.', '').replace(',', '.');
  const figure = Number(plain);
  return plain === '' || !Number.isFinite(figure) ? null : figure;
}
