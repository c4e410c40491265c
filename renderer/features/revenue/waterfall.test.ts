import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barsOf, floorOf } from './waterfall.ts';

const bridge = { start: 1_000, new: 300, reactivation: 0, expansion: 200, contraction: 50, churn: 400, end: 1_050 };

describe('the bars of a bridge', () => {
  it('each begin where the one before ends', () => {
    expect(barsOf(bridge).map(({ amount, low, high }) => [amount, low, high])).toEqual([
      [1_000, 0, 1_000],
      [300, 1_000, 1_300],
      [0, 1_300, 1_300],
      [200, 1_300, 1_500],
      [-50, 1_450, 1_500],
      [-400, 1_050, 1_450],
      [1_050, 0, 1_050],
    ]);
  });

  it('stand on nothing while the movements can be seen beside what stays', () => {
    expect(floorOf(barsOf(bridge))).toBe(0);
    expect(floorOf(barsOf({ ...bridge, start: 0, new: 0, expansion: 0, contraction: 0, churn: 0, end: 0 }))).toBe(0);
  });

  it('never begin above what they show', () => {
    const amount = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(amount, amount, amount, fc.integer({ min: 0, max: 100_000_000 }), (won, grown, shrunk, stays) => {
        const start = stays + shrunk;
        const bars = barsOf({
          start,
          new: won,
          reactivation: 0,
          expansion: grown,
          contraction: shrunk,
          churn: 0,
          end: start + won + grown - shrunk,
        });
        const floor = floorOf(bars);
        expect(floor).toBeGreaterThanOrEqual(0);
        for (const { low, high, step } of bars)
          expect(step === 'start' || step === 'end' ? high : low).toBeGreaterThanOrEqual(floor);
        expect(bars.at(-2)!.low).toBe(bars.at(-1)!.high);
      }),
    );
    expect(floorOf(barsOf({ ...bridge, start: 100_000, end: 100_050 }))).toBeGreaterThan(98_000);
  });
});
