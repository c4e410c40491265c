import { setImmediate } from 'node:timers/promises';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { charactersAtOnce } from './sheet.ts';
import type { Sheet } from './sheet.ts';
import {
  contentTypes,
  mostColumns,
  mostRows,
  rootRelations,
  rowOf,
  sheetEnd,
  sheetNames,
  sheetStart,
  styles,
  workbook,
  workbookRelations,
} from './workbook-parts.ts';
import { createZipWriter } from './zip-writer.ts';

export type WorkbookOptions = {
  /** Lines of a last sheet; none without them. */
  readonly notes?: readonly string[];
  /** Name of that sheet. */
  readonly notesName?: string;
};

/**
 * Writes sheets as an XLSX file, row by row.
 * @returns rows written, headers not counted
 * @throws invalid_input where a sheet has more rows or columns than a workbook can hold
 */
export async function writeWorkbook(
  path: string,
  sheets: readonly Sheet[],
  { notes = [], notesName = 'Notes' }: WorkbookOptions = {},
): Promise<number> {
  const names = sheetNames([...sheets.map((sheet) => sheet.name), ...(notes.length > 0 ? [notesName] : [])]);
  const zip = createZipWriter(path);
  let rows = 0;
  try {
    const part = (name: string, text: string): void => {
      zip.begin(name);
      zip.write(text);
    };
    part('[Content_Types].xml', contentTypes(names.length));
    part('_rels/.rels', rootRelations);
    part('xl/workbook.xml', workbook(names));
    part('xl/_rels/workbook.xml.rels', workbookRelations(names.length));
    part('xl/styles.xml', styles);
    for (const [index, sheet] of sheets.entries()) {
      if (sheet.columns.length > mostColumns) throw tooLarge('columns', mostColumns);
      zip.begin(`xl/worksheets/sheet${index + 1}.xml`);
      let text = sheetStart(sheet.columns.map(widthOf), true) + rowOf(sheet.columns, 'header');
      let count = 1;
      for await (const row of sheet.rows) {
        if (++count > mostRows) throw tooLarge('rows', mostRows - 1);
        text += rowOf(row);
        if (text.length < charactersAtOnce) continue;
        zip.write(text);
        text = '';
        await setImmediate();
      }
      zip.write(text + sheetEnd);
      rows += count - 1;
    }
    if (notes.length > 0) {
      const lines = notes.map((note) => rowOf([note], 'note')).join('');
      part(`xl/worksheets/sheet${names.length}.xml`, sheetStart([100], false) + lines + sheetEnd);
    }
    zip.end();
    return rows;
  } catch (error) {
    zip.abandon();
    throw error;
  }
}

const widthOf = (title: string): number => Math.min(40, Math.max(12, title.length + 2));

function tooLarge(what: 'rows' | 'columns', most: number): HoldfastError {
  return new HoldfastError(
    'invalid_input',
    `A sheet of an XLSX file holds at most ${most.toLocaleString('en')} ${what}. Export as CSV, or ask for less.`,
  );
}
