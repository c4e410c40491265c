/** Texts as ranges of bytes, coded in order of first appearance; nothing is decoded before it is asked for. */
export type ByteDictionary = {
  readonly count: number;
  /** Bytes held. */
  readonly size: number;
  /**
   * Three bytes after the range must be readable.
   * @param view of `bytes`, from the same start
   * @param hash of the bytes as `hashRange` makes it
   * @param escaped 1 where quotes in the range are doubled, so that it stands for another text than the bytes say
   */
  codeOf(bytes: Uint8Array, view: DataView, from: number, to: number, hash: number, escaped: number): number;
  /** `codeOf` of many ranges, into `codes` from `first` on. */
  codesOf(bytes: Uint8Array, view: DataView, ranges: ByteRanges, codes: Uint32Array, first: number): void;
};

/** Ranges of bytes, gathered to be looked up together: then the processor waits for memory once rather than for each. */
export type ByteRanges = {
  count: number;
  readonly starts: Int32Array;
  /** Twice the length of each, and 1 where it is escaped. */
  readonly lengths: Int32Array;
  readonly hashes: Int32Array;
  /** Scratch memory of the look-up. */
  readonly entries: Int32Array;
};

export function createByteRanges(capacity: number): ByteRanges {
  const column = (): Int32Array => new Int32Array(capacity);
  return { count: 0, starts: column(), lengths: column(), hashes: column(), entries: column() };
}

// Bytes are hashed and compared four at a time; what is missing in the last four counts as zeros.
export const hashStart = 0x811c9dc5 | 0;
export const hashFactor = 0x9e3779b1 | 0;

export function hashRange(view: DataView, from: number, to: number): number {
  let hash = hashStart;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    hash = Math.imul(hash ^ view.getInt32(at, true), hashFactor);
    hash ^= hash >>> 15;
  }
  const rest = view.getInt32(at, true) & ((1 << ((to - at) << 3)) - 1);
  hash = Math.imul(hash ^ rest, hashFactor);
  return hash ^ (hash >>> 15);
}

/** @param added called with each new range; its code is the number of earlier calls */
export function createByteDictionary(
  added: (bytes: Uint8Array, from: number, to: number, escaped: number) => void,
): ByteDictionary {
  let mask = 1023;
  // Two numbers a slot: the hash, and where its entry stands, with zero for an empty slot.
  let slots = new Int32Array((mask + 1) * 2);
  // An entry is its code, its length doubled plus one where it is escaped, and its bytes: all that a look needs stands together.
  let entries = new Uint8Array(32_768);
  let words = new Int32Array(entries.buffer);
  let end = 1;
  let count = 0;

  function grow(): void {
    const old = slots;
    mask = mask * 2 + 1;
    slots = new Int32Array((mask + 1) * 2);
    for (let at = 0; at < old.length; at += 2) {
      if (old[at + 1] === 0) continue;
      let slot = mixed(old[at]!) & mask;
      while (slots[slot * 2 + 1] !== 0) slot = (slot + 1) & mask;
      slots[slot * 2] = old[at]!;
      slots[slot * 2 + 1] = old[at + 1]!;
    }
  }

  function add(bytes: Uint8Array, from: number, to: number, escaped: number): void {
    const length = to - from;
    const next = end + 3 + (length >>> 2);
    if (next * 4 > entries.length) {
      const larger = new Uint8Array(Math.max(entries.length * 2, next * 4));
      larger.set(entries);
      entries = larger;
      words = new Int32Array(entries.buffer);
    }
    words[end] = count;
    words[end + 1] = length * 2 + escaped;
    // Beyond the end entries are zeros.
    let at = (end + 2) * 4;
    for (let place = from; place < to; place++) entries[at++] = bytes[place]!;
    end = next;
    count += 1;
    added(bytes, from, to, escaped);
  }

  const dictionary: ByteDictionary = {
    get count() {
      return count;
    },
    get size() {
      return entries.length + slots.length * 4;
    },
    codeOf(bytes, view, from, to, hash, escaped) {
      const wanted = (to - from) * 2 + escaped;
      let slot = mixed(hash) & mask;
      for (;;) {
        const entry = slots[slot * 2 + 1]!;
        if (entry === 0) break;
        if (slots[slot * 2] === hash && words[entry + 1] === wanted) {
          if (isSame(words, entry + 2, view, from, to)) return words[entry]!;
        }
        slot = (slot + 1) & mask;
      }
      slots[slot * 2] = hash;
      slots[slot * 2 + 1] = end;
      add(bytes, from, to, escaped);
      if (count * 2 > mask) grow();
      return count - 1;
    },
    codesOf(bytes, view, ranges, codes, first) {
      const { count: wanted, starts, lengths, hashes, entries: found } = ranges;
      for (let index = 0; index < wanted; index++) {
        const slot = mixed(hashes[index]!) & mask;
        found[index] = slots[slot * 2] === hashes[index] ? slots[slot * 2 + 1]! : 0;
      }
      // A look at each entry before any is compared, for the same reason.
      const table = words;
      for (let index = 0; index < wanted; index++) {
        const entry = found[index]!;
        if (table[entry + 1] !== lengths[index]) found[index] = 0;
      }
      for (let index = 0; index < wanted; index++) {
        const entry = found[index]!;
        const start = starts[index]!;
        const length = lengths[index]!;
        const isThere = entry !== 0 && isSame(table, entry + 2, view, start, start + (length >> 1));
        codes[first + index] = isThere
          ? table[entry]!
          : dictionary.codeOf(bytes, view, start, start + (length >> 1), hashes[index]!, length & 1);
      }
    },
  };
  return dictionary;
}

function isSame(words: Int32Array, from: number, view: DataView, start: number, end: number): boolean {
  let at = from;
  let place = start;
  for (; place + 4 <= end; place += 4) if (words[at++] !== view.getInt32(place, true)) return false;
  return words[at] === (view.getInt32(place, true) & ((1 << ((end - place) << 3)) - 1));
}

function mixed(hash: number): number {
  const half = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return half ^ (half >>> 13);
}
