import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { EventColumns } from '../events/index.ts';
import { stopWhenAsked } from '../events/index.ts';
import type { FunnelOptions, FunnelOrder } from './funnel-plan.ts';
import { namesOf, planFunnel } from './funnel-plan.ts';
import { createMatcher } from './match.ts';
import { quantileOf } from './quantile.ts';

export interface FunnelStepResult {
  /** The event, or the events joined by " / ". */
  readonly event: string;
  readonly events: readonly string[];
  /** Accounts that reached this step; in a funnel in any order: that matched at least so many steps. */
  readonly count: number;
  /** count / count of step 1; null when nobody entered. */
  readonly rateOverall: number | null;
  /** count / count of the step before, 1 for step 1; null when nobody reached that. */
  readonly rateRelative: number | null;
  /**
   * Seconds from the first matched event to this one, over the accounts that reached this step; null for step 1 and where
   * nobody did. Accounts that did not are censored: they are not in these figures.
   */
  readonly medianSeconds: number | null;
  readonly p90Seconds: number | null;
}

/** The rule behind a funnel, to be printed with it. */
export interface FunnelRule {
  readonly unit: 'account';
  readonly order: FunnelOrder;
  readonly windowSeconds: number;
  readonly windowEnd: 'inclusive';
  readonly entry: 'longest-then-earliest';
  readonly ties: 'import-order';
  readonly from: number | null;
  readonly to: number | null;
  readonly asOf: number | null;
}

export interface FunnelResult {
  readonly steps: FunnelStepResult[];
  /** Accounts that reached step 1. */
  readonly entered: number;
  readonly rule: FunnelRule;
}

/** How many accounts come how far, in one pass over the events. */
export function funnel(columns: EventColumns, options: FunnelOptions): FunnelResult {
  const plan = planFunnel(columns, options);
  const matchAccount = createMatcher(plan);
  const counts = options.steps.map(() => 0);
  const durations = options.steps.map((): number[] => []);
  for (let account = 0; account + 1 < columns.offsets.length; account++) {
    stopWhenAsked(account, options.shouldStop, 'The funnel');
    const { reached, rows } = matchAccount(account);
    if (reached === 0) continue;
    const entry = columns.seconds[rows[0]!]!;
    for (let k = 0; k < reached; k++) {
      counts[k]! += 1;
      if (k > 0) durations[k]!.push(columns.seconds[rows[k]!]! - entry);
    }
  }
  const entered = counts[0] ?? 0;
  const { order = 'ordered', windowSeconds, from = null, to = null, asOf = null } = options;
  return {
    steps: options.steps.map((step, k) => {
      const count = counts[k]!;
      const sorted = Float64Array.from(durations[k]!).sort();
      return {
        event: namesOf(step).join(' / '),
        events: namesOf(step),
        count,
        rateOverall: ratio(count, entered),
        rateRelative: ratio(count, counts[k - 1] ?? entered),
        medianSeconds: quantileOf(sorted, 0.5),
        p90Seconds: quantileOf(sorted, 0.9),
      };
    }),
    entered,
    rule: {
      unit: 'account',
      order,
      windowSeconds,
      windowEnd: 'inclusive',
      entry: 'longest-then-earliest',
      ties: 'import-order',
      from,
      to,
      asOf,
    },
  };
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/**
 * The accounts behind a step, as positions in columns.accounts, ascending. "Reached": as many as the step's count.
 * "Dropped": reached the step before, but not this one; nobody for step 1.
 *
 * @param step counted from 1, as on the screen.
 */
export function funnelAccounts(
  columns: EventColumns,
  options: FunnelOptions,
  step: number,
  which: 'reached' | 'dropped',
): Uint32Array {
  const plan = planFunnel(columns, options);
  if (!Number.isInteger(step) || step < 1 || step > plan.stepCount) {
    throw new HoldfastError('not_found', `The funnel has no step ${step}; it has ${plan.stepCount}. Open it again.`, {
      step,
    });
  }
  const matchAccount = createMatcher(plan);
  const accounts: number[] = [];
  for (let account = 0; account + 1 < columns.offsets.length; account++) {
    stopWhenAsked(account, options.shouldStop, 'The list of accounts');
    const { reached } = matchAccount(account);
    if (which === 'reached' ? reached >= step : step > 1 && reached === step - 1) accounts.push(account);
  }
  return Uint32Array.from(accounts);
}

export interface TracedEvent {
  /** The step it did for, counted from 1. */
  readonly step: number;
  readonly event: string;
  readonly seconds: number;
  /** Row in the columns. */
  readonly row: number;
}

/** The events by which one account came as far as it did, in time order; empty when it did not enter. */
export function traceFunnel(columns: EventColumns, options: FunnelOptions, account: number): TracedEvent[] {
  if (!Number.isInteger(account) || account < 0 || account >= columns.accounts.length) {
    throw new HoldfastError('not_found', 'This account has no place in the events. Open the view again.', { account });
  }
  const { reached, rows, steps } = createMatcher(planFunnel(columns, options))(account);
  return Array.from(rows.subarray(0, reached), (row, index) => ({
    step: steps[index]! + 1,
    event: columns.names[columns.name[row]!]!,
    seconds: columns.seconds[row]!,
    row,
  }));
}
