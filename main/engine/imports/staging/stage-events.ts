import type Database from 'better-sqlite3';
import { createSegmentBuilder } from '../../events/index.ts';
import type { CodedProperty, SegmentBuilder } from '../../events/index.ts';
import type { RowPlan } from '../recipes/index.ts';
import { createEventOwners } from './event-owners.ts';
import type { EventOwners } from './event-owners.ts';
import type { EventSink, EventStageRoom, Sightings } from './event-room.ts';
import { createEventSink } from './event-sink.ts';
import { createIdSet } from './id-set.ts';
import type { SegmentMaker } from './segment-maker.ts';
import type { RejectRow } from './stage-rows.ts';
import { createEventStore } from './store-events.ts';
import type { StoredEvents } from './store-events.ts';

export type { EventSink, Sightings } from './event-room.ts';

/** The events of all files of one import. */
export type EventStage = {
  /** Events dated in the future. They stand apart, so that the data's end can be told without opening a segment. */
  readonly future: { readonly rows: number };
  readonly beforeSubscription: Sightings;
  readonly beforeAccount: Sightings;
  readonly unknownOwner: Sightings;
  /** First mention of each account: file and row. */
  readonly accounts: ReadonlyMap<string, { file: number; row: number }>;
  sink(plan: RowPlan, file: number, reject: RejectRow): EventSink;
  /**
   * Segments are made by this while `use` reads files, and all is stored afterwards.
   * @throws what `use` throws, or why a segment could not be made
   */
  madeBy<Result>(maker: SegmentMaker, use: () => Promise<Result>): Promise<Result>;
  /** Stores what is still held. Nothing can be added any more. */
  finish(checkStop: () => void): StoredEvents;
};

/** Events wait in memory until they take this much of it; then they become a segment. */
const mostBytes = 20 * 1024 * 1024;
/** Segments that may wait to be made while further events are read. */
const mostWaiting = 1;
/** A look at the memory every so many events, so that segments depend on the events alone. */
const rowsBetweenLooks = 1 << 16;

/** @param now epoch seconds; later events are of the future */
export function createEventStage(database: Database.Database, now: number, most: number = mostBytes): EventStage {
  const sightings = (): Sightings => ({ count: 0, examples: [] });
  const accounts = new Map<string, { file: number; row: number }>();
  const store = createEventStore(database);
  const cache = stagingCache(database);
  const ids = createIdSet(database.name);
  let past = createSegmentBuilder();
  let future = createSegmentBuilder();
  let futureRows = 0;
  let version = 0;
  let owners: EventOwners | null = null;
  const properties = new Map<string, CodedProperty>();
  const seen = { beforeSubscription: sightings(), beforeAccount: sightings(), unknownOwner: sightings() };

  function flush(builder: SegmentBuilder, checkStop: () => void): SegmentBuilder {
    properties.clear();
    store.store(builder, checkStop);
    const next = builder.next();
    if (next === null) version++;
    return next ?? createSegmentBuilder();
  }
  const isFull = (builder: SegmentBuilder): boolean =>
    builder.rows % rowsBetweenLooks === 0 && builder.rows > 0 && builder.bytes >= most;

  const room = (): EventStageRoom => ({
    ...seen,
    accounts,
    owners: (owners ??= createEventOwners(database)),
    ids,
    now,
    version: () => version,
    builder: (seconds) => (seconds > now ? future : past),
    property(key) {
      let property = properties.get(key);
      if (property === undefined) properties.set(key, (property = past.property(key)));
      return property;
    },
    flushWhenFull() {
      if (isFull(past)) past = flush(past, () => undefined);
      if (isFull(future)) future = flush(future, () => undefined);
    },
    seeFuture: () => void futureRows++,
    keptUp: () => (store.waiting > mostWaiting ? store.settled(mostWaiting) : null),
  });
  return {
    ...seen,
    accounts,
    future: {
      get rows() {
        return futureRows;
      },
    },
    sink(plan, file, reject) {
      cache.narrow();
      return createEventSink(room(), plan, file, reject);
    },
    async madeBy(maker, use) {
      store.makeBy(maker);
      try {
        const result = await use();
        past = flush(past, () => undefined);
        future = flush(future, () => undefined);
        await store.settled(0);
        return result;
      } finally {
        store.makeBy(null);
      }
    },
    finish(checkStop) {
      ids.close();
      past = flush(past, checkStop);
      checkStop();
      future = flush(future, checkStop);
      cache.restore();
      return store.stored;
    },
  };
}

const leastCacheBytes = 8 * 1024 * 1024;

/**
 * Events are appended and not read again before all are there, so that pages of them in the cache serve nothing. What was staged before,
 * and leads to their accounts, keeps its place.
 */
function stagingCache(database: Database.Database): { narrow(): void; restore(): void } {
  const figure = (name: string): number => Number(database.pragma(`main.${name}`, { simple: true }));
  let before: number | null = null;
  return {
    narrow() {
      if (before !== null) return;
      before = figure('cache_size');
      const kibibytes = Math.max(leastCacheBytes, figure('page_count') * figure('page_size')) / 1024;
      // Negative sizes are kibibytes, positive ones pages.
      if (before < -kibibytes) database.pragma(`main.cache_size = ${-Math.ceil(kibibytes)}`);
    },
    restore() {
      if (before !== null) database.pragma(`main.cache_size = ${before}`);
      before = null;
    },
  };
}
