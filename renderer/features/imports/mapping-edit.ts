import type { FileMapping, FilePreview } from '../../../shared/contract/index.ts';
import { tables } from '../../../shared/domain/tables.ts';
import type { Field, TableName } from '../../../shared/domain/tables.ts';

/** What a person does to one file's mapping. Every function answers a new mapping and leaves the old one as it was. */

/** Kept as a further attribute of an account or property of an event. */
export const attributes = 'attributes';

export type Question = FilePreview['questions'][number];

export function fieldsOf(table: TableName): readonly Field[] {
  return tables[table].fields;
}

export function fieldOf(table: TableName, name: string): Field | null {
  return fieldsOf(table).find((field) => field.name === name) ?? null;
}

/** An empty mapping: every column of the file, none used. */
export function emptyMapping(preview: FilePreview, table: TableName): FileMapping {
  return {
    table,
    columns: preview.columns.map(({ column }) => ({ column, field: null })),
    constants: {},
    keepWhere: [],
    zone: 'UTC',
    decimal: '.',
    encoding: preview.encoding,
    delimiter: preview.delimiter,
  };
}

/** Gives a column to a field. A field takes one column, so a column that held it before lets go; attributes take any number. */
export function setField(mapping: FileMapping, column: string, field: string | null): FileMapping {
  const exclusive = field !== null && field !== attributes;
  const constants = exclusive ? without(mapping.constants, field) : mapping.constants;
  return {
    ...mapping,
    constants,
    columns: mapping.columns.map((entry) => {
      if (entry.column === column) return { column, field };
      return exclusive && entry.field === field ? { ...entry, field: null } : entry;
    }),
  };
}

function without(values: Readonly<Record<string, string>>, key: string): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name !== key));
}

/** One value for every row. It stands in for a column, so a column that held the field lets go. */
export function setConstant(mapping: FileMapping, field: string, value: string): FileMapping {
  return {
    ...mapping,
    constants: { ...mapping.constants, [field]: value },
    columns: mapping.columns.map((entry) => (entry.field === field ? { ...entry, field: null } : entry)),
  };
}

export function removeConstant(mapping: FileMapping, field: string): FileMapping {
  return { ...mapping, constants: without(mapping.constants, field) };
}

export type Condition = FileMapping['keepWhere'][number];

export function setCondition(mapping: FileMapping, index: number, condition: Condition): FileMapping {
  return { ...mapping, keepWhere: mapping.keepWhere.map((entry, at) => (at === index ? condition : entry)) };
}

export function addCondition(mapping: FileMapping): FileMapping {
  const column = mapping.columns[0]?.column;
  if (column === undefined) return mapping;
  return { ...mapping, keepWhere: [...mapping.keepWhere, { column, is: 'not-blank', value: '' }] };
}

export function removeCondition(mapping: FileMapping, index: number): FileMapping {
  return { ...mapping, keepWhere: mapping.keepWhere.filter((_, at) => at !== index) };
}

/** Whether the mapping, as it stands now, holds an answer to a question that the preview asked. */
export function isAnswered(question: Question, mapping: FileMapping | null): boolean {
  if (mapping === null) return false;
  if (question.kind === 'table') return true;
  if (question.kind === 'date-order') {
    const column = mapping.columns.find((entry) => entry.column === question.column);
    return mapping.dateOrder !== undefined || column === undefined || column.field === null;
  }
  const { field } = question;
  if (field === null) return true;
  if ((mapping.constants[field] ?? '').trim() !== '') return true;
  if (mapping.columns.some((entry) => entry.field === field)) return true;
  // An event may name its subscription instead of its account: the account is then looked up.
  return (
    mapping.table === 'events' &&
    field === 'account_id' &&
    mapping.columns.some((entry) => entry.field === 'subscription_id')
  );
}

/** What is still to be answered. One order holds for the whole file, so two date columns are one question. */
export function openQuestions(preview: FilePreview, mapping: FileMapping | null): readonly Question[] {
  const open = preview.questions.filter((question) => !isAnswered(question, mapping));
  const firstDate = open.find((question) => question.kind === 'date-order');
  return open.filter((question) => question.kind !== 'date-order' || question === firstDate);
}

export type Readiness = {
  readonly ready: boolean;
  readonly open: number;
  readonly unreadable: number;
};

/** Whether a file set can be imported, and what still stands in the way. */
export function readiness(
  files: readonly { readonly preview: FilePreview; readonly mapping: FileMapping | null }[],
): Readiness {
  let open = 0;
  let unreadable = 0;
  for (const { preview, mapping } of files) {
    if (isUnreadable(preview)) {
      unreadable += 1;
      continue;
    }
    const questions = openQuestions(preview, mapping).length;
    open += mapping === null ? Math.max(1, questions) : questions;
  }
  return { ready: files.length > 0 && open === 0 && unreadable === 0, open, unreadable };
}

/** A problem without any column means that nothing could be read at all. */
export function isUnreadable(preview: FilePreview): boolean {
  return preview.problem !== null && preview.columns.length === 0;
}

/** A mapping under a name, so that files with the same columns are recognised. */
export function mappingFileOf(
  name: string,
  files: readonly { readonly preview: FilePreview; readonly mapping: FileMapping }[],
) {
  return {
    format: 'holdfast-mapping' as const,
    version: 1 as const,
    name,
    files: files.map(({ preview, mapping }) => ({
      ...mapping,
      match: { header: preview.columns.map(({ column }) => column) },
    })),
  };
}
