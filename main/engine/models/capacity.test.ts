import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capacityOf } from './capacity.ts';
import type { MonthlyRows } from './capacity.ts';

const row = fc.record({
  month: fc.nat(2),
  account: fc.nat(9),
  label: fc.constantFrom(0, 1),
  said: fc.integer({ min: 0, max: 1000 }),
  revenue: fc.oneof(fc.constant(NaN), fc.nat(500)),
});

function rowsOf(
  list: readonly { month: number; account: number; label: number; said: number; revenue: number }[],
): MonthlyRows {
  return {
    labels: Uint8Array.from(list, ({ label }) => label),
    // Different for every row, so that the slow way below needs no rule for ties.
    probabilities: Float64Array.from(list, ({ said }, index) => (said + index / 1000) / 1002),
    accounts: Int32Array.from(list, ({ account }) => account),
    months: Int32Array.from(list, ({ month }) => month),
    revenue: Float64Array.from(list, ({ revenue }) => revenue),
  };
}

describe('looking at the top of every month', () => {
  it('finds what counting by hand finds', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), (list) => {
        const rows = rowsOf(list);
        const { points, months } = capacityOf(rows, 1, 3);
        const byMonth = [0, 1, 2].map((month) =>
          list
            .map((each, index) => ({ ...each, p: rows.probabilities[index]! }))
            .filter((each) => each.month === month)
            .sort((a, b) => b.p - a.p),
        );
        expect(months).toBe(byMonth.filter((each) => each.length > 0).length);
        const leavers = list.filter(({ label }) => label === 1);
        const worth = (some: readonly { revenue: number }[]): number =>
          some.reduce((sum, { revenue }) => sum + (revenue > 0 ? revenue : 0), 0);
        for (const { top, recall, precision, revenue } of points) {
          const looked = byMonth.flatMap((each) => each.slice(0, top));
          const found = looked.filter(({ label }) => label === 1);
          if (leavers.length === 0) expect(recall.value).toBeNull();
          else expect(recall.value).toBeCloseTo(found.length / leavers.length, 10);
          expect(precision.value).toBeCloseTo(found.length / looked.length, 10);
          if (worth(leavers) === 0) expect(revenue).toBeNull();
          else expect(revenue!.value).toBeCloseTo(worth(found) / worth(leavers), 10);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('shares what equal probabilities hold, whatever the order of the rows', () => {
    const rows = rowsOf(
      Array.from({ length: 40 }, (_, account) => ({
        month: 0,
        account,
        label: account % 4 === 0 ? 1 : 0,
        said: 1,
        revenue: 10,
      })),
    );
    const same = { ...rows, probabilities: new Float64Array(40).fill(0.25) };
    const point = capacityOf(same, 1, 3).points.find(({ top }) => top === 20)!;
    expect(point.recall.value).toBeCloseTo(0.5, 10);
    expect(point.precision.value).toBeCloseTo(0.25, 10);
  });

  it('counts accounts of the book where only every n-th is among the rows', () => {
    const list = Array.from({ length: 30 }, (_, account) => ({
      month: 0,
      account,
      label: account < 3 ? 1 : 0,
      said: 100 - account,
      revenue: NaN,
    }));
    const { accounts, points } = capacityOf(rowsOf(list), 5, 3);
    expect(accounts).toBe(150);
    expect(points[0]!.top).toBe(5);
    expect(points.find(({ top }) => top === 15)!.recall.value).toBeCloseTo(1, 10);
  });
});
