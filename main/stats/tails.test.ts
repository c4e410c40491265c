import { describe, expect, it } from 'vitest';
import { betaBinomialAtMost, betaShare, binomialAtMost } from './tails.ts';

describe('tails', () => {
  it('agrees with a plain sum of binomial terms', () => {
    for (const [n, p] of [
      [1, 0.3],
      [10, 0.15],
      [60, 0.02],
      [200, 0.5],
    ] as const) {
      let sum = 0;
      let term = (1 - p) ** n;
      for (let x = 0; x <= n; x++) {
        sum += term;
        expect(binomialAtMost(x, n, p)).toBeCloseTo(Math.min(1, sum), 10);
        term *= ((n - x) / (x + 1)) * (p / (1 - p));
      }
    }
    expect(binomialAtMost(-1, 5, 0.5)).toBe(0);
  });

  it('agrees with a plain sum over a beta distribution of the probability', () => {
    for (const [x, n, a, b] of [
      [0, 10, 2, 9],
      [3, 40, 4, 24],
      [20, 150, 1.5, 8],
    ] as const) {
      // The mean over 20,000 slices of the beta distribution of shapes a and b.
      let sum = 0;
      let weight = 0;
      for (let slice = 0; slice < 20_000; slice++) {
        const p = (slice + 0.5) / 20_000;
        const density = p ** (a - 1) * (1 - p) ** (b - 1);
        sum += density * binomialAtMost(x, n, p);
        weight += density;
      }
      expect(betaBinomialAtMost(x, n, a, b)).toBeCloseTo(sum / weight, 4);
    }
    expect(betaBinomialAtMost(0, 1, 1, 3)).toBeCloseTo(0.75, 12);
  });

  it('goes over into the binomial where the pace is certain, and stays exact far out', () => {
    expect(betaBinomialAtMost(4, 60, 1e7, 5e7) / binomialAtMost(4, 60, 1 / 6)).toBeCloseTo(1, 4);
    expect(binomialAtMost(0, 400, 1 / 7) / (6 / 7) ** 400).toBeCloseTo(1, 8);
    expect(betaShare(2, 3, 0) + betaShare(2, 3, 1)).toBe(1);
  });
});
