import type { ReadableDatabase } from '../db/index.ts';
import type { EventColumns } from './columns.ts';
import { attachColumns } from './columns.ts';
import { decodeSegment } from './decode.ts';
import type { EventSegment } from './segment.ts';
import { fillStore, finishStore, planStore, sortStore } from './store-load.ts';
import { segmentIds } from './store-queries.ts';
import type { StoredChunk } from './stored-segment.ts';

/** All segments of the workspace as they were imported, oldest first. @throws file_unreadable where a chunk is damaged */
export function loadSegments(database: ReadableDatabase): EventSegment[] {
  const chunks = database.prepare('SELECT column_name AS column, part, bytes FROM event_chunks WHERE segment_id = ?');
  return segmentIds(database).map((id) => decodeSegment(chunks.iterate(id) as Iterable<StoredChunk>));
}

const never = (): boolean => false;

/** The whole event store of a workspace as columns in shared memory, under the accounts that count now. */
export function loadColumns(database: ReadableDatabase): EventColumns {
  const load = planStore(database, null)!;
  fillStore(database, load, null, never);
  sortStore(load, never);
  return attachColumns(finishStore(load));
}
