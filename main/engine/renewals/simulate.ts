import { cancelled } from '../../../shared/domain/errors.ts';
import { createRandom, logit, normalQuantile, quantile, sigmoid } from '../../stats/index.ts';

/** A renewal as the model sees it: minor units at stake, and the chance that it renews with its 95 % interval. */
export interface Chance {
  readonly amount: number;
  readonly probability: number;
  readonly lower: number;
  readonly upper: number;
}

const allDraws = 2_000;
/** From so many renewals on the sum of one world is as good as normal. */
const manyRenewals = 200;
const worldsOf = (renewals: number): number => (renewals < manyRenewals ? 200 : 50);
const z = normalQuantile(0.975);

const least = 1e-6;
const logOdds = (share: number): number => logit(Math.min(1 - least, Math.max(least, share)));

/**
 * What a set of renewals brings: Σ amount × chance, each rounded so that parts add up to their whole, and the middle 95 % of
 * 2,000 simulated outcomes. Each world moves all chances together along their intervals, because one model's weights stand
 * behind all of them; in each world every renewal then comes or does not. Amounts are minor units.
 */
export function simulateKept(
  renewals: readonly Chance[],
  seed: number,
  shouldStop: () => boolean = () => false,
): { expected: number; lower: number; upper: number } | null {
  if (renewals.length === 0) return null;
  const random = createRandom(seed);
  const worlds = worldsOf(renewals.length);
  const middle = renewals.map(({ probability }) => logOdds(probability));
  const spread = renewals.map(({ lower, upper }) => Math.max(0, (logOdds(upper) - logOdds(lower)) / (2 * z)));
  const chances = new Float64Array(renewals.length);
  const outcomes = new Float64Array(allDraws);
  let filled = 0;
  for (let world = 0; world < worlds; world++) {
    if (shouldStop()) throw cancelled('The forecast');
    // The middles of equal slices of the normal: no luck in which worlds are seen.
    const shift = normalQuantile((world + 0.5) / worlds);
    let mean = 0;
    let variance = 0;
    for (let index = 0; index < renewals.length; index++) {
      const chance = sigmoid(middle[index]! + shift * spread[index]!);
      const { amount } = renewals[index]!;
      chances[index] = chance;
      mean += amount * chance;
      variance += amount * amount * chance * (1 - chance);
    }
    for (let draw = 0; draw < allDraws / worlds; draw++) {
      let sum = mean + Math.sqrt(variance) * (renewals.length >= manyRenewals ? random.normal() : 0);
      if (renewals.length < manyRenewals) {
        sum = 0;
        for (let index = 0; index < renewals.length; index++) {
          if (random.next() < chances[index]!) sum += renewals[index]!.amount;
        }
      }
      outcomes[filled++] = sum;
    }
  }
  outcomes.sort();
  const most = renewals.reduce((sum, { amount }) => sum + amount, 0);
  const within = (value: number): number => Math.min(most, Math.max(0, value));
  return {
    expected: renewals.reduce((sum, { amount, probability }) => sum + Math.round(amount * probability), 0),
    lower: Math.round(within(quantile(outcomes, 0.025))),
    upper: Math.round(within(quantile(outcomes, 0.975))),
  };
}
