import type { FileMapping } from '../../../../shared/contract/index.ts';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { reasonText } from '../../../../shared/domain/import-reasons.ts';
import { tables } from '../../../../shared/domain/tables.ts';
import type { Table } from '../../../../shared/domain/tables.ts';
import { trimmed } from '../sources/papaparse-rows.ts';
import type { DateReader } from '../understand/dates.ts';
import { missingFields } from '../understand/match.ts';
import { currencyInAmount, isBlank, takesBlankWords, toMinorUnits, valueReader } from '../understand/values.ts';
import type { StoredValue } from '../understand/values.ts';
import { columnFinder } from './column-finder.ts';
import { columnReadings } from './column-readings.ts';
import { compileConditions } from './conditions.ts';
import type { AccountSource, FieldSource } from './field-source.ts';
import { constantWithSource } from './id-steps.ts';
import { shortened, unreadableValue } from './refusal-words.ts';
import type { Refusal } from './row-batch.ts';

/** A mapping made ready for one file's header. */
export type RowPlan = {
  readonly table: Table;
  readonly mapping: FileMapping;
  readonly width: number;
  readonly sources: readonly FieldSource[];
  /**
   * How a row's account is found, in the order in which it is tried; empty where one column holds the account's own id, which
   * then stands among the sources. Otherwise `read` leaves `account_id` blank, and whoever stores the row looks it up.
   */
  readonly accountBy: readonly AccountSource[];
  readonly attributes: readonly { readonly name: string; readonly index: number }[];
  /** Reads the dates of the column of the table's time; of the whole file where it has none. */
  readonly dates: DateReader;
  keeps(row: readonly string[]): boolean;
  /** The values of the table's fields in their order, or why the row cannot be stored. */
  read(row: readonly string[], values: StoredValue[]): Refusal | null;
  /**
   * Epoch seconds since when a row counts as known: what its own column says, else the instant of the recipe; null where
   * neither does and `mapping.knownAt` is a rule. Only for rows that `read` takes: it refuses an unreadable one.
   */
  knownAtOf(row: readonly string[]): number | null;
  /** JSON of the further columns, keys in order; `{}` without any. */
  attributesOf(row: readonly string[]): string;
};

const accountField = 'account_id';
const knownAtField = 'known_at';

/** @throws invalid_input where the mapping and the file do not fit together, naming column or field */
export function compileMapping(mapping: FileMapping, header: readonly string[], name: string): RowPlan {
  const table = tables[mapping.table];
  const at = columnFinder(header, name);
  const readingOf = columnReadings(mapping);
  const sources: FieldSource[] = [];
  const attributes: { name: string; index: number }[] = [];
  const wrong = (sentence: string, field: string): HoldfastError =>
    new HoldfastError('invalid_input', sentence, { file: name, field });

  function addSource(fieldName: string, column: string, index: number, constant: string): void {
    const position = table.fields.findIndex((field) => field.name === fieldName);
    const field = table.fields[position];
    if (!field)
      throw wrong(`The mapping of ${name} uses the field "${fieldName}", which ${table.name} do not have.`, fieldName);
    if (sources.some((other) => other.position === position))
      throw wrong(`The mapping of ${name} gives the field "${fieldName}" twice. Keep one of the two.`, fieldName);
    const reading = readingOf(column);
    const read = valueReader(field.type, field.name, reading.decimal, reading.dates);
    sources.push({ field, position, column, index, constant, read, ...reading });
  }

  const accountColumns = mapping.columns.filter(({ field }) => field === accountField);
  const looksUp = accountColumns.length > 1 || accountColumns.some(({ find }) => (find ?? 'id') !== 'id');
  const accountBy = looksUp
    ? accountColumns.map(({ column, find }): AccountSource => ({ column, index: at(column), find: find ?? 'id' }))
    : [];
  let known: { column: string; index: number; dates: DateReader } | null = null;
  for (const { column, field } of mapping.columns) {
    if (field === null || (looksUp && field === accountField)) continue;
    if (field === 'attributes') attributes.push({ name: column, index: at(column) });
    else if (field === knownAtField) {
      if (known) throw wrong(`The mapping of ${name} gives the field "${field}" twice. Keep one of the two.`, field);
      if (mapping.table === 'events')
        throw wrong(
          `The mapping of ${name} says since when events are known; they are known from when they happen. Leave "${column}" out.`,
          field,
        );
      known = { column, index: at(column), dates: readingOf(column).dates };
    } else addSource(field, column, at(column), '');
  }
  for (const [field, text] of Object.entries(mapping.constants)) {
    const isGiven = sources.some((other) => other.field.name === field) || (looksUp && field === accountField);
    if (!isGiven) addSource(field, '', -1, constantWithSource(mapping, field, text));
  }
  const given = new Set(sources.map(({ field }) => field.name));
  if (looksUp) given.add(accountField);
  const missing = missingFields(mapping.table, given);
  if (missing.length > 0) {
    throw new HoldfastError(
      'invalid_input',
      `The mapping of ${name} leaves out what ${table.name} cannot do without: ${missing.join(', ')}. Choose a column for it.`,
      { file: name, missing },
    );
  }
  attributes.sort((a, b) => (a.name < b.name ? -1 : 1));
  // Up to the quote that opens the value; the next key, or the end, closes it.
  const firstKeys = attributes.map(({ name: key }) => `{${JSON.stringify(key)}:"`);
  const laterKeys = attributes.map(({ name: key }) => `",${JSON.stringify(key)}:"`);
  // The currency is read first, because it says how many minor units an amount has.
  const isMoney = ({ field }: FieldSource): boolean => field.type === 'money';
  const ordered = [...sources.filter((entry) => !isMoney(entry)), ...sources.filter(isMoney)];
  const currencyPosition = table.fields.findIndex((field) => field.type === 'currency');
  const required = requiredPositions(table, looksUp);
  const fileCurrency = mapping.currency?.toUpperCase() ?? null;
  const timeColumn = sources.find(({ field }) => field.name === table.time)?.column;
  const knownSince =
    mapping.knownAt === 'row' || mapping.knownAt === 'import' ? null : Math.floor(Date.parse(mapping.knownAt) / 1000);

  return {
    table,
    mapping,
    width: header.length,
    sources,
    accountBy,
    attributes,
    dates: readingOf(timeColumn ?? '').dates,
    keeps: compileConditions(mapping.keepWhere, at, readingOf, name),
    read(row, values) {
      values.fill(null);
      if (currencyPosition >= 0) values[currencyPosition] = fileCurrency;
      for (const { field, position, column, index, constant, read, dateFormat } of ordered) {
        const text = index < 0 ? constant : trimmed(row[index] ?? '');
        if (text === '' || (takesBlankWords(field.type) && isBlank(text))) continue;
        let value = read(text);
        if (value !== undefined && field.type === 'money') {
          if (values[currencyPosition] === null) values[currencyPosition] = currencyInAmount(text);
          value = toMinorUnits(Number(value), values[currencyPosition] as string | null);
        }
        if (value === undefined)
          return { column: column || field.name, reason: unreadableValue(field, text, { dateFormat }) };
        values[position] = value;
      }
      for (const position of required) {
        if (values[position] === null) return blankValue(table, position, sources);
      }
      if (known !== null) {
        const text = trimmed(row[known.index] ?? '');
        if (!isBlank(text) && known.dates.seconds(text) === undefined)
          return { column: known.column, reason: reasonText('not-known-since', { value: shortened(text) }) };
      }
      return null;
    },
    knownAtOf(row) {
      if (known === null) return knownSince;
      const text = trimmed(row[known.index] ?? '');
      return (isBlank(text) ? undefined : known.dates.seconds(text)) ?? knownSince;
    },
    attributesOf(row) {
      let json = '';
      for (let place = 0; place < attributes.length; place++) {
        const text = trimmed(row[attributes[place]!.index] ?? '');
        if (text === '') continue;
        const opening = json === '' ? firstKeys[place]! : laterKeys[place]!;
        json += standsInJson(text) ? opening + text : opening + JSON.stringify(text).slice(1, -1);
      }
      return json === '' ? '{}' : `${json}"}`;
    },
  };
}

/** Whether a text can stand between quotes as it is. Values are short: a loop is faster than an expression. */
function standsInJson(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 32 || unit > 126 || unit === 34 || unit === 92) return false;
  }
  return true;
}

function requiredPositions(table: Table, looksUpAccount: boolean): number[] {
  const names = table.fields.filter(
    ({ name, required }) =>
      required && (name !== table.key || table.name === 'accounts') && !(looksUpAccount && name === accountField),
  );
  return names.map((field) => table.fields.indexOf(field));
}

function blankValue(table: Table, position: number, sources: readonly FieldSource[]): Refusal {
  const field = table.fields[position];
  const column = sources.find((source) => source.position === position)?.column ?? null;
  return {
    column,
    reason: reasonText('blank-field', { field: field?.label.en ?? 'A field', table: table.name }),
  };
}
