import type { FileMapping } from '../../../../shared/contract/index.ts';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { tables } from '../../../../shared/domain/tables.ts';
import type { FieldType } from '../../../../shared/domain/tables.ts';
import { trimmed } from '../sources/papaparse-rows.ts';
import { readId } from '../understand/values.ts';
import type { CellStep } from './cell-steps.ts';
import type { Pseudonymiser } from './pseudonym.ts';

type Column = FileMapping['columns'][number];

/** Ids of other systems than the file's own: the system is not put in front of them. */
const foreignIds = new Set(['external_id', 'tax_id']);
const ownLookups = new Set(['id', 'contact', 'subscription']);

const typeOf = (mapping: FileMapping, { field }: Column): FieldType | null =>
  tables[mapping.table].fields.find(({ name }) => name === field)?.type ?? null;

/** @throws invalid_input where a pseudonym cannot stand in a field, e.g. for a date */
export function pseudonymStep(
  mapping: FileMapping,
  at: (column: string) => number,
  pseudonymise: Pseudonymiser,
  name: string,
): CellStep[] {
  const places = new Set<number>();
  for (const entry of mapping.columns) {
    if (entry.privacy !== 'pseudonym' || entry.field === null) continue;
    const type = typeOf(mapping, entry);
    const isText = type === 'id' || type === 'text' || type === 'category' || entry.field === 'attributes';
    if (!isText)
      throw new HoldfastError(
        'invalid_input',
        `The mapping of ${name} pseudonymises "${entry.column}", but ${entry.field} cannot hold a pseudonym. Leave the column out, or choose a field for texts.`,
        { file: name, column: entry.column },
      );
    places.add(at(entry.column));
  }
  return [...places].map((index) => (cells) => {
    cells[index] = pseudonymise(readId(trimmed(cells[index]!)) ?? '');
    return null;
  });
}

/**
 * Puts the source in front of the ids that its system gave: `zendesk:42`.
 * @throws invalid_input where the mapping does not name its source
 */
export function idPrefixStep(mapping: FileMapping, at: (column: string) => number, name: string): CellStep[] {
  const { source } = mapping;
  if (source === undefined || source.trim() === '')
    throw new HoldfastError(
      'invalid_input',
      `The mapping of ${name} puts the source in front of its ids, but names no source. Name the system that the file comes from.`,
      { file: name },
    );
  const places = new Set(mapping.columns.filter((entry) => isOwnId(mapping, entry)).map(({ column }) => at(column)));
  return [...places].map((index) => (cells) => {
    cells[index] = withSource(source, cells[index]!);
    return null;
  });
}

/** A constant for an id field is one of the source's ids as well. */
export function constantWithSource(mapping: FileMapping, field: string, text: string): string {
  const { prefixIds, source } = mapping;
  return prefixIds && source !== undefined && isOwnId(mapping, { column: '', field }) ? withSource(source, text) : text;
}

function isOwnId(mapping: FileMapping, entry: Column): boolean {
  if (entry.field === null || foreignIds.has(entry.field) || typeOf(mapping, entry) !== 'id') return false;
  return entry.field !== 'account_id' || ownLookups.has(entry.find ?? 'id');
}

/** Blank stays blank, and what has the source in front already stays as it is. */
export function withSource(source: string, cell: string): string {
  const id = readId(trimmed(cell));
  if (id === null || id === '') return '';
  return id.startsWith(`${source}:`) ? id : `${source}:${id}`;
}
