import { isUtf8 } from 'node:buffer';
import { parquetSchema } from 'hyparquet';
import type { FileMetaData, SchemaElement, SchemaTree } from 'hyparquet';
import { plainNumber } from '../plain-number.ts';

/** A column of the table: a column of the file, or a field inside of a structured one. */
export type ParquetColumn = {
  readonly name: string;
  /** Place of the file's own column, and the names that lead from its value to this one. */
  readonly top: number;
  readonly path: readonly string[];
  readonly text: (value: unknown) => string;
};

/** The columns of a file. Exact decimals need the stored integers, so the mark that has them rounded is taken off the metadata. */
export function parquetColumns(metadata: FileMetaData): { tops: string[]; columns: ParquetColumn[] } {
  const tops: string[] = [];
  const columns: ParquetColumn[] = [];
  for (const [top, child] of parquetSchema(metadata).children.entries()) {
    tops.push(child.element.name);
    addColumns(child, top, [], child.element.name, columns);
  }
  return { tops, columns };
}

function addColumns(node: SchemaTree, top: number, path: string[], name: string, columns: ParquetColumn[]): void {
  const { element, children } = node;
  const isList = element.repetition_type === 'REPEATED' || element.converted_type !== undefined || element.logical_type;
  if (children.length > 0 && !isList) {
    for (const child of children)
      addColumns(child, top, [...path, child.element.name], `${name}.${child.element.name}`, columns);
    return;
  }
  columns.push({ name, top, path, text: children.length > 0 ? anyText : textOfLeaf(element) });
}

/** The text of a column by the value of the file's own column that it lies in. */
export function cellOf(column: ParquetColumn, top: unknown): string {
  let value = top;
  for (const key of column.path) {
    if (typeof value !== 'object' || value === null) return '';
    value = (value as Record<string, unknown>)[key];
  }
  return value === null || value === undefined ? '' : column.text(value);
}

function textOfLeaf(element: SchemaElement): (value: unknown) => string {
  const { type, logical_type: logical, converted_type: converted } = element;
  if (element.repetition_type === 'REPEATED') return anyText;
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') {
    const scale = element.scale ?? (logical?.type === 'DECIMAL' ? logical.scale : 0);
    delete element.converted_type;
    delete element.logical_type;
    return (value) => decimalText(value, scale);
  }
  if (type === 'FLOAT') return ofNumber(floatText);
  if (converted === 'DATE' || logical?.type === 'DATE') return ofNumber(dayText);
  if (logical?.type === 'TIMESTAMP' && !logical.isAdjustedToUTC)
    // Wall clock times without a zone must not become instants of UTC.
    return ofNumber((value) => instantText(value).replace(/Z$/, ''));
  if (logical?.type === 'TIMESTAMP' || converted?.startsWith('TIMESTAMP') || type === 'INT96')
    return ofNumber(instantText);
  const unit = logical?.type === 'TIME' ? logical.unit : undefined;
  if (unit !== undefined || converted === 'TIME_MILLIS' || converted === 'TIME_MICROS') {
    const perSecond = unit === 'NANOS' ? 1e9 : unit === 'MICROS' || converted === 'TIME_MICROS' ? 1e6 : 1e3;
    return (value) => timeText(Number(value) / perSecond);
  }
  return anyText;
}

const ofNumber =
  (text: (value: number) => string) =>
  (value: unknown): string =>
    typeof value === 'number' ? text(value) : anyText(value);

/** Milliseconds as an instant; numbers outside of the calendar as they are. */
function instantText(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? String(milliseconds) : date.toISOString().replace('.000Z', 'Z');
}

function dayText(days: number): string {
  return instantText(days * 86_400_000).slice(0, -10);
}

function timeText(seconds: number): string {
  return new Date(Math.floor(seconds) * 1000).toISOString().slice(11, 19);
}

/** The shortest decimal that is this number in single precision: 0.1, not 0.10000000149011612. */
function floatText(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return anyText(short);
  }
  return anyText(value);
}

function decimalText(value: unknown, scale: number): string {
  const whole =
    value instanceof Uint8Array ? integerOf(value) : typeof value === 'bigint' ? value : BigInt(Number(value));
  if (scale <= 0) return (whole * 10n ** BigInt(-scale)).toString();
  const digits = (whole < 0n ? -whole : whole).toString().padStart(scale + 1, '0');
  return `${whole < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function integerOf(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = value * 256n + BigInt(byte);
  return bytes.length > 0 && bytes[0]! >= 128 ? value - 2n ** BigInt(bytes.length * 8) : value;
}

/** Any value as text: lists joined, lists of lists and of objects as JSON, what is not a number as blank. */
function anyText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? plainNumber(value) : '';
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (value instanceof Date) return instantText(value.getTime());
  if (value instanceof Uint8Array) return bytesText(value);
  const entries = Array.isArray(value) ? (value as unknown[]) : null;
  const isFlat = entries?.every((entry) => typeof entry !== 'object' || entry instanceof Date || entry === null);
  return entries && isFlat ? entries.map(anyText).join('; ') : JSON.stringify(value, jsonReady);
}

function jsonReady(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  return value instanceof Uint8Array ? bytesText(value) : value;
}

function bytesText(bytes: Uint8Array): string {
  return isUtf8(bytes) ? Buffer.from(bytes).toString('utf8') : Buffer.from(bytes).toString('hex');
}
