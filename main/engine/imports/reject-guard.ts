import { formula } from '../../../shared/domain/spreadsheet-formula.ts';
import { rejectColumns } from './recipes/index.ts';

/**
 * Rejected rows are mended in a spreadsheet, which would run a cell such as `=cmd|…`. So such cells are exported behind an
 * apostrophe, and files that carry the columns of rejected rows lose it again when they are read. Cells that begin with
 * apostrophes and go on like a formula get one more, so that every cell comes back as it was.
 */
export function guarded(cell: string): string {
  return formula.test(cell.replace(/^'+/, '')) ? `'${cell}` : cell;
}

export function unguarded(cell: string): string {
  return cell.startsWith("'") && formula.test(cell.replace(/^'+/, '')) ? cell.slice(1) : cell;
}

/** Whether a file holds rejected rows that were exported, to be mended and imported again. */
export function isRejectFile(header: readonly string[]): boolean {
  return rejectColumns.every((column) => header.includes(column));
}
