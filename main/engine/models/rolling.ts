/** One origin: what it may learn from, and the time after the gap that it is tested on. Places in the list of days. */
export type Block = { readonly learn: readonly number[]; readonly test: readonly number[] };

const leastSnapshotsToLearnFrom = 3;
const mostBlocks = 6;

/**
 * The time after the first origin, cut into blocks that follow each other. Each is tested by a model of all snapshots whose
 * outcome was known when the block began, which leaves a gap as long as the horizon. Empty where no time is left to test on.
 */
export function rollingBlocks(days: readonly number[], horizonDays: number): Block[] {
  const places = days.map((_, place) => place);
  const knownBefore = (first: number): number[] => places.filter((place) => days[place]! + horizonDays <= days[first]!);
  const first = places.find((place) => knownBefore(place).length >= leastSnapshotsToLearnFrom);
  if (first === undefined) return [];
  const size = Math.ceil((days.length - first) / mostBlocks);
  const blocks: Block[] = [];
  for (let end = days.length; end > first; end -= size) {
    const start = Math.max(first, end - size);
    blocks.unshift({ learn: knownBefore(start), test: places.slice(start, end) });
  }
  return blocks;
}
