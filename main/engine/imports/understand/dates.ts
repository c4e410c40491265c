import type { DateFormat } from '../../../../shared/contract/index.ts';
import { dayOfNumber } from '../../../../shared/domain/time.ts';
import { datePart, timePart } from './date-parts.ts';
import { readNumericDate } from './numeric-dates.ts';
import { createZoneShift } from './zones.ts';

export { dateProblem } from './date-parts.ts';

/** Reads dates as files write them. `undefined` means that the text is not a date in the chosen format. */
export type DateReader = {
  /** The calendar day as written, `2026-03-31`; a time of day and its zone do not move it. */
  day(text: string): string | undefined;
  /** Epoch seconds UTC. A text without a time of day is midnight, one without a zone is in the mapping's zone. */
  seconds(text: string): number | undefined;
};

const epoch = /^(?:\d{10}|\d{13})$/;
const secondsADay = 86_400;
const mostRemembered = 100_000;

/** @param format how the column is written; null reads only what can be read in one way */
export function createDateReader(format: DateFormat | null, zone: string): DateReader {
  const shift = createZoneShift(zone);
  const isNumeric = format === 'serial' || format === 'epoch-seconds' || format === 'epoch-milliseconds';
  const order = isNumeric ? null : format;
  const daysByText = new Map<string, number>();
  const dayTexts = new Map<string, string | undefined>();

  /** Days of a text that is a date and nothing else, remembered: exports repeat the same days. */
  function daysOfWhole(text: string): number {
    let days = daysByText.get(text);
    if (days === undefined) {
      const found = datePart(text, order);
      days = found?.length === text.length ? found.days : Number.NaN;
      if (daysByText.size >= mostRemembered) daysByText.clear();
      daysByText.set(text, days);
    }
    return days;
  }

  function secondsSlowly(text: string): number | undefined {
    if (epoch.test(text)) return Math.floor(text.length === 13 ? Number(text) / 1000 : Number(text));
    const date = datePart(text, order);
    if (!date) return undefined;
    const rest = text.slice(date.length);
    if (rest === 'Z') return date.days * secondsADay;
    if (rest === '') return shift(date.days * secondsADay);
    const time = timePart(rest);
    if (!time) return undefined;
    const local = date.days * secondsADay + time.seconds;
    return time.offset === null ? shift(local) : local - time.offset;
  }

  function dayOfText(text: string): string | undefined {
    const date = datePart(text, order);
    const rest = date ? text.slice(date.length) : '';
    return date && (rest === '' || rest === 'Z' || timePart(rest)) ? dayOfNumber(date.days) : undefined;
  }

  const words: DateReader = {
    day(text) {
      const known = dayTexts.get(text);
      if (known !== undefined || dayTexts.has(text)) return known;
      const result = dayOfText(text);
      if (dayTexts.size >= mostRemembered) dayTexts.clear();
      dayTexts.set(text, result);
      return result;
    },
    seconds(text) {
      const length = text.length;
      if (length < 10) return secondsSlowly(text);
      const days = daysOfWhole(length === 10 ? text : text.slice(0, 10));
      if (days !== days) return secondsSlowly(text);
      if (length === 10) return shift(days * secondsADay);
      const time = clockAt(text, 10);
      if (time < 0) return secondsSlowly(text);
      const local = days * secondsADay + time;
      if (length === 20) return local;
      return shift(local);
    },
  };
  return isNumeric ? numericReader(format, words, shift) : words;
}

/** Numbers in the chosen format; a column of them may still hold a date that is written out. */
function numericReader(
  format: 'serial' | 'epoch-seconds' | 'epoch-milliseconds',
  words: DateReader,
  shift: (local: number) => number,
): DateReader {
  return {
    day(text) {
      const local = readNumericDate(text, format);
      if (local !== undefined) return dayOfNumber(Math.floor(local / secondsADay));
      return epoch.test(text) ? undefined : words.day(text);
    },
    seconds(text) {
      const seconds = readNumericDate(text, format);
      if (seconds === undefined) return epoch.test(text) ? undefined : words.seconds(text);
      // A serial number is what a clock on the wall showed; an epoch is an instant.
      return format === 'serial' ? shift(seconds) : seconds;
    },
  };
}

/** Seconds of `THH:MM`, `THH:MM:SS` or `THH:MM:SSZ` to the end of the text; -1 for anything else. */
function clockAt(text: string, from: number): number {
  const length = text.length - from;
  if (length !== 6 && length !== 9 && length !== 10) return -1;
  const separator = text.charCodeAt(from);
  if ((separator !== 84 && separator !== 32) || text.charCodeAt(from + 3) !== 58) return -1;
  const hour = twoDigits(text, from + 1);
  const minute = twoDigits(text, from + 4);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return -1;
  if (length === 6) return hour * 3600 + minute * 60;
  const second = twoDigits(text, from + 7);
  if (text.charCodeAt(from + 6) !== 58 || second < 0 || second > 59) return -1;
  if (length === 10 && text.charCodeAt(from + 9) !== 90) return -1;
  return hour * 3600 + minute * 60 + second;
}

function twoDigits(text: string, from: number): number {
  const tens = text.charCodeAt(from) - 48;
  const ones = text.charCodeAt(from + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

const clock = /\d:\d\d|\d\s?[ap]\.?\s?m\b/i;
const namedZone = /(?:Z|[+-]\d{2}(?::?\d{2})?|\b[A-Z]{3,4}|\))\s*$/;

/** Whether a text carries a time of day. */
export function hasTime(text: string): boolean {
  return clock.test(text) || epoch.test(text);
}

/** Whether a text with a time of day says in which zone it is. */
export function hasZone(text: string): boolean {
  return epoch.test(text) || namedZone.test(text.replace(/[ap]\.?\s?m\.?\s*$/i, ''));
}
