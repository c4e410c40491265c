import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decomposeSeasonal, loessAt } from './seasonal.ts';

const close = (found: ArrayLike<number>, expected: readonly number[], digits = 8): void => {
  expect(found.length).toBe(expected.length);
  expected.forEach((value, i) => expect(found[i], `value ${i}`).toBeCloseTo(value, digits));
};

const anySeries = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 21, maxLength: 120 });

describe('loess', () => {
  /** The definition: weighted least squares by its normal equations, neighbours found by sorting. */
  function loessSlowly(y: readonly number[], window: number, x: number): number {
    const q = Math.min(window, y.length);
    const near = y
      .map((value, i) => ({ value, distance: i - x }))
      .sort((a, b) => Math.abs(a.distance) - Math.abs(b.distance) || a.distance - b.distance)
      .slice(0, q);
    const reach = Math.abs(near.at(-1)!.distance) * Math.max(1, window / y.length);
    const weighted = near.map((point) => ({ ...point, w: (1 - (Math.abs(point.distance) / reach) ** 3) ** 3 }));
    const total = weighted.reduce((sum, { w }) => sum + w, 0);
    const meanX = weighted.reduce((sum, { w, distance }) => sum + w * distance, 0) / total;
    const meanY = weighted.reduce((sum, { w, value }) => sum + w * value, 0) / total;
    const top = weighted.reduce((sum, { w, distance, value }) => sum + w * (distance - meanX) * (value - meanY), 0);
    const bottom = weighted.reduce((sum, { w, distance }) => sum + w * (distance - meanX) ** 2, 0);
    return meanY - (bottom === 0 ? 0 : top / bottom) * meanX;
  }

  it('is the weighted line through the nearest points', () => {
    fc.assert(
      fc.property(anySeries, fc.constantFrom(3, 7, 11, 13, 201), fc.nat(), (values, window, pick) => {
        const x = (pick % (values.length + 2)) - 1;
        expect(loessAt(Float64Array.from(values), null, window, x)).toBeCloseTo(loessSlowly(values, window, x), 6);
      }),
    );
  });

  it('gives a line back, inside and beyond its ends', () => {
    const line = Float64Array.from({ length: 20 }, (_, i) => 3 + 2 * i);
    for (let x = -1; x <= 20; x++) expect(loessAt(line, null, 7, x)).toBeCloseTo(3 + 2 * x, 9);
  });

  it('knows two points by hand: at x = 0 of 0, 1, 2 with a window of three', () => {
    // Reach 2: weights 1, (1 - 1/8)^3 = 0.669921875 and 0; a line through two points passes through the first.
    expect(loessAt(Float64Array.of(5, 9, 100), null, 3, 0)).toBeCloseTo(5, 12);
    // In the middle the reach is 1, so that both neighbours weigh nothing.
    expect(loessAt(Float64Array.of(5, 9, 100), null, 3, 1)).toBeCloseTo(9, 12);
    // Window of five over three points: reach 1 × 5/3, weights (1 - 0.216)^3 = 0.481890304 beside 1.
    const side = 0.481890304;
    expect(loessAt(Float64Array.of(5, 9, 100), null, 5, 1)).toBeCloseTo((9 + side * 105) / (1 + 2 * side), 9);
  });
});

describe('seasonal decomposition', () => {
  const week = [-3, -1, 0, 2, 4, 1, -3];

  it('takes a straight line and a repeating week apart exactly: both are what each smoother leaves as it is', () => {
    const values = Array.from({ length: 56 }, (_, i) => 100 + 0.5 * i + week[i % 7]!);
    const { trend, seasonal, remainder, seasonalStrength, trendStrength } = decomposeSeasonal(values, 7);
    close(
      trend,
      values.map((_, i) => 100 + 0.5 * i),
    );
    close(
      seasonal,
      values.map((_, i) => week[i % 7]!),
    );
    close(
      remainder,
      values.map(() => 0),
    );
    expect(seasonalStrength).toBeCloseTo(1, 9);
    expect(trendStrength).toBeCloseTo(1, 9);
  });

  it('finds no season in a line and no strength in a constant', () => {
    const line = decomposeSeasonal(
      Array.from({ length: 40 }, (_, i) => 5 * i),
      7,
    );
    close(
      line.seasonal,
      Array.from({ length: 40 }, () => 0),
    );
    expect(line.seasonalStrength).toBe(0);
    const constant = decomposeSeasonal(
      Array.from({ length: 40 }, () => 1e6),
      7,
    );
    expect([constant.seasonalStrength, constant.trendStrength]).toEqual([0, 0]);
  });

  it('adds up to the series, and its strengths are those of the formula', () => {
    const variance = (values: readonly number[]): number => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    };
    fc.assert(
      fc.property(anySeries, fc.integer({ min: 2, max: 10 }), fc.constantFrom(0, 2), (values, period, robustPasses) => {
        const found = decomposeSeasonal(values, period, { robustPasses });
        const { trend, seasonal, remainder } = found;
        close(
          values.map((_, i) => trend[i]! + seasonal[i]! + remainder[i]!),
          values,
          6,
        );
        const strength = (part: Float64Array): number => {
          const together = variance(values.map((_, i) => part[i]! + remainder[i]!));
          return together < 1e-9 ? 0 : Math.max(0, 1 - variance([...remainder]) / together);
        };
        expect(found.seasonalStrength).toBeCloseTo(strength(seasonal), 6);
        expect(found.trendStrength).toBeCloseTo(strength(trend), 6);
        for (const part of [found.seasonalStrength, found.trendStrength]) {
          expect(part >= 0 && part <= 1).toBe(true);
        }
      }),
    );
  });

  it('follows a change of unit and of zero', () => {
    fc.assert(
      fc.property(anySeries, fc.constantFrom(-3, 0.5, 100), fc.integer({ min: -500, max: 500 }), (values, by, plus) => {
        const one = decomposeSeasonal(values, 7);
        const other = decomposeSeasonal(
          values.map((value) => value * by + plus),
          7,
        );
        close(
          other.seasonal,
          [...one.seasonal].map((value) => value * by),
          5,
        );
        close(
          other.trend,
          [...one.trend].map((value) => value * by + plus),
          5,
        );
        expect(other.seasonalStrength).toBeCloseTo(one.seasonalStrength, 6);
      }),
    );
  });

  it('leaves one wild day in the remainder where it is asked to be robust', () => {
    const noise = (i: number): number => ((i * 7919) % 13) / 13 - 0.5;
    const values = Array.from({ length: 84 }, (_, i) => 50 + week[i % 7]! + noise(i) + (i === 40 ? 500 : 0));
    const plain = decomposeSeasonal(values, 7);
    const robust = decomposeSeasonal(values, 7, { robustPasses: 10 });
    expect(Math.abs(robust.remainder[40]! - 500)).toBeLessThan(2);
    expect(Math.abs(robust.trend[40]! - 50)).toBeLessThan(1);
    expect(Math.abs(plain.trend[40]! - 50)).toBeGreaterThan(10);
  });

  it('refuses what cannot be taken apart', () => {
    expect(() => decomposeSeasonal([1, 2, 3], 7)).toThrow(/Two whole periods/);
    expect(() =>
      decomposeSeasonal(
        Array.from({ length: 30 }, () => Number.NaN),
        7,
      ),
    ).toThrow(/every value/);
  });
});
