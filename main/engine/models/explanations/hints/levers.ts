import { quantile } from '../../../../stats/index.ts';
import { helpfulDirection } from '../actionable.ts';
import { distance, smallest } from '../similar.ts';

/** A feature that a person can move, and the values that accounts like this one have in the helpful direction. */
export type Lever = {
  /** Place among the model's features. */
  readonly place: number;
  readonly from: number;
  /** Nearest first. */
  readonly values: readonly number[];
};

export type Customer = { readonly contributions: ArrayLike<number>; readonly values: ArrayLike<number> };

export const accountsCompared = 200;
const valuesTried = 6;
/** Beyond the tenth at either end a value is rare even among similar accounts. */
const tail = 0.1;

/**
 * The customers most like one, by what the model makes of all that nobody can change; nearest first.
 * @param features the model's, in the order of the parts
 */
export function comparable(
  features: readonly string[],
  account: Customer,
  others: readonly Customer[],
  count = accountsCompared,
): Customer[] {
  const fixed = features.flatMap((name, place) => (helpfulDirection(name) === null ? [place] : []));
  const partsOf = ({ contributions }: Customer): number[] => fixed.map((place) => contributions[place]!);
  const own = partsOf(account);
  const gaps = Float64Array.from(others, (other) => distance(own, partsOf(other)));
  return Array.from(smallest(gaps, Math.min(count, others.length)), (place) => others[place]!);
}

/** What could be moved: known values only, in the helpful direction, within what most similar accounts have. */
export function leversOf(features: readonly string[], account: Customer, similar: readonly Customer[]): Lever[] {
  return features.flatMap((name, place) => {
    const direction = helpfulDirection(name);
    const from = account.values[place]!;
    if (direction === null || Number.isNaN(from)) return [];
    const known = similar
      .map(({ values }) => values[place]!)
      .filter((value) => !Number.isNaN(value))
      .sort((a, b) => a - b);
    if (known.length === 0) return [];
    const limit = quantile(known, direction === 1 ? 1 - tail : tail);
    const better = [...new Set(known)]
      .filter((value) => direction * (value - from) > 0 && direction * (limit - value) >= 0)
      .sort((a, b) => direction * (a - b));
    return better.length === 0 ? [] : [{ place, from, values: spread(better) }];
  });
}

/** A few of them evenly, the farthest always among them. */
function spread(values: readonly number[]): number[] {
  if (values.length <= valuesTried) return [...values];
  return Array.from(
    { length: valuesTried },
    (_, step) => values[Math.round(((step + 1) * values.length) / valuesTried) - 1]!,
  );
}
