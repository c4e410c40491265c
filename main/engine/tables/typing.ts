import type { RawColumn } from '../../stats/index.ts';
import type { Table } from './table.ts';
import { rowCount } from './table.ts';

export interface TypedColumns {
  columns: RawColumn[];
  /** Sentences on columns left out and values not read. */
  notes: string[];
}

const numericShare = 0.95;
const blankWords = new Set(['na', 'n/a', '#n/a', 'nan', 'null', 'none', '-', '?']);

/** Finds out what each column holds, from all of its values but never from the label. Blanks are missing. */
export function typeColumns(table: Table, excluded: ReadonlySet<string>): TypedColumns {
  const result: TypedColumns = { columns: [], notes: [] };
  table.header.forEach((name, index) => {
    if (!excluded.has(name)) typeColumn(name, table.columns[index]!, rowCount(table), result);
  });
  return result;
}

function typeColumn(name: string, values: readonly (string | null)[], rows: number, result: TypedColumns): void {
  const known = values.filter((value) => value !== null);
  const distinct = new Set(known);
  if (distinct.size < 2 && known.length === rows) {
    result.notes.push(`Column "${name}" was left out: it has the same value in every row.`);
    return;
  }
  if (known.length === 0) {
    result.notes.push(`Column "${name}" was left out: it is empty.`);
    return;
  }
  const asked = known.filter((value) => !isBlankWord(value));
  const parseAsWritten = known.some((value) => decimalComma.test(value)) ? parseDecimalComma : parseNumber;
  for (const parse of [parseAsWritten, parseDay]) {
    const read = values.map((value) => (value === null ? NaN : parse(value)));
    const readable = read.reduce((sum, x) => sum + (x === x ? 1 : 0), 0);
    if (asked.length === 0 || readable < numericShare * asked.length) continue;
    if ((/(^|[^a-z])id$/i.test(name) || /[a-z]I[dD]$/.test(name)) && distinct.size === rows) {
      result.notes.push(`Column "${name}" was left out: it is different in every row, so it names the rows.`);
      return;
    }
    if (readable < asked.length) {
      result.notes.push(`Column "${name}": ${asked.length - readable} values that are not numbers count as missing.`);
    }
    result.columns.push({ name, kind: 'number', values: Float64Array.from(read) });
    return;
  }
  if (distinct.size === known.length && known.length > 1) {
    result.notes.push(`Column "${name}" was left out: its text is different in every row, so it names the rows.`);
    return;
  }
  if (distinct.size > known.length / 2 && distinct.size > 50) {
    result.notes.push(`Column "${name}" was left out: it is free text (${distinct.size} different values).`);
    return;
  }
  result.columns.push({ name, kind: 'category', values });
}

function isBlankWord(value: string): boolean {
  return blankWords.has(value.toLowerCase());
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
