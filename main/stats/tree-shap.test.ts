import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrate } from './calibration.ts';
import type { RawColumn } from './encoding.ts';
import { encode, fitEncoder } from './encoding.ts';
import { sigmoid } from './special.ts';
import { exampleData, rowOf } from './testing/data.ts';
import { probabilityContributions, shapValues } from './tree-shap.ts';
import { fitTrees } from './trees/boost.ts';
import type { Tree, TreesModel } from './trees/model.ts';
import { predictTreesRow } from './trees/predict.ts';

/** Expected value of a tree when only the features of the set are known (definition, by recursion). */
function conditional(tree: Tree, row: readonly number[], known: number, node = 0): number {
  const feature = tree.feature[node]!;
  if (feature < 0) return tree.value[node]!;
  const left = tree.left[node]!;
  const right = tree.right[node]!;
  if (known & (1 << feature)) {
    const x = Math.fround(row[feature]!);
    return conditional(
      tree,
      row,
      known,
      (Number.isNaN(x) ? tree.missingLeft[node]! : x <= tree.threshold[node]!) ? left : right,
    );
  }
  const whole = tree.cover[node]!;
  return (
    (tree.cover[left]! * conditional(tree, row, known, left) +
      tree.cover[right]! * conditional(tree, row, known, right)) /
    whole
  );
}

function bruteForce(model: TreesModel, row: readonly number[]): { base: number; contributions: number[] } {
  const count = model.featureNames.length;
  const value = (known: number): number =>
    model.trees.reduce((sum, tree) => sum + conditional(tree, row, known), model.baseScore);
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  const size = (set: number): number => set.toString(2).replaceAll('0', '').length;
  const contributions = model.featureNames.map((_name, feature) => {
    let sum = 0;
    for (let set = 0; set < 1 << count; set++) {
      if (set & (1 << feature)) continue;
      const weight = (factorial(size(set)) * factorial(count - size(set) - 1)) / factorial(count);
      sum += weight * (value(set | (1 << feature)) - value(set));
    }
    return sum;
  });
  return { base: value(0), contributions };
}

describe('shapValues', () => {
  it('equals the Shapley sum over all subsets of features', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 7 }),
        (seed, features, maxDepth) => {
          const data = exampleData(150, features, seed);
          const { model } = fitTrees({
            ...data,
            options: { rounds: 4, maxDepth, maxLeaves: 40, minChildRows: 2, minChildWeight: 0, seed },
          });
          for (let row = 0; row < 5; row++) {
            const values = rowOf(data.columns, row);
            const fast = shapValues(model, values);
            const slow = bruteForce(model, values);
            expect(fast.base).toBeCloseTo(slow.base, 12);
            fast.contributions.forEach((part, index) =>
              expect(Math.abs(part - slow.contributions[index]!)).toBeLessThan(1e-11),
            );
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('equals it for encoded categories and missing numbers too', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.boolean(), (seed, asRates) => {
        const data = exampleData(160, 2, seed, 0.3);
        const plans = ['free', 'team', 'large', null];
        const columns: RawColumn[] = [
          ...data.columns.map((column, index): RawColumn => ({
            name: `x${index}`,
            kind: 'number',
            values: Float64Array.from(column),
          })),
          { name: 'plan', kind: 'category', values: Array.from(data.labels, (_label, row) => plans[(row * 7) % 4]!) },
        ];
        const rows = Int32Array.from(data.labels.keys());
        const { encoder, training } = fitEncoder(columns, data.labels, rows, { maxIndicators: asRates ? 1 : 16, seed });
        const featureNames = encoder.features.map(({ name }) => name);
        const options = { rounds: 4, maxDepth: 4, minChildRows: 2, minChildWeight: 0 };
        const { model } = fitTrees({ columns: training, labels: data.labels, featureNames, options });
        const asked = encode(encoder, columns, rows);
        for (let row = 0; row < 4; row++) {
          const values = rowOf(asked, row);
          const slow = bruteForce(model, values);
          shapValues(model, values).contributions.forEach((part, index) =>
            expect(Math.abs(part - slow.contributions[index]!)).toBeLessThan(1e-11),
          );
        }
      }),
      { numRuns: 20 },
    );
  });

  it('sums to the prediction on large models', () => {
    const data = exampleData(3000, 12, 9);
    const { model } = fitTrees({
      ...data,
      options: { rounds: 60, minChildRows: 1, minChildWeight: 0, maxDepth: 10, maxLeaves: 60, maxBins: 60 },
    });
    for (let row = 0; row < 200; row++) {
      const values = rowOf(data.columns, row);
      const { base, contributions } = shapValues(model, values);
      const sum = contributions.reduce((total, part) => total + part, base);
      const prediction = predictTreesRow(model, values);
      expect(Math.abs(sum - prediction)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(prediction)));
    }
  });

  it('gives nothing to features that no tree asks for, and copes with a tree that is one leaf', () => {
    const leaf: Tree = {
      feature: [-1],
      threshold: [0],
      missingLeft: [false],
      left: [-1],
      right: [-1],
      value: [0.25],
      cover: [10],
    };
    const model: TreesModel = { kind: 'trees', featureNames: ['a', 'b'], baseScore: -1, trees: [leaf] };
    expect(shapValues(model, [1, NaN])).toEqual({ base: -0.75, contributions: Float64Array.of(0, 0) });
  });
});

describe('probabilityContributions', () => {
  it('sums exactly to the move in probability, with signs and order of the log-odds', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -5, max: 5, noNaN: true }),
        fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 1, maxLength: 30 }),
        (base, parts) => {
          const result = probabilityContributions(base, parts, sigmoid);
          const sum = result.contributions.reduce((total, part) => total + part, 0);
          expect(sum).toBeCloseTo(result.probability - result.baseProbability, 12);
          result.contributions.forEach((part, index) => {
            expect(Math.abs(part)).toBeLessThanOrEqual(0.2500001 * Math.abs(parts[index]!) + 1e-12);
            if (Math.abs(parts[index]!) > 1e-6)
              expect(Math.sign(part) * Math.sign(parts[index]!)).toBeGreaterThanOrEqual(0);
          });
        },
      ),
    );
  });

  it('stays finite and honest where the parts cancel', () => {
    const result = probabilityContributions(-1, [2, -2], sigmoid);
    expect(result.contributions[0]).toBeCloseTo(2 * sigmoid(-1) * (1 - sigmoid(-1)), 6);
    expect(result.contributions[0]! + result.contributions[1]!).toBeCloseTo(0, 12);
  });

  it('gives zeros where the calibration is level', () => {
    const level = { method: 'isotonic' as const, logOdds: [0], probability: [0.3] };
    expect([...probabilityContributions(0, [1, 0.5], (x) => calibrate(level, x)).contributions]).toEqual([0, 0]);
  });
});
