import { createHash } from 'node:crypto';
import type { DateFormat } from '../../../../shared/contract/index.ts';
import { trimmed } from '../sources/index.ts';
import { contentOf, countContent, noContent, personalContent } from './content.ts';
import { createDateEvidence } from './date-evidence.ts';
import { hasTime, hasZone } from './dates.ts';
import { isNearlyAll } from './nearly-all.ts';
import { createNumberEvidence } from './number-evidence.ts';
import { numericFormatOf } from './numeric-dates.ts';
import { personalKindOf, saysDate } from './personal.ts';
import type { ColumnProfile } from './column-profile.ts';
import { createRange, ownText } from './range.ts';
import { isBlank, readBoolean } from './values.ts';

const samples = 5;
const longText = 100;
/** Different values after which a column that shows no sign of a type is not looked through for it any more. */
const enough = 5_000;
/** Evidence of what a text is about is looked for in so many different values; types are settled by all. */
const mostLookedAt = 2_000;

export type ColumnProfiler = { add(cell: string): void; end(rows: number, isWhole: boolean): ColumnProfile };

/** @param mostDistinct how many different values are told apart; the others are looked at each time they come */
export function createColumnProfiler(column: string, mostDistinct: number): ColumnProfiler {
  const seen = new Set<string>();
  const shown: string[] = [];
  let dates: ReturnType<typeof createDateEvidence> | null = null;
  const numbers = createNumberEvidence();
  const words = createRange<string>();
  const counts = noContent();
  const numeric: Record<string, number> = {};
  let filled = 0;
  let filledWhenFull = 0;
  let last = '';
  let isMore = false;
  let real = 0;
  let lookedAt = 0;
  let dateLike = 0;
  let booleans = 0;
  let digitFirst = 0;
  let withTime = 0;
  let lacksZone = false;

  function look(text: string): void {
    real++;
    if (text.length <= longText) words.add(text, text);
    // Thousands of different values without numbers among them are not going to be numbers.
    if (real < enough || numbers.count() * 10 > real) numbers.add(text);
    const first = text.charCodeAt(0);
    if (first >= 48 && first <= 57) digitFirst++;
    if (text.length <= 10 && readBoolean(text) !== undefined) booleans++;
    if ((real < enough || dateLike * 10 > real) && mayBeDate(text)) {
      dateLike++;
      dates ??= createDateEvidence();
      dates.add(text);
      if (hasTime(text)) {
        withTime++;
        lacksZone ||= !hasZone(text);
      }
    } else {
      const format = numericFormatOf(text);
      if (format) numeric[format] = (numeric[format] ?? 0) + 1;
    }
    if (lookedAt >= mostLookedAt) return;
    lookedAt++;
    countContent(counts, text);
  }

  return {
    add(cell) {
      const text = trimmed(cell);
      if (text === '') return;
      filled++;
      // Sorted columns repeat themselves.
      if (text === last) return;
      last = text;
      const key = text.length <= longText ? text : createHash('sha256').update(text).digest('base64');
      if (seen.has(key)) return;
      if (seen.size < mostDistinct) {
        seen.add(ownText(key));
        if (shown.length < samples) shown.push(ownText(text));
      } else {
        if (!isMore) filledWhenFull = filled;
        isMore = true;
      }
      if (!isBlank(text)) look(text);
    },
    end(rows, isWhole) {
      const formats = dates !== null && isNearlyAll(dateLike, real) ? dates.formats() : [];
      const plainDates = Object.keys(numeric).filter((format) => isNearlyAll(numeric[format]!, real)) as DateFormat[];
      const type = typeOf();
      const isDate = type === 'day' || type === 'instant';
      const isNumber = type === 'integer' || type === 'number';
      const content = contentOf(counts, lookedAt);
      const range =
        dates !== null && isDate && formats[0] ? dates.range(formats[0]) : isNumber ? numbers.range() : words;
      return {
        column,
        rows,
        isWhole,
        type,
        filled: rows === 0 ? 0 : filled / rows,
        distinct: seen.size,
        distinctIsLeast: isMore,
        distinctShare: filled === 0 ? 0 : seen.size / (isMore ? filledWhenFull : filled),
        min: range.min,
        max: range.max,
        samples: shown,
        dateFormats: isDate ? formats : isNumber && saysDate(column) ? plainDates : [],
        decimals: isNumber ? numbers.decimals() : [],
        personal: personalKindOf(column, type, personalContent(counts, lookedAt), counts, lookedAt),
        content,
        numericDates: isNumber ? plainDates : [],
        lacksZone: isDate && lacksZone,
        hasNegative: isNumber && numbers.hasNegative(),
        isPlainInteger: type === 'integer' && numbers.isPlain(),
      };

      function typeOf(): ColumnProfile['type'] {
        if (real === 0) return 'empty';
        if (real <= 4 && !isMore && booleans === real && digitFirst < real) return 'boolean';
        if (formats.length > 0) return withTime > 0 ? 'instant' : 'day';
        return numbers.type(real) ?? 'text';
      }
    },
  };
}

const dateShape =
  /^\d{1,4}[-/.]\d{1,2}[-/.]\d|^\d{8}[T ]\d|^\d{1,4}(?:st|nd|rd|th|º|\.)?[-/. ]*(?:de )?\p{L}{3}|^\p{L}{2,12}[.,]*[-/. ]+(?:\p{L}{2,12}[.,]*[-/. ]+)?\d{1,2}(?!\d)/u;

/** Plain numbers are only dates where a person says so: ten digits may be an id as well. */
const mayBeDate = (text: string): boolean => text.length <= 80 && dateShape.test(text);
