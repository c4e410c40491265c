import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';

/** Hashes of ids that went to disk. */
export type IdRun = { has(low: number, high: number): boolean; close(): void };

/** Hashes in the piece that a look reads. */
const pieceHashes = 512;
const bitsAHash = 12;
const looks = 6;

/**
 * Writes hashes sorted. In memory stay a Bloom filter, which answers nearly every question about a hash that is not there, and the first
 * hash of each piece, which leads to the piece that could hold it.
 * @param slots halves of hashes, both zero where a slot is empty
 */
export function createIdRun(file: string, slots: Uint32Array, count: number): IdRun {
  const sorted = new BigUint64Array(count);
  const halves = new Uint32Array(sorted.buffer);
  let filled = 0;
  for (let at = 0; at < slots.length; at += 2) {
    if (slots[at] === 0 && slots[at + 1] === 0) continue;
    halves[filled * 2] = slots[at]!;
    halves[filled * 2 + 1] = slots[at + 1]!;
    filled++;
  }
  sorted.sort();
  const bits = Math.max(64, count * bitsAHash);
  const filter = new Uint8Array(Math.ceil(bits / 8));
  const firsts = new BigUint64Array(Math.ceil(count / pieceHashes));
  for (let index = 0; index < count; index++) {
    const low = halves[index * 2]!;
    const high = halves[index * 2 + 1]!;
    let bit = low;
    for (let look = 0; look < looks; look++) {
      const place = bit % bits;
      filter[place >>> 3]! |= 1 << (place & 7);
      bit = (Math.imul(bit, 0x9e3779b1) + high) >>> 0;
    }
    if (index % pieceHashes === 0) firsts[index / pieceHashes] = sorted[index]!;
  }
  const descriptor = openSync(file, 'w+', 0o600);
  let isGone = false;
  try {
    const bytes = new Uint8Array(sorted.buffer);
    for (let at = 0; at < bytes.length;)
      at += writeSync(descriptor, bytes, at, Math.min(bytes.length - at, 1 << 26), at);
    // Where an open file can lose its name, a crash leaves nothing behind.
    if (process.platform !== 'win32') rmSync(file, { force: true });
    isGone = process.platform !== 'win32';
  } catch (error) {
    closeSync(descriptor);
    rmSync(file, { force: true });
    throw error;
  }
  const piece = new BigUint64Array(pieceHashes);
  const wanted = new BigUint64Array(1);
  const wantedHalves = new Uint32Array(wanted.buffer);
  let held = -1;

  function mayHave(low: number, high: number): boolean {
    let bit = low;
    for (let look = 0; look < looks; look++) {
      const place = bit % bits;
      if ((filter[place >>> 3]! & (1 << (place & 7))) === 0) return false;
      bit = (Math.imul(bit, 0x9e3779b1) + high) >>> 0;
    }
    return true;
  }

  return {
    has(low, high) {
      if (!mayHave(low, high)) return false;
      wantedHalves[0] = low;
      wantedHalves[1] = high;
      const hash = wanted[0]!;
      const place = lastNotAfter(firsts, firsts.length, hash);
      if (place < 0) return false;
      if (place !== held) {
        readSync(descriptor, piece, 0, piece.byteLength, place * piece.byteLength);
        held = place;
      }
      const inPiece = Math.min(pieceHashes, count - place * pieceHashes);
      return piece[lastNotAfter(piece, inPiece, hash)] === hash;
    },
    close() {
      closeSync(descriptor);
      if (!isGone) rmSync(file, { force: true });
    },
  };
}

/** Place of the last value up to `value` among the first `count`, which ascend; -1 where all are larger. */
function lastNotAfter(values: BigUint64Array, count: number, value: bigint): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
