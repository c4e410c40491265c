import type { DateFormat } from '../../../../shared/contract/index.ts';

const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/;
const compact = /^(\d{4})(\d{2})(\d{2})(?!\d)/;
const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/;
const weekday = '(?:\\p{L}{2,10}\\.?,? )?';
const dayMonthName = new RegExp(
  `^${weekday}(\\d{1,2})(?:st|nd|rd|th|º|\\.)?[-/. ]*(?:de )?(\\p{L}{3,12})\\.?,?[-/. ]*(?:de |del )?(\\d{4}|\\d{2})(?!\\d)`,
  'iu',
);
const monthNameDay = new RegExp(
  `^${weekday}(\\p{L}{3,12})\\.?[-/. ](\\d{1,2})(?:st|nd|rd|th)?,?[-/. ](\\d{4})(?!\\d)`,
  'iu',
);
const yearMonthName = /^(\d{4})[-/. ](\p{L}{3,12})\.?[-/. ](\d{1,2})(?!\d)/iu;
const timeOfDay =
  /^[T ,]*(?:a las )?(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,:]\d{1,9})?)?)?\s*([ap]\.?\s?m\.?)?\s*(Z|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?|[A-Z]{3,4})?(?:\s+UTC)?(?:\s*\([^)]*\))?(?:\s*\[[\w/+-]+\])?$/i;

const months: readonly (readonly string[])[] = [
  ['january', 'enero', 'january', 'ene'],
  ['february', 'febrero'],
  ['march', 'marzo'],
  ['april', 'abril'],
  ['may', 'mayo'],
  ['june', 'junio'],
  ['july', 'julio'],
  ['august', 'agosto'],
  ['september', 'septiembre', 'setiembre'],
  ['october', 'octubre'],
  ['november', 'noviembre'],
  ['december', 'diciembre'],
];
const monthByName = new Map<string, number>();
months.forEach((names, index) => {
  for (const name of names)
    for (let length = 3; length <= name.length; length++)
      if (length <= 4 || length === name.length) monthByName.set(name.slice(0, length), index + 1);
});

/**
 * Abbreviations that stand for one offset wherever they are used, in hours. `CST`, `IST` and `BST` stand for several and are refused
 * rather than guessed.
 */
const zoneHours: Readonly<Record<string, number>> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  WET: 0,
  WEST: 1,
  CET: 1,
  CEST: 2,
  EET: 2,
  EEST: 3,
  MSK: 3,
  EST: -5,
  EDT: -4,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
  AKST: -9,
  AKDT: -8,
  HST: -10,
  BRT: -3,
  ART: -3,
  JST: 9,
  KST: 9,
  HKT: 8,
  SGT: 8,
  AWST: 8,
  ACST: 9.5,
  ACDT: 10.5,
  AEST: 10,
  AEDT: 11,
  NZST: 12,
  NZDT: 13,
};

/** Years outside these are slips of the pen or placeholders such as 0001-01-01; 9999 stands for "open end". */
const firstYear = 1900;
const lastYear = 9999;

export type DatePart = { readonly days: number; readonly length: number };
export type TimePart = { readonly seconds: number; readonly offset: number | null };

function daysOf(year: number, month: number, day: number): number {
  if (year < firstYear || year > lastYear || month < 1 || month > 12 || day < 1) return Number.NaN;
  if (day > 28 && day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return Number.NaN;
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

/** Two-digit years: 70 to 99 are the last century's, as spreadsheets read them. */
function fullYear(text: string): number {
  const year = Number(text);
  return text.length === 4 ? year : year >= 70 ? 1900 + year : 2000 + year;
}

function monthOf(name: string): number {
  return monthByName.get(name.toLowerCase()) ?? 0;
}

/** Whether the text starts with figures whose order depends on who wrote them. */
export function dependsOnOrder(text: string): boolean {
  return yearLast.test(text);
}

/**
 * The date at the start of a text, in days since 1970.
 * @param order how `03/04/2024` reads; null reads only what can be read in one way
 */
export function datePart(text: string, order: DateFormat | null): DatePart | null {
  let match = yearFirst.exec(text) ?? compact.exec(text);
  if (match) return part(daysOf(Number(match[1]), Number(match[2]), Number(match[3])), match);
  match = yearLast.exec(text);
  if (match) return part(daysOfFigures(match, order), match);
  match = dayMonthName.exec(text);
  if (match) return part(daysOf(fullYear(match[3] ?? ''), monthOf(match[2] ?? ''), Number(match[1])), match);
  match = monthNameDay.exec(text);
  if (match) return part(daysOf(Number(match[3]), monthOf(match[1] ?? ''), Number(match[2])), match);
  match = yearMonthName.exec(text);
  return match ? part(daysOf(Number(match[1]), monthOf(match[2] ?? ''), Number(match[3])), match) : null;
}

function daysOfFigures(match: RegExpExecArray, order: DateFormat | null): number {
  const [first, second, last] = [Number(match[1]), Number(match[3]), match[4] ?? ''];
  const dayFirst = daysOf(fullYear(last), second, first);
  const monthFirst = daysOf(fullYear(last), first, second);
  if (order === 'dmy') return dayFirst;
  if (order === 'mdy') return monthFirst;
  if (order === 'ymd' && last.length === 2) return daysOf(fullYear(match[1]!.padStart(2, '0')), second, Number(last));
  // No order was chosen: only what can be read in one way is read.
  if (dayFirst === monthFirst || Number.isNaN(monthFirst)) return dayFirst;
  return Number.isNaN(dayFirst) ? monthFirst : Number.NaN;
}

function part(days: number, match: RegExpExecArray): DatePart | null {
  return Number.isNaN(days) ? null : { days, length: match[0].length };
}

/** What follows a date: a time of day, with or without half of the day and zone; null where it is neither. */
export function timePart(text: string): TimePart | null {
  const match = timeOfDay.exec(text);
  if (!match) return null;
  let hour = Number(match[1]);
  const minute = Number(match[2] ?? 0);
  const second = Number(match[3] ?? 0);
  const half = match[4]?.toLowerCase();
  // `9 pm` is a time, `9` alone is not.
  if (match[2] === undefined && !half) return null;
  if (half) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half.startsWith('p') ? 12 : 0);
  }
  const isMidnightAfter = hour === 24 && minute === 0 && second === 0;
  if ((hour > 23 && !isMidnightAfter) || minute > 59 || second > 60) return null;
  const offset = match[5] === undefined ? null : offsetOf(match[5]);
  if (offset === undefined) return null;
  return { seconds: hour * 3600 + minute * 60 + Math.min(second, 59), offset };
}

/** Seconds ahead of UTC; undefined for an abbreviation that is unknown or stands for several zones. */
function offsetOf(text: string): number | undefined {
  const sign = text.search(/[+-]/);
  if (sign < 0) {
    const hours = zoneHours[text.toUpperCase()];
    return hours === undefined ? undefined : hours * 3600;
  }
  const digits = text.slice(sign + 1).replace(':', '');
  const hours = Number(digits.length <= 2 ? digits : digits.slice(0, -2));
  const minutes = digits.length <= 2 ? 0 : Number(digits.slice(-2));
  if (hours > 14 || minutes > 59) return undefined;
  const seconds = hours * 3600 + minutes * 60;
  return text[sign] === '-' ? -seconds : seconds;
}

const yearTooEarly =
  /^(?:0\d{3}|1[0-8]\d\d)[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)|^\d{1,2}[-/.]\d{1,2}[-/.](?:0\d{3}|1[0-8]\d\d)(?!\d)|^0{1,2}[-/.]0{1,2}[-/.]0{1,2}(?!\d)/;

/**
 * Why a text is no date although it looks like one, as the end of a sentence; null where there is nothing more to say than that it
 * is none.
 */
export function dateProblem(text: string): string | null {
  if (yearTooEarly.test(text))
    return `its year lies before ${firstYear}, as in 0001-01-01 or 0000-00-00 that some systems write for "no date"; leave it blank`;
  const zone = /\d\s*([A-Z]{3,4})$/.exec(text)?.[1];
  if (zone !== undefined && zoneHours[zone] === undefined && monthByName.get(zone.toLowerCase()) === undefined)
    return `the zone ${zone} stands for several offsets; write it as +01:00`;
  return null;
}
