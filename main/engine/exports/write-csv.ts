import { open } from 'node:fs/promises';
import Papa from 'papaparse';
import { formula } from '../../../shared/domain/spreadsheet-formula.ts';
import { charactersAtOnce } from './sheet.ts';
import type { Sheet, SheetCell } from './sheet.ts';

/**
 * Writes one sheet as CSV (RFC 4180, UTF-8), row by row, and notes as lines after an empty one. Cells that a spreadsheet
 * would run as a formula carry an apostrophe in front.
 * @returns rows written, the header not counted
 */
export async function writeCsv(
  path: string,
  sheet: Omit<Sheet, 'name'>,
  notes: readonly string[] = [],
): Promise<number> {
  const file = await open(path, 'w', 0o600);
  try {
    let text = lineOf(sheet.columns);
    let rows = 0;
    for await (const row of sheet.rows) {
      text += lineOf(row);
      rows++;
      if (text.length < charactersAtOnce) continue;
      await file.write(text);
      text = '';
    }
    if (notes.length > 0) text += `\r\n${notes.map((note) => lineOf([note])).join('')}`;
    await file.write(text);
    return rows;
  } finally {
    await file.close();
  }
}

function lineOf(cells: readonly SheetCell[]): string {
  // A line of one empty cell would be an empty line, which readers pass over.
  if (cells.length === 1 && (cells[0] === null || cells[0] === '')) return '""\r\n';
  const own = cells.map((cell) => (typeof cell === 'number' && !Number.isFinite(cell) ? null : cell));
  return `${Papa.unparse([own], { escapeFormulae: formula })}\r\n`;
}
