import type { AccountLife } from '../models/index.ts';

/** Until when an account's fate is known: all days up to this one. */
export function knownUntil(life: AccountLife, until: number): number {
  return life.pendingFrom === null ? until : Math.min(until, life.pendingFrom - 1);
}

/** First day of leaving after a day; null where none is known. */
export function leftAfter(life: AccountLife, day: number): number | null {
  return life.churns.find((churn) => churn > day) ?? null;
}

/**
 * Whether the account was still a customer after a day (1) or had left by then (0). Null where the day has not come by `until`,
 * even where it has left already: those alone would make all look lost.
 */
export function stayedThrough(life: AccountLife, from: number, day: number, until: number): 0 | 1 | null {
  if (day > knownUntil(life, until)) return null;
  const left = leftAfter(life, from);
  return left !== null && left <= day ? 0 : 1;
}
