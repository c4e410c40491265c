import type { Bilingual } from '../../../shared/contract/index.ts';
import type { RawColumn } from '../../stats/index.ts';
import type { Table } from './table.ts';
import { rowCount } from './table.ts';

/** How the texts of a column are read. */
export type Reading = 'number' | 'decimal-comma' | 'day' | 'text';

export interface TypedColumns {
  columns: RawColumn[];
  /** How each of `columns` was read. */
  readings: Reading[];
  /** Columns that are not learned from, and why. */
  leftOut: { name: string; why: Bilingual }[];
  /** Sentences on columns left out and values not read. */
  notes: Bilingual[];
}

const numericShare = 0.95;
const blankWords = new Set(['na', 'n/a', '#n/a', 'nan', 'null', 'none', '-', '?']);

/** Finds out what each column holds, from all of its values but never from the label. Blanks are missing. */
export function typeColumns(table: Table, excluded: ReadonlySet<string>): TypedColumns {
  const result: TypedColumns = { columns: [], readings: [], leftOut: [], notes: [] };
  table.header.forEach((name, index) => {
    if (!excluded.has(name)) typeColumn(name, table.columns[index]!, rowCount(table), result);
  });
  return result;
}

function typeColumn(name: string, values: readonly (string | null)[], rows: number, result: TypedColumns): void {
  const leaveOut = (en: string, es: string): void => {
    const why = {
      en: `Column "${name}" was left out: ${en}.`,
      es: `Se ha dejado fuera la columna "${name}": ${es}.`,
    };
    result.leftOut.push({ name, why });
    result.notes.push(why);
  };
  const known = values.filter((value) => value !== null);
  const distinct = new Set(known);
  if (distinct.size < 2 && known.length === rows)
    return leaveOut('it has the same value in every row', 'tiene el mismo valor en todas las filas');
  if (known.length === 0) return leaveOut('it is empty', 'está vacía');
  const infinite = known.filter(isInfinite).length;
  const asked = known.filter((value) => !isBlankWord(value) && !isInfinite(value));
  const written = known.some((value) => decimalComma.test(value)) ? 'decimal-comma' : 'number';
  for (const reading of [written, 'day'] as const) {
    const read = readNumbers(values, reading);
    const readable = read.reduce((sum, x) => sum + (x === x ? 1 : 0), 0);
    if (asked.length === 0 || readable < numericShare * asked.length) continue;
    if ((/(^|[^a-z])id$/i.test(name) || /[a-z]I[dD]$/.test(name)) && distinct.size === rows)
      return leaveOut(
        'it is different in every row, so it names the rows',
        'es distinta en cada fila, así que da nombre a las filas',
      );
    const unread = asked.length - readable;
    if (unread > 0)
      result.notes.push({
        en: `Column "${name}": ${unread} values that are not numbers count as missing.`,
        es: `Columna "${name}": ${unread} valores que no son números cuentan como ausentes.`,
      });
    if (infinite > 0)
      result.notes.push({
        en: `Column "${name}": ${infinite} infinite values count as missing.`,
        es: `Columna "${name}": ${infinite} valores infinitos cuentan como ausentes.`,
      });
    result.columns.push({ name, kind: 'number', values: read });
    result.readings.push(reading);
    return;
  }
  if (distinct.size === known.length && known.length > 1)
    return leaveOut(
      'its text is different in every row, so it names the rows',
      'su texto es distinto en cada fila, así que da nombre a las filas',
    );
  if (distinct.size > known.length / 2 && distinct.size > 50)
    return leaveOut(
      `it is free text (${distinct.size} different values)`,
      `es texto libre (${distinct.size} valores distintos)`,
    );
  result.columns.push({ name, kind: 'category', values });
  result.readings.push('text');
}

/** A column of numbers as it was read when it was learned from; NaN where a value is missing or no number. */
export function readNumbers(
  values: readonly (string | null)[],
  reading: Exclude<Reading, 'text'>,
): Float64Array<ArrayBuffer> {
  const parse = { number: parseNumber, 'decimal-comma': parseDecimalComma, day: parseDay }[reading];
  return Float64Array.from(values, (value) => (value === null ? NaN : parse(value)));
}

/** Whether a text stands for nothing: n/a, null, -, … */
export function isBlankWord(value: string): boolean {
  return blankWords.has(value.toLowerCase());
}

/** Written so, or too large for what features are reckoned with. */
function isInfinite(value: string): boolean {
  return /^[+-]?(inf|infinity|∞)$/i.test(value) || Math.abs(Math.fround(Number(value))) === Infinity;
}

/** What can only be a decimal comma: 0,125 or 1,5 or 1.234,5. A column that holds one writes all of its numbers so. */
const decimalComma = /^[+-]?[$€£]?\s?(0,\d+|\d+,(\d{1,2}|\d{4,})|\d{1,3}(\.\d{3})+,\d+)(\s?[%€])?$/;

/** As parseNumber, but 1,234 is 1.234 and 1.234 is 1234. */
function parseDecimalComma(text: string): number {
  const bare = withoutUnit(text);
  return /^[+-]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$/.test(bare)
    ? inFloat32(Number(bare.replaceAll('.', '').replace(',', '.')))
    : parseNumber(text);
}

function withoutUnit(text: string): string {
  return text.replace(/^([+-]?)[$€£]\s?/, '$1').replace(/\s?[%€]$/, '');
}

/** 1234.5, 1,234.5, 1234,5, $12, 12 %, 1e-3; anything else is NaN. */
export function parseNumber(text: string): number {
  const bare = withoutUnit(text);
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(bare)) return inFloat32(Number(bare));
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare)) return inFloat32(Number(bare.replaceAll(',', '')));
  if (/^[+-]?\d{1,3}(\.\d{3})*,\d+$/.test(bare) || /^[+-]?\d+,\d+$/.test(bare)) {
    return inFloat32(Number(bare.replaceAll('.', '').replace(',', '.')));
  }
  return NaN;
}

// Features are float32; what does not fit cannot be learned from.
function inFloat32(value: number): number {
  return Number.isFinite(Math.fround(value)) ? value : NaN;
}

/** Days since 1970 of a date like 2026-03-31, with or without a time; anything else is NaN. */
export function parseDay(text: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})([T ].*)?$/.exec(text);
  if (!match) return NaN;
  const instant = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return new Date(instant).getUTCDate() === Number(match[3]) ? instant / 86_400_000 : NaN;
}
