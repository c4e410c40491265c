import { childSeed, createRandom } from '../../../stats/index.ts';
import { stopIfAsked } from '../features/row-table.ts';
import { multinomial } from './binomial.ts';
import { psiOfCounts } from './psi-of-counts.ts';

/** Two divisions of one column into the same bins, as counts of accounts. */
export type Pair = { readonly then: readonly number[]; readonly now: readonly number[] };

export type Judged = {
  readonly psi: number;
  /** 99 % of the indices that chance alone gives to so many accounts lie at or below it. */
  readonly edge: number;
  /** Chance that any of all columns would stand out so much without drift: corrected for their number. */
  readonly corrected: number;
};

const draws = 2_000;
const level = 0.99;

/**
 * What chance gives: both times are drawn anew, a thousand times and more, from what they have in common, with as many
 * accounts as there were. The edge of a column's band is the 99 % quantile of its own indices. For all columns together the
 * greatest ratio of index to edge in each draw is kept (the single-step maximum of Westfall and Young); columns are drawn
 * apart, which errs on the careful side, since features go together.
 *
 * @throws cancelled where `shouldStop` says so
 */
export function judge(pairs: readonly Pair[], seed: number, shouldStop: () => boolean = () => false): Judged[] {
  const greatest = new Float64Array(draws);
  const found = pairs.map((pair, column) => {
    const drawn = nullIndices(pair, childSeed(seed, column), shouldStop);
    const edge = drawn.toSorted()[Math.ceil(level * draws) - 1]!;
    if (edge > 0) drawn.forEach((value, draw) => (greatest[draw] = Math.max(greatest[draw]!, value / edge)));
    return { psi: psiOfCounts(pair.then, pair.now), edge };
  });
  greatest.sort();
  return found.map(({ psi, edge }) => ({ psi, edge, corrected: edge > 0 ? shareAtLeast(greatest, psi / edge) : 1 }));
}

function nullIndices({ then, now }: Pair, seed: number, shouldStop: () => boolean): Float64Array {
  const random = createRandom(seed);
  const total = (counts: readonly number[]): number => Math.round(counts.reduce((sum, count) => sum + count, 0));
  const [totalThen, totalNow] = [total(then), total(now)];
  const common = then.map((count, bin) => (count + now[bin]!) / Math.max(1, totalThen + totalNow));
  const first = new Float64Array(then.length);
  const second = new Float64Array(then.length);
  stopIfAsked(shouldStop);
  return Float64Array.from({ length: draws }, () => {
    multinomial(totalThen, common, random, first);
    multinomial(totalNow, common, random, second);
    return psiOfCounts(first, second);
  });
}

/** Share of the draws that reach a value, the value itself being one of them. */
function shareAtLeast(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return (ascending.length - low + 1) / (ascending.length + 1);
}
