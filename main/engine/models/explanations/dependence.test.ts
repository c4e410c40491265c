import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binDots, histogramOf, strongestInteraction } from './dependence.ts';

const dots = fc.array(
  fc.record({
    value: fc.oneof(fc.constant(NaN), fc.integer({ min: -5, max: 40 })),
    part: fc.integer({ min: -9, max: 9 }),
  }),
  { maxLength: 300 },
);

describe('bins', () => {
  it('hold every known dot once, never part equal values, and keep the mean', () => {
    fc.assert(
      fc.property(dots, (all) => {
        const known = all.filter(({ value }) => !Number.isNaN(value));
        const bins = binDots(all);
        expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(known.length);
        const total = bins.reduce((sum, bin) => sum + bin.part * bin.count, 0);
        expect(total).toBeCloseTo(
          known.reduce((sum, { part }) => sum + part, 0),
          6,
        );
        bins.forEach((bin, place) => {
          expect(bin.count).toBe(known.filter(({ value }) => value >= bin.from && value <= bin.to).length);
          if (place > 0) expect(bin.from).toBeGreaterThan(bins[place - 1]!.to);
        });
        expect(histogramOf(all).reduce((sum, span) => sum + span.count, 0)).toBe(known.length);
      }),
    );
  });
});

it('finds the feature that tells apart customers of the same value', () => {
  const rows = Array.from({ length: 200 }, (_, row) => ({
    value: Math.floor(row / 2) % 10,
    part: row % 2 === 0 ? 1 : -1,
    other: row % 2,
  }));
  const found = strongestInteraction(rows, [0, 1], (row, feature) => (feature === 0 ? row % 7 : rows[row]!.other));
  expect(found?.feature).toBe(1);
  expect(found!.strength).toBeGreaterThan(0.9);
  expect(strongestInteraction(rows, [0], () => 3)).toBeNull();
});
