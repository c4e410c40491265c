import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reason } from '../../../shared/contract/index.ts';
import { byTheme, roundToSum, stepsWithin, waterfall } from './reasons.ts';

const reason = (feature: string, contribution: number): Reason => ({
  feature,
  theme: 'usage',
  contribution,
  value: 1,
  sentence: { key: feature, values: {} },
  text: feature,
});
const tenths = (value: number): number => Math.round(value * 10) + 0;

describe('roundToSum', () => {
  it('keeps the sum that is shown', () => {
    expect(
      roundToSum([33.333, 33.333, 33.334], 100, 1)
        .map(tenths)
        .reduce((a, b) => a + b),
    ).toBe(1000);
    expect(roundToSum([], 0, 1)).toEqual([]);
  });

  it('moves no value by more than one unit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 40 }),
        (values) => {
          const total = values.reduce((sum, value) => sum + value, 0);
          const rounded = roundToSum(values, total, 1);
          expect(rounded.reduce((sum, value) => sum + tenths(value), 0)).toBe(tenths(total));
          rounded.forEach((value, index) =>
            expect(Math.abs(value - (values[index] ?? 0))).toBeLessThanOrEqual(0.1 + 1e-9),
          );
        },
      ),
    );
  });
});

describe('waterfall', () => {
  it('walks from the average to the score, the rest as one step', () => {
    const reasons = [reason('a', 0.1), reason('b', -0.3), reason('c', 0.05), reason('d', 0.01), reason('e', 0.02)];
    const base = 0.4;
    const walk = waterfall(base, 0.28, reasons, 2);
    expect(walk.steps.map((step) => step.reason?.feature ?? `rest of ${step.parts}`)).toEqual(['b', 'a', 'rest of 3']);
    expect(walk.steps.at(-1)?.to).toBeCloseTo(0.28, 12);
    expect(tenths(walk.basePoints) + walk.steps.reduce((sum, step) => sum + tenths(step.points), 0)).toBe(
      tenths(walk.scorePoints),
    );
    expect(walk.low).toBeCloseTo(0.1, 12);
  });

  it('does not fold a single part away', () => {
    expect(waterfall(0, 0.3, [reason('a', 0.1), reason('b', 0.1), reason('c', 0.1)], 2).steps).toHaveLength(3);
  });

  it('shows figures that sum exactly, for any score', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.array(fc.double({ min: -0.2, max: 0.2, noNaN: true }), { maxLength: 30 }),
        (base, sizes) => {
          const probability = base + sizes.reduce((sum, size) => sum + size, 0);
          const walk = waterfall(
            base,
            probability,
            sizes.map((size, index) => reason(String(index), size)),
            8,
          );
          expect(tenths(walk.basePoints) + walk.steps.reduce((sum, step) => sum + tenths(step.points), 0)).toBe(
            tenths(walk.scorePoints),
          );
        },
      ),
    );
  });
});

describe('byTheme', () => {
  it('sums the reasons of each theme, the theme that moves most first', () => {
    const of = (theme: string, contribution: number): Reason => ({ ...reason(theme, contribution), theme });
    const themes = byTheme([of('usage', 0.1), of('money', -0.3), of('usage', 0.05)]);
    expect(themes.map(({ theme, reasons }) => [theme, reasons.length])).toEqual([
      ['money', 1],
      ['usage', 2],
    ]);
    expect(themes[1]!.contribution).toBeCloseTo(0.15, 12);
    const [, usage] = waterfall(0.2, 0.05, themes, themes.length).steps;
    const inner = stepsWithin(usage!);
    expect(inner.map(({ points }) => points)).toEqual([10, 5]);
    expect(inner.at(-1)!.to).toBeCloseTo(usage!.to, 12);
    expect(waterfall(0.2, 0.05, themes, themes.length).steps.at(-1)!.to).toBeCloseTo(0.05, 12);
  });

  it('tells the reasons of a theme that are too small to see together', () => {
    const reasons = [0.1, 0.0001, -0.0002].map((size, place) => reason(`f${place}`, size));
    const [step] = waterfall(0.2, 0.2999, byTheme(reasons), 1).steps;
    expect(stepsWithin(step!)).toMatchObject([
      { reason: { feature: 'f0' }, parts: 1, points: 10 },
      { reason: null, parts: 2, points: 0 },
    ]);
  });
});
