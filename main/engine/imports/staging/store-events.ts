import type Database from 'better-sqlite3';
import { assembleSegment, columnsOf, decodeSegment, rangeOf, subtractExisting } from '../../events/index.ts';
import type { EventSegment, SegmentBuilder, StagedRows } from '../../events/index.ts';
import { freeMemory } from './free-memory.ts';
import { encodedSegment } from './segment-maker.ts';
import type { MadeSegment, SegmentMaker } from './segment-maker.ts';

export type StoredEvents = {
  readonly added: number;
  readonly unchanged: number;
  /** Imports that hold events which this one brought again. */
  readonly confirms: ReadonlySet<number>;
};

type ChunkRow = { column: string; part: number; bytes: Uint8Array };
type ExistingSegment = { id: number; importId: number; rows: number; min: number; max: number };

/** Puts events into staging, segment by segment, without those that the workspace has already. */
export type EventStore = {
  readonly stored: StoredEvents;
  /** @param checkStop called between steps; throws where the import is to end */
  store(builder: SegmentBuilder, checkStop: () => void): void;
  /** From now on segments that the workspace has nothing of are made by this; null for here and at once again. */
  makeBy(maker: SegmentMaker | null): void;
  /** How many segments are not made yet. */
  readonly waiting: number;
  /** Resolves when no more than `most` of them are. Rejects where one could not be made or written. */
  settled(most: number): Promise<void>;
};

/** The store is compared one segment after another, so only one of them is in memory at a time. */
export function createEventStore(database: Database.Database): EventStore {
  const stored = { added: 0, unchanged: 0, confirms: new Set<number>() };
  // An existing event stands for one of this import only, in whichever of its segments.
  const used = new Map<number, Uint8Array>();
  let existing: ExistingSegment[] | null = null;
  let lastId = 0;
  let maker: SegmentMaker | null = null;
  const pending: Promise<void>[] = [];

  function write(id: number, made: MadeSegment, checkStop: () => void): void {
    if (made.rows === 0) return;
    stored.added += made.rows;
    writeSegment(database, id, made, checkStop);
  }

  /** In their turn, so that no more than one thread's worth of them is in memory. */
  function makeLater(make: SegmentMaker, id: number, staged: StagedRows): void {
    const made = make(staged).then((segment) => write(id, segment, () => undefined));
    // Looked at in its turn.
    made.catch(() => undefined);
    pending.push(made);
  }

  function overlapping(staged: StagedRows): ExistingSegment[] {
    existing ??= segmentRanges(database);
    if (existing.length === 0) return existing;
    const { min, max } = rangeOf(staged);
    return existing.filter((other) => other.min <= max && other.max >= min);
  }

  return {
    stored,
    makeBy: (other) => void (maker = other),
    get waiting() {
      return pending.length;
    },
    async settled(most) {
      while (pending.length > most) {
        await pending[0];
        void pending.shift();
      }
    },
    store(builder, checkStop) {
      if (builder.rows === 0) return;
      const id = ++lastId;
      const staged = builder.handOver();
      const near = overlapping(staged);
      if (near.length === 0 && maker !== null) return makeLater(maker, id, staged);
      let segment = assembleSegment(staged);
      for (const { id: other, importId, rows, min, max } of near) {
        checkStop();
        if (segment.seconds.length === 0) break;
        const range = columnsOf(segment);
        if (min > (range.maxSeconds ?? 0) || max < (range.minSeconds ?? 0)) continue;
        let marks = used.get(other);
        if (marks === undefined) used.set(other, (marks = new Uint8Array((rows + 7) >>> 3)));
        const difference = subtractExisting(segment, columnsOf(loadSegment(database, other)), marks);
        if (difference.unchanged > 0) stored.confirms.add(importId);
        stored.unchanged += difference.unchanged;
        segment = difference.segment;
      }
      write(id, encodedSegment(segment), checkStop);
    },
  };
}

function segmentRanges(database: Database.Database): ExistingSegment[] {
  const sql =
    'SELECT id, import_id AS importId, rows, min_seconds AS min, max_seconds AS max FROM workspace.event_segments ORDER BY id';
  return database.prepare(sql).all() as ExistingSegment[];
}

function loadSegment(database: Database.Database, id: number): EventSegment {
  const sql = 'SELECT column_name AS "column", part, bytes FROM workspace.event_chunks WHERE segment_id = ?';
  return decodeSegment(database.prepare(sql).iterate(id) as Iterable<ChunkRow>);
}

function writeSegment(
  database: Database.Database,
  id: number,
  { rows, accounts, min, max, chunks }: MadeSegment,
  checkStop: () => void,
): void {
  database
    .prepare('INSERT INTO main.segments (id, rows, accounts, min_seconds, max_seconds) VALUES (?, ?, ?, ?, ?)')
    .run(id, rows, accounts, min, max);
  const insert = database.prepare(
    'INSERT INTO main.chunks (segment, column_name, part, rows, bytes) VALUES (?, ?, ?, ?, ?)',
  );
  for (const { column, part, rows: values, bytes } of chunks) {
    checkStop();
    insert.run(id, column, part, values, bytes);
    // A chunk has memory of its own.
    if (bytes.byteLength === bytes.buffer.byteLength) freeMemory([bytes.buffer]);
  }
}
