import type { FileMapping, FilePreview, Finding } from '../../../shared/contract/index.ts';
import type { DateOrder } from './dates.ts';

/** A preview of a file that the engine may open by its path; paths never reach a page. */
export type ProposedFile = FilePreview & { readonly path: string };
export type MappedFile = { readonly path: string; readonly name: string; readonly mapping: FileMapping };

export type AutomaticDecision<Preview extends FilePreview> = {
  /** The previews of the files that can be imported, each with its decided mapping. */
  readonly files: readonly (Preview & { readonly mapping: FileMapping })[];
  /** Files left out, each with a sentence. */
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
  readonly findings: readonly Finding[];
};

/**
 * Answers what a person would be asked, for imports without one. Nothing is decided silently: every assumption is a
 * finding. Dates that read both ways take the order that other files of the set show, else day-month-year.
 */
export function automaticMapping<Preview extends FilePreview>(
  previews: readonly Preview[],
): AutomaticDecision<Preview> {
  const files: (Preview & { readonly mapping: FileMapping })[] = [];
  const skipped: { name: string; reason: string }[] = [];
  const findings: Finding[] = [];
  const shownOrder = orderOfSet(previews);
  previews.forEach((preview) => {
    const reason = reasonToSkip(preview);
    if (reason !== null || !preview.mapping) {
      skipped.push({ name: preview.name, reason: reason ?? 'It could not be understood.' });
      return;
    }
    const open = preview.questions.filter(({ kind }) => kind === 'date-order');
    if (open.length === 0) {
      files.push({ ...preview, mapping: preview.mapping });
      return;
    }
    const dateOrder = shownOrder ?? 'dmy';
    files.push({ ...preview, mapping: { ...preview.mapping, dateOrder } });
    findings.push(
      assumedOrder(
        preview,
        open.map(({ column }) => column ?? ''),
        dateOrder,
        shownOrder !== null,
      ),
    );
  });
  for (const { name, reason } of skipped) {
    findings.push({
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

function orderOfSet(previews: readonly FilePreview[]): DateOrder | null {
  const orders = new Set(
    previews.flatMap(({ mapping }) => (mapping?.dateOrder && mapping.dateOrder !== 'ymd' ? [mapping.dateOrder] : [])),
  );
  const [only] = orders;
  return orders.size === 1 ? (only ?? null) : null;
}

function reasonToSkip(preview: FilePreview): string | null {
  if (preview.problem !== null) return preview.problem;
  if (preview.table.name === null)
    return 'It does not look like any of the tables that Holdfast knows; name its table to import it.';
  const missing = preview.questions.filter(({ kind }) => kind === 'missing-field').map(({ field }) => field);
  return missing.length === 0
    ? null
    : `No column was found for ${missing.join(', ')} of ${preview.table.name}; give a mapping to import it.`;
}

function assumedOrder(preview: FilePreview, columns: readonly string[], order: DateOrder, isShown: boolean): Finding {
  const words = order === 'dmy' ? 'day-month-year' : 'month-day-year';
  const why = isShown ? 'as in the other files of this import' : 'because nothing shows which it is';
  return {
    key: 'date-order-assumed',
    severity: 'warning',
    table: preview.table.name,
    count: columns.length,
    text: `Dates in ${preview.name} (${columns.join(', ')}) read both ways; they were read as ${words}, ${why}.`,
    examples: preview.columns
      .filter(({ column }) => columns.includes(column))
      .flatMap(({ samples }) => samples.slice(0, 2)),
  };
}
