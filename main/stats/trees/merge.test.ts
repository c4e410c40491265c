import { describe, expect, it } from 'vitest';
import { exampleData } from '../testing/data.ts';
import { fitTrees } from './boost.ts';
import { mergeTrees } from './merge.ts';
import { predictTrees } from './predict.ts';

describe('mergeTrees', () => {
  it('says the weighted sum of what its parts say', () => {
    const data = exampleData(600, 4, 3);
    const models = [1, 2].map((seed) => fitTrees({ ...data, options: { rounds: 20, rowSample: 0.7, seed } }).model);
    const [first, second] = models.map((model) => predictTrees(model, data.columns, 600));
    const merged = mergeTrees([
      { model: models[0]!, weight: 0.3 },
      { model: models[1]!, weight: 0.8 },
    ]);
    expect(merged.trees).toHaveLength(40);
    predictTrees(merged, data.columns, 600).forEach((logOdds, row) =>
      expect(logOdds).toBeCloseTo(0.3 * first![row]! + 0.8 * second![row]!, 5),
    );
    for (const tree of merged.trees) for (const value of tree.value) expect(Math.fround(value)).toBe(value);
  });
});
