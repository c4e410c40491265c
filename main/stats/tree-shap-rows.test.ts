import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleData, rowOf } from './testing/data.ts';
import { shapTable } from './tree-shap-rows.ts';
import { shapValues } from './tree-shap.ts';
import { fitTrees } from './trees/boost.ts';

describe('shapTable', () => {
  it('gives each row what explaining it alone gives, also for deep trees and missing values', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: 1, max: 14 }),
        fc.integer({ min: 1, max: 14 }),
        fc.constantFrom(30, 700),
        (seed, features, maxDepth, rows) => {
          const data = exampleData(400, features, seed);
          const options = { rounds: 4, maxDepth, maxLeaves: 40, minChildRows: 1, minChildWeight: 0 };
          const { model } = fitTrees({ ...data, options });
          const asked = exampleData(rows, features, seed + 1, 0.2);
          const { base, contributions } = shapTable(model, asked.columns, rows);
          for (let row = 0; row < rows; row += 13) {
            const alone = shapValues(model, rowOf(asked.columns, row));
            expect(base).toBe(alone.base);
            alone.contributions.forEach((part, feature) =>
              expect(Math.abs(part - contributions[row * features + feature]!)).toBeLessThan(1e-11),
            );
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('stops when told to, and reports how far it is', () => {
    const data = exampleData(600, 3, 1);
    const { model } = fitTrees({ ...data, options: { rounds: 5 } });
    const shares: number[] = [];
    shapTable(model, data.columns, 600, { onProgress: (share) => shares.push(share) });
    expect(shares).toEqual([0.2, 0.4, 0.6, 0.8, 1]);
    for (const rows of [100, 600]) {
      expect(() => shapTable(model, data.columns, rows, { shouldStop: () => true })).toThrow(
        expect.objectContaining({ code: 'cancelled' }),
      );
    }
  });
});
