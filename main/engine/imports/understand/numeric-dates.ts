import type { DateFormat } from '../../../../shared/contract/index.ts';

export type NumericFormat = Extract<DateFormat, 'serial' | 'epoch-seconds' | 'epoch-milliseconds'>;

const number = /^\d+(?:[.,]\d+)?$/;
const secondsADay = 86_400;
/** Days from the day before 1900-01-01 that spreadsheets count from to 1970-01-01, with the 29 February 1900 that never was. */
const serialOfEpoch = 25_569;
/** 1900-03-01, from which the count has no such day before it, and 9999-12-31. */
const [firstSerial, lastSerial] = [61, 2_958_465];
const lastSecond = 253_402_300_799;

/**
 * Seconds since 1970 of a date written as a number: UTC for epochs, the clock on the wall for serial days. `undefined` where the
 * text is no number or out of range.
 */
export function readNumericDate(text: string, format: NumericFormat): number | undefined {
  if (!number.test(text)) return undefined;
  const value = Number(text.replace(',', '.'));
  switch (format) {
    case 'serial':
      if (value < firstSerial || value >= lastSerial + 1) return undefined;
      // A fraction is a time of day; spreadsheets keep it to about a tenth of a second.
      return Math.round((value - serialOfEpoch) * secondsADay);
    case 'epoch-seconds':
      return value <= lastSecond ? Math.floor(value) : undefined;
    case 'epoch-milliseconds':
      return value <= lastSecond * 1000 ? Math.floor(value / 1000) : undefined;
  }
}

/** Which numeric formats could make a date of a plain number within a person's life of files: 1954 to 2119. */
export function numericFormatOf(text: string): NumericFormat | 'ymd' | null {
  if (/^[2-7]\d{4}(?:[.,]\d+)?$/.test(text)) return 'serial';
  if (/^(?:[2-9]\d{8}|[1-4]\d{9})(?:\.\d+)?$/.test(text)) return 'epoch-seconds';
  if (/^[2-9]\d{11}$|^[1-4]\d{12}$/.test(text)) return 'epoch-milliseconds';
  if (/^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(text)) return 'ymd';
  return null;
}
