import type { FunnelPlan } from './funnel-plan.ts';
import { isSimple, rowsOf } from './funnel-plan.ts';
import { createAnyFinder } from './match-any.ts';
import { createChainFinder } from './match-chain.ts';
import { createGraceFinder } from './match-grace.ts';
import { createSimpleFinder } from './match-simple.ts';
import { createStrictFinder } from './match-strict.ts';
import { clearMatch, copyMatch, createMatch, isBetter } from './match.ts';
import type { Match } from './match.ts';
import { createHeldParts, createUnits } from './sequence.ts';
import type { Sequence } from './sequence.ts';

/** Visits the units of an account that entered, or that were removed; the match is only valid during the visit. */
export type Matcher = (account: number, visit: (match: Match, contact: number) => void) => void;

/**
 * Of all attempts of a unit, the one that comes farthest; of those the one with the most steps; of those the earliest.
 * Events of one second follow one another in import order.
 */
export function createMatcher(plan: FunnelPlan): Matcher {
  const { accountFilter } = plan;
  const match = isSimple(plan) ? matchSimply(plan) : matchInGeneral(plan);
  if (accountFilter === null) return match;
  return (account, visit) => {
    if (accountFilter[account] === 1) match(account, visit);
  };
}

function matchSimply(plan: FunnelPlan): Matcher {
  const match = createMatch(plan.stepCount);
  const find = createSimpleFinder(plan, match);
  return (account, visit) => {
    const { from, to } = rowsOf(plan, account);
    find(from, to);
    if (match.reached > 0) visit(match, 0);
  };
}

function matchInGeneral(plan: FunnelPlan): Matcher {
  const best = createMatch(plan.stepCount);
  const match = createMatch(plan.stepCount);
  const find = finderOf(plan, match);
  const forEachUnit = createUnits(plan);
  const forEachPart = createHeldParts(plan);
  const isRemoving = plan.rule.exclusionRule === 'remove' && plan.rule.exclusions.length > 0;

  const tryPart = (part: Sequence): void => {
    clearMatch(match);
    find(part);
    if (match.reached === 0) return;
    if (isRemoving) match.removedBy = findRemover(plan, part, match);
    if (isBetter(match, best)) copyMatch(match, best);
  };
  return (account, visit) => {
    forEachUnit(account, (unit, contact) => {
      clearMatch(best);
      if (plan.holds.length === 0) tryPart(unit);
      else forEachPart(unit, tryPart);
      if (best.reached > 0) visit(best, contact);
    });
  };
}

function finderOf(plan: FunnelPlan, match: Match): (sequence: Sequence) => void {
  switch (plan.rule.order) {
    case 'any':
      return createAnyFinder(plan, match);
    case 'strict':
      return createStrictFinder(plan, match);
    case 'ordered':
      return plan.grace > 0 ? createGraceFinder(plan, match) : createChainFinder(plan, match);
  }
}

/** The excluded event after the last step, within the window, because of which the attempt was over; -1 = there is none. */
export function findRemover(plan: FunnelPlan, part: Sequence, match: Match): number {
  const { columns, killedBy, stepCount, window } = plan;
  const last = match.reached - 1;
  let bits = 0;
  killedBy.forEach((killed, exclusion) => {
    if ((killed & (1 << last)) !== 0) bits |= 1 << (stepCount + exclusion);
  });
  if (bits === 0) return -1;
  const limit = columns.seconds[match.rows[0]!]! + window;
  const after = match.rows[match.matched - 1]!;
  for (let at = 0; at < part.length; at++) {
    if (part.second[at]! > limit) return -1;
    if (part.row[at]! > after && (part.bits[at]! & bits) !== 0) return part.row[at]!;
  }
  return -1;
}
