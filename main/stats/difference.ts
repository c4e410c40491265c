import { wilson } from './intervals.ts';

/** Successes out of trials in two groups. */
export interface TwoShares {
  readonly a: number;
  readonly ofA: number;
  readonly b: number;
  readonly ofB: number;
}

/**
 * The difference of two shares, first minus second, with Newcombe's interval (1998, method 10: from the Wilson intervals of
 * both). Null where a group is empty.
 */
export function shareDifference(
  { a, ofA, b, ofB }: TwoShares,
  level = 0.95,
): { difference: number; low: number; high: number } | null {
  const first = wilson(a, ofA, level);
  const second = wilson(b, ofB, level);
  if (first === null || second === null) return null;
  const shareA = a / ofA;
  const shareB = b / ofB;
  const difference = shareA - shareB;
  return {
    difference,
    low: difference - Math.hypot(shareA - first.lower, second.upper - shareB),
    high: difference + Math.hypot(first.upper - shareA, shareB - second.lower),
  };
}

/**
 * The difference of two shares within strata, weighted after Mantel and Haenszel (as Greenland and Robins 1985 for risk
 * differences): w = nA · nB / (nA + nB). Strata where a group is empty say nothing. Null where none says anything.
 */
export function stratifiedDifference(strata: readonly TwoShares[]): number | null {
  let sum = 0;
  let weights = 0;
  for (const { a, ofA, b, ofB } of strata) {
    if (ofA === 0 || ofB === 0) continue;
    const weight = (ofA * ofB) / (ofA + ofB);
    sum += weight * (a / ofA - b / ofB);
    weights += weight;
  }
  return weights === 0 ? null : sum / weights;
}
