import type { Finding, ImportSummary, MappingFile, TableTotals } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import type { TableName } from '../../../shared/domain/tables.ts';
import { readMeta, writeMeta } from '../db/index.ts';
import type { WritableDatabase } from '../db/index.ts';

type ImportRow = {
  id: number;
  state: 'committed' | 'undone';
  totals: string;
  findings: string;
  committed_at: number;
  undone_at: number | null;
};
type FileRow = { name: string; table_name: TableName; sha256: string; rows: number };

const confirmsKey = 'import_confirms_';
const checkedKey = (jobId: number): string => `checked_import_${jobId}`;

export function importRow(database: WritableDatabase, id: number): ImportRow {
  const row = database.prepare('SELECT * FROM imports WHERE id = ?').get(id) as ImportRow | undefined;
  if (!row) throw new HoldfastError('not_found', `There is no import ${id}.`, { id });
  return row;
}

/** Newest first. */
export function listImports(database: WritableDatabase): ImportSummary[] {
  const ids = database.prepare('SELECT id FROM imports ORDER BY id DESC').pluck().all() as number[];
  return ids.map((id) => importSummary(database, id));
}

export function importSummary(database: WritableDatabase, id: number): ImportSummary {
  const row = importRow(database, id);
  const files = database
    .prepare('SELECT name, table_name, sha256, rows FROM import_files WHERE import_id = ? ORDER BY id')
    .all(id) as FileRow[];
  return {
    id,
    state: row.state,
    files: files.map(({ name, table_name: table, sha256, rows }) => ({ name, table, sha256, rows })),
    totals: JSON.parse(row.totals) as Record<string, TableTotals>,
    findings: JSON.parse(row.findings) as Finding[],
    committedAt: instantOfSeconds(row.committed_at),
    undoneAt: row.undone_at === null ? null : instantOfSeconds(row.undone_at),
    undoBlockedBy: whyNotUndo(database, row),
  };
}

/**
 * Why an import cannot be undone now, as a sentence; null where it can. Rows that a later import brought again unchanged
 * were not stored a second time, so undoing the earlier import would take them from the later one.
 */
export function whyNotUndo(database: WritableDatabase, { id, state }: Pick<ImportRow, 'id' | 'state'>): string | null {
  if (state === 'undone') return 'It is undone already.';
  const dependent = database
    .prepare(
      `SELECT later.id FROM imports AS later JOIN meta ON meta.key = '${confirmsKey}' || later.id
       WHERE later.state = 'committed' AND later.id > @id AND @id IN (SELECT value FROM json_each(meta.value))
       ORDER BY later.id DESC LIMIT 1`,
    )
    .pluck()
    .get({ id }) as number | undefined;
  return dependent === undefined
    ? null
    : `Import ${dependent} brought some of the same rows again, so they stand only here. Undo import ${dependent} first.`;
}

export function saveConfirms(database: WritableDatabase, id: number, ids: readonly number[]): void {
  if (ids.length > 0) writeMeta(database, `${confirmsKey}${id}`, JSON.stringify(ids));
}

/** A dry run has no row among the imports: its summary is kept by its job and found under the job's negative id. */
export function saveChecked(database: WritableDatabase, jobId: number, summary: ImportSummary): void {
  writeMeta(database, checkedKey(jobId), JSON.stringify(summary));
}

export function readChecked(database: WritableDatabase, jobId: number): ImportSummary {
  const text = readMeta(database, checkedKey(jobId));
  if (text === null) throw new HoldfastError('not_found', `There is no dry run of job ${jobId}.`, { jobId });
  return JSON.parse(text) as ImportSummary;
}

export type RejectPageRow = {
  id: number;
  file: string;
  row: number;
  column: string | null;
  reason: string;
  raw: string;
};

export function rejectPage(
  database: WritableDatabase,
  importId: number,
  after: number,
  limit: number,
): RejectPageRow[] {
  const sql = `SELECT reject.id, file.name AS file, reject.row_number AS row, reject.column_name AS "column", reject.reason, reject.raw
    FROM import_rejects AS reject JOIN import_files AS file ON file.id = reject.file_id
    WHERE reject.import_id = ? AND reject.id > ? ORDER BY reject.id LIMIT ?`;
  return database.prepare(sql).all(importId, after, limit) as RejectPageRow[];
}

export function rejectCount(database: WritableDatabase, importId: number): number {
  return database.prepare('SELECT count(*) FROM import_rejects WHERE import_id = ?').pluck().get(importId) as number;
}

/** The newest first: it is the one that counts where several fit a file. */
export function savedMappings(database: WritableDatabase): MappingFile[] {
  const texts = database
    .prepare('SELECT mapping FROM saved_mappings ORDER BY saved_at DESC, name')
    .pluck()
    .all() as string[];
  return texts.map((text) => JSON.parse(text) as MappingFile);
}

export function saveMapping(database: WritableDatabase, mapping: MappingFile): void {
  database
    .prepare(
      'INSERT INTO saved_mappings (name, mapping, saved_at) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET mapping = excluded.mapping, saved_at = excluded.saved_at',
    )
    .run(mapping.name, JSON.stringify(mapping), Math.floor(Date.now() / 1000));
}
