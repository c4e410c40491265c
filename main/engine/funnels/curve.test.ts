import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convertCurve, mostCurvePoints } from './curve.ts';
import type { UnitTable } from './unit-table.ts';

/** Units of a funnel with two steps, by the seconds of both; -1 = did not convert. */
function tableOf(units: readonly (readonly [number, number])[]): UnitTable {
  return {
    size: units.length,
    account: Int32Array.from(units.keys()),
    steps: Int32Array.from(units, ([, converted]) => (converted < 0 ? 1 : 3)),
    at: Float64Array.from(units.flat()),
    group: new Int32Array(units.length),
  };
}

describe('the time to convert', () => {
  it('counts those who did not convert as long as their window and the data last', () => {
    // Data end at 100, the window is 50: the third is seen for 50 seconds, the fourth for 20.
    const table = tableOf([
      [0, 10],
      [10, 40],
      [20, -1],
      [80, -1],
    ]);
    // S(10) = 3/4; the fourth leaves at 20; S(30) = 3/4 * 1/2.
    expect(convertCurve(table, 2, 1, 50, 100)).toEqual({
      points: [
        { seconds: 10, converted: 0.25, low: expect.any(Number), high: expect.any(Number), atRisk: 4 },
        { seconds: 30, converted: 0.625, low: expect.any(Number), high: expect.any(Number), atRisk: 2 },
        { seconds: 50, converted: 0.625, low: expect.any(Number), high: expect.any(Number), atRisk: 1 },
      ],
      medianSeconds: 30,
    });
  });

  it('is the plain share converted where every window has ended', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(50), fc.integer({ min: -1, max: 20 })), { minLength: 1 }), (units) => {
        const table = tableOf(units.map(([entry, after]) => [entry, after < 0 ? -1 : entry + after]));
        const { points } = convertCurve(table, 2, 1, 20, 1000);
        const converted = units.filter(([, after]) => after >= 0);
        expect(points.at(-1)!.converted).toBeCloseTo(converted.length / units.length, 9);
        for (const { seconds, converted: share, low, high } of points) {
          const until = converted.filter(([, after]) => after <= seconds).length / units.length;
          expect(share).toBeCloseTo(until, 9);
          if (low !== null && high !== null) {
            expect(low).toBeLessThanOrEqual(share + 1e-9);
            expect(high).toBeGreaterThanOrEqual(share - 1e-9);
          }
        }
      }),
    );
  });

  it('has no points where nobody entered, and never too many', () => {
    expect(convertCurve(tableOf([]), 2, 1, 50, null)).toEqual({ points: [], medianSeconds: null });
    const many = tableOf(Array.from({ length: 5000 }, (_, index) => [0, index] as const));
    const { points } = convertCurve(many, 2, 1, 10_000, 10_000);
    expect(points).toHaveLength(mostCurvePoints);
    expect(points[0]!.seconds).toBe(0);
    expect(points.at(-1)!.seconds).toBe(4999);
  });
});
