import { describe, expect, it } from 'vitest';
import { chiSquaredTail, createRandom } from '../../../stats/index.ts';
import { spreadOf } from '../drift-reference.ts';
import { binomial } from './binomial.ts';
import { judge } from './null-band.ts';
import type { Pair } from './null-band.ts';
import { divide } from './divide.ts';
import { psiOfCounts } from './psi-of-counts.ts';

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/** A sample of then and one of now, of which `shift` standard deviations tell the means apart. */
function sampled(seed: number, then: number, now: number, shift = 0): Pair {
  const random = createRandom(seed);
  const spread = spreadOf(Float64Array.from({ length: then }, () => random.normal()));
  const found = divide(
    spread,
    Float64Array.from({ length: now }, () => random.normal() + shift),
  );
  return { then: found.then.map((share) => share * then), now: found.now };
}

describe('a draw from the binomial', () => {
  it('has its mean and its variance, near 0, near 1 and where it is rounded', () => {
    for (const [trials, probability] of [
      [40, 0.1],
      [40, 0.93],
      [2_000, 0.004],
      [2_000, 0.3],
    ] as const) {
      const random = createRandom(5);
      const drawn = Array.from({ length: 20_000 }, () => binomial(trials, probability, random));
      const mean = total(drawn) / drawn.length;
      const variance = total(drawn.map((value) => (value - mean) ** 2)) / drawn.length;
      const expected = trials * probability * (1 - probability);
      expect(Math.abs(mean - trials * probability)).toBeLessThan(5 * Math.sqrt(expected / drawn.length));
      expect(variance / expected).toBeCloseTo(1, 1);
      expect(drawn.every((value) => Number.isInteger(value) && value >= 0 && value <= trials)).toBe(true);
    }
  });
});

describe('the band of chance', () => {
  it('ends where the chi-squared approximation says it does, where counts are large', () => {
    // Yurdakul 2018: PSI / (1/n + 1/m) follows chi-squared with bins − 1 degrees of freedom.
    const then = new Array<number>(10).fill(400);
    const now = new Array<number>(10).fill(150);
    const [found] = judge([{ then, now }], 1);
    const scaled = found!.edge / (1 / 4_000 + 1 / 1_500);
    expect(chiSquaredTail(scaled, 9)).toBeGreaterThan(0.006);
    expect(chiSquaredTail(scaled, 9)).toBeLessThan(0.016);
  });

  it('is left by about 1 % of the samples without drift, in small books too', () => {
    for (const [then, now] of [
      [60, 60],
      [1_000, 250],
    ] as const) {
      const rounds = 1_500;
      const edge = judge([sampled(0, then, now)], 9)[0]!.edge;
      let left = 0;
      for (let seed = 1; seed <= rounds; seed++) {
        const pair = sampled(seed, then, now);
        if (psiOfCounts(pair.then, pair.now) > edge) left++;
      }
      // 1 % of 1,500 is 15; between 4 and 32 lies all but a ten-thousandth of the binomial.
      expect(left).toBeGreaterThanOrEqual(4);
      expect(left).toBeLessThanOrEqual(32);
    }
  });

  it('of many columns together is left by about 1 % of the books without drift, and by a shifted column', () => {
    const columns = 12;
    const rounds = 25;
    let alarms = 0;
    for (let seed = 1; seed <= rounds; seed++) {
      const pairs = Array.from({ length: columns }, (_, column) => sampled(seed * 100 + column, 200, 120));
      if (judge(pairs, seed).some(({ corrected }) => corrected <= 0.01)) alarms++;
    }
    // 1 % of 25 is 0.25; 4 or more happen once in some 9,000 runs of the binomial.
    expect(alarms).toBeLessThanOrEqual(3);
    const shifted = judge(
      [...Array.from({ length: columns }, (_, column) => sampled(column, 200, 120)), sampled(1, 200, 120, 1)],
      3,
    );
    expect(shifted.at(-1)!.corrected).toBeLessThanOrEqual(0.001);
    expect(shifted.at(-1)!.psi).toBeGreaterThan(shifted.at(-1)!.edge);
    expect(shifted.slice(0, columns).every(({ corrected }) => corrected > 0.01)).toBe(true);
  });

  it('is repeatable, and stops when asked', () => {
    const pairs = [sampled(1, 100, 100), sampled(2, 100, 100)];
    expect(judge(pairs, 4)).toEqual(judge(pairs, 4));
    expect(() => judge(pairs, 4, () => true)).toThrow(/cancelled/);
  });

  it('has nothing to say of a column that was and is one value', () => {
    expect(judge([{ then: [50], now: [40] }], 1)).toEqual([{ psi: 0, edge: 0, corrected: 1 }]);
  });
});
