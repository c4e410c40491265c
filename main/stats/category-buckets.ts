import type { NumericColumn } from './trees/model.ts';

export type CategoryBuckets = {
  /** Code of each bucket; null for the first (nothing named) and the second (too rare to stand alone). */
  readonly names: readonly (number | null)[];
  /** Bucket of each row. */
  readonly of: Int32Array;
  /** By fold, by bucket. */
  readonly rows: readonly Float64Array[];
  readonly events: readonly Float64Array[];
  /** Rows that hang together count as one: by so much are all counts too large. */
  readonly repetition: number;
};

type Input = {
  readonly column: NumericColumn;
  readonly labels: Uint8Array;
  readonly groups: ArrayLike<number>;
  readonly foldOf: Uint8Array;
  readonly folds: number;
  readonly event: 0 | 1;
};

/** Groups that a category needs for a value of its own; the rest share one. */
const leastGroups = 10;

/** Rows and events of each category of a column, counted once for all folds. Groups are whole numbers from 0 and lie in one fold. */
export function categoryBuckets({ column, labels, groups, foldOf, folds, event }: Input): CategoryBuckets {
  const groupsOf = new Map<number, Set<number>>();
  for (let row = 0; row < column.length; row++) {
    const code = column[row]!;
    if (Number.isNaN(code)) continue;
    const seen = groupsOf.get(code);
    if (seen === undefined) groupsOf.set(code, new Set([groups[row]!]));
    else if (seen.size < leastGroups) seen.add(groups[row]!);
  }
  const common = [...groupsOf].flatMap(([code, seen]) => (seen.size >= leastGroups ? [code] : []));
  const names = [null, null, ...common.sort((a, b) => a - b)];
  const places = new Map(common.map((code, index) => [code, index + 2]));
  const of = Int32Array.from(column, (code) => (Number.isNaN(code) ? 0 : (places.get(code) ?? 1)));
  const rows = Array.from({ length: folds }, () => new Float64Array(names.length));
  const events = Array.from({ length: folds }, () => new Float64Array(names.length));
  const clusters = new Map<number, { bucket: number; rows: number; events: number }>();
  for (let row = 0; row < of.length; row++) {
    const bucket = of[row]!;
    const isEvent = labels[row] === event ? 1 : 0;
    rows[foldOf[row]!]![bucket]!++;
    events[foldOf[row]!]![bucket]! += isEvent;
    const key = groups[row]! * names.length + bucket;
    const cluster = clusters.get(key);
    if (cluster === undefined) clusters.set(key, { bucket, rows: 1, events: isEvent });
    else {
      cluster.rows++;
      cluster.events += isEvent;
    }
  }
  return { names, of, rows, events, repetition: repetitionOf([...clusters.values()], names.length) };
}

/** How many rows tell as much as one would if rows of a group did not hang together: their variance against that of single rows. */
function repetitionOf(clusters: readonly { bucket: number; rows: number; events: number }[], buckets: number): number {
  const rows = new Float64Array(buckets);
  const events = new Float64Array(buckets);
  for (const each of clusters) {
    rows[each.bucket]! += each.rows;
    events[each.bucket]! += each.events;
  }
  let [found, single] = [0, 0];
  for (const each of clusters) {
    const rate = events[each.bucket]! / rows[each.bucket]!;
    found += (each.events - each.rows * rate) ** 2;
    single += each.rows * rate * (1 - rate);
  }
  return single > 0 ? Math.max(1, found / single) : 1;
}
