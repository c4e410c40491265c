import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportedSheet, Grant } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import type { Session } from '../session/index.ts';
import { fileName } from './file-name.ts';
import { writeCsv } from './write-csv.ts';
import { writeWorkbook } from './write-workbook.ts';

/** Files of tables as they are shown. */
export function exportsHandlers(engine: EngineContext) {
  return {
    table: procedures.exports.table.handler(({ input }) => {
      const { format, name, sheets, notes } = input;
      for (const sheet of sheets) checkShape(sheet);
      const [first] = sheets;
      if (!first) throw new HoldfastError('invalid_input', 'There is no table to export.');
      const notesName = engine.settings().language === 'es' ? 'Notas' : 'Notes';
      return exportFile(engine.session(), fileName(name, format), (path) =>
        format === 'csv' ? writeCsv(path, first, notes) : writeWorkbook(path, sheets, { notes, notesName }),
      );
    }),
  };
}

/**
 * Lets `write` fill a temporary file and hands it out.
 * @param name under which it is saved
 */
export async function exportFile(
  session: Session,
  name: string,
  write: (path: string) => Promise<unknown>,
): Promise<Grant> {
  const path = join(session.staging, `export-${randomUUID()}`);
  try {
    await write(path);
    return session.grants.register(path, { temporary: true, name });
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
}

function checkShape({ name, columns, rows }: ExportedSheet): void {
  const wrong = rows.findIndex((row) => row.length !== columns.length);
  if (wrong < 0) return;
  throw new HoldfastError(
    'invalid_input',
    `Row ${wrong + 1} of "${name}" has ${rows[wrong]?.length} cells where there are ${columns.length} columns.`,
  );
}

export { fileName } from './file-name.ts';
export type { Sheet, SheetCell } from './sheet.ts';
export { writeCsv } from './write-csv.ts';
export { writeWorkbook } from './write-workbook.ts';
export { createZipWriter } from './zip-writer.ts';
