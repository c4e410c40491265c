import type { FileMapping } from '../../../../shared/contract/index.ts';
import { trimmed } from '../sources/papaparse-rows.ts';
import { isBlank, readNumber } from '../understand/values.ts';
import type { Decimal } from '../understand/values.ts';

/**
 * Turns one row into as many as it has filled cells among some columns: the old header goes into a new column, the cell into
 * another. The two new columns are the row's last.
 */
export function compileUnpivot(
  { columns, skip }: NonNullable<FileMapping['unpivot']>,
  at: (column: string) => number,
  decimal: Decimal,
): (cells: string[]) => string[][] {
  const places = columns.map((column) => ({ column, index: at(column) }));
  const isSkipped = (text: string): boolean =>
    isBlank(text) || (skip === 'zero-or-blank' && readNumber(text, decimal) === 0);
  return (cells) => {
    const rows: string[][] = [];
    for (const { column, index } of places) {
      const text = trimmed(cells[index]!);
      if (isSkipped(text)) continue;
      const row = cells.slice();
      row[row.length - 2] = column;
      row[row.length - 1] = text;
      rows.push(row);
    }
    return rows;
  };
}
