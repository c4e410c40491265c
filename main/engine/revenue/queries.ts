import type { ReadableDatabase } from '../db/index.ts';

/** account id → id of its parent. Parents that were merged into another account stand under that one's id. */
export function readParents(database: ReadableDatabase): ReadonlyMap<string, string> {
  return new Map(
    database
      .prepare(
        `SELECT account_id, parent_id FROM current_accounts
         WHERE parent_id IS NOT NULL AND parent_id <> '' AND parent_id <> account_id AND tick()`,
      )
      .raw()
      .all() as [string, string][],
  );
}
