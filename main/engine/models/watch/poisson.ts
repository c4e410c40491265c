import { chiSquaredTail } from '../../../stats/index.ts';

const tail = 0.025;

/**
 * The exact 95 % interval for the mean of a Poisson count (Garwood 1936). Of accounts that leave with different
 * probabilities the count varies a little less, so that the interval is rather too wide than too narrow.
 */
export function poissonInterval(count: number): { low: number; high: number } {
  return {
    // P(X ≥ count) and P(X ≤ count), both by the chi-squared distribution.
    low: count === 0 ? 0 : crossing((mean) => 1 - chiSquaredTail(2 * mean, 2 * count) - tail, count),
    high: crossing((mean) => tail - chiSquaredTail(2 * mean, 2 * (count + 1)), count),
  };
}

/** Where a rising function crosses 0; for a count, both ends lie below this bound. */
function crossing(rising: (mean: number) => number, count: number): number {
  let low = 0;
  let high = count + 6 * Math.sqrt(count + 1) + 6;
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2;
    if (rising(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
