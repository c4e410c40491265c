/**
 * Which names are worth comparing. Every name stands in a few blocks: one for each of its rarest words, the first and the
 * last five letters and the consonants of the whole, and its initials. Names in one block are compared; of a block that
 * is too large only neighbours in alphabetical order are, so that the work grows with the book and not with its square.
 */
export type NameBlocks = {
  /** Document frequency: how many names use a word. */
  frequency(word: string): number;
  /** Calls `compare` with every pair of places that shares a block, each once, the smaller place first. */
  pairs(compare: (left: number, right: number) => void, onProgress?: (share: number) => void): void;
};

const rareWords = 3;
const largestWordBlock = 40;
const largestShapeBlock = 25;
const neighbours = 6;

export function createNameBlocks(names: readonly (readonly string[])[]): NameBlocks {
  const frequencies = new Map<string, number>();
  for (const words of names) for (const word of new Set(words)) frequencies.set(word, (frequencies.get(word) ?? 0) + 1);
  const frequency = (word: string): number => frequencies.get(word) ?? 0;

  function keysOf(words: readonly string[]): string[] {
    if (words.length === 0) return [];
    const rare = [...new Set(words)]
      .sort((a, b) => frequency(a) - frequency(b) || (a < b ? -1 : 1))
      .slice(0, rareWords);
    const whole = words.join('');
    const keys = rare.map((word) => `w${word}`);
    keys.push(`p${whole.slice(0, 5)}`, `s${whole.slice(-5)}`, `c${whole.replace(/[aeiou]/g, '').slice(0, 8)}`);
    // `IBM` and what it stands for meet here.
    if (words.length > 2) keys.push(`i${words.map((word) => word[0]).join('')}`);
    else if (words.length === 1 && whole.length >= 3 && whole.length <= 5) keys.push(`i${whole}`);
    return keys;
  }

  return {
    frequency,
    pairs(compare, onProgress = () => {}) {
      const blocks = new Map<string, number[]>();
      const keys = names.map((words) => keysOf(words));
      keys.forEach((list, place) => {
        for (const key of list) {
          const block = blocks.get(key);
          if (block) block.push(place);
          else blocks.set(key, [place]);
        }
      });
      for (const [key, block] of blocks) {
        if (block.length === 1) blocks.delete(key);
        else if (block.length > sizeLimit(key)) sortByName(block, names);
      }
      // The pair of two places is compared where its first common block is met.
      const seen = new Int32Array(names.length).fill(-1);
      const positions = positionsOf(blocks);
      for (let place = 0; place < names.length; place++) {
        if (place % 1000 === 0) onProgress(place / names.length);
        for (const key of keys[place]!) {
          const block = blocks.get(key);
          if (!block) continue;
          const isLarge = block.length > sizeLimit(key);
          const at = isLarge ? (positions.get(key)?.get(place) ?? 0) : 0;
          const from = isLarge ? Math.max(0, at - neighbours) : 0;
          const end = isLarge ? Math.min(block.length, at + neighbours + 1) : block.length;
          for (let index = from; index < end; index++) {
            const other = block[index]!;
            if (other <= place || seen[other] === place) continue;
            seen[other] = place;
            compare(place, other);
          }
        }
      }
    },
  };
}

const sizeLimit = (key: string): number => (key.startsWith('w') ? largestWordBlock : largestShapeBlock);

function sortByName(block: number[], names: readonly (readonly string[])[]): void {
  const whole = new Map(block.map((place) => [place, names[place]!.join(' ')]));
  block.sort((a, b) => {
    const [left, right] = [whole.get(a)!, whole.get(b)!];
    return left < right ? -1 : left > right ? 1 : a - b;
  });
}

/** Where each place stands in the blocks that are too large to be compared whole. */
function positionsOf(blocks: ReadonlyMap<string, readonly number[]>): Map<string, Map<number, number>> {
  const positions = new Map<string, Map<number, number>>();
  for (const [key, block] of blocks)
    if (block.length > sizeLimit(key)) positions.set(key, new Map(block.map((place, at) => [place, at])));
  return positions;
}
