import type { ReadableDatabase } from '../db/index.ts';
import type { ChunkSource } from './stored-segment.ts';

/** All segments, oldest first. */
export function segmentIds(database: ReadableDatabase): number[] {
  return database.prepare('SELECT id FROM event_segments ORDER BY id').pluck().all() as number[];
}

export function chunksOf(database: ReadableDatabase, segment: number): ChunkSource {
  const bytes = database
    .prepare('SELECT bytes FROM event_chunks WHERE segment_id = ? AND column_name = ? AND part = ?')
    .pluck();
  return (column, part) => {
    const found = bytes.get(segment, column, part) as Uint8Array | undefined;
    return found && { column, part, bytes: found };
  };
}

export function countChunks(database: ReadableDatabase, segment: number): number {
  return database.prepare('SELECT count(*) FROM event_chunks WHERE segment_id = ?').pluck().get(segment) as number;
}

/** Merged accounts: their ids and those of the accounts that stand for them. */
export function accountAliases(database: ReadableDatabase): Map<string, string> {
  const rows = database.prepare('SELECT alias_id, account_id FROM account_aliases').raw().all();
  return new Map(rows as [string, string][]);
}
