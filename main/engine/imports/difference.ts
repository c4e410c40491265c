import type Database from 'better-sqlite3';
import { tables } from '../../../shared/domain/tables.ts';
import type { RowTable } from './staging.ts';

export type RowDifference = {
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly confirms: number[];
};

/**
 * Compares the staged rows of a table with the current ones of the workspace, by key and hash. An account that was only
 * implied until now counts as new, though its version replaces the implied one.
 */
export function compareRows(database: Database.Database, table: RowTable): RowDifference {
  const { key } = tables[table];
  const implied = table === 'accounts' ? 'old.implied = 1' : '0';
  database.exec(`
    UPDATE main.${table} SET replaces = old.version_id, comparison = CASE WHEN ${implied} THEN 'n' WHEN old.row_hash = main.${table}.row_hash THEN 'u' ELSE 'c' END
    FROM workspace.${table} AS old WHERE old.${key} = main.${table}.${key} AND old.superseded_by IS NULL`);
  const counts = new Map(
    database.prepare(`SELECT comparison, count(*) FROM main.${table} GROUP BY comparison`).raw().all() as [
      string,
      number,
    ][],
  );
  const confirms = database
    .prepare(
      `SELECT DISTINCT old.import_id FROM main.${table} AS staged JOIN workspace.${table} AS old ON old.version_id = staged.replaces WHERE staged.comparison = 'u'`,
    )
    .pluck()
    .all() as number[];
  return { new: counts.get('n') ?? 0, changed: counts.get('c') ?? 0, unchanged: counts.get('u') ?? 0, confirms };
}
