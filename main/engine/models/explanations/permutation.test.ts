import { expect, it } from 'vitest';
import { createRandom, fitLogistic, logLoss, predictLogistic, sigmoid } from '../../../stats/index.ts';
import { meanOverAccounts, permutationImportance } from './permutation.ts';

const rows = 600;
const random = createRandom(4);
const strong = Float32Array.from({ length: rows }, () => random.normal());
const idle = Float32Array.from({ length: rows }, () => random.normal());
const labels = Uint8Array.from(strong, (value) => (random.next() < sigmoid(2 * value - 1) ? 1 : 0));
const columns = [strong, idle];
const model = fitLogistic({ columns, labels, featureNames: ['strong', 'idle'], l2: 1 });
const groups = Int32Array.from({ length: rows }, (_, row) => row % 3);
const accounts = Int32Array.from({ length: rows }, (_, row) => Math.floor(row / 3));

it('finds the feature that matters, with an interval around what is lost, the same each time', () => {
  const ask = () =>
    permutationImportance(model, sigmoid, { columns, labels, groups, accounts }, { seed: 1, shouldStop: () => false });
  const { features, logLoss: loss } = ask();
  expect(loss).toBeCloseTo(logLoss(labels, predictLogistic(model, columns, rows).map(sigmoid))!, 9);
  expect(features[0]!.lossRise.low).toBeGreaterThan(0.1);
  expect(features[0]!.aucFall).toBeGreaterThan(0.2);
  expect(Math.abs(features[1]!.lossRise.value)).toBeLessThan(0.02);
  expect(ask().features).toEqual(features);
});

it('has the interval of a mean over rows where every row is an account of its own, and a wider one where rows repeat', () => {
  const values = Float64Array.from({ length: 400 }, () => random.normal());
  const mean = values.reduce((sum, value) => sum + value, 0) / 400;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 399);
  const single = meanOverAccounts(values, Int32Array.from(values.keys()));
  expect(single.value).toBeCloseTo(mean, 12);
  expect(single.high - single.value).toBeCloseTo((1.96 * deviation) / Math.sqrt(400), 9);
  const repeated = Float64Array.from({ length: 1200 }, (_, row) => values[Math.floor(row / 3)]!);
  const clustered = meanOverAccounts(
    repeated,
    Int32Array.from(repeated, (_, row) => Math.floor(row / 3)),
  );
  expect(clustered.high - clustered.value).toBeCloseTo(single.high - single.value, 9);
});

it('stops when asked', () => {
  expect(() =>
    permutationImportance(model, sigmoid, { columns, labels, groups, accounts }, { seed: 1, shouldStop: () => true }),
  ).toThrow('cancelled');
});
