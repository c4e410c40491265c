import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.ts';
import { bgNbdAlive, bgNbdExpected, bgNbdExpectedOfNew, fitBgNbd } from './bg-nbd.ts';
import { parameterIntervals } from './fitted.ts';
import { correlation, fitGammaGamma, gammaGammaExpected, gammaGammaMean } from './gamma-gamma.ts';
import { fitRenewals, monthsToCome, renewalRate, renewalSurvival } from './renewal-models.ts';

const shared = join(import.meta.dirname, '../../../../shared/data');
const missing = !existsSync(join(shared, 'golden.json'));
const golden = (): Record<string, Record<string, number>> =>
  JSON.parse(readFileSync(join(shared, 'golden.json'), 'utf8').replaceAll('NaN', 'null'));

function cdnow() {
  const lines = readFileSync(join(shared, 'cdnow/cdnow_customers_summary.csv'), 'utf8').trim().split(/\r?\n/).slice(1);
  const rows = lines.map((line) => line.split(',').map(Number));
  const column = (index: number): Float64Array => Float64Array.from(rows, (row) => row[index]!);
  return { frequency: column(1), recency: column(2), age: column(3) };
}

describe('BG/NBD', () => {
  const published = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };

  it.skipIf(missing)('gives the reference results on CDNOW (needs ../shared/data, absent here if skipped)', () => {
    const model = fitBgNbd(cdnow());
    const reference = golden()['cdnow:bgnbd']!;
    for (const [name, value] of Object.entries(model.parameters))
      expect(Math.abs(value / reference[name]! - 1)).toBeLessThan(1e-3);
    expect(model.logLikelihood).toBeCloseTo(reference['loglik']!, 3);
    expect(model.subjects).toBe(reference['n']);
    // Customer 1516 in the vignette of R's BTYD package, a year ahead; then as the documentation of lifetimes, a week ahead.
    expect(bgNbdExpected(model.parameters, 26, 30.86, 31, 52)).toBeCloseTo(25.76, 1);
    const weekAhead = [
      [18, 35.14, 35.86, 0.424877],
      [19, 34.0, 34.14, 0.474738],
      [17, 28.43, 28.86, 0.486526],
      [29, 37.71, 38.0, 0.662396],
      [26, 30.86, 31.0, 0.710623],
    ] as const;
    for (const [x, recency, age, expected] of weekAhead)
      expect(bgNbdExpected(model.parameters, x, recency, age, 1)).toBeCloseTo(expected, 4);
    for (const { value, lower, upper } of parameterIntervals(model)) {
      expect(lower!).toBeLessThan(value);
      expect(upper!).toBeGreaterThan(value);
      expect(upper! / lower!).toBeLessThan(4);
    }
  });

  it('gives the published expectations', () => {
    // Fader, Hardie and Lee 2005, section 4 of their note on the spreadsheet: x = 2, t_x = 30.43, T = 38.86, 39 weeks ahead.
    expect(bgNbdExpected(published, 2, 30.43, 38.86, 39)).toBeCloseTo(1.226, 2);
    expect(bgNbdAlive(published, 2, 30.43, 38.86)).toBeGreaterThan(0.7);
    expect(bgNbdAlive(published, 0, 0, 38.86)).toBe(1);
  });

  it('expects what a simulation of its own story does', () => {
    const parameters = { r: 0.8, alpha: 5, a: 0.7, b: 2.5 };
    const { rows, ahead } = simulated(parameters, 40_000, 30, 25);
    const mean = (of: readonly number[]): number => of.reduce((sum, x) => sum + x, 0) / of.length;
    expect(bgNbdExpectedOfNew(parameters, 30)).toBeCloseTo(mean(rows.map(({ x }) => x)), 1.3);
    for (const x of [0, 1, 3]) {
      const chosen = rows.map((row, index) => ({ ...row, index })).filter((row) => row.x === x);
      const expected = mean(chosen.map((row) => bgNbdExpected(parameters, row.x, row.recency, 30, 25)));
      expect(mean(chosen.map(({ index }) => ahead[index]!)) / expected).toBeCloseTo(1, 1);
      const alive = mean(chosen.map((row) => bgNbdAlive(parameters, row.x, row.recency, 30)));
      expect(mean(chosen.map((row) => (row.alive ? 1 : 0)))).toBeCloseTo(alive, 1.5);
    }
  });

  it('is smooth over the holes of its formula and never negative', () => {
    const near = (a: number): number => bgNbdExpected({ r: 0.5, alpha: 3, a, b: 2 }, 4, 10, 12, 20);
    expect(near(1)).toBeCloseTo((near(0.999) + near(1.001)) / 2, 4);
    const positive = (most: number) => fc.double({ min: 0.02, max: most, noNaN: true });
    fc.assert(
      fc.property(
        positive(5), positive(50), positive(5), positive(8), fc.integer({ min: 0, max: 60 }), positive(40), positive(40), positive(200),
        (r, alpha, a, b, x, recency, more, ahead) => {
          const last = x === 0 ? 0 : recency;
          const shorter = bgNbdExpected({ r, alpha, a, b }, x, last, recency + more, ahead / 2);
          const longer = bgNbdExpected({ r, alpha, a, b }, x, last, recency + more, ahead);
          expect(shorter).toBeGreaterThanOrEqual(0);
          expect(longer).toBeGreaterThanOrEqual(shorter * (1 - 1e-6));
        },
      ),
    ); // prettier-ignore
  });

  it('is the same on both sides of the border between its two series', () => {
    const at = (a: number, x: number): number => bgNbdExpected({ r: 0.9, alpha: 3.6, a, b: 120 }, x, 19, 36, 25);
    for (const x of [0, 7, 40]) expect(at(20, x)).toBeCloseTo(at(20.0001, x), 4);
    // All leave with the same chance: no top in a and b, and yet an answer.
    const same = bgNbdExpected({ r: 0.94, alpha: 3.6, a: 185_311, b: 1_196_757 }, 7, 19.1, 36, 25);
    expect(same).toBeGreaterThan(0);
    expect(same).toBeCloseTo(bgNbdExpected({ r: 0.94, alpha: 3.6, a: 18_531, b: 119_676 }, 7, 19.1, 36, 25), 3);
  });

  it('refuses with a sentence what is no history', () => {
    const of = (frequency: number[], recency: number[], age: number[]) => () => fitBgNbd({ frequency, recency, age });
    expect(of([1.5], [1], [2])).toThrow(/Customer 1: the number of repeat/);
    expect(of([0, 1], [0, 5], [9, 4])).toThrow(/Customer 2: the last purchase \(5\)/);
    expect(of([2], [0], [4])).toThrow(/no time between/);
    expect(of([0], [3], [4])).toThrow(/no repeat purchases/);
    expect(of([0, 0, 1], [0, 0, 1], [4, 4, 4])).toThrow(/Only 1 customers bought more than once/);
  });
});

describe('gamma-gamma', () => {
  it('finds the parameters that made the data, in any currency', () => {
    const random = createRandom(5);
    const counts: number[] = [];
    const means: number[] = [];
    for (let row = 0; row < 5000; row++) {
      const count = 1 + random.integer(6);
      // p = 3, q = 4, v = 12: a customer's rate is gamma(4, 12), an amount gamma(3) over it.
      const rate = gamma(random, 4) / 12;
      counts.push(count);
      means.push(gamma(random, 3 * count) / rate / count);
    }
    const { parameters } = fitGammaGamma(counts, means);
    expect(parameters.p).toBeCloseTo(3, 0);
    expect(parameters.q).toBeCloseTo(4, 0);
    expect(gammaGammaMean(parameters)).toBeCloseTo((3 * 12) / 3, 0);
    const inCents = fitGammaGamma(
      counts,
      means.map((mean) => mean * 100),
    ).parameters;
    expect(inCents.v / parameters.v).toBeCloseTo(100, 1);
    // Much seen of a customer: its own mean counts; nothing seen: that of all.
    expect(gammaGammaExpected(parameters, 1000, 50)).toBeCloseTo(50, 0);
    expect(gammaGammaExpected({ p: 2, q: 0.9, v: 5 }, 0, 0)).toBeNull();
    expect(() => fitGammaGamma([1, ...counts], [-2, ...means])).toThrow(/Customer 1/);
    expect(correlation([1, 2, 3], [2, 4, 6])).toBeCloseTo(1, 12);
    expect(correlation([1, 1], [2, 4])).toBeNull();
  });
});

describe('renewals', () => {
  // Fader and Hardie 2007, table 1: share still there at the start of each year; the model is fitted on years 1 to 7.
  const highEnd = [869, 743, 653, 593, 551, 517, 491];
  const regular = [631, 468, 382, 326, 289, 262, 241];
  const counts = (left: readonly number[]) => ({
    left: left.map((share, index) => (left[index - 1] ?? 1000) - share),
    open: [...left.map(() => 0), left.at(-1)!],
  });

  it('gives the published parameters and projections', () => {
    const high = fitRenewals(counts(highEnd)).parameters;
    expect(high.alpha).toBeCloseTo(0.668, 3);
    expect(high.beta).toBeCloseTo(3.806, 3);
    const usual = fitRenewals(counts(regular)).parameters;
    expect(usual.alpha).toBeCloseTo(0.704, 3);
    expect(usual.beta).toBeCloseTo(1.182, 3);
    // Year 12 was 39.4 % and 17.3 % in truth.
    expect(renewalSurvival(high, 12)).toBeCloseTo(0.38, 2);
    expect(renewalSurvival(usual, 12)).toBeCloseTo(0.173, 2);
    const product = [1, 2, 3].reduce((share, k) => share * renewalRate(high, k), 1);
    expect(product).toBeCloseTo(renewalSurvival(high, 3), 12);
  });

  it('with a shape finds the parameters that made the data, and is at least as good', () => {
    const truth = { alpha: 0.8, beta: 1.5, shape: 1.4 };
    const exact = [1, 2, 3, 4, 5, 6, 7].map((year) => 1000 * renewalSurvival(truth, year));
    const found = fitRenewals(counts(exact), { withShape: true });
    for (const [name, value] of Object.entries(truth))
      expect(found.parameters[name as 'alpha' | 'beta' | 'shape']).toBeCloseTo(value, 3);
    const shaped = fitRenewals(counts(highEnd), { withShape: true });
    expect(shaped.logLikelihood).toBeGreaterThan(fitRenewals(counts(highEnd)).logLikelihood);
    // Nearer to the truth of year 12 than without.
    expect(renewalSurvival(shaped.parameters, 12)).toBeCloseTo(0.394, 1.5);
  });

  it('is not misled by contracts that were watched only after some renewals', () => {
    const truth = { alpha: 0.7, beta: 2.5, shape: 1 };
    const share = (k: number): number => renewalSurvival(truth, k);
    // Of 1,000 old contracts only those that made three renewals are in the book; then four years are seen.
    const there = 1000 * share(3);
    const left = [0, 0, 0, ...[4, 5, 6, 7].map((k) => 1000 * (share(k - 1) - share(k)))];
    const open = [0, 0, 0, 0, 0, 0, 0, 1000 * share(7)];
    const found = fitRenewals({ left, open, entered: [0, 0, 0, there] }).parameters;
    expect(found.alpha).toBeCloseTo(truth.alpha, 2);
    expect(found.beta).toBeCloseTo(truth.beta, 2);
  });

  it('counts months to come as a plain sum does', () => {
    const parameters = { alpha: 0.668, beta: 3.806, shape: 1 };
    const ahead = { term: 12, untilRenewal: 5, horizon: 36, discount: 1 };
    const share = (k: number): number => renewalSurvival(parameters, 2 + k) / renewalSurvival(parameters, 2);
    expect(monthsToCome(parameters, 2, ahead)).toBeCloseTo(5 + 12 * share(1) + 12 * share(2) + 7 * share(3), 10);
    expect(monthsToCome(parameters, 2, { ...ahead, horizon: 4 })).toBe(4);
    const discounted = monthsToCome(parameters, 2, { ...ahead, discount: 0.99 });
    const sum = 5 * 0.99 ** 2.5 + 12 * share(1) * 0.99 ** 11 + 12 * share(2) * 0.99 ** 23 + 7 * share(3) * 0.99 ** 32.5;
    expect(discounted).toBeCloseTo(sum, 10);
  });

  it('refuses what has no end or no renewal', () => {
    expect(() => fitRenewals({ left: [0, 0], open: [10, 5, 5] })).toThrow(/No contract has ended/);
    expect(() => fitRenewals({ left: [10], open: [5] })).toThrow(/No contract has been renewed/);
  });
});

/** Gamma with a shape and scale 1 (Marsaglia and Tsang 2000). */
function gamma(random: ReturnType<typeof createRandom>, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * random.next() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

function simulated(p: { r: number; alpha: number; a: number; b: number }, count: number, age: number, more: number) {
  const random = createRandom(11);
  const rows: { x: number; recency: number; alive: boolean }[] = [];
  const ahead: number[] = [];
  for (let row = 0; row < count; row++) {
    const rate = gamma(random, p.r) / p.alpha;
    const first = gamma(random, p.a);
    const leaving = first / (first + gamma(random, p.b));
    let [time, x, recency, later, alive] = [0, 0, 0, 0, true];
    while (alive) {
      time += -Math.log(1 - random.next()) / rate;
      if (time > age + more) break;
      if (time <= age) [x, recency] = [x + 1, time];
      else later++;
      if (random.next() < leaving) {
        alive = time > age;
        break;
      }
    }
    rows.push({ x, recency, alive });
    ahead.push(later);
  }
  return { rows, ahead };
}
