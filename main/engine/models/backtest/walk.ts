import type { FlagRule } from '../../../../shared/contract/index.ts';
import { stopIfAsked } from '../features/row-table.ts';
import { isCustomerOn, settledUntil } from '../labels.ts';
import type { AccountLife } from '../labels.ts';
import { revenueOn } from '../outcome-facts.ts';
import type { Book } from '../train-task.ts';
import { fate, fateOf } from './fates.ts';
import { flagByRule, flagTop, risksOf, turnsOf } from './flags.ts';
import type { LivesThen } from './lives-then.ts';
import type { Backtestable, LearnedFrom, ScoringFunction } from './types.ts';

/** One month end with all that was a customer then; what lies in arrays is of the same order. */
export type MonthSeen = {
  readonly day: number;
  /** Every outcome is known. */
  readonly isDue: boolean;
  readonly hasSeen: boolean;
  readonly learned: LearnedFrom | null;
  /** Places in the book. */
  readonly accounts: Int32Array;
  readonly fates: Uint8Array;
  /** Day of leaving; 0 where the account did not leave. */
  readonly leftOn: Int32Array;
  /** Monthly, in the book's base currency; NaN where not known. */
  readonly revenue: Float64Array;
  /** Of each scoring function, the one that is backtested first; null where it has nothing to say of the day. */
  readonly scores: readonly (Float64Array | null)[];
  readonly flagged: readonly (Uint8Array | null)[];
  /** Customers as was known then of whom it came out later that they were none. */
  readonly leftBefore: number;
};

export type WalkInput = {
  readonly book: Book;
  readonly until: number;
  readonly days: readonly number[];
  readonly known: LivesThen;
  /** What is backtested, then what it is held against: these flag as many accounts as it does. */
  readonly scorings: readonly [Backtestable, ...ScoringFunction[]];
  readonly rule: FlagRule;
  readonly seed: number;
  readonly shouldStop: () => boolean;
  /** After each month, with the share of them that is done. */
  readonly onMonth: (day: number, share: number) => void;
};

/**
 * Goes through the months in their order. Whom a month flags is decided by what was known then, customers included; what
 * became of them, by all that is known now.
 */
export function walk(input: WalkInput): MonthSeen[] {
  const { book, until, days, shouldStop } = input;
  const settled = settledUntil(book.lives, until);
  const turns = turnsOf(book.sources.accounts, input.seed);
  return days.map((day, index) => {
    stopIfAsked(shouldStop);
    const month = monthSeen(input, day, day + book.rule.horizonDays <= settled, turns);
    input.onMonth(day, (index + 1) / days.length);
    return month;
  });
}

function monthSeen(
  { book, until, known, scorings, rule }: WalkInput,
  day: number,
  isDue: boolean,
  turnsOfBook: Uint32Array,
): MonthSeen {
  const customers = customersOn(known.on(day), day);
  const turns = Uint32Array.from(customers, (account) => turnsOfBook[account]!);
  const [first, ...others] = scorings;
  const scores = first.scoresAt(day, customers);
  const flagged = scores === null ? null : flagByRule(rule, first.direction, scores, turns);
  const count = flagged?.reduce((sum, value) => sum + value, 0) ?? 0;
  const otherScores = others.map((other) => (flagged === null ? null : other.scoresAt(day, customers)));
  const otherFlags = otherScores.map((own, index) =>
    own === null ? null : flagTop(risksOf(others[index]!, own), turns, count),
  );
  const fates = Array.from(customers, (account) => fateOf(book.lives[account]!, day, book.rule.horizonDays, until));
  const kept = Int32Array.from(fates.keys().filter((row) => fates[row]!.fate !== fate.noCustomer));
  const floats = (values: Float64Array | null): Float64Array | null =>
    values && Float64Array.from(kept, (row) => values[row]!);
  const bytes = (values: Uint8Array | null): Uint8Array | null =>
    values && Uint8Array.from(kept, (row) => values[row]!);
  return {
    day,
    isDue,
    hasSeen: first.hasSeen?.(day) ?? false,
    learned: first.learnedFor?.(day) ?? null,
    accounts: Int32Array.from(kept, (row) => customers[row]!),
    fates: Uint8Array.from(kept, (row) => fates[row]!.fate),
    leftOn: Int32Array.from(kept, (row) => fates[row]!.leftOn),
    revenue: Float64Array.from(kept, (row) => amountOn(book, customers[row]!, day)),
    scores: [scores, ...otherScores].map(floats),
    flagged: [flagged, ...otherFlags].map(bytes),
    leftBefore: customers.length - kept.length,
  };
}

export function customersOn(lives: readonly AccountLife[], day: number): Int32Array {
  return Int32Array.from(lives.keys().filter((account) => isCustomerOn(lives[account]!, day)));
}

/** Nothing paid is no amount that could be lost. */
function amountOn({ sources }: Book, account: number, day: number): number {
  const amount = revenueOn(sources.subscriptions, account, day);
  return amount > 0 ? amount : NaN;
}
