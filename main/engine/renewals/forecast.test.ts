import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../stats/index.ts';
import { accuracyOf, brierDifference } from './accuracy.ts';
import type { Told } from './accuracy.ts';
import { forecastPeriods, totalOf } from './forecast.ts';
import type { Forecast } from './forecast.ts';
import { simulateKept } from './simulate.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const forecast: fc.Arbitrary<Forecast> = fc.record({
  day: fc.integer({ min: 20_454, max: 20_900 }),
  due: fc.integer({ min: 0, max: 5_000_000 }),
  call: fc.constantFrom('renew', 'at-risk', 'churn', null),
  amount: fc.option(fc.integer({ min: 0, max: 5_000_000 })),
  model: fc.option(fc.record({ probability: share, lower: share, upper: share })),
});

/** One amount after the other, the way somebody with a sheet of paper would. */
function slowly(renewals: readonly Forecast[]) {
  let [due, committed, capped, best, lost, unsaid, expected] = [0, 0, 0, 0, 0, 0, 0];
  for (const one of renewals) {
    due += one.due;
    const said = one.amount === null ? one.due : one.amount;
    if (one.call === 'renew') committed += said;
    if (one.call === 'renew') capped += said > one.due ? one.due : said;
    if (one.call === 'renew' || one.call === 'at-risk' || one.call === null) best += said;
    if (one.call === 'churn') lost += one.due;
    if (one.call === null) unsaid += one.due;
    if (one.model !== null) expected += Math.round(one.due * one.model.probability);
  }
  return { due, committed, capped, best, lost, unsaid, expected };
}

describe('the forecast', () => {
  it('adds up to the cent, in parts and as a whole', () => {
    fc.assert(
      fc.property(fc.array(forecast, { maxLength: 12 }), fc.constantFrom('month', 'quarter'), (renewals, by) => {
        const periods = forecastPeriods(renewals, by, 'EUR');
        const all = totalOf(null, renewals, 'EUR');
        const slow = slowly(renewals);
        expect([all.due.minor, all.committed.minor, all.committedGross.minor, all.best.minor, all.lost.minor, all.unsaid.minor]).toEqual(
          [slow.due, slow.committed, slow.capped, slow.best, slow.lost, slow.unsaid],
        );
        for (const key of ['due', 'committed', 'committedGross', 'best', 'bestGross', 'lost', 'unsaid'] as const)
          expect(periods.reduce((sum, period) => sum + period[key].minor, 0)).toBe(all[key].minor);
        expect(periods.reduce((sum, { model }) => sum + (model?.expected.minor ?? 0), 0)).toBe(slow.expected);
        expect(all.model?.expected.minor ?? 0).toBe(slow.expected);
        expect(periods.map(({ period }) => period)).toEqual(periods.map(({ period }) => period).toSorted());
        if (all.rates !== null) expect(all.rates.committedGross).toBeLessThanOrEqual(1);
      }),
      { numRuns: 30 },
    ); // prettier-ignore
  });

  it('names its periods', () => {
    const on = (day: string): Forecast => ({ day: Date.parse(day) / 86_400_000, due: 1, call: null, amount: null, model: null });
    const names = (by: 'month' | 'quarter') =>
      forecastPeriods([on('2026-12-31'), on('2027-01-01'), on('2026-10-01')], by, 'EUR').map(({ period }) => period);
    expect(names('month')).toEqual(['2026-10', '2026-12', '2027-01']);
    expect(names('quarter')).toEqual(['2026-Q4', '2027-Q1']);
  }); // prettier-ignore
});

describe('the simulation', () => {
  const even = { probability: 0.5, lower: 0.5, upper: 0.5 };

  it('has the quantiles of the binomial where the chances are certain', () => {
    // Of 50 coins 18 to 32 are heads in the middle 95 %.
    const coins = Array.from({ length: 50 }, () => ({ amount: 100, ...even }));
    expect(simulateKept(coins, 7)).toEqual({ expected: 2500, lower: 1800, upper: 3200 });
    const many = simulateKept(Array.from({ length: 400 }, () => ({ amount: 100, ...even })), 7)!;
    expect(many.expected).toBe(20_000);
    // 1.96 × √(400 × ¼) × 100 = 1,960 either side.
    expect(Math.abs(many.lower - 18_040)).toBeLessThan(200);
    expect(Math.abs(many.upper - 21_960)).toBeLessThan(200);
  }); // prettier-ignore

  it('widens with the uncertainty of the model, says the same twice, and nothing of nothing', () => {
    const unsure = Array.from({ length: 400 }, () => ({ amount: 100, probability: 0.5, lower: 0.3, upper: 0.7 }));
    const wide = simulateKept(unsure, 7)!;
    expect(wide).toEqual(simulateKept(unsure, 7));
    // All chances move together, so that most of their interval is left in the sum.
    expect(wide.upper - wide.lower).toBeGreaterThan(14_000);
    expect(wide.upper - wide.lower).toBeLessThan(18_000);
    expect(simulateKept([], 7)).toBeNull();
    expect(simulateKept([{ amount: 9, probability: 1, lower: 1, upper: 1 }], 1)).toEqual({ expected: 9, lower: 9, upper: 9 });
  }); // prettier-ignore
});

describe('accuracy', () => {
  const random = createRandom(3);
  const rows = Array.from({ length: 120 }, (): Told => {
    const chance = random.next();
    const renewed = random.next() < chance ? 1 : 0;
    const due = 1000 + random.integer(9000);
    return { chance, renewed, due, kept: renewed * due, expected: chance * due };
  });

  it('is that of a slow loop', () => {
    let [squares, sizes, surplus, due, money] = [0, 0, 0, 0, 0];
    for (const { chance, renewed, kept, expected, due: own } of rows) {
      squares += (chance - renewed) * (chance - renewed);
      sizes += chance > renewed ? chance - renewed : renewed - chance;
      surplus += chance - renewed;
      money += expected - kept;
      due += own;
    }
    const found = accuracyOf(rows);
    expect(found).toMatchObject({
      state: 'measured',
      renewals: 120,
      renewed: rows.filter((row) => row.renewed).length,
    });
    expect(found.brier!.value).toBeCloseTo(squares / 120, 12);
    expect(found.absolute!.value).toBeCloseTo(sizes / 120, 12);
    expect(found.bias!.value).toBeCloseTo(surplus / 120, 12);
    expect(found.amountBias).toBeCloseTo(money / due, 12);
    for (const { value, lower, upper } of [found.brier!, found.absolute!, found.bias!]) {
      expect(lower).toBeLessThan(value);
      expect(upper).toBeGreaterThan(value);
    }
  });

  it('says by name where there is not enough', () => {
    expect(accuracyOf(rows.slice(0, 19))).toMatchObject({
      state: 'not-enough',
      renewals: 19,
      brier: null,
      amountBias: null,
    });
    const kept = rows.map((row) => ({ ...row, renewed: 1 as const }));
    expect(accuracyOf(kept)).toMatchObject({ state: 'not-enough', renewals: 120, renewed: 120 });
    expect(brierDifference([])).toBeNull();
  });

  it('holds both against the same renewals', () => {
    const pairs = rows.map(({ chance, renewed }) => ({ first: 0.5, second: chance, renewed }));
    const found = brierDifference(pairs)!;
    expect(found.value).toBeCloseTo(0.25 - accuracyOf(rows).brier!.value, 12);
    expect(found.lower).toBeGreaterThan(0);
  });
});
