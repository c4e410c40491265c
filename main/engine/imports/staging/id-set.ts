import { createIdFilter } from './id-filter.ts';
import type { IdFilter } from './id-filter.ts';
import { hashId, hashWidth, randomSeeds } from './id-hash.ts';
import type { IdSeeds } from './id-hash.ts';
import { mergeIdRuns, writeIdRun } from './id-run.ts';
import type { IdRun } from './id-run.ts';

/**
 * Remembers ids as hashes of 96 bits, in memory that does not grow with them: beyond some they go to disk in sorted runs. Two ids are taken
 * for one with a probability of n²/2⁹⁷: about one in 10¹³ for a hundred million of them.
 */
export type IdSet = {
  readonly size: number;
  /** Bytes in memory. */
  readonly bytes: number;
  readonly seeds: IdSeeds;
  /** False where the id was there already. */
  add(id: string): boolean;
  /** The same by its hash. */
  addHash(first: number, second: number, third: number): boolean;
  /** Gives up memory and disk; nothing can be added any more. */
  close(): void;
};

export type IdSetLimits = {
  /** How many ids are kept in memory. */
  readonly most: number;
  /** Of the filter over ids that are on disk: a power of two. The smaller, the more looks at the disk. */
  readonly filterBytes: number;
};

const usualLimits: IdSetLimits = { most: Math.floor((1 << 21) * 0.7), filterBytes: 64 * 1024 * 1024 };
/** So many runs of one level become one of the next. */
const runsToMerge = 8;

/** @param file beside which runs are put */
export function createIdSet(file: string, { most, filterBytes }: IdSetLimits = usualLimits): IdSet {
  const seeds = randomSeeds();
  let runs: IdRun[] = [];
  let runNumber = 0;
  let filter: IdFilter | null = null;
  let capacity = 1 << 14;
  let slots = new Uint32Array(capacity * hashWidth);
  let inMemory = 0;
  let size = 0;
  const hash = new Uint32Array(hashWidth);
  const nextFile = (): string => `${file}-ids-${runNumber++}`;

  /** Where a hash stands, or the complement of where it would. */
  function find(first: number, second: number, third: number): number {
    let slot = first & (capacity - 1);
    for (;;) {
      const at = slot * hashWidth;
      const there = slots[at]!;
      if (there === first && slots[at + 1] === second && slots[at + 2] === third) return at;
      if (there === 0 && slots[at + 1] === 0 && slots[at + 2] === 0) return ~at;
      slot = (slot + 1) & (capacity - 1);
    }
  }

  function put(at: number, first: number, second: number, third: number): void {
    slots[at] = first;
    slots[at + 1] = second;
    slots[at + 2] = third;
  }

  function forEachHash(from: Uint32Array, take: (first: number, second: number, third: number) => void): void {
    for (let at = 0; at < from.length; at += hashWidth) {
      const [first, second, third] = [from[at]!, from[at + 1]!, from[at + 2]!];
      if (first !== 0 || second !== 0 || third !== 0) take(first, second, third);
    }
  }

  function grow(): void {
    const old = slots;
    capacity *= 2;
    slots = new Uint32Array(capacity * hashWidth);
    forEachHash(old, (first, second, third) => put(~find(first, second, third), first, second, third));
  }

  function spill(): void {
    filter ??= createIdFilter(filterBytes);
    forEachHash(slots, filter.add);
    runs.push(writeIdRun(nextFile(), slots, inMemory));
    slots.fill(0);
    inMemory = 0;
    for (let level = 0; ; level++) {
      const alike = runs.filter((run) => run.level === level);
      if (alike.length < runsToMerge) break;
      const others = runs.filter((run) => run.level !== level);
      runs = [mergeIdRuns(nextFile(), alike), ...others];
    }
  }

  function isOnDisk(first: number, second: number, third: number): boolean {
    if (filter === null || !filter.mayHave(first, second, third)) return false;
    for (const run of runs) if (run.has(first, second, third)) return true;
    return false;
  }

  function addHash(first: number, second: number, third: number): boolean {
    let at = find(first, second, third);
    if (at >= 0 || isOnDisk(first, second, third)) return false;
    if (inMemory >= most) {
      spill();
      at = find(first, second, third);
    } else if (inMemory * 10 > capacity * 7) {
      grow();
      at = find(first, second, third);
    }
    put(~at, first, second, third);
    inMemory++;
    size++;
    return true;
  }

  return {
    seeds,
    get size() {
      return size;
    },
    get bytes() {
      return slots.byteLength + (filter?.bytes ?? 0) + runs.reduce((sum, run) => sum + run.bytes, 0);
    },
    add(id) {
      hashId(id, seeds, hash);
      return addHash(hash[0]!, hash[1]!, hash[2]!);
    },
    addHash,
    close() {
      for (const run of runs) run.close();
      runs = [];
      filter = null;
      slots = new Uint32Array(0);
    },
  };
}
