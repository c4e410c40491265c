import type { FileMapping, FilePreview, MappingFile } from '../../../shared/contract/index.ts';
import { toHoldfastError } from '../../../shared/domain/errors.ts';
import { minorDigits } from '../../../shared/domain/money.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import type { TableName } from '../../../shared/domain/tables.ts';
import { compileMapping } from './compile-mapping.ts';
import type { DateOrder } from './dates.ts';
import { readHead } from './dialect.ts';
import type { FileHead } from './dialect.ts';
import { guessTable, missingFields } from './match.ts';
import type { TableGuess } from './match.ts';
import { profileColumns } from './profile.ts';
import type { ColumnProfile } from './profile.ts';
import type { Decimal, StoredValue } from './values.ts';
import { savedMappingFor } from './saved-mappings.ts';

export type PreviewFile = {
  readonly path: string;
  readonly name: string;
  readonly grant?: string;
  /** The table, where a person said which it is. */
  readonly as?: TableName;
  /** A mapping to check instead of the proposal. */
  readonly mapping?: FileMapping;
};

const storedRows = 20;

/** Reads the head of a file and proposes how it becomes rows. What is wrong with a file stands in `problem`. */
export async function previewFile(file: PreviewFile, saved: readonly MappingFile[]): Promise<FilePreview> {
  try {
    const chosen = file.mapping ?? {};
    let head = await readHead(file.path, file.name, chosen);
    const mapping = file.mapping ?? savedMappingFor(file.name, head.header, saved);
    if (mapping && !file.mapping && (mapping.encoding || mapping.delimiter))
      head = await readHead(file.path, file.name, mapping);
    return describe(file, head, mapping, file.mapping ? null : mapping);
  } catch (error) {
    return unreadablePreview(file, toHoldfastError(error).message);
  }
}

function describe(
  file: PreviewFile,
  head: FileHead,
  given: FileMapping | null,
  saved: FileMapping | null,
): FilePreview {
  const profiles = profileColumns(head.header, head.rows);
  const guess = guessTable(file.name, profiles, head.rows.length, given?.table ?? file.as);
  const mapping = given ?? proposeMapping(guess, profiles);
  const questions = mapping ? questionsOf(mapping, profiles) : [{ kind: 'table' as const, column: null, field: null }];
  const { stored, problem } = storedExamples(mapping, questions.length > 0, head, file.name);
  return {
    grant: file.grant ?? '',
    name: file.name,
    size: head.size,
    encoding: head.dialect.encoding,
    delimiter: head.dialect.delimiter,
    sampledRows: head.rows.length,
    estimatedRows: head.isWhole || head.bytes === 0 ? head.count : Math.round(head.size / head.bytes),
    table: {
      name: mapping?.table ?? guess.name,
      confidence: saved ? 1 : guess.confidence,
      alternatives: guess.alternatives,
    },
    columns: profiles.map((profile, index) => ({
      column: profile.column,
      type: profile.type,
      filled: profile.filled,
      distinct: profile.distinct,
      samples: profile.samples,
      dateOrders: profile.dateOrders,
      proposed: saved
        ? savedField(saved, profile.column)
        : (guess.fields[index] ?? { field: null, confidence: 0, reason: 'none' as const }),
    })),
    mapping,
    questions,
    stored,
    problem,
  };
}

function savedField(saved: FileMapping, column: string): FilePreview['columns'][number]['proposed'] {
  const field = saved.columns.find((entry) => entry.column === column)?.field ?? null;
  return { field, confidence: 1, reason: 'saved' };
}

function proposeMapping(guess: TableGuess, profiles: readonly ColumnProfile[]): FileMapping | null {
  if (guess.name === null) return null;
  const columns = profiles.map((profile, index) => ({
    column: profile.column,
    field: guess.fields[index]?.field ?? null,
  }));
  const order = orderOfFile(columns, profiles);
  return {
    table: guess.name,
    columns,
    constants: {},
    keepWhere: [],
    zone: 'UTC',
    decimal: decimalOf(profiles),
    ...(order ? { dateOrder: order } : {}),
  };
}

const dateFieldName = /_(day|at)$/;

/** The order that every date column of the file can be read in, where the columns together leave only one. */
function orderOfFile(columns: FileMapping['columns'], profiles: readonly ColumnProfile[]): DateOrder | null {
  const used = profiles.filter(
    (profile, index) => profile.dateOrders.length > 0 && dateFieldName.test(columns[index]?.field ?? ''),
  );
  const dependent = used.filter((profile) => profile.dateOrders[0] !== 'ymd');
  if (dependent.length === 0) return used.length > 0 ? 'ymd' : null;
  const common = (['dmy', 'mdy'] as const).filter((order) =>
    dependent.every((profile) => profile.dateOrders.includes(order)),
  );
  return common.length === 1 ? (common[0] ?? null) : null;
}

function decimalOf(profiles: readonly ColumnProfile[]): Decimal {
  const commas = profiles.filter(({ decimal }) => decimal === ',').length;
  return commas > profiles.filter(({ decimal }) => decimal === '.').length ? ',' : '.';
}

function questionsOf(mapping: FileMapping, profiles: readonly ColumnProfile[]): FilePreview['questions'] {
  const questions: FilePreview['questions'] = [];
  const given = new Set([
    ...mapping.columns.flatMap(({ field }) => (field === null ? [] : [field])),
    ...Object.keys(mapping.constants),
  ]);
  for (const field of missingFields(mapping.table, given))
    questions.push({ kind: 'missing-field', column: null, field });
  if (mapping.dateOrder) return questions;
  for (const { column, field } of mapping.columns) {
    if (field === null || !dateFieldName.test(field)) continue;
    const orders = profiles.find((profile) => profile.column === column)?.dateOrders ?? [];
    if (orders.length > 1) questions.push({ kind: 'date-order', column, field });
  }
  return questions;
}

function storedExamples(
  mapping: FileMapping | null,
  isOpen: boolean,
  head: FileHead,
  name: string,
): { stored: FilePreview['stored']; problem: string | null } {
  if (!mapping) return { stored: [], problem: null };
  try {
    const plan = compileMapping(mapping, head.header, name);
    const values: StoredValue[] = plan.table.fields.map(() => null);
    const stored: FilePreview['stored'] = [];
    for (const row of head.rows) {
      if (stored.length >= storedRows) break;
      if (!plan.keeps(row) || plan.read(row, values)) continue;
      const currency = values[plan.table.fields.findIndex(({ type }) => type === 'currency')] ?? null;
      const shown = plan.sources.map(
        ({ field, position }) => [field.name, shownValue(field.type, values[position] ?? null, currency)] as const,
      );
      const attributes = plan.attributesOf(row);
      stored.push({ ...Object.fromEntries(shown), ...(attributes === '{}' ? {} : { attributes }) });
    }
    return { stored, problem: null };
  } catch (error) {
    // An open question is shown as one; it is not a problem of the file.
    return { stored: [], problem: isOpen ? null : toHoldfastError(error).message };
  }
}

function shownValue(type: string, value: StoredValue, currency: StoredValue): string | null {
  if (value === null) return null;
  if (type === 'instant') return instantOfSeconds(Number(value));
  if (type === 'boolean') return value === 1 ? 'true' : 'false';
  if (type !== 'money') return String(value);
  const digits = minorDigits(currency === null ? null : String(currency));
  return `${(Number(value) / 10 ** digits).toFixed(digits)}${currency === null ? '' : ` ${currency}`}`;
}

function unreadablePreview(file: PreviewFile, problem: string): FilePreview {
  return {
    grant: file.grant ?? '',
    name: file.name,
    size: 0,
    encoding: 'utf-8',
    delimiter: ',',
    sampledRows: 0,
    estimatedRows: 0,
    table: { name: null, confidence: 0, alternatives: [] },
    columns: [],
    mapping: null,
    questions: [],
    stored: [],
    problem,
  };
}
