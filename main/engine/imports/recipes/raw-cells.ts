import type { FileMapping } from '../../../../shared/contract/index.ts';
import { registrableDomain } from '../../identity/index.ts';
import { usedColumns } from './used-columns.ts';
import type { Pseudonymiser } from './pseudonym.ts';

/** What a rejected row keeps of a column's cell. */
type Kept = 'cell' | 'pseudonym' | 'domain' | 'nothing';

/** Makes a row's cells into those that may be stored where the row is rejected; `isTorn` where its quotes are broken. */
export type RawCells = (cells: readonly string[], isTorn: boolean) => readonly string[];

/**
 * What of a row may be stored where it is rejected: columns that the recipe leaves out are blank and pseudonymised ones
 * show their pseudonym, so that what a person kept out is stored nowhere. Of an address whose domain alone is used, the
 * domain is kept.
 * @returns null where the cells may be stored as they stand
 */
export function compileRawCells(
  mapping: FileMapping,
  header: readonly string[],
  pseudonymise: Pseudonymiser | null,
): RawCells | null {
  const kept = header.map((column) => keptOf(column, mapping));
  if (kept.every((how) => how === 'cell')) return null;
  return (cells, isTorn) => {
    if (cells.length !== kept.length || isTorn) return alignedCells(cells, kept, isTorn);
    return cells.map((cell, index) => {
      switch (kept[index]!) {
        case 'cell':
          return cell;
        case 'pseudonym':
          return pseudonymise?.(cell) ?? '';
        case 'domain':
          return registrableDomain(cell) ?? '';
        case 'nothing':
          return '';
      }
    });
  };
}

function keptOf(column: string, mapping: FileMapping): Kept {
  const entries = mapping.columns.filter((entry) => entry.column === column);
  if (entries.some(({ privacy }) => privacy === 'pseudonym')) return 'pseudonym';
  if (entries.some(({ field }) => field !== null)) return 'cell';
  const uses = usedColumns(mapping);
  if (uses.asCells.has(column)) return 'cell';
  return uses.asDomains.has(column) ? 'domain' : 'nothing';
}

/**
 * In a row with too many or too few cells nobody knows which cell belongs to which column: a cell stays only where every
 * column that it may belong to does.
 */
function alignedCells(cells: readonly string[], kept: readonly Kept[], isTorn: boolean): string[] {
  const shift = isTorn ? kept.length : Math.abs(cells.length - kept.length);
  const [back, ahead] = isTorn ? [shift, shift] : cells.length > kept.length ? [shift, 0] : [0, shift];
  return cells.map((cell, index) => {
    const possible = kept.slice(Math.max(0, index - back), index + ahead + 1);
    return possible.length > 0 && possible.every((how) => how === 'cell') ? cell : '';
  });
}
