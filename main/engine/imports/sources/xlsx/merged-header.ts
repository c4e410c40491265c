import { afterTitles, findHeader, looksLikeData, usualWidth } from '../header.ts';
import { trimmed } from '../papaparse-rows.ts';
import type { MergedRange } from './sheet-rows.ts';

/** The names of a sheet's columns and the rows that they stand in, counted from 0. */
export type SheetHeader = { readonly index: number; readonly rows: number; readonly cells: string[] };

const mostHeaderRows = 3;

/**
 * Finds the header of a sheet. A merged cell names all columns under it; where group names stand merged above the names,
 * a column is called by both: `Usage Logins`.
 * @param merged the merged ranges that start in the rows given
 * @returns null where there is no row with a value
 * @throws file_unreadable where the sheet has no header
 */
export function findSheetHeader(
  rows: readonly string[][],
  merged: readonly MergedRange[],
  name: string,
  chosenRow?: number,
): SheetHeader | null {
  const width = usualWidth(rows);
  const tops = fillMerged(rows, merged, width);
  const place = findHeader(tops, name, chosenRow);
  if (!place) return null;
  const depth = depthOf(place.index, tops, merged, width);
  const layers = tops.slice(place.index, place.index + depth).map((row) => row.map(trimmed));
  const columns = Math.max(...layers.map((row) => row.length));
  const cells = Array.from({ length: columns }, (_, column) => {
    const parts = layers.map((row) => row[column] ?? '').filter((part) => part !== '');
    return parts.filter((part, index) => part !== parts[index - 1]).join(' ');
  });
  return { index: place.index, rows: depth, cells };
}

/** Whether looking for merged cells can change what the header is. They stand at a document's end, so it costs reading it all. */
export function mayBeMerged(rows: readonly string[][]): boolean {
  const start = rows.findIndex((row) => row.some((cell) => trimmed(cell) !== ''));
  const header = rows[Math.max(start, afterTitles(rows, Math.max(0, start)))] ?? [];
  const width = usualWidth(rows);
  const isFull = header.length >= width && header.every((cell) => trimmed(cell) !== '');
  return start >= 0 && !(isFull && rows[start] === header);
}

function fillMerged(rows: readonly string[][], merged: readonly MergedRange[], width: number): string[][] {
  const filled = rows.map((row) => [...row]);
  for (const { top, left, bottom, right } of merged) {
    const text = rows[top]?.[left] ?? '';
    // A title is merged over the whole table and names none of its columns.
    if (text === '' || (right - left + 1 >= width && width > 1)) continue;
    for (let row = top; row <= Math.min(bottom, filled.length - 1); row++) {
      const cells = filled[row]!;
      while (cells.length <= right) cells.push('');
      for (let column = left; column <= right; column++) cells[column] = text;
    }
  }
  return filled;
}

function depthOf(index: number, rows: readonly string[][], merged: readonly MergedRange[], width: number): number {
  let last = index;
  for (let row = index; row <= last && last - index + 1 < mostHeaderRows; row++) {
    for (const range of merged) {
      if (range.top > row || range.bottom < row || range.right - range.left + 1 >= width) continue;
      const isGroup = range.right > range.left && range.bottom === row && readsLikeNames(rows[row + 1], range);
      last = Math.max(last, range.bottom, isGroup ? row + 1 : row);
    }
  }
  return Math.min(last - index + 1, mostHeaderRows);
}

function readsLikeNames(row: readonly string[] | undefined, { left, right }: MergedRange): boolean {
  if (!row) return false;
  const under = row.slice(left, right + 1).map(trimmed);
  const everywhere = row.map(trimmed);
  return (
    under.length > 1 &&
    under.every((cell) => cell !== '') &&
    new Set(under).size === under.length &&
    !looksLikeData(everywhere)
  );
}
