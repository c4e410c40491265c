import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, sigmoid } from '../../../stats/index.ts';
import { sampledReasons } from './sampled-reasons.ts';

const features = 4;
const rowsOf = (rows: number, seed: number): Float32Array => {
  const random = createRandom(seed);
  return Float32Array.from({ length: rows * features }, () => random.normal());
};
const by = (answer: (row: Float32Array) => number) => (values: Float32Array, rows: number) =>
  Promise.resolve(
    Float64Array.from({ length: rows }, (_, row) => answer(values.subarray(row * features, (row + 1) * features))),
  );
const entangled = by((row) => sigmoid(row[0]! * row[1]! - row[2]! + (row[3]! > 0 ? row[0]! : 0)));

describe('sampledReasons', () => {
  it('sums to the probability on every row, from one base for all', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), async (seed) => {
        const values = rowsOf(12, seed);
        const { base, contributions, probabilities } = await sampledReasons(entangled, {
          values,
          rows: 12,
          background: rowsOf(5, seed + 1),
          features,
          seed,
        });
        const said = await entangled(values, 12);
        said.forEach((probability, row) => {
          const parts = contributions.subarray(row * features, (row + 1) * features);
          expect(parts.reduce((sum, part) => sum + part, base)).toBeCloseTo(probability, 12);
          expect(probabilities[row]).toBe(Math.fround(probability));
        });
      }),
      { numRuns: 20 },
    );
  });

  it('is exact where features do not act on each other', async () => {
    const weights = [0.1, -0.2, 0.05, 0.3];
    const background = rowsOf(6, 2);
    const means = weights.map(
      (_, feature) => background.filter((_v, place) => place % features === feature).reduce((a, b) => a + b, 0) / 6,
    );
    const values = rowsOf(3, 3);
    const linear = by((row) => weights.reduce((sum, weight, feature) => sum + weight * row[feature]!, 0.5));
    const { contributions } = await sampledReasons(linear, { values, rows: 3, background, features, seed: 1 });
    contributions.forEach((part, place) =>
      expect(part).toBeCloseTo(weights[place % features]! * (values[place]! - means[place % features]!), 6),
    );
  });

  it('comes near the Shapley values of many starting rows, and is the same each time', async () => {
    const background = rowsOf(300, 5);
    const values = rowsOf(2, 6);
    const sampled = await sampledReasons(entangled, { values, rows: 2, background, features, seed: 7 });
    expect(await sampledReasons(entangled, { values, rows: 2, background, features, seed: 7 })).toEqual(sampled);
    for (let row = 0; row < 2; row++) {
      const exact = await shapley(values.subarray(row * features, (row + 1) * features), background);
      exact.forEach((part, feature) =>
        expect(Math.abs(sampled.contributions[row * features + feature]! - part)).toBeLessThan(0.02),
      );
    }
  });
});

/** By the definition: over all sets of features, the rest from each background row. */
async function shapley(row: Float32Array, background: Float32Array): Promise<number[]> {
  const count = background.length / features;
  const worth = await Promise.all(
    Array.from({ length: 2 ** features }, async (_, set) => {
      const mixed = background.map((value, place) =>
        (set >> (place % features)) & 1 ? row[place % features]! : value,
      );
      return (await entangled(mixed, count)).reduce((sum, value) => sum + value, 0) / count;
    }),
  );
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  return Array.from({ length: features }, (_, feature) =>
    worth.reduce((sum, value, set) => {
      if ((set >> feature) & 1) return sum;
      const size = Array.from({ length: features }, (_b, bit) => (set >> bit) & 1).reduce((a, b) => a + b, 0);
      const weight = (factorial(size) * factorial(features - size - 1)) / factorial(features);
      return sum + weight * (worth[set | (1 << feature)]! - value);
    }, 0),
  );
}
