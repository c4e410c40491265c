import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { EventColumns, StopCheck } from '../events/index.ts';
import { eventMask, firstRowAt } from '../events/index.ts';

/** One event name, or several of which any one does. */
export type FunnelStep = string | readonly string[];

/**
 * - ordered: the steps one after another, anything in between.
 * - strict: nothing else of the account in between.
 * - any: all steps in whatever order.
 */
export type FunnelOrder = 'ordered' | 'strict' | 'any';

export interface FunnelOptions {
  readonly steps: readonly FunnelStep[];
  /** Seconds from the first matched event within which all others must lie, the last second included. */
  readonly windowSeconds: number;
  /** Default: ordered. */
  readonly order?: FunnelOrder;
  /** First matched events lie in [from, to), epoch seconds; absent = open. Later steps may lie after `to`. */
  readonly from?: number;
  readonly to?: number;
  /** Events after this second are not read; absent = all are. */
  readonly asOf?: number;
  /** accountFilter[account] = 1: the account takes part. */
  readonly accountFilter?: Uint8Array;
  readonly shouldStop?: StopCheck;
}

/** Everything a pass needs, looked up once. */
export interface FunnelPlan {
  readonly columns: EventColumns;
  readonly order: FunnelOrder;
  readonly stepCount: number;
  /** stepsOf[name code] = bit k set: the event does for step k + 1. */
  readonly stepsOf: Uint32Array;
  /** For "any": steps with the same events are one group, and that many distinct events are needed. */
  readonly groups: readonly StepGroup[];
  readonly window: number;
  readonly from: number;
  readonly to: number;
  readonly asOf: number;
  readonly accountFilter: Uint8Array | null;
}

export interface StepGroup {
  /** stepsOf of an event in the group. */
  readonly bits: number;
  /** The steps, counted from 0. */
  readonly steps: readonly number[];
}

export const mostSteps = 20;
export const longestWindow = 366 * 86_400;

export function planFunnel(columns: EventColumns, options: FunnelOptions): FunnelPlan {
  const { steps, windowSeconds, order = 'ordered', accountFilter = null } = options;
  if (steps.length === 0 || steps.length > mostSteps || steps.some((step) => namesOf(step).length === 0)) {
    throw new HoldfastError('invalid_input', `A funnel needs 1 to ${mostSteps} steps, each with at least one event.`);
  }
  if (!(windowSeconds >= 0 && windowSeconds <= longestWindow)) {
    throw new HoldfastError(
      'invalid_input',
      'The window of a funnel lies between 0 and 366 days. Choose a shorter one.',
    );
  }
  if (accountFilter !== null && accountFilter.length !== columns.accounts.length) {
    throw new HoldfastError(
      'internal',
      'The account filter belongs to another state of the data. Open the view again.',
    );
  }
  const stepsOf = new Uint32Array(columns.names.length);
  steps.forEach((step, index) => {
    eventMask(columns, namesOf(step)).forEach((isMeant, code) => {
      if (isMeant === 1) stepsOf[code]! |= 1 << index;
    });
  });
  return {
    columns,
    order,
    stepCount: steps.length,
    stepsOf,
    groups: order === 'any' ? groupSteps(steps) : [],
    window: windowSeconds,
    from: options.from ?? 0,
    to: options.to ?? Infinity,
    asOf: options.asOf ?? Infinity,
    accountFilter,
  };
}

export function namesOf(step: FunnelStep): readonly string[] {
  return typeof step === 'string' ? [step] : step;
}

/** Rows of an account that the funnel may read: [from, to). */
export function rowsOf({ columns, asOf }: FunnelPlan, account: number): { from: number; to: number } {
  const from = columns.offsets[account]!;
  const end = columns.offsets[account + 1]!;
  const to = end > from && columns.seconds[end - 1]! > asOf ? firstRowAt(columns.seconds, from, end, asOf + 1) : end;
  return { from, to };
}

function groupSteps(steps: readonly FunnelStep[]): StepGroup[] {
  const groups: { names: Set<string>; steps: number[] }[] = [];
  steps.forEach((step, index) => {
    const names = new Set(namesOf(step));
    const same = groups.find((group) => group.names.size === names.size && shared(group.names, names) === names.size);
    if (same !== undefined) {
      same.steps.push(index);
      return;
    }
    // With a partial overlap, which event did for which step would be a matter of choice.
    if (groups.some((group) => shared(group.names, names) > 0)) {
      throw new HoldfastError(
        'invalid_input',
        `In a funnel in any order, two steps have the same events or none in common. Step ${index + 1} shares only some of them with an earlier step.`,
        { step: index + 1 },
      );
    }
    groups.push({ names, steps: [index] });
  });
  return groups.map((group) => ({
    bits: group.steps.reduce((bits, step) => bits | (1 << step), 0),
    steps: group.steps,
  }));
}

function shared(some: ReadonlySet<string>, others: ReadonlySet<string>): number {
  return [...some].filter((name) => others.has(name)).length;
}
