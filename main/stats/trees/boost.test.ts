import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auc, logLossOfLogOdds } from '../metrics.ts';
import { createRandom } from '../random.ts';
import { exampleData, rowOf } from '../testing/data.ts';
import { binsOf, cutColumn, largestFloat32 } from './binning.ts';
import { fitTrees } from './boost.ts';
import { predictTrees, predictTreesRow } from './predict.ts';

const binColumn = (...[column, maxBins, name]: Parameters<typeof cutColumn>) => {
  const cut = cutColumn(column, maxBins, name);
  return { ...cut, bins: binsOf(column, cut) };
};

describe('bins', () => {
  it('keeps order: a value is at or below a cut exactly where its bin is at or below that of the cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.float({ noDefaultInfinity: true }), fc.constant(NaN)), {
          minLength: 1,
          maxLength: 200,
        }),
        fc.integer({ min: 2, max: 254 }),
        (values, maxBins) => {
          const column = Float32Array.from(values);
          const { bins, cuts, valueBins } = binColumn(column, maxBins, 'x');
          expect(valueBins).toBeLessThanOrEqual(maxBins);
          column.forEach((value, row) => {
            if (Number.isNaN(value)) expect(bins[row]).toBe(valueBins);
            else cuts.forEach((cut, bin) => expect(value <= cut).toBe(bins[row]! <= bin));
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('gives every distinct value its bin where there is room', () => {
    expect(binColumn(Float32Array.of(3, 1, 2, 2, NaN), 254, 'x').valueBins).toBe(3);
  });

  it('finds the bins of many values as a search through all cuts does', () => {
    const random = createRandom(4);
    for (const draw of [() => random.normal(), () => Math.exp(8 * random.normal()), () => random.integer(40) - 20]) {
      const column = Float32Array.from({ length: 6000 }, draw);
      const { bins, cuts } = binColumn(column, 254, 'x');
      column.forEach((value, row) => {
        const first = cuts.findIndex((cut) => value <= cut);
        if (bins[row] !== (first < 0 ? cuts.length : first)) expect(bins[row]).toBe(first);
      });
      const sizes = new Map<number, number>();
      for (const bin of bins) sizes.set(bin, (sizes.get(bin) ?? 0) + 1);
      if (cuts.length > 200) expect(Math.max(...sizes.values())).toBeLessThan(60);
    }
  });

  it('refuses infinite values by name and row', () => {
    expect(() => binColumn(Float64Array.of(1, 1e300), 254, 'revenue')).toThrow(/"revenue".*row 2/);
  });
});

describe('fitTrees', () => {
  const data = exampleData(3000, 6, 1);
  const test = exampleData(3000, 6, 2);

  it('learns an interaction and the meaning of absence', () => {
    const { model } = fitTrees({ ...data, options: { rounds: 100, maxDepth: 4, maxLeaves: 16 } });
    expect(auc(test.labels, predictTrees(model, test.columns, 3000))!).toBeGreaterThan(0.75);
  });

  it('is the same for the same seed, also after JSON, and differs for another seed', () => {
    const options = { rounds: 10, rowSample: 0.7, columnSample: 0.5 };
    const first = fitTrees({ ...data, options: { ...options, seed: 5 } }).model;
    expect(fitTrees({ ...data, options: { ...options, seed: 5 } }).model).toEqual(first);
    expect(fitTrees({ ...data, options: { ...options, seed: 6 } }).model).not.toEqual(first);
    expect(JSON.parse(JSON.stringify(first))).toEqual(first);
  });

  it('predicts row by row as column by column, with thresholds and values exact in float32', () => {
    const { model } = fitTrees({ ...data, options: { rounds: 20, rowSample: 0.8 } });
    const all = predictTrees(model, test.columns, 3000);
    for (let row = 0; row < 100; row++) expect(predictTreesRow(model, rowOf(test.columns, row))).toBe(all[row]);
    for (const tree of model.trees) {
      for (const number of [...tree.threshold, ...tree.value]) expect(Math.fround(number)).toBe(number);
    }
  });

  it('finds the split that a search through all of them finds', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.option(fc.integer({ min: 0, max: 6 })), fc.option(fc.integer({ min: 0, max: 6 })), fc.boolean()),
          { minLength: 8, maxLength: 40 },
        ),
        (rows) => {
          const labels = Uint8Array.from(rows, (row) => (row[2] ? 1 : 0));
          fc.pre(labels.includes(0) && labels.includes(1));
          const columns = [0, 1].map((side) => Float32Array.from(rows, (row) => row[side as 0 | 1] ?? NaN));
          const { model } = fitTrees({
            columns,
            labels,
            featureNames: ['a', 'b'],
            options: {
              rounds: 1,
              maxDepth: 1,
              maxLeaves: 2,
              minChildRows: 1,
              minChildWeight: 0,
              l2: 1,
              learningRate: 1,
            },
          });
          const saved = (tree: (row: number) => boolean): number => {
            const p = labels.reduce((sum, label) => sum + label, 0) / labels.length;
            return [true, false].reduce((total, side) => {
              const members = rows.map((_unused, row) => row).filter((row) => tree(row) === side);
              const gradient = members.reduce((sum, row) => sum + p - labels[row]!, 0);
              return total + (members.length === 0 ? 0 : gradient ** 2 / (members.length * p * (1 - p) + 1));
            }, 0);
          };
          let best = 0;
          for (const column of columns) {
            for (const cut of [-0.5, 0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 10]) {
              for (const missingLeft of [true, false]) {
                best = Math.max(
                  best,
                  saved((row) => (Number.isNaN(column[row]!) ? missingLeft : column[row]! <= cut)),
                );
              }
            }
          }
          const tree = model.trees[0];
          const found =
            tree === undefined
              ? 0
              : saved((row) => {
                  const x = columns[tree.feature[0]!]![row]!;
                  return Number.isNaN(x) ? tree.missingLeft[0]! : x <= tree.threshold[0]!;
                });
          expect(found).toBeCloseTo(best, 6);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('counts a weight of 2 as a row that occurs twice, and leaves rows of weight 0 out', () => {
    const small = exampleData(300, 3, 3, 0);
    // Whole numbers, so that leaving rows out leaves the cuts where they are.
    for (const column of small.columns) column.forEach((x, row) => (column[row] = Math.round(x)));
    const weights = Float64Array.from(small.labels, (_label, row) => row % 3);
    const repeated = [...small.labels.keys()].flatMap((row) => Array<number>(row % 3).fill(row));
    const options = { rounds: 5, minChildRows: 1, maxDepth: 3, maxLeaves: 8 };
    const weighted = fitTrees({ ...small, weights, options }).model;
    const copied = fitTrees({
      featureNames: small.featureNames,
      options,
      columns: small.columns.map((column) => Float32Array.from(repeated, (row) => column[row]!)),
      labels: Uint8Array.from(repeated, (row) => small.labels[row]!),
    }).model;
    expect(weighted.trees[0]!.cover[0]).toBe(repeated.length);
    const a = predictTrees(weighted, small.columns, 300);
    const b = predictTrees(copied, small.columns, 300);
    a.forEach((value, row) => expect(Math.abs(value - b[row]!)).toBeLessThan(1e-5));
  });

  it('obeys monotone rules at every pair of values', () => {
    const { model } = fitTrees({ ...data, options: { rounds: 60, monotone: [1, -1, 0, 0, 0, 0] } });
    for (let row = 0; row < 50; row++) {
      const values = rowOf(test.columns, row);
      const at = (feature: number, x: number): number =>
        predictTreesRow(
          model,
          values.map((value, index) => (index === feature ? x : value)),
        );
      for (let x = -2; x < 2; x += 0.1) {
        expect(at(0, x + 0.1)).toBeGreaterThanOrEqual(at(0, x));
        expect(at(1, x + 0.1)).toBeLessThanOrEqual(at(1, x));
      }
    }
  });

  it('stops early at the best round of the validation rows', () => {
    const options = { rounds: 400, learningRate: 0.3, earlyStoppingRounds: 20 };
    const seen: (number | null)[] = [];
    const fitted = fitTrees({
      ...data,
      validation: test,
      options,
      onProgress: (_share, { validationLoss }) => seen.push(validationLoss),
    });
    expect(fitted.rounds).toBeLessThan(380);
    expect(fitted.model.trees.length).toBe(fitted.rounds);
    expect(Math.min(...(seen as number[]))).toBe(fitted.validationLoss);
    const loss = logLossOfLogOdds(test.labels, predictTrees(fitted.model, test.columns, 3000))!;
    expect(loss).toBeCloseTo(fitted.validationLoss!, 9);
  });

  it('parts known from missing where only that matters', () => {
    const labels = Uint8Array.from({ length: 200 }, (_unused, row) => row % 2);
    const column = Float32Array.from(labels, (label) => (label === 1 ? NaN : 1));
    const { model } = fitTrees({ columns: [column], labels, featureNames: ['x'], options: { rounds: 1 } });
    expect(model.trees[0]!.threshold[0]).toBe(largestFloat32);
    expect(predictTreesRow(model, [NaN])).toBeGreaterThan(predictTreesRow(model, [1]));
  });

  it('gives the same model with plain kernels, and with no memory to spare', () => {
    for (const options of [
      { rounds: 6, maxLeaves: 20, rowSample: 0.8, columnSample: 0.6 },
      { rounds: 6, maxDepth: 4, maxLeaves: 16 },
      { rounds: 6, growth: 'depth-wise', maxLeaves: 20, monotone: [1, 0, 0, 0, 0, -1], l1: 0.5 },
    ] as const) {
      const { model } = fitTrees({ ...data, options });
      expect(fitTrees({ ...data, options, kernels: 'plain' }).model).toEqual(model);
      const little = fitTrees({ ...data, options: { ...options, spareBytes: 0 } }).model;
      const all = predictTrees(model, test.columns, 3000);
      expect(predictTrees(little, test.columns, 3000)).toEqual(all);
    }
  });

  it('grows by depth or by gain, and does not differ where all leaves may be there', () => {
    const depths = (growth: 'leaf-wise' | 'depth-wise', maxLeaves: number): number[] => {
      const { feature, left, right } = fitTrees({ ...data, options: { rounds: 1, growth, maxLeaves, maxDepth: 5 } })
        .model.trees[0]!;
      const walk = (node: number, depth: number): number[] =>
        feature[node]! < 0 ? [depth] : [...walk(left[node]!, depth + 1), ...walk(right[node]!, depth + 1)];
      return walk(0, 0).sort();
    };
    const level = [3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4];
    expect(depths('depth-wise', 12)).toEqual(level);
    expect(depths('leaf-wise', 12)).not.toEqual(level);
    expect(depths('leaf-wise', 32)).toEqual(depths('depth-wise', 32));
  });

  it('weighs classes', () => {
    const options = { rounds: 5 };
    const weights = Float64Array.from(data.labels, (label) => (label === 1 ? 2.5 : 1));
    const weighted = fitTrees({ ...data, weights, options }).model;
    expect(fitTrees({ ...data, options: { ...options, positiveWeight: 2.5 } }).model).toEqual(weighted);
    expect(fitTrees({ ...data, options: { ...options, positiveWeight: 'balanced' } }).model.baseScore).toBeCloseTo(
      0,
      9,
    );
  });

  it('learns nothing, and says no more than the rate, where no feature can part rows', () => {
    const columns = [new Float32Array(3000).fill(7), new Float32Array(3000).fill(NaN)];
    const { model } = fitTrees({ columns, labels: data.labels, featureNames: ['a', 'b'] });
    const rate = data.labels.reduce((sum, label) => sum + label, 0) / 3000;
    expect(model.trees).toEqual([]);
    expect(1 / (1 + Math.exp(-predictTreesRow(model, [1, 2])))).toBeCloseTo(rate, 9);
  });

  it('learns from a thousand features of two hundred rows', () => {
    const wide = exampleData(200, 1000, 7);
    const { model } = fitTrees({ ...wide, options: { rounds: 5, columnSample: 0.3 } });
    expect(model.trees.length).toBe(5);
  });

  it('ends with a cancelled error when told to stop, also within a tree', () => {
    let asked = 0;
    expect(() => fitTrees({ ...data, options: { rounds: 1 }, shouldStop: () => ++asked > 8 })).toThrow(
      expect.objectContaining({ code: 'cancelled' }),
    );
    expect(asked).toBe(9);
  });

  it('refuses labels, weights and settings that mean nothing, by name', () => {
    const refused = (more: object): unknown => {
      try {
        fitTrees({ ...data, ...more });
      } catch (error) {
        return error;
      }
      return null;
    };
    const saying = (message: RegExp) =>
      expect.objectContaining({ code: 'invalid_input', message: expect.stringMatching(message) });
    expect(refused({ labels: data.labels.map((_label, row) => row % 3) })).toEqual(saying(/row 3 is 2.*only 0 and 1/));
    expect(refused({ weights: new Float64Array(3000).fill(-1) })).toEqual(saying(/weight of row 1 is -1/));
    expect(refused({ options: { learningRate: 0 } })).toEqual(saying(/learningRate is 0/));
    expect(refused({ options: { monotone: [1] } })).toEqual(saying(/1 monotone directions for 6 features/));
    expect(refused({ options: { l2: 0, minChildWeight: 0 } })).toEqual(saying(/l2 or minChildWeight/));
  });

  it('refuses one class only, and columns of unequal length', () => {
    const one = { ...data, labels: new Uint8Array(3000) };
    expect(() => fitTrees(one)).toThrow(expect.objectContaining({ code: 'not_enough_data' }));
    expect(() => fitTrees({ ...data, labels: new Uint8Array(2) })).toThrow(/another number of rows/);
  });
});
