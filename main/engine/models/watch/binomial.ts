import type { Random } from '../../../stats/index.ts';

/** Below this mean the draw is exact; above, a rounded normal one, whose error is far below that of a thousand draws. */
const exactUpTo = 30;

/** One draw from the binomial distribution. */
export function binomial(trials: number, probability: number, random: Random): number {
  if (!(trials > 0) || !(probability > 0)) return 0;
  if (probability >= 1) return trials;
  if (probability > 0.5) return trials - binomial(trials, 1 - probability, random);
  const mean = trials * probability;
  if (mean > exactUpTo) {
    const drawn = Math.round(mean + Math.sqrt(mean * (1 - probability)) * random.normal());
    return Math.min(trials, Math.max(0, drawn));
  }
  return inverted(trials, probability, random.next());
}

/** By running down the distribution function. */
function inverted(trials: number, probability: number, uniform: number): number {
  const odds = probability / (1 - probability);
  let mass = Math.exp(trials * Math.log1p(-probability));
  let below = mass;
  let count = 0;
  while (below < uniform && count < trials) {
    mass *= (odds * (trials - count)) / (count + 1);
    count++;
    below += mass;
  }
  return count;
}

/** Draws a division of `trials` into bins of the given shares, which sum to 1, into `counts`. */
export function multinomial(trials: number, shares: ArrayLike<number>, random: Random, counts: Float64Array): void {
  let left = trials;
  let share = 1;
  for (let bin = 0; bin < shares.length - 1; bin++) {
    const drawn = left > 0 && share > 0 ? binomial(left, Math.min(1, shares[bin]! / share), random) : 0;
    counts[bin] = drawn;
    left -= drawn;
    share -= shares[bin]!;
  }
  counts[shares.length - 1] = left;
}
