import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareDifference, stratifiedDifference } from './difference.ts';

describe('shareDifference', () => {
  it("agrees with Newcombe's own worked examples", () => {
    // Newcombe 1998, table II, method 10: 56/70 and 48/80; 9/10 and 3/10; 0/20 and 0/10.
    const cases = [
      [56, 70, 48, 80, 0.2, 0.0524, 0.3339],
      [9, 10, 3, 10, 0.6, 0.1705, 0.809],
      [10, 10, 0, 20, 1, 0.6791, 1],
    ] as const;
    for (const [a, ofA, b, ofB, difference, low, high] of cases) {
      const found = shareDifference({ a, ofA, b, ofB })!;
      expect(found.difference).toBeCloseTo(difference, 10);
      expect(found.low).toBeCloseTo(low, 4);
      expect(found.high).toBeCloseTo(high, 4);
    }
  });

  it('has no answer without a group', () => {
    expect(shareDifference({ a: 0, ofA: 0, b: 1, ofB: 2 })).toBeNull();
  });
});

describe('stratifiedDifference', () => {
  it('is that of the whole where there is one stratum, and weighs strata by their size', () => {
    expect(stratifiedDifference([{ a: 3, ofA: 4, b: 1, ofB: 4 }])).toBeCloseTo(0.5, 12);
    // Weights 2 and 5: (2 · 0.5 + 5 · 0.1) / 7.
    const strata = [
      { a: 3, ofA: 4, b: 1, ofB: 4 },
      { a: 5, ofA: 10, b: 4, ofB: 10 },
    ];
    expect(stratifiedDifference(strata)).toBeCloseTo(1.5 / 7, 12);
  });

  it('finds nothing where the difference comes from the strata alone', () => {
    // Within each stratum both groups keep the same share; the groups differ only in where they stand.
    const strata = [
      { a: 72, ofA: 80, b: 18, ofB: 20 },
      { a: 4, ofA: 20, b: 16, ofB: 80 },
    ];
    expect(stratifiedDifference(strata)).toBeCloseTo(0, 12);
    expect(76 / 100 - 34 / 100).toBeGreaterThan(0.4);
  });

  it('leaves out strata without one of the groups', () => {
    const share = fc.record({
      a: fc.nat(5),
      ofA: fc.integer({ min: 5, max: 9 }),
      b: fc.nat(5),
      ofB: fc.integer({ min: 5, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(share), (strata) => {
        const lonely = { a: 1, ofA: 3, b: 0, ofB: 0 };
        expect(stratifiedDifference([...strata, lonely])).toBe(stratifiedDifference(strata));
      }),
    );
  });
});
