import { createIdRun } from './id-run.ts';
import type { IdRun } from './id-run.ts';

/**
 * Remembers ids as 64-bit hashes, in bounded memory: beyond some millions they go to disk in sorted runs. Two ids are taken for one with
 * a probability of n²/2⁶⁵: about one in a million for five million ids.
 */
export type IdSet = {
  readonly size: number;
  /** The hashes start from these, so that nobody can compute them from ids. */
  readonly seeds: readonly [number, number];
  /** False where the id was there already. */
  add(id: string): boolean;
  /** The same by the halves of its hash. */
  addHash(low: number, high: number): boolean;
  /** Gives up memory and disk; nothing can be added any more. */
  close(): void;
};

const mostCapacity = 1 << 23;

/**
 * @param file beside which runs are put
 * @param most how many ids are kept in memory
 */
export function createIdSet(file: string, most: number = Math.floor(mostCapacity * 0.7)): IdSet {
  const seeds = [randomSeed(), randomSeed()] as const;
  const runs: IdRun[] = [];
  let capacity = 1 << 14;
  let slots = new Uint32Array(capacity * 2);
  let inMemory = 0;
  let size = 0;
  const hash = new Uint32Array(2);

  function place(low: number, high: number): boolean {
    let slot = low & (capacity - 1);
    for (;;) {
      const at = slot * 2;
      const there = slots[at]!;
      if (there === 0 && slots[at + 1] === 0) {
        slots[at] = low;
        slots[at + 1] = high;
        return true;
      }
      if (there === low && slots[at + 1] === high) return false;
      slot = (slot + 1) & (capacity - 1);
    }
  }

  function grow(): void {
    const old = slots;
    capacity *= 2;
    slots = new Uint32Array(capacity * 2);
    for (let at = 0; at < old.length; at += 2) if (old[at] !== 0 || old[at + 1] !== 0) place(old[at]!, old[at + 1]!);
  }

  function addHash(low: number, high: number): boolean {
    for (const run of runs) if (run.has(low, high)) return false;
    if (inMemory >= most) {
      runs.push(createIdRun(`${file}-ids-${runs.length}`, slots, inMemory));
      slots.fill(0);
      inMemory = 0;
    }
    if (inMemory * 10 > capacity * 7) grow();
    if (!place(low, high)) return false;
    inMemory++;
    size++;
    return true;
  }

  return {
    seeds,
    get size() {
      return size;
    },
    add(id) {
      hashId(id, seeds, hash);
      return addHash(hash[0]!, hash[1]!);
    },
    addHash,
    close() {
      for (const run of runs) run.close();
      runs.length = 0;
      slots = new Uint32Array(2);
    },
  };
}

function randomSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]!;
}

/** Two multiplicative hashes of different primes over the same units, each finished with an avalanche; never both zero. */
export function hashId(id: string, [first, second]: readonly [number, number], into: Uint32Array): void {
  let low = first ^ id.length;
  let high = second ^ id.length;
  for (let index = 0; index < id.length; index++) {
    const unit = id.charCodeAt(index);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high + unit, 0x85ebca6b) ^ (high >>> 15);
  }
  finish(low, high, into);
}

/** `hashId` of the text in these bytes. False where it is not plain ASCII without blanks around it. */
export function hashBytes(
  bytes: Uint8Array,
  from: number,
  to: number,
  [first, second]: readonly [number, number],
  into: Uint32Array,
): boolean {
  if (bytes[from]! <= 32 || bytes[to - 1]! <= 32) return false;
  let low = first ^ (to - from);
  let high = second ^ (to - from);
  let all = 0;
  for (let at = from; at < to; at++) {
    const unit = bytes[at]!;
    all |= unit;
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high + unit, 0x85ebca6b) ^ (high >>> 15);
  }
  if (all >= 128) return false;
  finish(low, high, into);
  return true;
}

function finish(low: number, high: number, into: Uint32Array): void {
  into[0] = avalanche(low);
  into[1] = avalanche(high);
  // Both zero mean an empty slot.
  if (into[0] === 0 && into[1] === 0) into[1] = 1;
}

function avalanche(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
