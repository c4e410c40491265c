import { HoldfastError } from '../../../shared/domain/errors.ts';
import { tables } from '../../../shared/domain/tables.ts';
import { bumpDataVersion, dataVersion } from '../db/index.ts';
import type { WritableDatabase } from '../db/index.ts';
import { saveDataUntil } from './data-until.ts';
import type { Orphan } from './orphans.ts';
import { impliedHash } from './staging/implied-accounts.ts';
import { rowTables } from './staging/staging.ts';
import type { RowTable } from './staging/staging.ts';
import { stepsOf } from './steps.ts';

export type TakeBack = {
  /** The import. */
  readonly id: number;
  /** Accounts that stay mentioned. */
  readonly orphans: readonly Orphan[];
  /** The data version that they were found in. */
  readonly version: number;
  /** Called between steps, a last time before all of it becomes valid; nothing is written where it throws. */
  readonly onStep?: () => void;
};

/**
 * The transaction of undoing an import.
 * @throws conflict where the data changed since; nothing is written then
 */
export function takeBack(database: WritableDatabase, { id, orphans, version, onStep = () => {} }: TakeBack): void {
  database.transaction(() => {
    if (dataVersion(database) !== version)
      throw new HoldfastError(
        'conflict',
        'The data of this workspace changed meanwhile. Undo the import again; nothing was changed.',
      );
    const now = Math.floor(Date.now() / 1000);
    for (const table of rowTables) undoRows(database, table, id, onStep);
    for (const segment of database.prepare('SELECT id FROM event_segments WHERE import_id = ?').pluck().all(id)) {
      database.prepare('DELETE FROM event_segments WHERE id = ?').run(segment);
      onStep();
    }
    keepMentioned(database, orphans, now);
    database.prepare(`UPDATE imports SET state = 'undone', undone_at = ? WHERE id = ?`).run(now, id);
    saveDataUntil(database, now);
    bumpDataVersion(database);
    onStep();
  })();
}

function undoRows(database: WritableDatabase, table: RowTable, id: number, onStep: () => void): void {
  const { key } = tables[table];
  const own = `SELECT min(version_id), max(version_id) FROM ${table} WHERE import_id = ?`;
  const here = 'import_id = ? AND version_id > ? AND version_id <= ?';
  // Which versions this import replaced, and what replaced its own: that is what follows them now. It is written down
  // first, because a row may become current again only when the one that took its place is gone.
  database.exec('CREATE TEMP TABLE restored (version_id INTEGER PRIMARY KEY, superseded_by INTEGER)');
  try {
    const steps = [...stepsOf(database, own, id)];
    const note = database.prepare(
      `INSERT INTO restored SELECT old.version_id, mine.superseded_by FROM (SELECT * FROM ${table} WHERE ${here}) AS mine
       CROSS JOIN ${table} AS old ON old.superseded_by = mine.import_id AND old.${key} = mine.${key}`,
    );
    const remove = database.prepare(`DELETE FROM ${table} WHERE ${here}`);
    for (const statement of [note, remove])
      for (const [after, upTo] of steps) {
        statement.run(id, after, upTo);
        onStep();
      }
    const restore = database.prepare(
      `UPDATE ${table} SET superseded_by = restored.superseded_by FROM restored
       WHERE restored.version_id = ${table}.version_id AND restored.version_id > ? AND restored.version_id <= ?`,
    );
    for (const [after, upTo] of stepsOf(database, 'SELECT min(version_id), max(version_id) FROM restored')) {
      restore.run(after, upTo);
      onStep();
    }
  } finally {
    database.exec('DROP TABLE IF EXISTS temp.restored');
  }
}

/** Accounts that only this import described and that others speak of stay, with their id only. */
function keepMentioned(database: WritableDatabase, orphans: readonly Orphan[], now: number): void {
  const insert = database.prepare(
    `INSERT INTO accounts (import_id, file_id, row_number, known_at, row_hash, account_id, implied) VALUES (?, ?, 0, ?, '${impliedHash}', ?, 1)`,
  );
  for (const { accountId, importId, fileId } of orphans) insert.run(importId, fileId, now, accountId);
}
