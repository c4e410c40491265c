import { HoldfastError } from '../../../shared/domain/errors.ts';
import { tables } from '../../../shared/domain/tables.ts';
import type { Finding } from '../../../shared/contract/index.ts';
import { attach, dataVersion } from '../db/index.ts';
import type { WritableDatabase } from '../db/index.ts';
import type { Session } from '../session/index.ts';
import { saveDataUntil } from './data-until.ts';
import { saveConfirms } from './queries.ts';
import type { StageResult } from './staging-run.ts';
import { rowTables, storedColumns } from './staging.ts';
import type { RowTable } from './staging.ts';

export type Commit = {
  readonly staging: string;
  readonly result: StageResult;
  readonly findings: readonly Finding[];
  /** Epoch seconds. */ readonly now: number;
};

/**
 * Takes a staging file into the workspace, in one transaction of statements over whole sets.
 * @returns the id of the import
 * @throws conflict where the data changed since it was compared; nothing is written then
 */
export function commitStaging(session: Session, { staging, result, findings, now }: Commit): number {
  const { database } = session;
  attach(database, staging, 'staging', session.key);
  try {
    return database.transaction(() => {
      if (dataVersion(database) !== result.dataVersion) {
        throw new HoldfastError(
          'conflict',
          'The data of this workspace changed while the files were being read. Start the import again; nothing was changed.',
        );
      }
      const importId = insertImport(database, result, findings, now);
      const fileBase = insertFiles(database, importId, result);
      for (const table of rowTables) copyRows(database, table, importId, fileBase, now);
      copyRejects(database, importId, fileBase);
      copyEvents(database, importId);
      saveConfirms(database, importId, result.confirms);
      saveDataUntil(database, now);
      session.bumpDataVersion();
      return importId;
    })();
  } finally {
    database.exec('DETACH DATABASE staging');
  }
}

function insertImport(
  database: WritableDatabase,
  result: StageResult,
  findings: readonly Finding[],
  now: number,
): number {
  const sql = `INSERT INTO imports (state, totals, findings, committed_at) VALUES ('committed', ?, ?, ?)`;
  return Number(
    database.prepare(sql).run(JSON.stringify(result.totals), JSON.stringify(findings), now).lastInsertRowid,
  );
}

/** Files keep the order of the set, so a file's id is this base plus its number. */
function insertFiles(database: WritableDatabase, importId: number, { files }: StageResult): number {
  const base = Number(database.prepare('SELECT coalesce(max(id), 0) FROM import_files').pluck().get());
  const insert = database.prepare(
    'INSERT INTO import_files (id, import_id, name, table_name, sha256, bytes, rows, mapping) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  files.forEach(({ name, table, sha256, bytes, rows, mapping }, index) =>
    insert.run(base + index + 1, importId, name, table, sha256, bytes, rows, mapping),
  );
  return base;
}

function copyRows(database: WritableDatabase, table: RowTable, importId: number, fileBase: number, now: number): void {
  const columns = storedColumns(table).join(', ');
  database
    .prepare(
      `UPDATE ${table} SET superseded_by = ? WHERE version_id IN (SELECT replaces FROM staging.${table} WHERE replaces IS NOT NULL AND comparison <> 'u')`,
    )
    .run(importId);
  // Rows with an instant of their own were known from then; the others are known from now.
  const knownAt = tables[table].time === null ? '@now' : 'coalesce(known_at, @now)';
  database
    .prepare(
      `INSERT INTO ${table} (import_id, file_id, row_number, known_at, row_hash, ${columns})
       SELECT @importId, @fileBase + file, row_number, ${knownAt}, row_hash, ${columns} FROM staging.${table} WHERE comparison <> 'u' ORDER BY id`,
    )
    .run({ importId, fileBase, now });
}

function copyRejects(database: WritableDatabase, importId: number, fileBase: number): void {
  database
    .prepare(
      `INSERT INTO import_rejects (import_id, file_id, row_number, column_name, reason, raw)
       SELECT ?, ? + file, row_number, column_name, reason, raw FROM staging.rejects ORDER BY id`,
    )
    .run(importId, fileBase);
}

function copyEvents(database: WritableDatabase, importId: number): void {
  const segments = database
    .prepare('SELECT id, rows, accounts, min_seconds, max_seconds FROM staging.segments ORDER BY id')
    .all() as {
    id: number;
    rows: number;
    accounts: number;
    min_seconds: number;
    max_seconds: number;
  }[];
  for (const segment of segments) {
    const id = database
      .prepare(
        'INSERT INTO event_segments (import_id, rows, accounts, min_seconds, max_seconds) VALUES (?, ?, ?, ?, ?)',
      )
      .run(importId, segment.rows, segment.accounts, segment.min_seconds, segment.max_seconds).lastInsertRowid;
    database
      .prepare(
        'INSERT INTO event_chunks (segment_id, column_name, part, rows, bytes) SELECT ?, column_name, part, rows, bytes FROM staging.chunks WHERE segment = ? ORDER BY rowid',
      )
      .run(id, segment.id);
  }
}
