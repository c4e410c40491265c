import type { FunnelQuestion } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { EventBits, EventColumns, StopCheck } from '../events/index.ts';
import { compileSelectors, firstRowAt, isPlain } from '../events/index.ts';
import { propertyReader } from './property-reader.ts';
import type { PropertyReader } from './property-reader.ts';

/** What a funnel is, apart from where it is looked for and how it is told. */
export type FunnelRule = Pick<
  FunnelQuestion,
  'steps' | 'order' | 'windowSeconds' | 'graceSeconds' | 'exclusions' | 'exclusionRule' | 'holdConstant' | 'unit'
>;

/** Where it is looked for. */
export interface FunnelRange {
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
  readonly rule: FunnelRule;
  /** Bit k: the event does for step k, counted from 0; the bits after those of the steps: the exclusions. */
  readonly bits: EventBits;
  readonly stepCount: number;
  readonly stepBits: number;
  /** followers[p]: the steps that may be matched next after step p, ascending: up to the next one that is not optional. */
  readonly followers: readonly (readonly number[])[];
  /** killedBy[e]: the last matched steps (as bits) after which an event of exclusion e ends the attempt. */
  readonly killedBy: readonly number[];
  readonly holds: readonly PropertyReader[];
  /** Null where the account is the unit. */
  readonly contact: PropertyReader | null;
  readonly window: number;
  readonly grace: number;
  readonly from: number;
  readonly to: number;
  readonly asOf: number;
  readonly accountFilter: Uint8Array | null;
  readonly shouldStop: StopCheck | undefined;
}

export const longestWindow = 366 * 86_400;

/** @throws invalid_input where the parts of the rule do not go together */
export function planFunnel(columns: EventColumns, rule: FunnelRule, range: FunnelRange = {}): FunnelPlan {
  checkRule(rule);
  const { steps, exclusions, holdConstant, unit, order, windowSeconds, graceSeconds } = rule;
  const { accountFilter = null } = range;
  if (accountFilter !== null && accountFilter.length !== columns.accounts.length) {
    throw new HoldfastError(
      'internal',
      'The account filter belongs to another state of the data. Open the view again.',
    );
  }
  return {
    columns,
    rule,
    bits: compileSelectors(columns, [...steps, ...exclusions]),
    stepCount: steps.length,
    stepBits: 2 ** steps.length - 1,
    followers: steps.map((_, step) => followersOf(rule, step)),
    killedBy: exclusions.map(({ after, before }) => 2 ** before - 2 ** after),
    holds: holdConstant.map((key) => propertyReader(columns, key)),
    contact: unit === 'contact' ? propertyReader(columns, 'contact_id') : null,
    window: windowSeconds,
    grace: order === 'ordered' ? graceSeconds : 0,
    from: range.from ?? 0,
    to: range.to ?? Infinity,
    asOf: range.asOf ?? Infinity,
    accountFilter,
    shouldStop: range.shouldStop,
  };
}

/** True where the account is the unit and its steps simply follow one another: the case that has a pass of its own. */
export function isSimple({ rule, holds, grace }: FunnelPlan): boolean {
  const { order, unit, exclusions, steps } = rule;
  return (
    order === 'ordered' &&
    unit === 'account' &&
    grace === 0 &&
    exclusions.length === 0 &&
    holds.length === 0 &&
    steps.every(({ optional }) => !optional)
  );
}

/** True where names alone decide which events are meant. */
export function isUnfiltered({ bits }: FunnelPlan): boolean {
  return isPlain(bits);
}

/** The last step before this one that everybody has to take; -1 before the first. */
export function requiredBefore({ steps, order }: Pick<FunnelRule, 'steps' | 'order'>, step: number): number {
  let before = step - 1;
  while (order !== 'any' && before > 0 && steps[before]?.optional === true) before -= 1;
  return before;
}

/** Rows of an account that the funnel may read: [from, to). */
export function rowsOf({ columns, asOf }: FunnelPlan, account: number): { from: number; to: number } {
  const from = columns.offsets[account]!;
  const end = columns.offsets[account + 1]!;
  const to = end > from && columns.seconds[end - 1]! > asOf ? firstRowAt(columns.seconds, from, end, asOf + 1) : end;
  return { from, to };
}

function followersOf({ steps }: FunnelRule, step: number): number[] {
  const followers: number[] = [];
  for (let next = step + 1; next < steps.length; next++) {
    followers.push(next);
    if (steps[next]?.optional !== true) break;
  }
  return followers;
}

function checkRule({ steps, order, windowSeconds, graceSeconds, exclusions }: FunnelRule): void {
  const refuse = (sentence: string, step?: number): never => {
    throw new HoldfastError('invalid_input', sentence, step === undefined ? {} : { step: step + 1 });
  };
  const last = steps.length - 1;
  if (!(windowSeconds >= 0 && windowSeconds <= longestWindow))
    refuse('The window of a funnel lies between 0 and 366 days. Choose a shorter one.');
  for (const end of [0, last]) {
    if (steps[end]?.optional === true)
      refuse('The first and the last step of a funnel cannot be optional. Make the step required, or remove it.', end);
  }
  const optional = steps.findIndex((step) => step.optional);
  if (order === 'any' && optional >= 0)
    refuse('In a funnel in any order, no step can be optional. Make the step required, or remove it.', optional);
  if (order === 'any' && exclusions.length > 0)
    refuse('In a funnel in any order, nothing lies between two steps. Remove the exclusions, or choose an order.');
  if (order === 'strict' && graceSeconds > 0)
    refuse('A strict funnel needs to know what came between, so it takes no grace time. Set the grace time to 0.');
  if (graceSeconds > 0 && exclusions.length > 0)
    refuse('An exclusion needs to know what came between, so it takes no grace time. Set the grace time to 0.');
  for (const { after, before } of exclusions) {
    if (after >= before || before > last)
      refuse(
        `An exclusion lies between a step and a later one; there is nothing between step ${after + 1} and step ${before + 1} of ${steps.length}.`,
      );
  }
}
