import type { ReadableDatabase } from '../db/index.ts';
import type { EventColumns, SharedEventColumns } from './columns.ts';
import { columnsOf, shareColumns } from './columns.ts';
import { copyAccounts } from './copy-rows.ts';
import { partRows } from './encode.ts';
import { planMerge } from './merge-plan.ts';
import type { MergePlan, MergeSource, MergeTarget } from './merge-plan.ts';
import { free, readCodes, readQuantity, readSeconds } from './read-rows.ts';
import type { PlacedRows } from './read-rows.ts';
import { sortAccountsByTime } from './sort-accounts.ts';
import { accountAliases, chunksOf, countChunks, segmentIds } from './store-queries.ts';
import { readHead } from './stored-segment.ts';
import type { ChunkSource } from './stored-segment.ts';
import type { StopCheck } from './stop.ts';
import { cancelled } from '../../../shared/domain/errors.ts';

/** What columns were made of: where it is the same, so are they. */
export interface StoreState {
  /** Ids of the segments, oldest first. */
  readonly segments: readonly number[];
  /** The accounts that became others, as text. */
  readonly aliases: string;
}

/** Columns that are in memory already, and what they were made of. */
export interface KeptColumns extends StoreState {
  readonly columns: EventColumns;
}

type StoredSource = PlacedRows &
  Pick<MergeTarget, 'names' | 'properties'> & { readonly segment: number; readonly hasQuantity: boolean };

/** One step of filling columns: a part of one column of a segment, or accounts of the kept columns. */
type Task =
  | { readonly source: number; readonly column: string; readonly part: number }
  | { readonly kept: MergeTarget; readonly first: number; readonly end: number };

/** Accounts [first, end), about as many rows in each. */
type Stretch = { readonly first: number; readonly end: number };

/** Everything that several threads need to fill the columns together. It can be sent to them: what is large is shared memory. */
export interface StoreLoad extends StoreState {
  readonly columns: SharedEventColumns;
  readonly sources: readonly StoredSource[];
  readonly tasks: readonly Task[];
  readonly stretches: readonly Stretch[];
  /** How many tasks were taken and done, and how many stretches. */
  readonly progress: Int32Array;
}
const tasksTaken = 0;
const tasksDone = 1;
const stretchesTaken = 2;
const stretchesDone = 3;

/**
 * What has to be done to have the events of a workspace in memory. Segments that came behind those that are kept are added to them;
 * after anything else, an undone import for one, all is read again.
 * @returns null where the kept columns are what they should be
 * @throws file_unreadable where a chunk is damaged
 */
export function planStore(database: ReadableDatabase, kept: KeptColumns | null): StoreLoad | null {
  const segments = segmentIds(database);
  const aliases = accountAliases(database);
  const aliasText = JSON.stringify([...aliases].sort());
  const isKept = kept !== null && kept.aliases === aliasText && startsWith(segments, kept.segments);
  if (isKept && segments.length === kept.segments.length) return null;

  const added = isKept ? segments.slice(kept.segments.length) : segments;
  const heads = added.map((id) => readHead(chunksOf(database, id), countChunks(database, id)));
  const sources: MergeSource[] = heads.map((head) => ({
    ...head,
    accounts: aliases.size === 0 ? head.accounts : head.accounts.map((account) => aliases.get(account) ?? account),
  }));
  if (isKept && kept.columns.count > 0) sources.unshift(keptSource(kept.columns));
  const { targets, ...merged } = planMerge(sources);
  const first = sources.length - heads.length;
  const stored = heads.map(({ manifest, hasQuantity }, index) => ({
    ...targets[first + index]!,
    segment: added[index]!,
    manifest,
    hasQuantity,
  }));
  const copied = first > 0 ? keptTasks(targets[0]!) : [];
  return {
    segments,
    aliases: aliasText,
    columns: shareColumns({ ...merged, count: merged.seconds.length, minSeconds: null, maxSeconds: null }),
    sources: stored,
    tasks: [...copied, ...storedTasks(stored)],
    stretches: stretchesOf(merged.offsets),
    progress: new Int32Array(new SharedArrayBuffer(16)),
  };
}

function startsWith(ids: readonly number[], first: readonly number[]): boolean {
  return first.every((id, index) => ids[index] === id);
}

function keptSource({ accounts, offsets, names, quantity, properties }: EventColumns): MergeSource {
  return { accounts, offsets, names, properties, hasQuantity: quantity !== null };
}

function keptTasks(kept: MergeTarget): Task[] {
  return stretchesOf(kept.offsets).map((stretch) => ({ kept, ...stretch }));
}

/** The longest first, so that no thread has one left when the others are done. */
function storedTasks(sources: readonly StoredSource[]): Task[] {
  const byColumn = new Map<string, Task[]>();
  sources.forEach(({ manifest, properties, hasQuantity }, source) => {
    const columns = ['seconds', ...(hasQuantity ? ['quantity'] : []), 'name'];
    for (const key of properties.keys()) if (manifest.columns[`property:${key}`]) columns.push(`property:${key}`);
    for (const column of columns) {
      const tasks = byColumn.get(column) ?? [];
      for (let part = 0; part * partRows < manifest.rows; part++) tasks.push({ source, column, part });
      byColumn.set(column, tasks);
    }
  });
  return [...byColumn.values()].flat();
}

const rowsOfStretch = 1 << 18;

function stretchesOf(offsets: Uint32Array): Stretch[] {
  const stretches: Stretch[] = [];
  const accounts = offsets.length - 1;
  for (let first = 0; first < accounts;) {
    let end = first + 1;
    while (end < accounts && offsets[end]! - offsets[first]! < rowsOfStretch) end += 1;
    stretches.push({ first, end });
    first = end;
  }
  return stretches;
}

/** Does what is left of the first half of the work: all rows to their accounts. Several threads can do this at the same time. */
export function fillStore(
  database: ReadableDatabase,
  load: StoreLoad,
  kept: EventColumns | null,
  shouldStop: StopCheck,
): void {
  const { columns, sources, tasks, progress } = load;
  for (let next = take(progress, tasksTaken); next < tasks.length; next = take(progress, tasksTaken)) {
    if (shouldStop()) throw cancelled('The reading of events');
    const task = tasks[next]!;
    if ('kept' in task) {
      if (kept !== null) copyAccounts(kept, task.kept, columns, task.first, task.end);
    } else readPartOf(database, sources[task.source]!, task.column, task.part, columns);
    Atomics.add(progress, tasksDone, 1);
  }
}

function readPartOf(
  database: ReadableDatabase,
  source: StoredSource,
  column: string,
  part: number,
  into: Pick<MergePlan, 'seconds' | 'name' | 'quantity' | 'properties'>,
): void {
  const chunks = chunksOf(database, source.segment);
  let stored: Uint8Array | null = null;
  const chunkOf: ChunkSource = (name, at) => {
    const chunk = chunks(name, at);
    stored = chunk?.bytes ?? null;
    return chunk;
  };
  readPartFrom(chunkOf, source, column, part, into);
  if (stored !== null) free(stored);
}

function readPartFrom(
  chunkOf: ChunkSource,
  source: StoredSource,
  column: string,
  part: number,
  into: Pick<MergePlan, 'seconds' | 'name' | 'quantity' | 'properties'>,
): void {
  if (column === 'seconds') return readSeconds(chunkOf, source, part, into.seconds);
  if (column === 'name') return readCodes(chunkOf, source, column, part, source.names, into.name);
  if (column === 'quantity') return readQuantity(chunkOf, source, part, into.quantity!);
  const key = column.slice('property:'.length);
  const { codes } = into.properties.find((property) => property.key === key)!;
  readCodes(chunkOf, source, column, part, source.properties.get(key)!, codes);
}

export const isFilled = ({ progress, tasks }: StoreLoad): boolean => Atomics.load(progress, tasksDone) === tasks.length;

/** The second half: each account in the order of time. Only once all is filled; by several threads at the same time too. */
export function sortStore({ columns, stretches, progress }: StoreLoad, shouldStop: StopCheck): void {
  const { offsets, seconds, name, quantity, properties } = columns;
  const companions = [name, ...(quantity ? [quantity] : []), ...properties.map(({ codes }) => codes)];
  for (let next = take(progress, stretchesTaken); next < stretches.length; next = take(progress, stretchesTaken)) {
    if (shouldStop()) throw cancelled('The reading of events');
    const { first, end } = stretches[next]!;
    sortAccountsByTime(offsets.subarray(first, end + 1), seconds, companions);
    Atomics.add(progress, stretchesDone, 1);
  }
}

export const isSorted = ({ progress, stretches }: StoreLoad): boolean =>
  Atomics.load(progress, stretchesDone) === stretches.length;

const take = (progress: Int32Array, counter: number): number => Atomics.add(progress, counter, 1);

/** The columns, once they are filled and sorted. */
export function finishStore({ columns }: StoreLoad): SharedEventColumns {
  const { minSeconds, maxSeconds } = columnsOf({ ...columns, accounts: [] });
  return { ...columns, minSeconds, maxSeconds };
}
