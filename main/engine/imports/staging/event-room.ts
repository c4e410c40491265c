import type { CodedProperty, SegmentBuilder } from '../../events/index.ts';
import type { RowPlan } from '../recipes/index.ts';
import type { EventColumnsPlan } from './event-columns.ts';
import type { EventOwner, EventOwners } from './event-owners.ts';
import type { IdSet } from './id-set.ts';
import type { RowsSink } from './stage-rows.ts';

/** A kind of contradiction seen while reading: how often, and the first places. */
export type Sightings = { count: number; examples: string[] };

export type EventSink = RowsSink & { readonly room: EventSinkRoom };

/** What readers that keep their own tables of texts need of a sink; each does what the sink does to a row. */
export type EventSinkRoom = {
  readonly plan: RowPlan;
  readonly columns: EventColumnsPlan;
  readonly totals: RowsSink['totals'];
  readonly now: number;
  readonly ids: Pick<IdSet, 'addHash' | 'seeds'>;
  readonly longestName: number;
  readonly longestText: number;
  ownerOf(cells: readonly string[]): EventOwner | null;
  /** Grows when a segment is full: codes of the one before mean nothing in the next. */
  version(): number;
  past(): SegmentBuilder;
  property(key: string): CodedProperty;
  intern(text: string): string;
  mention(account: string, row: number): void;
  flushWhenFull(): void;
  /** What to wait for before more is taken: segments that are still being made. Null where there is nothing to wait for. */
  keptUp(): Promise<void> | null;
  /** Whether nothing but counting is left to do for an event that is older than what it belongs to. */
  mayOnlyCount(owner: EventOwner, seconds: number): boolean;
  countEarly(owner: EventOwner, seconds: number): void;
  /** Whether a repeated id is still wanted as an example. */
  wantsRepeated(): boolean;
  /** Refuses a row whose event the segment refused with `error`. */
  refuseStored(error: unknown, row: number, raw: readonly string[]): void;
};

/** What the sinks of an import have in common. */
export type EventStageRoom = {
  readonly beforeSubscription: Sightings;
  readonly beforeAccount: Sightings;
  readonly unknownOwner: Sightings;
  readonly accounts: Map<string, { file: number; row: number }>;
  readonly owners: EventOwners;
  readonly ids: IdSet;
  readonly now: number;
  version(): number;
  builder(seconds: number): SegmentBuilder;
  property(key: string): CodedProperty;
  flushWhenFull(): void;
  keptUp(): Promise<void> | null;
  seeFuture(): void;
};
