import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { hashWidth } from './id-hash.ts';

/** Hashes of ids on disk, ascending by their first number. */
export type IdRun = {
  readonly count: number;
  /** How often its hashes were merged. */
  readonly level: number;
  /** Bytes in memory. */
  readonly bytes: number;
  has(first: number, second: number, third: number): boolean;
  /** Hashes from `from` on, as many as fit. @returns how many */
  read(from: number, into: Uint32Array): number;
  close(): void;
};

/** Hashes in the piece that a look reads. */
const pieceHashes = 256;
const hashBytes = hashWidth * 4;
/** Hashes that are read and written at once where runs are merged. */
const mergedAtOnce = 8_192;

/** @param slots hashes, all zero where there is none; up to 2^21 places for them */
export function writeIdRun(file: string, slots: Uint32Array, count: number): IdRun {
  // The first number and the place of a hash make one double, which the engine sorts natively; both fit into 53 bits.
  const places = slots.length / hashWidth;
  const order = new Float64Array(count);
  let filled = 0;
  for (let place = 0; place < places; place++) {
    const at = place * hashWidth;
    if (slots[at] === 0 && slots[at + 1] === 0 && slots[at + 2] === 0) continue;
    order[filled++] = slots[at]! * places + place;
  }
  order.sort();
  const run = startRun(file, count, 0);
  return run.fill(() => {
    for (const key of order) {
      const at = (key - Math.floor(key / places) * places) * hashWidth;
      run.add(slots[at]!, slots[at + 1]!, slots[at + 2]!);
    }
  });
}

/** One run of the hashes of several, which are closed. */
export function mergeIdRuns(file: string, runs: readonly IdRun[]): IdRun {
  const level = Math.max(...runs.map((run) => run.level)) + 1;
  const merged = startRun(
    file,
    runs.reduce((sum, { count }) => sum + count, 0),
    level,
  );
  const heads = runs.map((run) => ({ run, next: 0, at: 0, end: 0, held: new Uint32Array(mergedAtOnce * hashWidth) }));
  const firsts = heads.map(() => Infinity);
  const fetch = (index: number): void => {
    const head = heads[index]!;
    if (head.at === head.end) {
      const read = head.run.read(head.next, head.held);
      head.next += read;
      head.at = 0;
      head.end = read * hashWidth;
    }
    firsts[index] = head.at < head.end ? head.held[head.at]! : Infinity;
  };
  const result = merged.fill(() => {
    heads.forEach((_head, index) => fetch(index));
    for (;;) {
      let least = 0;
      for (let index = 1; index < firsts.length; index++) if (firsts[index]! < firsts[least]!) least = index;
      if (firsts[least] === Infinity) return;
      const head = heads[least]!;
      merged.add(head.held[head.at]!, head.held[head.at + 1]!, head.held[head.at + 2]!);
      head.at += hashWidth;
      fetch(least);
    }
  });
  for (const run of runs) run.close();
  return result;
}

function startRun(file: string, count: number, level: number) {
  const descriptor = openSync(file, 'w+', 0o600);
  // In memory stays the first number of each piece, which leads to the piece that could hold a hash.
  const firsts = new Uint32Array(Math.ceil(count / pieceHashes));
  let isOpen = true;
  const close = (): void => {
    if (!isOpen) return;
    isOpen = false;
    closeSync(descriptor);
    rmSync(file, { force: true });
  };
  let buffer = new Uint32Array(mergedAtOnce * hashWidth);
  let filled = 0;
  let written = 0;
  function flush(): void {
    const bytes = new Uint8Array(buffer.buffer, 0, filled * 4);
    for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at, bytes.length - at);
    filled = 0;
  }
  return {
    add(first: number, second: number, third: number): void {
      if (written % pieceHashes === 0) firsts[written / pieceHashes] = first;
      written++;
      buffer[filled] = first;
      buffer[filled + 1] = second;
      buffer[filled + 2] = third;
      filled += hashWidth;
      if (filled === buffer.length) flush();
    },
    /** @param put adds all hashes, in order */
    fill(put: () => void): IdRun {
      try {
        // Where an open file can lose its name, a crash leaves nothing behind.
        if (process.platform !== 'win32') rmSync(file, { force: true });
        put();
        flush();
      } catch (error) {
        close();
        throw error;
      }
      buffer = new Uint32Array(0);
      return openRun(descriptor, firsts, count, level, close);
    },
  };
}

function openRun(descriptor: number, firsts: Uint32Array, count: number, level: number, close: () => void): IdRun {
  const piece = new Uint32Array(pieceHashes * hashWidth);

  function read(from: number, into: Uint32Array): number {
    const wanted = Math.min(into.length / hashWidth, count - from) * hashBytes;
    const bytes = new Uint8Array(into.buffer, into.byteOffset, wanted);
    let got = 0;
    while (got < wanted) {
      const now = readSync(descriptor, bytes, got, wanted - got, from * hashBytes + got);
      if (now === 0) throw new Error('A file of ids was cut off.');
      got += now;
    }
    return wanted / hashBytes;
  }

  return {
    count,
    level,
    bytes: firsts.byteLength + piece.byteLength,
    read,
    has(first, second, third) {
      // Hashes of the same first number may stand in several pieces.
      let place = Math.max(0, firstNotBefore(firsts, 1, firsts.length, first) - 1);
      for (; place < firsts.length && firsts[place]! <= first; place++) {
        const held = read(place * pieceHashes, piece);
        for (let at = firstNotBefore(piece, hashWidth, held, first); at < held; at++) {
          if (piece[at * hashWidth] !== first) return false;
          if (piece[at * hashWidth + 1] === second && piece[at * hashWidth + 2] === third) return true;
        }
      }
      return false;
    },
    close,
  };
}

/** Place of the first of `count` values, `step` apart and ascending, that is not smaller; `count` where all are. */
function firstNotBefore(values: Uint32Array, step: number, count: number, value: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle * step]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
