/**
 * Population stability index of two divisions into the same bins: Σ (now − then) ln(now / then). Also the symmetric
 * Kullback-Leibler (Jeffreys) divergence. Infinite where a bin is empty on one side only; see `psiOfCounts`.
 */
export function psi(then: ArrayLike<number>, now: ArrayLike<number>): number {
  let sum = 0;
  for (let bin = 0; bin < then.length; bin++) {
    const a = then[bin]!;
    const b = now[bin]!;
    if (a !== b) sum += (b - a) * Math.log(b / a);
  }
  return sum;
}

/** Added to every count, so that an empty bin does not make the index infinite (Jeffreys' prior of a division). */
const half = 0.5;

/** The index of two divisions that are known as counts, of which either may have empty bins. */
export function psiOfCounts(then: ArrayLike<number>, now: ArrayLike<number>): number {
  let totalThen = 0;
  let totalNow = 0;
  for (let bin = 0; bin < then.length; bin++) {
    totalThen += then[bin]! + half;
    totalNow += now[bin]! + half;
  }
  let sum = 0;
  for (let bin = 0; bin < then.length; bin++) {
    const a = (then[bin]! + half) / totalThen;
    const b = (now[bin]! + half) / totalNow;
    sum += (b - a) * Math.log(b / a);
  }
  return sum;
}
