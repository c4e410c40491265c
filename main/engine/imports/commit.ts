import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { Finding } from '../../../shared/contract/index.ts';
import { attach, bumpDataVersion, dataVersion } from '../db/index.ts';
import type { WritableDatabase } from '../db/index.ts';
import { saveCheckpoint } from '../jobs/index.ts';
import { markCommitted } from './checks.ts';
import { saveDataUntil } from './data-until.ts';
import { saveDependencies } from './queries.ts';
import type { StageResult } from './staging/staging-run.ts';
import { rowTables, storedColumns } from './staging/staging.ts';
import type { RowTable } from './staging/staging.ts';
import { stepsOf } from './steps.ts';

export type Commit = {
  readonly staging: string;
  readonly result: StageResult;
  readonly findings: readonly Finding[];
  /** Epoch seconds. */ readonly now: number;
  /** The job that does it; it has nothing left to do when it is taken up after the commit. */
  readonly job?: number | null;
  /** The job of the check that is committed. */
  readonly check?: number | null;
  /** Called between steps, a last time before all of it becomes valid; nothing is written where it throws. */
  readonly onStep?: () => void;
};
/** A connection that writes, and the key of its workspace. */
export type Writer = { readonly database: WritableDatabase; readonly key: Uint8Array };

/**
 * Takes a staging file into the workspace, in one transaction of statements over sets of rows.
 * @returns the id of the import
 * @throws conflict where the data changed since it was compared; nothing is written then
 */
export function commitStaging({ database, key }: Writer, commit: Commit): number {
  const { staging, result, findings, now, job = null, check = null, onStep = () => {} } = commit;
  attach(database, staging, 'staging', key);
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
      for (const table of rowTables) {
        supersede(database, table, importId, onStep);
        copyRows(database, table, { importId, fileBase, now }, onStep);
      }
      copyRejects(database, importId, fileBase, onStep);
      copyEvents(database, importId, onStep);
      saveDependencies(database, importId, result);
      saveDataUntil(database, now);
      bumpDataVersion(database);
      if (check !== null) markCommitted(database, check, importId);
      if (job !== null) saveCheckpoint(database, job, { importId });
      onStep();
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

function supersede(database: WritableDatabase, table: RowTable, importId: number, onStep: () => void): void {
  const replaced = 'SELECT replaces FROM staging.' + table + ` WHERE replaces IS NOT NULL AND comparison <> 'u'`;
  const update = database.prepare(
    `UPDATE ${table} SET superseded_by = ? WHERE version_id IN (${replaced} AND replaces > ? AND replaces <= ?)`,
  );
  const span = `SELECT min(replaces), max(replaces) FROM (${replaced})`;
  for (const [after, upTo] of stepsOf(database, span)) {
    update.run(importId, after, upTo);
    onStep();
  }
}

type Provenance = { readonly importId: number; readonly fileBase: number; readonly now: number };

function copyRows(database: WritableDatabase, table: RowTable, provenance: Provenance, onStep: () => void): void {
  const columns = storedColumns(table).join(', ');
  // Rows without an instant of their own are known from now. A version of earlier times has its successor already.
  const insert = database.prepare(
    `INSERT INTO ${table} (import_id, file_id, row_number, known_at, superseded_by, row_hash, ${columns})
     SELECT @importId, @fileBase + file, row_number, coalesce(known_at, @now), CASE comparison WHEN 'h' THEN followed_by END, row_hash, ${columns}
     FROM staging.${table} WHERE comparison <> 'u' AND id > @after AND id <= @upTo ORDER BY id`,
  );
  for (const [after, upTo] of stepsOf(database, `SELECT min(id), max(id) FROM staging.${table}`)) {
    insert.run({ ...provenance, after, upTo });
    onStep();
  }
}

function copyRejects(database: WritableDatabase, importId: number, fileBase: number, onStep: () => void): void {
  const insert = database.prepare(
    `INSERT INTO import_rejects (import_id, file_id, row_number, column_name, reason, raw)
     SELECT ?, ? + file, row_number, column_name, reason, raw FROM staging.rejects WHERE id > ? AND id <= ? ORDER BY id`,
  );
  for (const [after, upTo] of stepsOf(database, 'SELECT min(id), max(id) FROM staging.rejects')) {
    insert.run(importId, fileBase, after, upTo);
    onStep();
  }
}

type SegmentRow = { id: number; rows: number; accounts: number; min_seconds: number; max_seconds: number };

function copyEvents(database: WritableDatabase, importId: number, onStep: () => void): void {
  const segments = database
    .prepare('SELECT id, rows, accounts, min_seconds, max_seconds FROM staging.segments ORDER BY id')
    .all() as SegmentRow[];
  const insertSegment = database.prepare(
    'INSERT INTO event_segments (import_id, rows, accounts, min_seconds, max_seconds) VALUES (?, ?, ?, ?, ?)',
  );
  const insertChunks = database.prepare(
    'INSERT INTO event_chunks (segment_id, column_name, part, rows, bytes) SELECT ?, column_name, part, rows, bytes FROM staging.chunks WHERE segment = ? ORDER BY rowid',
  );
  for (const { id: staged, rows, accounts, min_seconds: from, max_seconds: to } of segments) {
    const id = insertSegment.run(importId, rows, accounts, from, to).lastInsertRowid;
    insertChunks.run(id, staged);
    onStep();
  }
}
