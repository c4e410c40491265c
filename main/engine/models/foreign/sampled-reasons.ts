import { createRandom, permutation } from '../../../stats/index.ts';

export type SampledReasons = {
  /** Mean probability of the background rows, where every account's parts start from. */
  readonly base: number;
  /** Rows × features; base + a row's parts = its probability. */
  readonly contributions: Float64Array;
  readonly probabilities: Float32Array;
};

/** Whole rows of features are asked about together, up to so many. */
const rowsAsked = 20_000;

/**
 * Shapley values by sampled orders of the features (Castro, Gómez & Tejada 2009), each order with its reverse. Along an
 * order an account's values take the place of a background row's one after another, and each feature gets the change that
 * it made. Every walk starts at one background row and ends at the account, so the parts sum to probability − base exactly,
 * however few walks there are; with few of them only the split among the features is rough. All accounts are given the
 * same orders, so that equal accounts get equal reasons.
 * @param predict probabilities of rows of features
 */
export async function sampledReasons(
  predict: (values: Float32Array, rows: number) => Promise<ArrayLike<number>>,
  {
    values,
    rows,
    background,
    features,
    seed,
  }: {
    values: Float32Array;
    rows: number;
    background: Float32Array;
    features: number;
    seed: number;
  },
): Promise<SampledReasons> {
  const count = background.length / features;
  const startsAt = await predict(background, count);
  const base = Array.from(startsAt).reduce((sum, value) => sum + value, 0) / count;
  const endsAt = await predict(values, rows);
  const random = createRandom(seed);
  const walks = Array.from({ length: count }, () => permutation(features, random)).flatMap((order, start) => [
    { start, order },
    { start, order: order.slice().reverse() },
  ]);
  const contributions = new Float64Array(rows * features);
  const steps = Math.max(0, features - 1);
  const rowsTogether = Math.max(1, Math.floor(rowsAsked / Math.max(1, walks.length * steps)));
  for (let from = 0; from < rows; from += rowsTogether) {
    const to = Math.min(rows, from + rowsTogether);
    const asked = new Float32Array((to - from) * walks.length * steps * features);
    let place = 0;
    for (let row = from; row < to; row++) {
      for (const { start, order } of walks) {
        const mixed = background.slice(start * features, (start + 1) * features);
        for (let step = 0; step < steps; step++, place += features) {
          mixed[order[step]!] = values[row * features + order[step]!]!;
          asked.set(mixed, place);
        }
      }
    }
    const answers = asked.length === 0 ? [] : await predict(asked, asked.length / features);
    let answer = 0;
    for (let row = from; row < to; row++) {
      for (const { start, order } of walks) {
        let before = startsAt[start]!;
        for (let step = 0; step < features; step++) {
          const after = step < steps ? answers[answer++]! : endsAt[row]!;
          contributions[row * features + order[step]!]! += (after - before) / walks.length;
          before = after;
        }
      }
    }
  }
  return { base, contributions, probabilities: Float32Array.from({ length: rows }, (_, row) => endsAt[row]!) };
}
