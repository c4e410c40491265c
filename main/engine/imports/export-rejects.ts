import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import Papa from 'papaparse';
import type { Grant } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { formula } from '../accounts/index.ts';
import type { Session } from '../session/index.ts';
import { importRow, rejectCount, rejectPage } from './queries.ts';

const pageRows = 500;

/**
 * Writes the rejected rows of an import as CSV: file, row, column, reason, then the row's own values. Cells that a
 * spreadsheet would run are written with an apostrophe in front.
 */
export async function exportRejects(session: Session, importId: number): Promise<Grant> {
  importRow(session.database, importId);
  if (rejectCount(session.database, importId) === 0)
    throw new HoldfastError('not_found', `Import ${importId} rejected no rows, so there is nothing to export.`);
  const path = join(session.staging, `rejected-rows-${importId}-${Date.now()}.csv`);
  const file = openSync(path, 'w', 0o600);
  try {
    writeSync(file, '\ufefffile,row,column,reason,values\r\n');
    let after = 0;
    for (;;) {
      const page = rejectPage(session.database, importId, after, pageRows);
      const lines = page.map(({ file: name, row, column, reason, raw }) => [
        name,
        row,
        column ?? '',
        reason,
        ...(Papa.parse<string[]>(raw).data[0] ?? []),
      ]);
      if (lines.length > 0) writeSync(file, `${Papa.unparse(lines, { escapeFormulae: formula, newline: '\r\n' })}\r\n`);
      after = page.at(-1)?.id ?? after;
      if (page.length < pageRows) break;
      await setImmediate();
    }
  } finally {
    closeSync(file);
  }
  return session.grants.register(path, { temporary: true, name: `rejected-rows-${importId}.csv` });
}
