import type { RetentionQuestion } from '../../../shared/contract/index.ts';
import type { Calendar, EventBits, EventColumns, StopCheck } from '../events/index.ts';
import type { ContractBook } from './contract-terms.ts';

/** Selectors are compiled in this order, so an event's bits say whether it starts, and whether it counts as a return. */
export const startBit = 1;
export const returnBit = 2;

/** Everything that a pass over the members needs, looked up once. */
export interface RetentionSetup {
  readonly question: RetentionQuestion;
  readonly columns: EventColumns;
  readonly bits: EventBits;
  readonly calendar: Calendar;
  /** Entries lie in [from, to), epoch seconds; `to` never after asOf. */
  readonly from: number;
  readonly to: number;
  /** The data is known up to this second, itself included. */
  readonly asOf: number;
  /** Usage is known from this second on. Members can enter earlier where periods follow contracts. */
  readonly knownFrom: number;
  /** accountFilter[account of the columns] = 1: it takes part. */
  readonly accountFilter: Uint8Array | null;
  /** Cohorts by something other than the period of entry. */
  readonly attribute: CohortAttribute | null;
  /** For periods that follow contracts: the accounts with one that take part. Everything else enters by its events. */
  readonly contracts: ContractBook | null;
  /** For the measure revenue. */
  readonly revenue: RevenueLookup | null;
  readonly shouldStop?: StopCheck | undefined;
}

export interface CohortAttribute {
  /** Label of code c is values[c - 1]; code 0 is without a value. */
  readonly values: readonly string[];
  codeOf(account: number): number;
}

/** Recurring revenue of a member (account of the columns, or of the contract book) on a day since 1970, minor units. */
export interface RevenueLookup {
  readonly currency: string;
  /** Subscriptions that are not in it: without an amount, or in a currency without a stated rate. */
  readonly leftOut: { readonly withoutAmount: number; readonly currencies: readonly string[] };
  on(account: number, day: number): number;
}
