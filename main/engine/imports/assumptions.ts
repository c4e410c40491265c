import type { DateFormat, FileMapping, FilePreview, Finding, Reading } from '../../../shared/contract/index.ts';
import { tables } from '../../../shared/domain/tables.ts';
import type { TableName } from '../../../shared/domain/tables.ts';
import { sourceLabel } from './sources/index.ts';
import { toldOnly } from './staging/findings.ts';
import { hasTime, hasZone } from './understand/dates.ts';
import type { Decimal } from './understand/values.ts';

/** Below these a person would look twice. */
const sure = { table: 0.5, field: 0.6 };

/** The one order that dates of a set of files show. */
export function orderOfSet(previews: readonly FilePreview[]): 'dmy' | 'mdy' | null {
  const orders = new Set(
    previews.flatMap(({ readings }) =>
      readings.flatMap(({ mapping }) =>
        [mapping?.dateFormat, ...(mapping?.columns.map((entry) => entry.dateFormat) ?? [])].filter(
          (format) => format === 'dmy' || format === 'mdy',
        ),
      ),
    ),
  );
  const [only] = orders;
  return orders.size === 1 ? (only ?? null) : null;
}

export function assumedOrder(
  preview: FilePreview,
  table: TableName,
  columns: readonly string[],
  order: DateFormat,
  isShown: boolean,
): Finding {
  const words = order === 'dmy' ? 'day-month-year' : 'month-day-year';
  const why = isShown ? 'as in the other files of this import' : 'because nothing shows which it is';
  return {
    ...toldOnly,
    key: 'date-format-assumed',
    severity: 'warning',
    table,
    count: columns.length,
    text: `Dates in ${sourceLabel(preview)} (${columns.join(', ')}) read both ways; they were read as ${words}, ${why}.`,
    examples: samplesOf(preview, columns),
  };
}

export function assumedDecimal(
  preview: FilePreview,
  table: TableName,
  columns: readonly string[],
  decimal: Decimal,
): Finding {
  const words =
    decimal === '.'
      ? 'a decimal point, so that a comma parts thousands'
      : 'a decimal comma, so that a point parts thousands';
  return {
    ...toldOnly,
    key: 'decimal-assumed',
    severity: 'warning',
    table,
    count: columns.length,
    text: `Numbers in ${sourceLabel(preview)} (${columns.join(', ')}) read both ways; they were read with ${words}.`,
    examples: samplesOf(preview, columns),
  };
}

function samplesOf(preview: FilePreview, columns: readonly string[]): string[] {
  return preview.columns.filter(({ column }) => columns.includes(column)).flatMap(({ samples }) => samples.slice(0, 2));
}

/** What a proposal took for granted, one finding a kind. A recipe takes nothing for granted: a person made it. */
export function assumptionsOf(preview: FilePreview, reading: Reading, mapping: FileMapping): Finding[] {
  const name = sourceLabel(preview);
  const { table } = mapping;
  const info = { ...toldOnly, severity: 'info', table } as const;
  const findings: Finding[] = [];
  if (reading.recipe === null) {
    if (reading.table.confidence < sure.table)
      findings.push({
        ...info,
        key: 'table-assumed',
        count: 1,
        text: `${name} was taken for ${tables[table].label.en.toLowerCase()}, which its columns only suggest.`,
        examples: [name],
      });
    const unsure = reading.proposed.filter(
      ({ field, confidence, reason }) =>
        field !== null && reason !== 'none' && (reason === 'content' || confidence < sure.field),
    );
    if (unsure.length > 0)
      findings.push({
        ...info,
        key: 'fields-assumed',
        count: unsure.length,
        text: `Columns of ${name} were taken for fields that their names do not clearly say: ${unsure.map(({ column, field }) => `${column} for ${field}`).join(', ')}.`,
        examples: unsure.map(({ column, field }) => `${column} → ${field}`),
      });
    const local = localColumns(preview, mapping);
    if (local.length > 0)
      findings.push({
        ...info,
        key: 'zone-assumed',
        count: local.length,
        text: `Times in ${name} (${local.join(', ')}) carry no zone; they were read as ${mapping.zone}.`,
        examples: samplesOf(preview, local),
      });
  }
  const readable = new Set(
    mapping.columns.flatMap(({ column, field, privacy }) => (field === null || privacy ? [] : [column])),
  );
  const personal = preview.columns.filter((column) => column.personal !== null && readable.has(column.column));
  if (personal.length > 0)
    findings.push({
      ...info,
      key: 'personal-columns',
      count: personal.length,
      text: `${name} tells of persons (${personal.map(({ column }) => column).join(', ')}). Such columns can be left out or pseudonymised.`,
      examples: personal.map(({ column, personal: kind }) => `${column}: ${kind}`),
    });
  return findings;
}

function localColumns(preview: FilePreview, mapping: FileMapping): string[] {
  const instants = new Set(
    tables[mapping.table].fields.filter(({ type }) => type === 'instant').map(({ name }) => name),
  );
  const mapped = new Set(mapping.columns.flatMap(({ column, field }) => (instants.has(field ?? '') ? [column] : [])));
  return preview.columns
    .filter(
      ({ column, type, samples }) =>
        type === 'instant' && mapped.has(column) && samples.some((text) => hasTime(text) && !hasZone(text)),
    )
    .map(({ column }) => column);
}
