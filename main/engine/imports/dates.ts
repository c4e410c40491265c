import { dayOfNumber } from '../../../shared/domain/time.ts';
import { isNearlyAll } from './nearly-all.ts';
import { createZoneShift } from './zones.ts';

export type DateOrder = 'ymd' | 'dmy' | 'mdy';

/** Reads dates as files write them. `undefined` means that the text is not a date in the chosen order. */
export type DateReader = {
  /** The calendar day as written, `2026-03-31`; a time of day and its zone do not move it. */
  day(text: string): string | undefined;
  /** Epoch seconds UTC. A text without a time of day is midnight UTC, one without a zone is in the mapping's zone. */
  seconds(text: string): number | undefined;
};

const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/;
const compact = /^(\d{4})(\d{2})(\d{2})(?!\d)/;
const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/;
const dayMonthName = /^(?:\p{L}+,? )?(\d{1,2})[-/. ]+(?:de )?(\p{L}{3,12})\.?,?[-/. ]+(?:de )?(\d{4}|\d{2})(?!\d)/u;
const monthNameDay = /^(?:\p{L}+, )?(\p{L}{3,12})\.?[-/. ](\d{1,2})(?:st|nd|rd|th)?,?[-/. ](\d{4})(?!\d)/u;
const timeOfDay =
  /^[T ,]*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s*([ap]\.?\s?m\.?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/i;
const epoch = /^(?:\d{10}|\d{13})$/;

const monthStarts = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const spanishMonthStarts = ['ene', 'feb', 'mar', 'abr', 'may', 'jun', 'jul', 'ago', 'sep', 'oct', 'nov', 'dic'];

/** Years outside these are slips of the pen or placeholders such as 0001-01-01; 9999 stands for "open end". */
const firstYear = 1900;
const lastYear = 9999;
const secondsADay = 86_400;
const mostRemembered = 100_000;

type DatePart = { days: number; length: number };

function daysOf(year: number, month: number, day: number): number {
  if (year < firstYear || year > lastYear || month < 1 || month > 12 || day < 1) return Number.NaN;
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return Number.NaN;
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

/** Two-digit years: 70 to 99 are the last century's, as spreadsheets read them. */
function fullYear(text: string): number {
  const year = Number(text);
  return text.length === 4 ? year : year >= 70 ? 1900 + year : 2000 + year;
}

function monthOf(name: string): number {
  const start = name.slice(0, 3).toLowerCase();
  const english = monthStarts.indexOf(start);
  return (english >= 0 ? english : spanishMonthStarts.indexOf(start)) + 1;
}

function datePart(text: string, order: DateOrder | null): DatePart | null {
  let match = yearFirst.exec(text) ?? compact.exec(text);
  if (match) return part(daysOf(Number(match[1]), Number(match[2]), Number(match[3])), match);
  match = yearLast.exec(text);
  if (match) {
    const [first, second, year] = [Number(match[1]), Number(match[3]), fullYear(match[4] ?? '')];
    const dayFirst = daysOf(year, second, first);
    const monthFirst = daysOf(year, first, second);
    if (order === 'dmy') return part(dayFirst, match);
    if (order === 'mdy') return part(monthFirst, match);
    // No order was chosen: only what can be read in one way is read.
    if (dayFirst === monthFirst || Number.isNaN(monthFirst)) return part(dayFirst, match);
    return Number.isNaN(dayFirst) ? part(monthFirst, match) : null;
  }
  match = dayMonthName.exec(text);
  if (match) return part(daysOf(fullYear(match[3] ?? ''), monthOf(match[2] ?? ''), Number(match[1])), match);
  match = monthNameDay.exec(text);
  return match ? part(daysOf(Number(match[3]), monthOf(match[1] ?? ''), Number(match[2])), match) : null;
}

function part(days: number, match: RegExpExecArray): DatePart | null {
  return Number.isNaN(days) ? null : { days, length: match[0].length };
}

type TimePart = { seconds: number; offset: number | null };

function timePart(text: string): TimePart | null {
  const match = timeOfDay.exec(text);
  if (!match) return null;
  let hour = Number(match[1]);
  const minute = Number(match[2]);
  const second = Number(match[3] ?? 0);
  const half = match[4]?.toLowerCase();
  if (half) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half.startsWith('p') ? 12 : 0);
  }
  if (hour > 23 || minute > 59 || second > 60) return null;
  return {
    seconds: hour * 3600 + minute * 60 + Math.min(second, 59),
    offset: match[5] === undefined ? null : offsetOf(match[5]),
  };
}

function offsetOf(text: string): number {
  if (!/^[+-]/.test(text)) return 0;
  const digits = text.slice(1).replace(':', '').padEnd(4, '0');
  const seconds = Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2)) * 60;
  return text.startsWith('-') ? -seconds : seconds;
}

/** @param order how `03/04/2024` reads; null reads only what can be read in one way */
export function createDateReader(order: DateOrder | null, zone: string): DateReader {
  const shift = createZoneShift(zone);
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
    if (rest === '' || rest === 'Z') return date.days * secondsADay;
    const time = timePart(rest);
    if (!time) return undefined;
    const local = date.days * secondsADay + time.seconds;
    return time.offset === null ? shift(local) : local - time.offset;
  }

  return {
    day(text) {
      const known = dayTexts.get(text);
      if (known !== undefined || dayTexts.has(text)) return known;
      const date = datePart(text, order);
      const rest = date ? text.slice(date.length) : '';
      const result = date && (rest === '' || rest === 'Z' || timePart(rest)) ? dayOfNumber(date.days) : undefined;
      if (dayTexts.size >= mostRemembered) dayTexts.clear();
      dayTexts.set(text, result);
      return result;
    },
    seconds(text) {
      const length = text.length;
      if (length < 10) return secondsSlowly(text);
      const days = daysOfWhole(length === 10 ? text : text.slice(0, 10));
      if (days !== days) return secondsSlowly(text);
      if (length === 10) return days * secondsADay;
      const time = clockAt(text, 10);
      if (time < 0) return secondsSlowly(text);
      const local = days * secondsADay + time;
      if (length === 20) return local;
      return shift(local);
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

/**
 * In which orders these texts can be read, but for a few strays. Empty where they are not dates in any one order; `['ymd']` where none
 * of them depends on the order.
 */
export function dateOrdersOf(texts: readonly string[]): DateOrder[] {
  if (texts.length === 0) return [];
  const fits = (['dmy', 'mdy'] as const).map((order) => {
    const reader = createDateReader(order, 'UTC');
    return { order, count: texts.filter((text) => reader.seconds(text) !== undefined).length };
  });
  // An order that fits more values than the other is what the column shows.
  const most = Math.max(...fits.map(({ count }) => count));
  if (!isNearlyAll(most, texts.length)) return [];
  const orders = fits.filter(({ count }) => count === most).map(({ order }) => order);
  return texts.some((text) => yearLast.test(text)) ? orders : ['ymd'];
}

/** Whether a text carries a time of day. */
export function hasTime(text: string): boolean {
  return text.includes(':') || epoch.test(text);
}
