import { plainNumber } from '../plain-number.ts';

/** How the number of a cell is meant, by its number format. */
export type NumberMeaning =
  | { readonly kind: 'number' }
  /** Days of the spreadsheet's calendar. */
  | { readonly kind: 'date'; readonly hasTime: boolean }
  /** Parts of a day: a time of day, or hours beyond 24 where they are counted through. */
  | { readonly kind: 'time' }
  /** A whole number shown with leading zeros, as codes are. */
  | { readonly kind: 'padded'; readonly digits: number };

const plain: NumberMeaning = { kind: 'number' };
const day: NumberMeaning = { kind: 'date', hasTime: false };
const dayAndTime: NumberMeaning = { kind: 'date', hasTime: true };
const time: NumberMeaning = { kind: 'time' };

/** Formats that every program knows by number (ECMA-376, 18.8.30), with the East Asian dates among them. */
export function builtInMeaning(id: number): NumberMeaning {
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 54) || id === 57 || id === 58)
    return day;
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id === 55 || id === 56) return time;
  return id === 22 ? dayAndTime : plain;
}

/** The meaning of a format's code, e.g. `dd/mm/yyyy hh:mm`. */
export function meaningOfFormat(code: string): NumberMeaning {
  const first = code.split(';')[0] ?? '';
  if (/^0{2,}$/.test(first)) return { kind: 'padded', digits: first.length };
  // Quoted and escaped letters are shown as they are; [$-409], [Red] are locales and colours, [h] is a count of hours.
  const letters = first
    .replace(/"[^"]*"/g, '')
    .replace(/[\\_*]./g, '')
    .replace(/\[(?![hms]+\])[^\]]*\]/gi, '')
    .replace(/general|am\/pm|a\/p/gi, '');
  if (/\[[hms]+\]/i.test(letters)) return time;
  const hasDay = /[ydgeb]/i.test(letters.replace(/0+e[+-]0+/gi, ''));
  const hasTime = /[hs]/i.test(letters);
  if (hasDay || (/m/i.test(letters) && !hasTime)) return hasTime ? dayAndTime : day;
  return hasTime ? time : plain;
}

const millisecondsADay = 86_400_000;
const two = (number: number): string => String(number).padStart(2, '0');

/** A number of a cell as canonical text: days ISO, instants ISO without zone, numbers with a point. */
export function textOfNumber(text: string, meaning: NumberMeaning, is1904: boolean): string {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return text;
  if (meaning.kind === 'date') return dateText(value, meaning.hasTime, is1904) ?? plainNumber(value);
  if (meaning.kind === 'time') return value < 0 ? plainNumber(value) : timeText(value, is1904);
  if (meaning.kind === 'padded' && Number.isInteger(value) && value >= 0)
    return plainNumber(value).padStart(meaning.digits, '0');
  return plainNumber(value);
}

/** null outside of the calendar of spreadsheets. */
function dateText(serial: number, hasTime: boolean, is1904: boolean): string | null {
  // In the calendar of 1900 day 60 is a 29 February that never was, and day 0 is no day.
  const shift = is1904 ? 24_107 : serial < 60 ? 25_568 : 25_569;
  if (serial < (is1904 ? 0 : 1) || serial >= 2_958_466) return null;
  const instant = new Date(Math.round((serial - shift) * millisecondsADay)).toISOString();
  const rest = instant.slice(11, 23);
  if (!hasTime && rest === '00:00:00.000') return instant.slice(0, 10);
  return instant.slice(0, 19) + (rest.endsWith('.000') ? '' : rest.slice(8));
}

/** Formats without a day are also put on full dates; what is a date by its size stays one. */
function timeText(value: number, is1904: boolean): string {
  if (value >= 366) return dateText(value, true, is1904) ?? plainNumber(value);
  const seconds = Math.round(value * 86_400);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
