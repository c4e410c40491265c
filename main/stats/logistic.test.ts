import { describe, expect, it } from 'vitest';
import { logisticContributions, predictLogistic, predictLogisticRow } from './logistic.ts';
import { fitLogistic } from './logistic-fit.ts';
import { createRandom } from './random.ts';
import { sigmoid } from './special.ts';
import { exampleData, rowOf } from './testing/data.ts';

describe('fitLogistic', () => {
  it('finds the weights that made the data, on the raw scale', () => {
    const random = createRandom(4);
    const count = 60_000;
    const large = Float64Array.from({ length: count }, () => 5000 + 1000 * random.normal());
    const small = Float64Array.from({ length: count }, () => random.normal() / 100);
    const labels = Uint8Array.from(large, (x, row) =>
      random.next() < sigmoid(0.001 * x - 6 + 80 * small[row]!) ? 1 : 0,
    );
    const model = fitLogistic({ columns: [large, small], labels, featureNames: ['large', 'small'], l2: 1e-6 });
    expect(model.weights[0]!).toBeCloseTo(0.001, 4);
    expect(Math.abs(model.weights[1]! - 80)).toBeLessThan(3);
    expect(Math.abs(model.intercept + 6)).toBeLessThan(0.2);
  });

  it.each([4, 300])('stands where the penalised gradient is zero, with %i features', (features) => {
    const data = exampleData(800, features, 5, 0);
    const l2 = 3;
    const model = fitLogistic({ ...data, l2 });
    const logOdds = predictLogistic(model, data.columns, 800);
    data.columns.forEach((column, feature) => {
      const mean = column.reduce((sum, x) => sum + x, 0) / 800;
      const deviation = Math.sqrt(column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 800);
      let gradient = l2 * model.weights[feature]! * deviation;
      column.forEach((x, row) => (gradient += (sigmoid(logOdds[row]!) - data.labels[row]!) * ((x - mean) / deviation)));
      expect(Math.abs(gradient)).toBeLessThan(2e-3);
    });
  });

  it('handles missing, constant and duplicate columns', () => {
    const data = exampleData(500, 3, 6, 0.2);
    const columns = [...data.columns, new Float32Array(500).fill(7), data.columns[0]!, new Float32Array(500).fill(NaN)];
    const model = fitLogistic({
      columns,
      labels: data.labels,
      featureNames: ['a', 'b', 'c', 'constant', 'copy', 'empty'],
    });
    expect(model.weights[3]).toBe(0);
    expect(model.weights[4]).toBeCloseTo(model.weights[0]!, 6);
    expect(model.missingWeights[0]!).toBeGreaterThan(0.1);
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
    const all = predictLogistic(model, columns, 500);
    expect(all.every(Number.isFinite)).toBe(true);
    expect(predictLogisticRow(model, rowOf(columns, 3))).toBe(all[3]);
  });

  it('gives contributions that sum to the log-odds', () => {
    const data = exampleData(500, 5, 7, 0.2);
    const model = fitLogistic(data);
    for (let row = 0; row < 50; row++) {
      const values = rowOf(data.columns, row);
      const { base, contributions } = logisticContributions(model, values);
      expect(contributions.reduce((sum, part) => sum + part, base)).toBeCloseTo(predictLogisticRow(model, values), 9);
    }
  });

  it('refuses infinite values by name and row', () => {
    const labels = Uint8Array.of(0, 1, 1);
    const columns = [Float64Array.of(1, 2, Infinity)];
    expect(() => fitLogistic({ columns, labels, featureNames: ['revenue'] })).toThrow(/"revenue".*row 3/);
  });

  it('stays finite on separable rows and refuses one class', () => {
    const column = Float32Array.of(1, 2, 3, 4);
    const separable = fitLogistic({ columns: [column], labels: Uint8Array.of(0, 0, 1, 1), featureNames: ['x'] });
    expect(separable.weights[0]!).toBeGreaterThan(0);
    expect(() => fitLogistic({ columns: [column], labels: new Uint8Array(4), featureNames: ['x'] })).toThrow(
      /same outcome/,
    );
  });
});
