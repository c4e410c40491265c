import { HoldfastError } from '../../../shared/domain/errors.ts';
import { logGamma } from '../special.ts';
import { fittedParameters } from './fitted.ts';
import type { FittedParameters } from './fitted.ts';
import { maximise } from './maximise.ts';

/**
 * Amounts vary around each customer's own mean as a gamma with shape p, and the means among customers as an inverse gamma
 * (q, v). Fader and Hardie 2013, "The gamma-gamma model of monetary value". It supposes that amount and frequency are
 * independent; `correlation` tells how far that holds.
 */
export type GammaGamma = FittedParameters<'p' | 'q' | 'v'>;
export type GammaGammaParameters = GammaGamma['parameters'];

const fewest = 10;

/**
 * Maximum likelihood.
 * @param counts purchases that each mean is made of, at least 1
 * @param means mean amount of those purchases, above 0
 */
export function fitGammaGamma(
  counts: ArrayLike<number>,
  means: ArrayLike<number>,
  shouldStop?: () => boolean,
): GammaGamma {
  if (counts.length < fewest) {
    throw new HoldfastError(
      'not_enough_data',
      `Only ${counts.length} customers have a repeat purchase with an amount, and at least ${fewest} are needed to tell what customers spend.`,
    );
  }
  let logs = 0;
  for (let row = 0; row < counts.length; row++) {
    if (!(counts[row]! >= 1 && means[row]! > 0 && Number.isFinite(means[row]!))) {
      throw new HoldfastError(
        'invalid_input',
        `Customer ${row + 1}: the mean amount (${means[row]}) must be above 0. Leave out refunds, or set them off against the purchase.`,
        { row: row + 1 },
      );
    }
    logs += Math.log(means[row]!);
  }
  // In units of the usual amount, so that the start fits any currency.
  const unit = Math.exp(logs / counts.length);
  const scaled = Float64Array.from(means, (mean) => mean / unit);
  const distinct = [...new Set(Array.from(counts))];
  const objective = (at: Float64Array): number => {
    const [p = 0, q = 0, v = 0] = at.map(Math.exp);
    const front = q * Math.log(v) - logGamma(q);
    const ofCount = new Map(
      distinct.map((x) => [x, logGamma(p * x + q) - logGamma(p * x) + p * x * Math.log(x) + front]),
    );
    let sum = 0;
    for (let row = 0; row < counts.length; row++) {
      const x = counts[row]!;
      const m = scaled[row]!;
      sum += ofCount.get(x)! + (p * x - 1) * Math.log(m) - (p * x + q) * Math.log(v + m * x);
    }
    return sum;
  };
  const maximum = maximise(
    objective,
    [
      [1, 1, 0.5],
      [2, 2, 2],
    ],
    shouldStop,
  );
  const fitted = fittedParameters(['p', 'q', 'v'], maximum, counts.length);
  fitted.parameters.v *= unit;
  fitted.logLikelihood -= counts.length * Math.log(unit);
  return fitted;
}

/**
 * Amount expected of a customer's purchases, given `count` of them with mean `mean`; a mix of both with the mean of all. Null
 * where nothing was seen of the customer and the mean of all has no end (q ≤ 1).
 */
export function gammaGammaExpected({ p, q, v }: GammaGammaParameters, count: number, mean: number): number | null {
  const below = p * count + q - 1;
  return below > 0 ? (p * (v + count * mean)) / below : null;
}

/** Mean amount over all customers; null where it has no end (q ≤ 1). */
export function gammaGammaMean(parameters: GammaGammaParameters): number | null {
  return gammaGammaExpected(parameters, 0, 0);
}

/** Pearson's correlation of how often and how much; null where either is the same for all. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  const mean = (of: ArrayLike<number>): number => Array.from(of).reduce((sum, value) => sum + value, 0) / of.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [both, ofA, ofB] = [0, 0, 0];
  for (let row = 0; row < a.length; row++) {
    both += (a[row]! - meanA) * (b[row]! - meanB);
    ofA += (a[row]! - meanA) ** 2;
    ofB += (b[row]! - meanB) ** 2;
  }
  return ofA > 0 && ofB > 0 ? both / Math.sqrt(ofA * ofB) : null;
}
