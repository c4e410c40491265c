import type { FileMapping, FilePreview, Finding, Reading } from '../../../shared/contract/index.ts';
import { assumptionsOf, assumedDecimal, assumedOrder, orderOfSet } from './assumptions.ts';
import { sourceLabel } from './sources/index.ts';
import { toldOnly } from './staging/findings.ts';

/** A preview of a file that the engine may open by its path; paths never reach a page. */
export type ProposedFile = FilePreview & { readonly path: string };

/** One reading of one source table, decided. */
export type MappedFile = {
  readonly path: string;
  readonly name: string;
  readonly part: string | null;
  readonly mapping: FileMapping;
  readonly recipe: Reading['recipe'];
  /** Where a page handed it over. */
  readonly grant?: string | undefined;
};

export type AutomaticDecision<Preview extends FilePreview> = {
  /** What can be imported: a preview with the mapping of one of its readings. */
  readonly files: readonly (Preview & Pick<MappedFile, 'mapping' | 'recipe'>)[];
  /** Source tables left out, each with a sentence. */
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
  readonly findings: readonly Finding[];
};

/**
 * Answers what a person would be asked, for imports without one. Nothing is decided silently: every assumption is a
 * finding. Dates that read both ways take the order that other files of the set show, else day-month-year; amounts such as
 * `1,234` are read by the mapping's decimal sign. What cannot be answered is left out.
 */
export function automaticMapping<Preview extends FilePreview>(
  previews: readonly Preview[],
): AutomaticDecision<Preview> {
  const files: AutomaticDecision<Preview>['files'][number][] = [];
  const skipped: { name: string; reason: string }[] = [];
  const findings: Finding[] = [];
  const shownOrder = orderOfSet(previews);
  for (const preview of previews) {
    const name = sourceLabel(preview);
    if (preview.problem !== null) skipped.push({ name, reason: preview.problem });
    for (const reading of preview.readings) {
      const reason = reasonToSkip(reading);
      const { mapping, recipe } = reading;
      if (reason !== null || !mapping) {
        skipped.push({ name, reason: reason ?? 'It could not be understood.' });
        continue;
      }
      const asked = (kind: string): string[] =>
        reading.questions.flatMap((question) => (question.kind === kind ? [question.column ?? ''] : []));
      const dates = asked('date-format');
      const numbers = asked('decimal');
      const dateFormat = shownOrder ?? 'dmy';
      if (dates.length > 0) findings.push(assumedOrder(preview, mapping.table, dates, dateFormat, shownOrder !== null));
      if (numbers.length > 0) findings.push(assumedDecimal(preview, mapping.table, numbers, mapping.decimal));
      findings.push(...assumptionsOf(preview, reading, mapping));
      files.push({ ...preview, mapping: dates.length > 0 ? withOrder(mapping, dates, dateFormat) : mapping, recipe });
    }
  }
  for (const { name, reason } of skipped) {
    findings.push({
      ...toldOnly,
      key: 'file-skipped',
      severity: 'warning',
      table: null,
      count: 1,
      text: `${name} was left out. ${reason}`,
      examples: [name],
    });
  }
  return { files, skipped, findings };
}

/** The file gets the order, so that a recipe that is saved from it keeps it; columns that show their own keep theirs. */
function withOrder(mapping: FileMapping, columns: readonly string[], dateFormat: 'dmy' | 'mdy'): FileMapping {
  const isOfFile = mapping.dateFormat === undefined;
  if (isOfFile) return { ...mapping, dateFormat };
  return {
    ...mapping,
    columns: mapping.columns.map((entry) => (columns.includes(entry.column) ? { ...entry, dateFormat } : entry)),
  };
}

function reasonToSkip({ table, mapping, questions, problem }: Reading): string | null {
  if (problem !== null) return problem;
  if (table.name === null)
    return 'It does not look like any of the tables that Holdfast knows; name its table to import it.';
  const missing = questions.filter(({ kind }) => kind === 'missing-field').map(({ field }) => field);
  if (missing.length > 0)
    return `No column was found for ${missing.join(', ')} of ${table.name}; give a mapping to import it.`;
  if (!questions.some(({ kind }) => kind === 'table')) return null;
  const event = mapping?.constants['event'];
  return event === undefined
    ? `It may be meant as ${table.name}, which is not sure; name its table to import it.`
    : `It looks like lines of invoices or orders. Name its table to import each line as the event "${event}", or give a mapping.`;
}
