import { describe, expect, it } from 'vitest';
import { fitChurnLearner } from './learner.ts';
import { auc } from './metrics.ts';
import { exampleData } from './testing/data.ts';
import type { RawColumn } from './encoding.ts';
import { fitTableModel, predictTableModel } from './table-learner.ts';
import { predictTrees } from './trees/predict.ts';

describe('fitChurnLearner', () => {
  const data = exampleData(1500, 6, 1);
  const test = exampleData(1500, 6, 2);

  it('learns with and without validation rows, reports rising progress, and repeats by seed', () => {
    const shares: number[] = [];
    const free = fitChurnLearner({ ...data, seed: 1, onProgress: (share) => shares.push(share) });
    expect(auc(test.labels, predictTrees(free, test.columns, 1500))!).toBeGreaterThan(0.74);
    expect(shares.every((share, index) => index === 0 || share >= shares[index - 1]!)).toBe(true);
    expect(shares.at(-1)).toBe(1);
    expect(fitChurnLearner({ ...data, seed: 1 })).toEqual(free);
    const guided = fitChurnLearner({ ...data, validation: test, seed: 1 });
    expect(guided.trees.length).toBeGreaterThan(10);
  });

  it('does not learn accounts by heart when told whose rows they are', () => {
    // Each account appears ten times with its own, otherwise meaningless, number and one outcome.
    const accounts = exampleData(150, 3, 8, 0);
    const owner = Array.from({ length: 1500 }, (_unused, row) => row % 150);
    const repeated = {
      columns: [
        Float32Array.from(owner),
        ...accounts.columns.map((column) => Float32Array.from(owner, (one) => column[one]!)),
      ],
      labels: Uint8Array.from(owner, (one) => accounts.labels[one]!),
      featureNames: ['number', ...accounts.featureNames],
    };
    const naive = fitChurnLearner({ ...repeated, seed: 1 });
    const careful = fitChurnLearner({ ...repeated, groups: owner, seed: 1 });
    expect(careful.trees.length).toBeLessThan(naive.trees.length / 2);
    expect(fitChurnLearner({ ...repeated, groups: owner.map(() => 1), seed: 1 }).trees.length).toBe(100);
  });

  it('fits a very small book without failing', () => {
    const tiny = exampleData(12, 2, 3);
    expect(fitChurnLearner({ ...tiny, seed: 1 }).kind).toBe('trees');
  });

  it('stops when told to', () => {
    expect(() => fitChurnLearner({ ...data, seed: 1, shouldStop: () => true })).toThrow(
      expect.objectContaining({ code: 'cancelled' }),
    );
  });
});

describe('fitTableModel', () => {
  const data = exampleData(1200, 4, 4);
  const columns: RawColumn[] = [
    ...data.columns.map((column, index): RawColumn => ({
      name: `number ${index}`,
      kind: 'number',
      values: Float64Array.from(column),
    })),
    {
      name: 'plan',
      kind: 'category',
      values: Array.from(data.labels, (_label, row) => ['a', 'b', null][row % 3] ?? null),
    },
  ];
  const rows = Int32Array.from({ length: 800 }, (_unused, row) => row);
  const rest = Int32Array.from({ length: 400 }, (_unused, row) => row + 800);

  it('averages its members, and survives JSON', () => {
    const model = fitTableModel({ columns, labels: data.labels, rows, seed: 1 });
    expect(model.members.reduce((sum, member) => sum + member.weight, 0)).toBeCloseTo(1, 12);
    const logOdds = predictTableModel(model, columns, rest);
    expect(predictTableModel(JSON.parse(JSON.stringify(model)), columns, rest)).toEqual(logOdds);
    expect(auc(data.labels.subarray(800), logOdds)!).toBeGreaterThan(0.7);
  });

  it('never looks at the labels or values of other rows', () => {
    const few = rows.subarray(0, 200);
    const turned = data.labels.map((label, row) => (row < 200 ? label : 1 - label));
    expect(fitTableModel({ columns, labels: turned, rows: few, seed: 1 })).toEqual(
      fitTableModel({ columns, labels: data.labels, rows: few, seed: 1 }),
    );
  });
});
