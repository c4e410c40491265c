import { tableNames } from '../../../shared/domain/tables.ts';
import { readMeta } from '../db/index.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/index.ts';

/** Current rows by table; events from the segments' own counts. */
export function rowCounts(database: ReadableDatabase | WritableDatabase): Record<string, number> {
  const counts = tableNames.map((table) => {
    const sql =
      table === 'events'
        ? 'SELECT coalesce(sum(rows), 0) FROM event_segments'
        : `SELECT count(*) FROM current_${table}`;
    return [table, Number(database.prepare(sql).pluck().get())] as const;
  });
  return Object.fromEntries(counts);
}

/** Epoch seconds of the latest dated row: the as-of instant of every answer; null for an empty workspace. */
export function dataUntil(database: ReadableDatabase | WritableDatabase): number | null {
  const value = readMeta(database, 'data_until');
  return value === null || value === '' ? null : Number(value);
}
