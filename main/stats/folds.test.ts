import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupedFolds, stratifiedFolds } from './folds.ts';
import { wilson } from './intervals.ts';

describe('folds', () => {
  it('deals both classes evenly, by seed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: 10, maxLength: 200 }),
        fc.integer({ min: 2, max: 10 }),
        fc.integer(),
        (values, k, seed) => {
          const labels = Uint8Array.from(values, Number);
          const folds = stratifiedFolds(labels, k, seed);
          expect(stratifiedFolds(labels, k, seed)).toEqual(folds);
          for (const wanted of [[1], [0], [0, 1]]) {
            const sizes = Array.from(
              { length: k },
              (_unused, fold) => folds.filter((f, row) => f === fold && wanted.includes(labels[row]!)).length,
            );
            expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
  });

  it('keeps groups together', () => {
    const groups = Array.from({ length: 200 }, (_unused, row) => `group ${row % 23}`);
    const folds = groupedFolds(groups, 4, 1);
    const foldOf = new Map<string, number>();
    groups.forEach((group, row) => {
      expect(foldOf.get(group) ?? folds[row]).toBe(folds[row]);
      foldOf.set(group, folds[row]!);
    });
    expect(new Set(folds).size).toBe(4);
    expect(() => groupedFolds(['a', 'a'], 2, 1)).toThrow(/folds/);
  });
});

describe('wilson', () => {
  it('agrees with the published figures', () => {
    const percent = (x: number): number => Math.round(x * 1000) / 10;
    const of = (k: number, n: number): number[] => Object.values(wilson(k, n)!).map(percent);
    expect(of(0, 20)).toEqual([0, 16.1]);
    expect(of(2, 20)).toEqual([2.8, 30.1]);
    expect(of(10, 100)).toEqual([5.5, 17.4]);
    expect(wilson(0, 0)).toBeNull();
  });
});
