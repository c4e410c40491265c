import type { TableStudy } from '../../../shared/contract/index.ts';
import { fileName, writeCsv, writeWorkbook } from '../exports/index.ts';
import type { SheetCell } from '../exports/index.ts';
import { nameOf } from './table.ts';

/** What came of a table that was followed over time or valued: what is shown, and all of it as a sheet. */
export type TableStudyResult = {
  readonly study: TableStudy;
  readonly sheet: { readonly columns: readonly string[]; readonly rows: readonly (readonly SheetCell[])[] };
};

const words = {
  en: { survival: 'survival', lifetime: 'lifetime value', notes: 'Notes' },
  es: { survival: 'permanencia', lifetime: 'valor de vida', notes: 'Notas' },
} as const;

/** The whole sheet as a file. */
export function studyFile(
  { study, sheet }: TableStudyResult,
  format: 'csv' | 'xlsx',
  language: 'en' | 'es',
): { name: string; write: (path: string) => Promise<unknown> } {
  const { [study.about]: about, notes: notesName } = words[language];
  const made = { name: about, columns: [...sheet.columns], rows: sheet.rows.map((row) => [...row]) };
  const notes = study.notes.map((note) => note[language]);
  return {
    name: fileName(`${nameOf(study)} ${about}`, format),
    write: (path) => (format === 'csv' ? writeCsv(path, made) : writeWorkbook(path, [made], { notes, notesName })),
  };
}
