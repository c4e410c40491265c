import type { Bilingual, LabelRule } from '../../../shared/contract/index.ts';
import {
  agreeing,
  byChurnEvents,
  bySilence,
  bySubscriptions,
  contradictingFew,
  contradictingMany,
} from './label-rule-texts.ts';
import { accountLife } from './labels.ts';
import type { LifeFacts } from './labels.ts';

export const defaultHorizonDays = 90;
export const defaultGraceDays = 30;
/** Below this many churns nothing is learned from a book. */
export const leastChurns = 50;

export type ProposedRule = { readonly rule: LabelRule; readonly why: Bilingual };

const ruleOf = (subscriptionEnded: boolean, churnEvent: boolean, inactivityDays: number | null): LabelRule => ({
  subscriptionEnded: { enabled: subscriptionEnded, graceDays: defaultGraceDays },
  churnEvent: { enabled: churnEvent },
  inactivity: { enabled: inactivityDays !== null, days: inactivityDays ?? 90 },
  horizonDays: defaultHorizonDays,
});

/**
 * The rule that fits what a book holds: contracts first, then churn events, then silence.
 * @param until last day of the data, as days since 1970-01-01
 */
export function proposeRule(facts: readonly LifeFacts[], until: number): ProposedRule {
  const contracts = facts.reduce((sum, fact) => sum + fact.subscriptions.length, 0);
  const events = facts.reduce((sum, fact) => sum + fact.churnEvents.length, 0);
  if (contracts > 0 && events > 0) return withBoth(facts, until);
  if (contracts > 0) return { rule: ruleOf(true, false, null), why: bySubscriptions(contracts, defaultGraceDays) };
  if (events > 0) return { rule: ruleOf(false, true, null), why: byChurnEvents(events) };
  const days = silenceThatMeansLeaving(facts);
  return { rule: ruleOf(false, false, days), why: bySilence(days) };
}

/** Churn events and subscriptions may tell the same story, or two. */
function withBoth(facts: readonly LifeFacts[], until: number): ProposedRule {
  const bySubscription = ruleOf(true, false, null);
  let ended = 0,
    events = 0,
    stillRunning = 0;
  for (const fact of facts) {
    ended += accountLife(fact, bySubscription, until).churns.length;
    for (const day of fact.churnEvents) {
      if (day > until) continue;
      events++;
      if (fact.subscriptions.some((row) => row.start < day && (row.end === null || row.end > day + defaultGraceDays)))
        stillRunning++;
    }
  }
  const overlap = { stillRunning, events };
  if (stillRunning <= events / 10) return { rule: ruleOf(true, true, null), why: agreeing(overlap, defaultGraceDays) };
  if (ended >= leastChurns) return { rule: ruleOf(true, false, null), why: contradictingMany(overlap, ended) };
  return { rule: ruleOf(false, true, null), why: contradictingFew(overlap, ended) };
}

/** Three times the 90th percentile of the pauses between active days, from 30 to 365. */
export function silenceThatMeansLeaving(facts: readonly LifeFacts[]): number {
  const counts = new Map<number, number>();
  let pauses = 0;
  for (const { activeDays } of facts) {
    for (let index = 1; index < activeDays.length; index++) {
      const gap = activeDays[index]! - activeDays[index - 1]!;
      counts.set(gap, (counts.get(gap) ?? 0) + 1);
      pauses++;
    }
  }
  let passed = 0;
  for (const [gap, count] of [...counts].sort((a, b) => a[0] - b[0])) {
    passed += count;
    if (passed >= 0.9 * pauses) return Math.min(365, Math.max(30, 3 * gap));
  }
  return 90;
}
