import type { ReadableDatabase } from '../db/index.ts';
import type { EventColumns } from './columns.ts';
import { decodeSegment } from './decode.ts';
import { mergeSegments } from './merge.ts';
import type { EventSegment } from './segment.ts';

type ChunkRow = { column: string; part: number; bytes: Uint8Array };

/** All segments of the workspace, oldest first. @throws file_unreadable where a chunk is damaged */
export function loadSegments(database: ReadableDatabase): EventSegment[] {
  const ids = database.prepare('SELECT id FROM event_segments ORDER BY id').pluck().all() as number[];
  const chunks = database.prepare('SELECT column_name AS column, part, bytes FROM event_chunks WHERE segment_id = ?');
  return ids.map((id) => decodeSegment(chunks.iterate(id) as Iterable<ChunkRow>));
}

/** The whole event store of a workspace as columns in shared memory. */
export function loadColumns(database: ReadableDatabase): EventColumns {
  return mergeSegments(loadSegments(database));
}
