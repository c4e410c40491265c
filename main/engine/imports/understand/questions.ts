import type { FileMapping, Reading } from '../../../../shared/contract/index.ts';
import type { ColumnProfile } from './column-profile.ts';
import { missingFields } from './match.ts';
import { isDateField, isNumberField } from './propose-mapping.ts';

export type MappingOrigin = 'proposal' | 'person' | 'recipe';

/**
 * What a person must decide before the import. An answer stands in the mapping: `dateFormat` or `decimal` of the file or of the
 * column; a recipe has been answered already.
 */
export function questionsOf(
  mapping: FileMapping,
  profiles: readonly ColumnProfile[],
  origin: MappingOrigin,
  asksTable: boolean,
): Reading['questions'] {
  const questions: Reading['questions'] = [];
  if (asksTable) questions.push({ kind: 'table', column: null, field: null });
  const given = new Set([
    ...mapping.columns.flatMap(({ field }) => (field === null ? [] : [field])),
    ...Object.keys(mapping.constants),
  ]);
  for (const field of missingFields(mapping.table, given))
    questions.push({ kind: 'missing-field', column: null, field });
  const byColumn = new Map(profiles.map((profile) => [profile.column, profile]));
  for (const { column, field, dateFormat } of mapping.columns) {
    if (mapping.dateFormat || dateFormat || !isDateField(mapping.table, field)) continue;
    if ((byColumn.get(column)?.dateFormats.length ?? 0) > 1) questions.push({ kind: 'date-format', column, field });
  }
  if (isDecimalDecided(mapping, profiles, origin)) return questions;
  for (const { column, field, decimal } of mapping.columns) {
    if (decimal || !isNumberField(mapping.table, field)) continue;
    if ((byColumn.get(column)?.decimals.length ?? 0) > 1) questions.push({ kind: 'decimal', column, field });
  }
  return questions;
}

/** A comma was chosen, since the point is what stands where nobody chose; or other numbers of the file show the sign. */
function isDecimalDecided(mapping: FileMapping, profiles: readonly ColumnProfile[], origin: MappingOrigin): boolean {
  if (origin === 'recipe') return true;
  if (origin === 'person' && mapping.decimal === ',') return true;
  const shown = new Set(profiles.flatMap(({ decimals }) => (decimals.length === 1 ? decimals : [])));
  return shown.size === 1;
}
