import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categorySpreadOf, spreadOf } from '../drift-reference.ts';
import { divide } from './divide.ts';
import { psi, psiOfCounts } from './psi-of-counts.ts';

describe('the population stability index', () => {
  it('is what worked examples say', () => {
    // Three income bands: (0.35 − 0.40) ln 0.875 + (0.25 − 0.30) ln 0.8333 + (0.40 − 0.30) ln 1.3333.
    expect(psi([0.4, 0.3, 0.3], [0.35, 0.25, 0.4])).toBeCloseTo(0.006677 + 0.009116 + 0.028768, 5);
    // Four equal score bands that became 10, 20, 30 and 40 %.
    expect(psi([0.25, 0.25, 0.25, 0.25], [0.1, 0.2, 0.3, 0.4])).toBeCloseTo(0.2282, 4);
  });

  it('is symmetric, nothing without change, and close to that of plain shares where counts are large', () => {
    const counts = fc.array(fc.tuple(fc.nat(300), fc.nat(300)), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(counts, (pairs) => {
        const then = pairs.map(([a]) => a);
        const now = pairs.map(([, b]) => b);
        const value = psiOfCounts(then, now);
        expect(value).toBeGreaterThanOrEqual(-1e-12);
        expect(psiOfCounts(now, then)).toBeCloseTo(value, 12);
        expect(psiOfCounts(then, then)).toBeCloseTo(0, 12);
        expect(Number.isFinite(value)).toBe(true);
      }),
    );
    expect(psiOfCounts([4e5, 3e5, 3e5], [3.5e5, 2.5e5, 4e5])).toBeCloseTo(psi([0.4, 0.3, 0.3], [0.35, 0.25, 0.4]), 5);
  });
});

describe('the division of now by the bins of then', () => {
  it('counts every row once, as a slow count does', () => {
    const values = fc.array(fc.oneof(fc.constant(NaN), fc.integer({ min: -3, max: 12 })), { maxLength: 60 });
    fc.assert(
      fc.property(values, values, (first, second) => {
        const spread = spreadOf(Float64Array.from(first));
        const { then, now, unseen } = divide(spread, Float64Array.from(second));
        expect(unseen).toBeNull();
        expect(now.reduce((sum, count) => sum + count, 0)).toBe(second.length);
        spread.shares.forEach((_, bin) => {
          const low = spread.edges[bin - 1] ?? -Infinity;
          const high = spread.edges[bin] ?? Infinity;
          expect(now[bin]).toBe(second.filter((value) => value >= low && value < high).length);
        });
        if (first.length > 0) expect(then.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
      }),
    );
  });

  it('of a category has a bin for each common value, and says how many values are new', () => {
    const seen = [...new Array<number>(60).fill(7), ...new Array<number>(39).fill(3), 5];
    const spread = categorySpreadOf(Float32Array.from(seen));
    expect(spread.codes).toEqual([7, 3, 5]);
    // 5 was rare, 11 and 12 are new; one is missing.
    const { then, now, unseen } = divide(spread, Float32Array.of(7, 7, 3, 5, 11, 12, NaN));
    expect(unseen).toBe(2);
    expect(now).toEqual([2, 1, 3, 1]);
    expect(then.map((share) => Math.round(share * 100))).toEqual([60, 39, 1, 0]);
  });

  it('has no bin for what neither time has', () => {
    const spread = spreadOf(Float64Array.of(1, 2, 3));
    expect(divide(spread, [1, 2, 3]).now).toHaveLength(spread.shares.length);
    expect(divide(spread, [1, 2, NaN]).now).toHaveLength(spread.shares.length + 1);
  });
});
