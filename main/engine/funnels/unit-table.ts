import { stopWhenAsked } from '../events/index.ts';
import type { FunnelPlan } from './funnel-plan.ts';
import { createMatcher } from './matcher.ts';
import type { Match } from './match.ts';

/** One row for each unit (account or contact) that entered the funnel, in the order of accounts. */
export interface UnitTable {
  readonly size: number;
  /** Position in columns.accounts. */
  readonly account: readonly number[];
  /** Bit k: step k was matched; in a funnel in any order: more than k steps were. */
  readonly steps: readonly number[];
  /**
   * at[unit * steps + k]: epoch seconds of the event of step k (in any order: of the event that came as number k); -1
   * where there is none. The first is the entry.
   */
  readonly at: readonly number[];
  /** What `groupOf` said of the unit; 0 without one. */
  readonly group: readonly number[];
}

export type GroupOf = (match: Match, account: number) => number;

/** How far each unit came, in one pass over the events. */
export function fillUnitTable(plan: FunnelPlan, groupOf: GroupOf | null): UnitTable {
  const { columns, stepCount, rule, shouldStop } = plan;
  const { seconds, offsets } = columns;
  const account: number[] = [];
  const steps: number[] = [];
  const at: number[] = [];
  const group: number[] = [];
  const matchAccount = createMatcher(plan);
  const isAny = rule.order === 'any';
  let current = 0;
  const addUnit = (match: Match): void => {
    if (match.removedBy >= 0) return;
    const base = account.length * stepCount;
    let bits = 0;
    for (let k = 0; k < stepCount; k++) at.push(-1);
    for (let place = 0; place < match.matched; place++) {
      const step = isAny ? place : match.steps[place]!;
      bits |= 1 << step;
      at[base + step] = seconds[match.rows[place]!]!;
    }
    account.push(current);
    steps.push(bits);
    group.push(groupOf === null ? 0 : groupOf(match, current));
  };
  for (; current + 1 < offsets.length; current++) {
    stopWhenAsked(current, shouldStop, 'The funnel');
    matchAccount(current, addUnit);
  }
  return { size: account.length, account, steps, at, group };
}
