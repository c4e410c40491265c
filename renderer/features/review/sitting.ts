import type { Decision } from '../../../shared/contract/index.ts';

/** Somebody who stops for longer than this has done something else. */
const longestThought = 180;
/** Decisions from which on the pace says something. */
const leastDecisions = 3;

/** The decisions of a sitting by account, the last on each. @param decisions the newest first */
export function byAccount(decisions: readonly Decision[]): ReadonlyMap<string, Decision> {
  return new Map(decisions.toReversed().map((decision) => [decision.accountId, decision]));
}

/**
 * Seconds that one account takes: the median of the times between decisions, pauses left out. Null while there are too few.
 */
export function pace(decisions: readonly Pick<Decision, 'decidedAt'>[]): number | null {
  if (decisions.length < leastDecisions) return null;
  const times = decisions.map(({ decidedAt }) => Date.parse(decidedAt) / 1000).sort((a, b) => a - b);
  const gaps = times
    .slice(1)
    .map((time, index) => time - (times[index] ?? time))
    .filter((gap) => gap <= longestThought)
    .sort((a, b) => a - b);
  return gaps[Math.floor(gaps.length / 2)] ?? null;
}

/** The place of the first account from `from` on that nothing was decided on; then of one before it; null when all are done. */
export function nextOpen(ids: readonly string[], decided: ReadonlySet<string>, from: number): number | null {
  for (let step = 0; step < ids.length; step++) {
    const place = (from + step) % ids.length;
    if (!decided.has(ids[place] ?? '')) return place;
  }
  return null;
}
