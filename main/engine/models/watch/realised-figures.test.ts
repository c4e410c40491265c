import { describe, expect, it } from 'vitest';
import { createRandom, sigmoid } from '../../../stats/index.ts';
import { eachDraw, intervalOf } from '../account-draws.ts';
import { calibrationLine } from '../evaluate.ts';
import { rankedMetrics } from '../ranked-metrics.ts';
import { poissonInterval } from './poisson.ts';
import { realisedFigures } from './realised-figures.ts';
import type { RealisedRows } from './by-account.ts';

/**
 * Accounts on several days, each with a trait of its own that lasts, so that its rows are not independent.
 * @param asSaid how the log-odds that were said become those that are true
 */
function book(seed: number, accounts: number, days: number, asSaid = (logOdds: number) => logOdds): RealisedRows {
  const random = createRandom(seed);
  const rows = Array.from({ length: accounts }, (_, account) => {
    const trait = -2 + 1.2 * random.normal();
    const leaves = random.next() < sigmoid(asSaid(trait));
    const outcomeDay = 1_000 + random.integer(50);
    return Array.from({ length: days }, (_day, day) => ({
      account,
      day: 100 + 30 * day,
      probability: sigmoid(trait + (days > 1 ? 0.2 * random.normal() : 0)),
      label: leaves ? 1 : 0,
      outcomeDay: leaves ? outcomeDay : 0,
    }));
  }).flat();
  return {
    labels: Uint8Array.from(rows, ({ label }) => label),
    probabilities: Float64Array.from(rows, ({ probability }) => probability),
    accounts: Int32Array.from(rows, ({ account }) => account),
    days: Int32Array.from(rows, ({ day }) => day),
    outcomeDays: Int32Array.from(rows, ({ outcomeDay }) => outcomeDay),
  };
}

describe('the exact interval of a count', () => {
  it('is the published one', () => {
    // Garwood's limits, as tabulated: 0, 1, 5, 10 and 100 events.
    for (const [count, low, high] of [
      [0, 0, 3.689],
      [1, 0.0253, 5.572],
      [5, 1.623, 11.668],
      [10, 4.795, 18.39],
      [100, 81.36, 121.63],
    ] as const) {
      const found = poissonInterval(count);
      expect(found.low).toBeCloseTo(low, 2);
      expect(found.high).toBeCloseTo(high, 2);
    }
  });
});

describe('realised figures', () => {
  it('agree with the slow ones of the model card, on one day and on several', () => {
    for (const days of [1, 3]) {
      const rows = book(days, 400, days);
      const found = realisedFigures(rows, 0.15);
      const ones = new Float64Array(rows.labels.length).fill(1);
      const slow = rankedMetrics(rows.labels, rows.probabilities, rows.days)(ones);
      expect(found.auc.value).toBeCloseTo(slow.auc!, 12);
      expect(found.brier!).toBeCloseTo(slow.brier!, 12);
      const line = calibrationLine(rows.labels, rows.probabilities);
      expect([found.intercept.value, found.slope.value]).toEqual([line.intercept, line.slope]);
      expect(found.observed).toBe(days * found.departures);
      expect(found.ratio!.value).toBeCloseTo(found.observed / found.expected, 12);
      expect(found.rate.value).toBeCloseTo(found.observed / found.accounts, 12);
      const reference = rows.labels.reduce((sum, label) => sum + (label - 0.15) ** 2, 0) / rows.labels.length;
      expect(found.brierSkill).toBeCloseTo(1 - found.brier! / reference, 12);
    }
  });

  it('have intervals as wide as drawing whole accounts gives', () => {
    const rows = book(11, 500, 3);
    const { labels, probabilities, accounts } = rows;
    const found = realisedFigures(rows, null);
    const metrics = rankedMetrics(labels, probabilities, rows.days);
    const drawn = { auc: [] as (number | null)[], ratio: [] as (number | null)[], rate: [] as (number | null)[] };
    eachDraw(accounts, 3, 500, (weights) => {
      let observed = 0;
      let expected = 0;
      let total = 0;
      weights.forEach((weight, row) => {
        observed += weight * labels[row]!;
        expected += weight * probabilities[row]!;
        total += weight;
      });
      drawn.auc.push(metrics(weights).auc);
      drawn.ratio.push(observed / expected);
      drawn.rate.push(observed / total);
    });
    for (const name of ['auc', 'ratio', 'rate'] as const) {
      const slow = intervalOf(0, drawn[name]);
      const own = found[name]!;
      expect((own.high! - own.low!) / (slow.high! - slow.low!)).toBeGreaterThan(0.85);
      expect((own.high! - own.low!) / (slow.high! - slow.low!)).toBeLessThan(1.15);
      expect(own.low).toBeCloseTo(slow.low!, 1);
    }
  });

  it('have slopes and intercepts whose intervals hold what is true about 95 times of 100', () => {
    const rounds = 150;
    const asSaid = (logOdds: number): number => 0.3 + 0.7 * logOdds;
    let slopes = 0;
    let larges = 0;
    for (let seed = 1; seed <= rounds; seed++) {
      const told = realisedFigures(book(seed, 300, 1, asSaid), null);
      if (told.slope.low! <= 0.7 && told.slope.high! >= 0.7) slopes++;
      const right = realisedFigures(book(seed, 300, 1), null);
      if (right.intercept.low! <= 0 && right.intercept.high! >= 0) larges++;
    }
    for (const held of [slopes, larges]) {
      expect(held).toBeGreaterThan(rounds * 0.88);
      expect(held).toBeLessThan(rounds);
    }
  });

  it('leave empty what one outcome alone cannot tell', () => {
    const rows = book(2, 30, 1);
    const nobody = realisedFigures({ ...rows, labels: new Uint8Array(30) }, null);
    expect(nobody).toMatchObject({ observed: 0, departures: 0, auc: { value: null }, slope: { value: null } });
    expect(nobody.ratio).toMatchObject({ value: 0, low: 0 });
    expect(nobody.ratio!.high).toBeGreaterThan(0);
    expect(nobody.brierSkill).toBeNull();
    const alone = Uint8Array.from({ length: 30 }, (_, row) => (row === 4 ? 1 : 0));
    expect(realisedFigures({ ...rows, labels: alone }, 0.1).auc).toMatchObject({ low: null, high: null });
  });
});
