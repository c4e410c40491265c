import { describe, expect, it } from 'vitest';
import { auc } from './metrics.ts';
import { exampleData } from './testing/data.ts';
import type { RawColumn } from './encoding.ts';
import { fitTableModel, predictTableModel } from './table-learner.ts';
import { createRandom } from './random.ts';
import { sigmoid } from './special.ts';

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

  it('adds up its members, and survives JSON', () => {
    const model = fitTableModel({ columns, labels: data.labels, rows, seed: 1 });
    expect(model.members.every((member) => member.weight > 0)).toBe(true);
    expect(Math.abs(model.members.reduce((sum, member) => sum + member.weight, 0) - 1)).toBeLessThan(0.25);
    const logOdds = predictTableModel(model, columns, rest);
    expect(predictTableModel(JSON.parse(JSON.stringify(model)), columns, rest)).toEqual(logOdds);
    expect(auc(data.labels.subarray(800), logOdds)!).toBeGreaterThan(0.7);
  });

  it('trusts a regression where the world is linear, and trees where it is not', () => {
    const random = createRandom(9);
    const values = [0, 1, 2].map(() => Float64Array.from({ length: 800 }, () => random.normal()));
    const [a, b, c] = values as [Float64Array, Float64Array, Float64Array];
    const shareOfTrees = (logOdds: (row: number) => number): number => {
      const labels = Uint8Array.from(a, (_x, row) => (random.next() < sigmoid(logOdds(row)) ? 1 : 0));
      const columns = values.map((column, index): RawColumn => ({ name: `x${index}`, kind: 'number', values: column }));
      const { members } = fitTableModel({ columns, labels, rows: Int32Array.from(labels.keys()), seed: 3 });
      const all = members.reduce((sum, member) => sum + member.weight, 0);
      return members.reduce((sum, { model, weight }) => sum + (model.kind === 'trees' ? weight : 0), 0) / all;
    };
    expect(shareOfTrees((row) => 1.5 * a[row]! - b[row]! + 0.5 * c[row]!)).toBeLessThan(0.4);
    expect(shareOfTrees((row) => 3 * Math.sign(a[row]! * b[row]!))).toBeGreaterThan(0.9);
  });

  it('fits a table of very few rows, and one of more features than rows', () => {
    const wide = exampleData(60, 300, 6);
    const columns = wide.columns.map((column, index): RawColumn => ({
      name: `x${index}`,
      kind: 'number',
      values: Float64Array.from(column),
    }));
    const few = Int32Array.from({ length: 12 }, (_unused, row) => row);
    for (const rows of [few, Int32Array.from(wide.labels.keys())]) {
      const model = fitTableModel({ columns, labels: wide.labels, rows, seed: 1 });
      const logOdds = predictTableModel(model, columns, rows);
      expect(logOdds.every((value) => Number.isFinite(value))).toBe(true);
    }
  });

  it('draws straight lines through tables too small for bent ones', () => {
    const random = createRandom(3);
    const numbers = Array.from({ length: 12 }, () => Float64Array.from({ length: 2_160 }, () => random.normal()));
    const labels = Uint8Array.from(numbers[0]!, (x, row) =>
      random.next() < sigmoid(-1 + x - numbers[1]![row]!) ? 1 : 0,
    );
    const straight = numbers.map((values, index): RawColumn => ({ name: `x${index}`, kind: 'number', values }));
    const featuresOf = (count: number): number => {
      const few = Int32Array.from({ length: count }, (_unused, row) => row);
      const model = fitTableModel({ columns: straight, labels, rows: few, seed: 1, learner: 'logistic' });
      return model.members[0]!.encoder.features.length;
    };
    expect([160, 480, 2_160].map(featuresOf)).toEqual([12, 36, 96]);
  });

  it('searches for a better shape where it is asked to, within its time', () => {
    const progress: number[] = [];
    const input = { columns, labels: data.labels, rows: rows.subarray(0, 300), seed: 1 };
    const onProgress = (share: number): void => void progress.push(share);
    let asked = 0;
    const search = { tries: 4, outOfTime: () => ++asked > 8 };
    const model = fitTableModel({ ...input, search, onProgress });
    expect(asked).toBeGreaterThan(2);
    expect(progress.every((share, index) => index === 0 || share >= progress[index - 1]!)).toBe(true);
    expect(progress.at(-1)).toBe(1);
    expect(model.members.map((member) => member.model.kind)).toContain('trees');
  });

  it('stops when told to', () => {
    let asked = 0;
    const shouldStop = (): boolean => ++asked > 40;
    expect(() => fitTableModel({ columns, labels: data.labels, rows, seed: 1, shouldStop })).toThrow(
      expect.objectContaining({ code: 'cancelled' }),
    );
  });

  it('never looks at the labels or values of other rows', () => {
    const few = rows.subarray(0, 200);
    const turned = data.labels.map((label, row) => (row < 200 ? label : 1 - label));
    expect(fitTableModel({ columns, labels: turned, rows: few, seed: 1 })).toEqual(
      fitTableModel({ columns, labels: data.labels, rows: few, seed: 1 }),
    );
  });
});
