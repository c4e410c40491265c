import type { ModelTarget } from '../../../shared/contract/index.ts';
import type { LifeSources } from './features/sources.ts';
import { activeDaysBetween, revenueOn } from './outcome-facts.ts';
import { churnWithin, isCustomerOn, settledUntil } from './labels.ts';
import type { AccountLife } from './labels.ts';

/** What became of an account: 1 where what the model foretells came true; `day` tells one such event from another. */
export type Outcome = { readonly label: 0 | 1; readonly day: number };

/** Labels of one target. Days are numbers since 1970-01-01. */
export type Outcomes = {
  /** The last day until which everybody's fate is known: a snapshot needs its whole horizon before it. -Infinity = none. */
  readonly settled: number;
  /** Null where the question does not arise (no customer, nothing to compare with) or has no certain answer. */
  outcome(account: number, day: number): Outcome | null;
};

/** From how much growth on an account has expanded, and how much of its use it must keep to count as engaged: shares. */
export const usualThresholds = { expansion: 0.1, engagement: 0.5 } as const;

/** Days at the end of the horizon, and up to the snapshot, over which engagement is measured. */
export const engagementDays = 28;
/** Active days among those 28 from which on there is something to keep: once a week. */
export const leastActiveDays = 4;

export type OutcomesInput = {
  readonly sources: LifeSources;
  readonly lives: readonly AccountLife[];
  /** Last day of the data. */
  readonly until: number;
  readonly horizonDays: number;
  /** The target's usual one where absent; churn has none. */
  readonly threshold?: number | undefined;
};

export function outcomesOf(target: ModelTarget, input: OutcomesInput): Outcomes {
  const { sources, lives, until, horizonDays } = input;
  if (target === 'churn') return churnOutcomes(lives, horizonDays, until);
  const threshold = input.threshold ?? usualThresholds[target];
  return target === 'expansion'
    ? expansionOutcomes(sources, lives, until, horizonDays, threshold)
    : engagementOutcomes(sources, lives, until, horizonDays, threshold);
}

export function churnOutcomes(lives: readonly AccountLife[], horizonDays: number, until = Infinity): Outcomes {
  return {
    settled: settledUntil(lives, until),
    outcome(account, day) {
      const life = lives[account]!;
      if (!isCustomerOn(life, day)) return null;
      const churn = churnWithin(life, day, horizonDays);
      return { label: churn === null ? 0 : 1, day: churn ?? 0 };
    },
  };
}

/**
 * A customer with recurring revenue has expanded when, at the end of the horizon, its revenue is at least by this share
 * above that of the snapshot's day; one that left has not. Amounts without a stated rate have no certain answer.
 */
function expansionOutcomes(
  { subscriptions }: LifeSources,
  lives: readonly AccountLife[],
  until: number,
  horizonDays: number,
  growth: number,
): Outcomes {
  return {
    settled: until,
    outcome(account, day) {
      if (!isCustomerOn(lives[account]!, day)) return null;
      const before = revenueOn(subscriptions, account, day);
      const after = revenueOn(subscriptions, account, day + horizonDays);
      if (!(before > 0) || Number.isNaN(after)) return null;
      // A hair's breadth below, because sums of converted amounts are not exact.
      const wanted = before * (1 + growth) * (1 - 1e-9);
      if (after < wanted) return { label: 0, day: 0 };
      let reached = day + horizonDays;
      while (reached > day + 1 && revenueOn(subscriptions, account, reached - 1) >= wanted) reached--;
      return { label: 1, day: reached };
    },
  };
}

/**
 * A customer who is active at least weekly stays engaged when the last 28 days of the horizon hold at least this share
 * of the active days of the 28 days up to the snapshot. Days rather than events, because a script or a bulk edit makes
 * thousands of events on one day. One that left is not engaged any more.
 */
function engagementOutcomes(
  sources: LifeSources,
  lives: readonly AccountLife[],
  until: number,
  horizonDays: number,
  keptShare: number,
): Outcomes {
  const last = sources.events.maxSeconds;
  const window = Math.min(engagementDays, horizonDays);
  return {
    // After the last event of the book nobody would be engaged: that is where the data ends, not their use.
    settled: last === null ? -Infinity : Math.min(until, Math.floor(last / 86_400)),
    outcome(account, day) {
      const life = lives[account]!;
      if (!isCustomerOn(life, day)) return null;
      const before = activeDaysBetween(sources, account, day - engagementDays, day);
      if (before < leastActiveDays) return null;
      const end = day + horizonDays;
      const wanted = (before / engagementDays) * window * keptShare;
      const kept = isCustomerOn(life, end) && activeDaysBetween(sources, account, end - window, end) >= wanted;
      return { label: kept ? 1 : 0, day: kept ? end : 0 };
    },
  };
}
