import { HoldfastError } from '../../../shared/domain/errors.ts';
import { tables } from '../../../shared/domain/tables.ts';
import type { WritableDatabase } from '../db/index.ts';
import type { JobContext } from '../jobs/index.ts';
import type { Session } from '../session/index.ts';
import { runWorker } from '../threads/index.ts';
import { saveDataUntil } from './data-until.ts';
import { impliedHash } from './staging/implied-accounts.ts';
import type { Orphan, OrphansRequest } from './orphans.ts';
import { importRow, whyNotUndo } from './queries.ts';
import { changedWords } from './run-import.ts';
import { rowTables } from './staging/staging.ts';
import type { RowTable } from './staging/staging.ts';

/**
 * Takes an import back, in any order: its versions go, the versions that they replaced come back (or stay replaced, by
 * the later import that replaced this one's). Rejected rows stay with the record. Undoing twice changes nothing.
 * @throws conflict where a later import stands on rows of this one
 */
export async function undoImport(
  session: Session,
  id: number,
  context: Pick<JobContext, 'signal' | 'report'>,
): Promise<void> {
  const { database } = session;
  const row = importRow(database, id);
  if (row.state === 'undone') return;
  const why = whyNotUndo(database, row);
  if (why !== null) throw new HoldfastError('conflict', `Import ${id} cannot be undone now. ${why}`, { id });
  context.report(null, { key: 'checking', values: {} });
  const request: OrphansRequest = { task: 'orphans', workspace: session.file, key: session.key, importId: id };
  const version = session.dataVersion();
  const orphans = await runWorker<Orphan[]>('import', request, { signal: context.signal });
  context.report(null, { key: 'writing', values: {} });
  takeBack(session, id, orphans, version);
  session.changed(changedWords);
}

/**
 * The transaction of it.
 * @param orphans accounts that stay mentioned
 * @param version of the data that they were found in
 * @throws conflict where the data changed since; nothing is written then
 */
export function takeBack(session: Session, id: number, orphans: readonly Orphan[], version: number): void {
  const { database } = session;
  database.transaction(() => {
    if (session.dataVersion() !== version)
      throw new HoldfastError(
        'conflict',
        'The data of this workspace changed meanwhile. Undo the import again; nothing was changed.',
      );
    const now = Math.floor(Date.now() / 1000);
    for (const table of rowTables) undoRows(database, table, id);
    database.prepare('DELETE FROM event_segments WHERE import_id = ?').run(id);
    keepMentioned(database, orphans, now);
    database.prepare(`UPDATE imports SET state = 'undone', undone_at = ? WHERE id = ?`).run(now, id);
    saveDataUntil(database, now);
    session.bumpDataVersion();
  })();
}

function undoRows(database: WritableDatabase, table: RowTable, id: number): void {
  const { key } = tables[table];
  // Which versions this import replaced, and what replaced its own: that is what follows them now. It is written down
  // first, because a row may become current again only when the one that took its place is gone.
  database.exec('CREATE TEMP TABLE restored (version_id INTEGER PRIMARY KEY, superseded_by INTEGER)');
  database
    .prepare(
      `INSERT INTO restored SELECT old.version_id, mine.superseded_by FROM ${table} AS mine
       CROSS JOIN ${table} AS old ON old.superseded_by = mine.import_id AND old.${key} = mine.${key} WHERE mine.import_id = ?`,
    )
    .run(id);
  database.prepare(`DELETE FROM ${table} WHERE import_id = ?`).run(id);
  database.exec(
    `UPDATE ${table} SET superseded_by = restored.superseded_by FROM restored WHERE restored.version_id = ${table}.version_id`,
  );
  database.exec('DROP TABLE restored');
}

/** Accounts that only this import described and that others speak of stay, with their id only. */
function keepMentioned(database: WritableDatabase, orphans: readonly Orphan[], now: number): void {
  const insert = database.prepare(
    `INSERT INTO accounts (import_id, file_id, row_number, known_at, row_hash, account_id, implied) VALUES (?, ?, 0, ?, '${impliedHash}', ?, 1)`,
  );
  for (const { accountId, importId, fileId } of orphans) insert.run(importId, fileId, now, accountId);
}
