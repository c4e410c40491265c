import { mostColumns } from './dialect.ts';
import { isBlankRow, trimmed } from './papaparse-rows.ts';
import { unreadable } from './sentences.ts';

const mostTitleRows = 50;
const rowsForWidth = 200;

/** Where the names of the columns stand. */
export type HeaderPlace = {
  /** Place among the rows, from 0. */
  readonly index: number;
  readonly cells: string[];
};

/**
 * The row that names the columns: the first that is not blank, or, where titles stand above the table, the first as wide
 * as most rows are that reads like names.
 * @param chosenRow the spreadsheet's number of the row, where a person said so
 * @returns null where there is no row with a value
 * @throws file_unreadable where that row is a row of data or a chosen row has no value
 */
export function findHeader(rows: readonly (readonly string[])[], name: string, chosenRow?: number): HeaderPlace | null {
  if (chosenRow !== undefined) {
    const chosen = rows[chosenRow - 1];
    if (!chosen || isBlankRow(chosen))
      throw unreadable(name, `has no names of columns in row ${chosenRow}. Choose the row that holds them.`);
    return { index: chosenRow - 1, cells: chosen.map(trimmed) };
  }
  const start = rows.findIndex((row) => !isBlankRow(row));
  if (start < 0) return null;
  const index = afterTitles(rows, start);
  const cells = rows[index]!.map(trimmed);
  if (looksLikeData(cells))
    throw unreadable(
      name,
      `has no header: its first line (${cells.slice(0, 4).join(', ')}…) looks like a row of data. Add a first line with the names of the columns.`,
    );
  return { index, cells };
}

/** The place of the first row that is no title. */
export function afterTitles(rows: readonly (readonly string[])[], start: number): number {
  const width = usualWidth(rows);
  for (let index = start; index < Math.min(rows.length, start + mostTitleRows); index++) {
    const row = rows[index]!;
    if (isBlankRow(row)) continue;
    if (!isTitle(row, width)) {
      // Taking a row of data for the names would lose it, so a narrow line above proves nothing by itself.
      return index === start || (readsLikeNames(row, width) && isUnderTitles(rows, start, index, width))
        ? index
        : start;
    }
  }
  return start;
}

/** Titles fill a cell or two, and leave the rest of the table's width empty: `Exported on;01/05/2024`, `Period: May`. */
function isTitle(row: readonly string[], width: number): boolean {
  const count = filled(row);
  if (width < 2 || count <= 1) return width >= 2;
  return count < width && (count <= width / 2 || row.some((cell) => isValue(trimmed(cell)) || /:\s*$/.test(cell)));
}

function readsLikeNames(row: readonly string[], width: number): boolean {
  const all = row.map(trimmed).filter((cell) => cell !== '');
  // A merged group name stands over several columns side by side.
  const cells = all.filter((cell, index) => cell !== all[index - 1]);
  return (
    all.length >= width * 0.6 &&
    new Set(cells).size === cells.length &&
    !looksLikeData(cells) &&
    cells.every((cell) => !isValue(cell))
  );
}

/**
 * Whether a row of names that is not the first is under titles: with a blank line between, or over columns of numbers, dates,
 * addresses or codes, or over several columns all of one width. Else the first line may as well be the name of a single
 * column of text.
 */
function isUnderTitles(rows: readonly (readonly string[])[], start: number, index: number, width: number): boolean {
  if (rows.slice(start, index).some((row) => isBlankRow(row))) return true;
  const below = rows.slice(index + 1, index + 1 + rowsForWidth).filter((row) => !isBlankRow(row));
  if (below.length === 0) return false;
  const isOfValues = Array.from({ length: width }, (_, column) => {
    const cells = below.map((row) => trimmed(row[column] ?? ''));
    const share = (test: (cell: string) => boolean): number => cells.filter(test).length / cells.length;
    // `A-1001` is the code of something where the cell above it is a word.
    return share(isValue) > 0.8 || (/^\D+$/.test(rows[index]![column] ?? '') && share(isCode) > 0.8);
  }).some(Boolean);
  const isRegular = below.filter((row) => row.length === width).length >= below.length * 0.9;
  return isOfValues || (isRegular && (width >= 4 || (width === 3 && below.length >= 2)));
}

const filled = (row: readonly string[]): number => row.reduce((sum, cell) => sum + (trimmed(cell) === '' ? 0 : 1), 0);

/** How many fields most rows have. */
export function usualWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  let seen = 0;
  for (const row of rows) {
    if (isBlankRow(row)) continue;
    counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
    if (++seen === rowsForWidth) break;
  }
  let best = 0;
  for (const [width, count] of counts) {
    const most = counts.get(best) ?? 0;
    if (count > most || (count === most && width > best)) best = width;
  }
  return best;
}

const isValue = (cell: string): boolean =>
  /^[-+]?[\d.,]+%?$|^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|^\S+@\S+\.\S+$|^(true|false)$/i.test(cell);

const isCode = (cell: string): boolean => /^(?=\S*\d)[\w./-]+$/.test(cell);

/** Names of columns are words; numbers, dates and addresses in the first line are a row of data. */
export function looksLikeData(cells: readonly string[]): boolean {
  const texts = cells.filter((cell) => cell !== '');
  return texts.length === 0 || texts.filter(isValue).length * 2 >= texts.length;
}

/** @throws file_unreadable beyond what a worksheet has */
export function refuseTooWide(name: string, width: number): void {
  if (width <= mostColumns) return;
  throw unreadable(name, `has ${width} columns; a file may have ${mostColumns}. Export only the columns that matter.`, {
    columns: width,
  });
}

/** Every column gets a name of its own; what was made unique or invented is told. */
export function uniqueHeader(cells: readonly string[]): { header: string[]; renamed: string[] } {
  /** Name → the number that the next of this name gets. */
  const seen = new Map<string, number>();
  const renamed: string[] = [];
  const header = cells.map((cell, index) => {
    const wanted = cell === '' ? `column ${index + 1}` : cell;
    let name = wanted;
    let number = seen.get(wanted) ?? 1;
    while (seen.has(name)) name = `${wanted} (${++number})`;
    seen.set(wanted, number);
    if (name !== wanted) seen.set(name, 1);
    if (name !== cell) renamed.push(name);
    return name;
  });
  return { header, renamed };
}
