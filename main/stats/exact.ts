/** Tables of two groups by two outcomes, and corrections for looking at many of them. */

const logFactorials: number[] = [0];

function logFactorial(n: number): number {
  for (let next = logFactorials.length; next <= n; next++)
    logFactorials[next] = logFactorials[next - 1]! + Math.log(next);
  return logFactorials[n]!;
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/**
 * Fisher's exact test, two-sided: the probability, with the margins fixed, of all tables that are at most as likely as the
 * one seen (as R's fisher.test does). Null where a margin is empty, so that nothing can be compared.
 *
 * @param a successes of the first group, out of `ofA`; `b` of the second, out of `ofB`
 */
export function fisherExact(a: number, ofA: number, b: number, ofB: number): number | null {
  const successes = a + b;
  const all = ofA + ofB;
  if (ofA === 0 || ofB === 0) return null;
  if (successes === 0 || successes === all) return 1;
  const least = Math.max(0, successes - ofB);
  const most = Math.min(ofA, successes);
  const total = logChoose(all, successes);
  const logLikelihood = (x: number): number => logChoose(ofA, x) + logChoose(ofB, successes - x) - total;
  const seen = logLikelihood(a);
  // Equally likely tables differ by rounding; R uses the same tolerance.
  const limit = seen + Math.log1p(1e-7);
  let sum = 0;
  for (let x = least; x <= most; x++) {
    const likelihood = logLikelihood(x);
    if (likelihood <= limit) sum += Math.exp(likelihood);
  }
  return Math.min(1, sum);
}

/**
 * Benjamini-Hochberg: for each p the smallest false discovery rate at which it would still be called a discovery. Nulls stay
 * null and are not counted among the tests.
 */
export function benjaminiHochberg(ps: readonly (number | null)[]): (number | null)[] {
  const tested = ps.flatMap((p, index) => (p === null ? [] : [{ p, index }])).sort((one, other) => other.p - one.p);
  const adjusted: (number | null)[] = ps.map(() => null);
  let least = 1;
  tested.forEach(({ p, index }, place) => {
    least = Math.min(least, (p * tested.length) / (tested.length - place));
    adjusted[index] = least;
  });
  return adjusted;
}
