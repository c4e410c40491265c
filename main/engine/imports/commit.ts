import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { Finding } from '../../../shared/contract/index.ts';
import { attach, dataVersion } from '../db/index.ts';
import type { WritableDatabase } from '../db/index.ts';
import type { Session } from '../session/index.ts';
import { saveDataUntil } from './data-until.ts';
import { saveDependencies } from './queries.ts';
import type { StageResult } from './staging/staging-run.ts';
import { rowTables, storedColumns } from './staging/staging.ts';
import type { RowTable } from './staging/staging.ts';

export type Commit = {
  readonly staging: string;
  readonly result: StageResult;
  readonly findings: readonly Finding[];
  /** Epoch seconds. */ readonly now: number;
  /** Called inside the transaction, so that what it writes stands or falls with the import. */
  readonly onCommitted?: (importId: number) => void;
};

/**
 * Takes a staging file into the workspace, in one transaction of statements over whole sets.
 * @returns the id of the import
 * @throws conflict where the data changed since it was compared; nothing is written then
 */
export function commitStaging(session: Session, { staging, result, findings, now, onCommitted }: Commit): number {
  const { database } = session;
  attach(database, staging, 'staging', session.key);
  try {
    return database.transaction(() => {
      if (dataVersion(database) !== result.dataVersion) {
        throw new HoldfastError(
          'conflict',
          'The data of this workspace changed since the files were compared with it. Import the files again; nothing was changed.',
        );
      }
      const importId = insertImport(database, result, findings, now);
      const fileBase = insertFiles(database, importId, result);
      for (const table of rowTables) copyRows(database, table, importId, fileBase, now);
      copyRejects(database, importId, fileBase);
      copyEvents(database, importId);
      saveDependencies(database, importId, result);
      saveDataUntil(database, now);
      session.bumpDataVersion();
      onCommitted?.(importId);
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
  const sql = `INSERT INTO imports (state, totals, findings, changed_fields, committed_at) VALUES ('committed', ?, ?, ?, ?)`;
  const texts = [result.totals, findings, result.changedFields].map((value) => JSON.stringify(value));
  return Number(database.prepare(sql).run(...texts, now).lastInsertRowid);
}

/** Files keep the order of the set, so a file's id is this base plus its number. */
function insertFiles(database: WritableDatabase, importId: number, { files }: StageResult): number {
  const base = Number(database.prepare('SELECT coalesce(max(id), 0) FROM import_files').pluck().get());
  const insert = database.prepare(
    `INSERT INTO import_files (id, import_id, name, part, header, recipe_name, recipe_revision, source, table_name, sha256, bytes, rows, mapping)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  files.forEach(({ name, part, header, recipe, table, sha256, bytes, rows, mapping }, index) =>
    insert.run(
      base + index + 1,
      importId,
      name,
      part,
      JSON.stringify(header),
      recipe?.name ?? null,
      recipe?.revision ?? null,
      (JSON.parse(mapping) as { source?: string }).source ?? null,
      table,
      sha256,
      bytes,
      rows,
      mapping,
    ),
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
  // Rows without an instant of their own are known from now. A version of earlier times has its successor already.
  database
    .prepare(
      `INSERT INTO ${table} (import_id, file_id, row_number, known_at, superseded_by, row_hash, ${columns})
       SELECT @importId, @fileBase + file, row_number, coalesce(known_at, @now), CASE comparison WHEN 'h' THEN followed_by END, row_hash, ${columns} FROM staging.${table} WHERE comparison <> 'u' ORDER BY id`,
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
