import type Database from 'better-sqlite3';
import { columnsOf, decodeSegment, encodeSegment, subtractExisting } from '../events/index.ts';
import type { EventSegment } from '../events/index.ts';
import type { EventStage } from './stage-events.ts';

export type StoredEvents = {
  readonly added: number;
  readonly unchanged: number;
  /** Imports that hold events which this one brought again. */
  readonly confirms: ReadonlySet<number>;
};

type ChunkRow = { column: string; part: number; bytes: Uint8Array };

/**
 * Takes away what the workspace has already and puts the rest into staging as encoded chunks.
 * The store is compared one segment after another, so only one of them is in memory at a time.
 */
export function storeEvents(
  database: Database.Database,
  stage: EventStage,
  checkStop: () => void,
  onWriting: () => void,
): StoredEvents {
  const confirms = new Set<number>();
  let added = 0;
  let unchanged = 0;
  for (const builder of [stage.past, stage.future]) {
    if (builder.rows === 0) continue;
    checkStop();
    let segment = builder.build();
    for (const existing of segmentRanges(database)) {
      checkStop();
      if (segment.seconds.length === 0) break;
      const range = columnsOf(segment);
      if (existing.min > (range.maxSeconds ?? 0) || existing.max < (range.minSeconds ?? 0)) continue;
      const difference = subtractExisting(segment, columnsOf(loadSegment(database, existing.id)));
      if (difference.unchanged > 0) confirms.add(existing.importId);
      unchanged += difference.unchanged;
      segment = difference.segment;
    }
    added += segment.seconds.length;
    checkStop();
    onWriting();
    if (segment.seconds.length > 0) writeSegment(database, segment, checkStop);
  }
  return { added, unchanged, confirms };
}

function segmentRanges(database: Database.Database): { id: number; importId: number; min: number; max: number }[] {
  const sql =
    'SELECT id, import_id AS importId, min_seconds AS min, max_seconds AS max FROM workspace.event_segments ORDER BY id';
  return database.prepare(sql).all() as { id: number; importId: number; min: number; max: number }[];
}

function loadSegment(database: Database.Database, id: number): EventSegment {
  const sql = 'SELECT column_name AS "column", part, bytes FROM workspace.event_chunks WHERE segment_id = ?';
  return decodeSegment(database.prepare(sql).iterate(id) as Iterable<ChunkRow>);
}

function writeSegment(database: Database.Database, segment: EventSegment, checkStop: () => void): void {
  const { minSeconds, maxSeconds } = columnsOf(segment);
  const id = database
    .prepare('INSERT INTO main.segments (rows, accounts, min_seconds, max_seconds) VALUES (?, ?, ?, ?)')
    .run(segment.seconds.length, segment.accounts.length, minSeconds, maxSeconds).lastInsertRowid;
  const insert = database.prepare(
    'INSERT INTO main.chunks (segment, column_name, part, rows, bytes) VALUES (?, ?, ?, ?, ?)',
  );
  for (const { column, part, rows, bytes } of encodeSegment(segment)) {
    checkStop();
    insert.run(id, column, part, rows, bytes);
  }
}
