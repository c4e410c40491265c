import type { FileMapping } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { tables } from '../../../shared/domain/tables.ts';
import type { Field, Table } from '../../../shared/domain/tables.ts';
import { createDateReader } from './dates.ts';
import type { DateReader } from './dates.ts';
import { missingFields } from './match.ts';
import { trimmed } from './papaparse-rows.ts';
import { currencyInAmount, isBlank, takesBlankWords, toMinorUnits, typeInWords, valueReader } from './values.ts';
import type { StoredValue, ValueReader } from './values.ts';

/** Where the value of a field comes from: a column of the file, or the same text for every row. */
export type FieldSource = {
  readonly field: Field;
  readonly position: number;
  readonly column: string;
  readonly index: number;
  readonly constant: string;
  readonly read: ValueReader;
};
export type Refusal = { readonly column: string | null; readonly reason: string };

/** A mapping made ready for one file's header. */
export type RowPlan = {
  readonly table: Table;
  readonly mapping: FileMapping;
  readonly width: number;
  readonly sources: readonly FieldSource[];
  readonly attributes: readonly { readonly name: string; readonly index: number }[];
  readonly dates: DateReader;
  keeps(row: readonly string[]): boolean;
  /** The values of the table's fields in their order, or why the row cannot be stored. */
  read(row: readonly string[], values: StoredValue[]): Refusal | null;
  /** JSON of the further columns, keys in order; `{}` without any. */
  attributesOf(row: readonly string[]): string;
};

/** @throws invalid_input where the mapping and the file do not fit together, naming column or field */
export function compileMapping(mapping: FileMapping, header: readonly string[], name: string): RowPlan {
  const table = tables[mapping.table];
  const positions = new Map(header.map((column, index) => [column, index]));
  const at = (column: string): number => {
    const index = positions.get(column);
    if (index !== undefined) return index;
    throw new HoldfastError(
      'invalid_input',
      `${name} has no column "${column}", which its mapping uses. Its columns are: ${header.join(', ')}.`,
      { file: name, column },
    );
  };
  const dates = createDateReader(mapping.dateOrder ?? null, mapping.zone);
  const sources: FieldSource[] = [];
  const attributes: { name: string; index: number }[] = [];
  const source = (fieldName: string, column: string, index: number, constant: string): void => {
    const position = table.fields.findIndex((field) => field.name === fieldName);
    const field = table.fields[position];
    if (!field)
      throw new HoldfastError(
        'invalid_input',
        `The mapping of ${name} uses the field "${fieldName}", which ${table.name} do not have.`,
        { file: name, field: fieldName },
      );
    if (sources.some((other) => other.position === position)) {
      throw new HoldfastError(
        'invalid_input',
        `The mapping of ${name} gives the field "${fieldName}" twice. Keep one of the two.`,
        { file: name, field: fieldName },
      );
    }
    sources.push({
      field,
      position,
      column,
      index,
      constant,
      read: valueReader(field.type, field.name, mapping.decimal, dates),
    });
  };
  for (const { column, field } of mapping.columns) {
    if (field === null) continue;
    if (field === 'attributes') attributes.push({ name: column, index: at(column) });
    else source(field, column, at(column), '');
  }
  for (const [field, text] of Object.entries(mapping.constants)) {
    if (!sources.some((other) => other.field.name === field)) source(field, '', -1, text);
  }
  const missing = missingFields(mapping.table, new Set(sources.map(({ field }) => field.name)));
  if (missing.length > 0) {
    throw new HoldfastError(
      'invalid_input',
      `The mapping of ${name} leaves out what ${table.name} cannot do without: ${missing.join(', ')}. Choose a column for it.`,
      { file: name, missing },
    );
  }
  attributes.sort((a, b) => (a.name < b.name ? -1 : 1));
  const conditions = mapping.keepWhere.map(({ column, is, value }) => ({ index: at(column), is, value }));
  // The currency is read first, because it says how many minor units an amount has.
  const isMoney = ({ field }: FieldSource): boolean => field.type === 'money';
  const ordered = [...sources.filter((entry) => !isMoney(entry)), ...sources.filter(isMoney)];
  const currencyPosition = table.fields.findIndex((field) => field.type === 'currency');
  const required = requiredPositions(table);

  return {
    table,
    mapping,
    width: header.length,
    sources,
    attributes,
    dates,
    keeps: (row) => conditions.every(({ index, is, value }) => holds(trimmed(row[index] ?? ''), is, value)),
    read(row, values) {
      values.fill(null);
      if (currencyPosition >= 0) values[currencyPosition] = mapping.currency?.toUpperCase() ?? null;
      for (const { field, position, column, index, constant, read } of ordered) {
        const text = index < 0 ? constant : trimmed(row[index] ?? '');
        if (text === '' || (takesBlankWords(field.type) && isBlank(text))) continue;
        let value = read(text);
        if (value !== undefined && field.type === 'money') {
          if (values[currencyPosition] === null) values[currencyPosition] = currencyInAmount(text);
          value = toMinorUnits(Number(value), values[currencyPosition] as string | null);
        }
        if (value === undefined) return { column: column || field.name, reason: unreadableValue(field, text, mapping) };
        values[position] = value;
      }
      for (const position of required) {
        if (values[position] === null) return blankValue(table, position, sources);
      }
      return null;
    },
    attributesOf(row) {
      let json = '';
      for (const { name: key, index } of attributes) {
        const text = trimmed(row[index] ?? '');
        if (text !== '') json += `${json === '' ? '{' : ','}${JSON.stringify(key)}:${JSON.stringify(text)}`;
      }
      return json === '' ? '{}' : `${json}}`;
    },
  };
}

function requiredPositions(table: Table): number[] {
  const names = table.fields.filter(
    ({ name, required }) => required && (name !== table.key || table.name === 'accounts'),
  );
  return names.map((field) => table.fields.indexOf(field));
}

function blankValue(table: Table, position: number, sources: readonly FieldSource[]): Refusal {
  const field = table.fields[position];
  const column = sources.find((source) => source.position === position)?.column ?? null;
  return {
    column,
    reason: `${field?.label.en ?? 'A field'} is blank, and ${table.name.replace('_', ' ')} cannot do without it`,
  };
}

/** Why a value cannot be read, for the person who has to mend it. */
export function unreadableValue(field: Field, text: string, mapping: FileMapping): string {
  const shown = text.length > 60 ? `${text.slice(0, 57)}…` : text;
  const isDate = field.type === 'day' || field.type === 'instant';
  if (!isDate) return `"${shown}" is not ${typeInWords(field.type)}`;
  const orders = { ymd: 'year-month-day', dmy: 'day-month-year', mdy: 'month-day-year' };
  if (mapping.dateOrder) return `"${shown}" is not a date read as ${orders[mapping.dateOrder]}`;
  return `"${shown}" is not a date, or reads both as day-month and as month-day`;
}

function holds(text: string, is: FileMapping['keepWhere'][number]['is'], value: string): boolean {
  switch (is) {
    case 'blank':
      return text === '';
    case 'not-blank':
      return text !== '';
    case 'starts-with':
      return text.startsWith(value);
    case 'not-starts-with':
      return !text.startsWith(value);
    case 'equals':
      return text === value;
    case 'not-equals':
      return text !== value;
  }
}
