/**
 * A Bloom filter of a fixed size: says "no" only of ids that were never added. The four bits of an id stand in one line of the
 * processor's cache, so that a look waits for memory once.
 */
export type IdFilter = {
  readonly bytes: number;
  add(first: number, second: number, third: number): void;
  mayHave(first: number, second: number, third: number): boolean;
};

const wordsALine = 16;

/** @param bytes a power of two */
export function createIdFilter(bytes: number): IdFilter {
  const words = new Uint32Array(bytes / 4);
  const lastLine = words.length / wordsALine - 1;
  // Four bits out of 512 want 36 bits of the hash; the place of the line takes others.
  const lineOf = (second: number): number => (second & lastLine) * wordsALine;
  return {
    bytes,
    add(first, second, third) {
      const line = lineOf(second);
      words[line + (third & 15)]! |= 1 << ((third >>> 4) & 31);
      words[line + ((third >>> 9) & 15)]! |= 1 << ((third >>> 13) & 31);
      words[line + ((third >>> 18) & 15)]! |= 1 << ((third >>> 22) & 31);
      words[line + (first & 15)]! |= 1 << ((first >>> 4) & 31);
    },
    mayHave(first, second, third) {
      const line = lineOf(second);
      return (
        (words[line + (third & 15)]! & (1 << ((third >>> 4) & 31))) !== 0 &&
        (words[line + ((third >>> 9) & 15)]! & (1 << ((third >>> 13) & 31))) !== 0 &&
        (words[line + ((third >>> 18) & 15)]! & (1 << ((third >>> 22) & 31))) !== 0 &&
        (words[line + (first & 15)]! & (1 << ((first >>> 4) & 31))) !== 0
      );
    },
  };
}
