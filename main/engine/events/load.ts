import type { ReadableDatabase } from '../db/index.ts';
import type { EventColumns } from './columns.ts';
import { decodeSegment } from './decode.ts';
import { mergeSegments } from './merge.ts';
import { renameAccounts } from './rename-accounts.ts';
import type { EventSegment } from './segment.ts';

type ChunkRow = { column: string; part: number; bytes: Uint8Array };

/** All segments of the workspace as they were imported, oldest first. @throws file_unreadable where a chunk is damaged */
export function loadSegments(database: ReadableDatabase): EventSegment[] {
  const ids = database.prepare('SELECT id FROM event_segments ORDER BY id').pluck().all() as number[];
  const chunks = database.prepare('SELECT column_name AS column, part, bytes FROM event_chunks WHERE segment_id = ?');
  return ids.map((id) => decodeSegment(chunks.iterate(id) as Iterable<ChunkRow>));
}

/** The whole event store of a workspace as columns in shared memory, under the accounts that count now. */
export function loadColumns(database: ReadableDatabase): EventColumns {
  const aliases = accountAliases(database);
  return mergeSegments(loadSegments(database).map((segment) => renameAccounts(segment, aliases)));
}

/** Merged accounts: their ids and those of the accounts that stand for them. */
function accountAliases(database: ReadableDatabase): Map<string, string> {
  const rows = database.prepare('SELECT alias_id, account_id FROM account_aliases').raw().all();
  return new Map(rows as [string, string][]);
}
