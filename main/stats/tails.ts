import { logGamma } from './special.ts';

/** Regularised incomplete beta function I_x(a, b), a and b > 0 (continued fraction, modified Lentz; relative error about 1e-14). */
export function betaShare(a: number, b: number, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast only on one side of the mean.
  if (x > (a + 1) / (a + b + 2)) return 1 - betaShare(b, a, 1 - x);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
  return front * fraction(a, b, x);
}

function fraction(a: number, b: number, x: number): number {
  const held = (value: number): number => (Math.abs(value) < 1e-300 ? 1e-300 : value);
  let c = 1;
  let d = 1 / held(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m < 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / held(1 + even * d);
    c = held(1 + even / c);
    result *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / held(1 + odd * d);
    c = held(1 + odd / c);
    const factor = d * c;
    result *= factor;
    if (Math.abs(factor - 1) < 1e-15) break;
  }
  return result;
}

/** P(X ≤ x) of a binomial with `n` trials of probability `p`. */
export function binomialAtMost(x: number, n: number, p: number): number {
  if (x >= n) return 1;
  return x < 0 ? 0 : betaShare(n - x, x + 1, 1 - p);
}

/**
 * P(X ≤ x) of a beta-binomial of `n` trials with shapes a and b, x at most its mode: what a negative binomial count of size a
 * is, given the sum of it and another one of size b of the same pace.
 */
export function betaBinomialAtMost(x: number, n: number, a: number, b: number): number {
  const logBeta = (one: number, other: number): number => logGamma(one) + logGamma(other) - logGamma(one + other);
  const logChoose = logGamma(n + 1) - logGamma(x + 1) - logGamma(n - x + 1);
  const first = Math.exp(logChoose + logBeta(x + a, n - x + b) - logBeta(a, b));
  let sum = first;
  let term = first;
  for (let k = x; k > 0; k--) {
    term *= (k * (b + n - k)) / ((n - k + 1) * (a + k - 1));
    sum += term;
    if (term < sum * 1e-16) break;
  }
  return Math.min(1, sum);
}
