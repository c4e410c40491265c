import type { Finding, ImportSummary, TableTotals } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { reasonOf, reasonText } from '../../../shared/domain/import-reasons.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import type { TableName } from '../../../shared/domain/tables.ts';
import { writeMeta } from '../db/index.ts';
import type { WritableDatabase } from '../db/index.ts';
import { whyMergesBlock } from '../identity/index.ts';

type ImportRow = {
  id: number;
  state: 'committed' | 'undone';
  totals: string;
  findings: string;
  changed_fields: string;
  committed_at: number;
  undone_at: number | null;
};
type FileRow = {
  name: string;
  part: string | null;
  source: string | null;
  recipe_name: string | null;
  recipe_revision: number | null;
  table_name: TableName;
  sha256: string;
  rows: number;
};

const confirmsKey = 'import_confirms_';
const carriesKey = 'import_carries_';

export function importRow(database: WritableDatabase, id: number): ImportRow {
  const row = database.prepare('SELECT * FROM imports WHERE id = ?').get(id) as ImportRow | undefined;
  if (!row) throw new HoldfastError('not_found', `There is no import ${id}.`, { id });
  return row;
}

/** Newest first. @param before only earlier imports than this; null from the newest */
export function listImports(database: WritableDatabase, before: number | null, limit: number): ImportSummary[] {
  const ids = database
    .prepare('SELECT id FROM imports WHERE id < coalesce(?, 9e15) ORDER BY id DESC LIMIT ?')
    .pluck()
    .all(before, limit) as number[];
  return ids.map((id) => importSummary(database, id));
}

export function importCount(database: WritableDatabase): number {
  return database.prepare('SELECT count(*) FROM imports').pluck().get() as number;
}

export function importSummary(database: WritableDatabase, id: number): ImportSummary {
  const row = importRow(database, id);
  const files = database
    .prepare(
      'SELECT name, part, source, recipe_name, recipe_revision, table_name, sha256, rows FROM import_files WHERE import_id = ? ORDER BY id',
    )
    .all(id) as FileRow[];
  const undoBlockedBy = whyNotUndo(database, row);
  return {
    id,
    state: row.state,
    files: files.map(({ name, part, source, table_name: table, sha256, rows, ...recipe }) => ({
      name,
      part,
      table,
      sha256,
      rows,
      source,
      recipe: recipe.recipe_name === null ? null : { name: recipe.recipe_name, revision: recipe.recipe_revision ?? 1 },
    })),
    totals: JSON.parse(row.totals) as Record<string, TableTotals>,
    changedFields: JSON.parse(row.changed_fields) as ImportSummary['changedFields'],
    findings: JSON.parse(row.findings) as Finding[],
    committedAt: instantOfSeconds(row.committed_at),
    undoneAt: row.undone_at === null ? null : instantOfSeconds(row.undone_at),
    undoBlockedBy,
    undoBlockedCode: undoBlockedBy === null ? null : reasonOf(undoBlockedBy),
    commitBlockedBy: null,
    commitBlockedCode: null,
    request: null,
  };
}

/**
 * Why an import cannot be undone now, as a sentence; null where it can. Rows that a later import brought again unchanged
 * were not stored a second time, and rows that a later import told in part kept the rest of the earlier ones, so undoing the
 * earlier import would take them from the later one. Merges of accounts that it describes stand on it too.
 */
export function whyNotUndo(database: WritableDatabase, { id, state }: Pick<ImportRow, 'id' | 'state'>): string | null {
  if (state === 'undone') return reasonText('undone-already');
  const confirmed = laterImportOn(database, confirmsKey, id);
  if (confirmed !== undefined) return reasonText('undo-confirmed', { later: confirmed });
  const carried = laterImportOn(database, carriesKey, id);
  if (carried !== undefined) return reasonText('undo-carried', { later: carried });
  return whyMergesBlock(database, id);
}

function laterImportOn(database: WritableDatabase, prefix: string, id: number): number | undefined {
  return database
    .prepare(
      `SELECT later.id FROM imports AS later JOIN meta ON meta.key = '${prefix}' || later.id
       WHERE later.state = 'committed' AND later.id > @id AND @id IN (SELECT value FROM json_each(meta.value))
       ORDER BY later.id DESC LIMIT 1`,
    )
    .pluck()
    .get({ id }) as number | undefined;
}

/** What an import stands on, so that it is not taken away from under it. */
export function saveDependencies(
  database: WritableDatabase,
  id: number,
  { confirms, carries }: { confirms: readonly number[]; carries: readonly number[] },
): void {
  if (confirms.length > 0) writeMeta(database, `${confirmsKey}${id}`, JSON.stringify(confirms));
  if (carries.length > 0) writeMeta(database, `${carriesKey}${id}`, JSON.stringify(carries));
}

/** Marks a finding of a committed import as seen and lived with, or open again. */
export function saveFindings(database: WritableDatabase, id: number, findings: readonly Finding[]): void {
  database.prepare('UPDATE imports SET findings = ? WHERE id = ?').run(JSON.stringify(findings), id);
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

/** Of a check: its staging file is attached as `checked`. @param labels what its files are called */
export function checkedRejectPage(
  database: WritableDatabase,
  labels: readonly string[],
  after: number,
  limit: number,
): RejectPageRow[] {
  const sql = `SELECT id, file, row_number AS row, column_name AS "column", reason, raw FROM checked.rejects WHERE id > ? ORDER BY id LIMIT ?`;
  const rows = database.prepare(sql).all(after, limit) as (Omit<RejectPageRow, 'file'> & { file: number })[];
  return rows.map((row) => ({ ...row, file: labels[row.file - 1] ?? '' }));
}

export function rejectCount(database: WritableDatabase, importId: number): number {
  return database.prepare('SELECT count(*) FROM import_rejects WHERE import_id = ?').pluck().get(importId) as number;
}
