import { openForReading } from '../db/index.ts';
import { decodeSegment } from '../events/index.ts';
import { rowTables } from './staging/staging.ts';

export type OrphansRequest = {
  readonly task: 'orphans';
  readonly workspace: string;
  readonly key: Uint8Array;
  readonly importId: number;
};
/** An account that stays mentioned when an import is undone that alone describes it, with who mentions it. */
export type Orphan = { readonly accountId: string; readonly importId: number; readonly fileId: number };

type ChunkRow = { column: string; part: number; bytes: Uint8Array };

/** Which accounts would be left without a row, if `importId` were undone. */
export function findOrphans({ workspace, key, importId }: OrphansRequest): Orphan[] {
  const database = openForReading(workspace, key);
  try {
    // Current rows of this import that replaced nothing: without it they are gone.
    const vanishing = new Set(
      database
        .prepare(
          `SELECT account_id FROM accounts AS mine WHERE import_id = ? AND superseded_by IS NULL
           AND NOT EXISTS (SELECT 1 FROM accounts AS old WHERE old.superseded_by = mine.import_id AND old.account_id = mine.account_id)`,
        )
        .pluck()
        .all(importId) as string[],
    );
    const orphans: Orphan[] = [];
    const mention = (accountId: string, by: number, fileId: number): void => {
      if (vanishing.delete(accountId)) orphans.push({ accountId, importId: by, fileId });
    };
    for (const table of rowTables) {
      if (table === 'accounts' || vanishing.size === 0) continue;
      // A version that this import replaced comes back, so versions superseded by it count as current.
      const sql = `SELECT account_id, import_id, file_id FROM ${table} WHERE import_id <> ? AND (superseded_by IS NULL OR superseded_by = ?)`;
      for (const row of database.prepare(sql).raw().iterate(importId, importId))
        mention(...(row as [string, number, number]));
    }
    const segments = database
      .prepare(
        `SELECT segment.id, segment.import_id, (SELECT min(file.id) FROM import_files AS file WHERE file.import_id = segment.import_id AND file.table_name = 'events')
         FROM event_segments AS segment WHERE segment.import_id <> ? ORDER BY segment.id`,
      )
      .raw()
      .all(importId) as [number, number, number][];
    const chunks = database.prepare(
      'SELECT column_name AS "column", part, bytes FROM event_chunks WHERE segment_id = ?',
    );
    for (const [id, by, fileId] of segments) {
      if (vanishing.size === 0) break;
      for (const account of decodeSegment(chunks.iterate(id) as Iterable<ChunkRow>).accounts)
        mention(account, by, fileId);
    }
    return orphans;
  } finally {
    database.close();
  }
}
