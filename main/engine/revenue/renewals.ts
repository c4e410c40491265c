import type { RevenueBook } from '../recurring-revenue/index.ts';
import { addMonths } from './months.ts';
import { levelOn } from './steps.ts';
import type { Steps } from './steps.ts';

/** The terms of one customer that end on one day. */
export interface Renewal {
  readonly day: number;
  /** What those contracts paid the day before. */
  target: number;
  /** What came of it. */
  came: number;
  /** Accounts whose contracts they are: positions in the book. */
  readonly accounts: number[];
}

/**
 * The renewals of one customer up to the as-of day, by day.
 *
 * Subscriptions of an account that follow one another, each from the day on which the one before ends, with the same
 * number of months, are one contract: a change of seats or price inside a term does not end it. Its terms count from its
 * first day; a term ends after its months, or with the contract where that ends earlier. Contracts whose months are not
 * known are never due.
 *
 * What came of a renewal is what the customer pays on the day the term ends, beyond what its other contracts paid the day
 * before: its own contract going on, or another one in its place.
 */
export function renewalsOf(
  book: RevenueBook,
  members: Uint32Array,
  from: number,
  to: number,
  steps: Steps,
  asOf: number,
): readonly Renewal[] {
  const ends: { readonly day: number; readonly amount: number; readonly account: number }[] = [];
  for (let member = from; member < to; member++) {
    const account = members[member]!;
    for (const { rows, term } of contractsOf(book, account, asOf)) {
      for (const day of termEnds(book, rows, term, asOf))
        ends.push({ day, amount: amountOn(book, rows, day - 1), account });
    }
  }
  if (ends.length === 0) return nothingDue;
  ends.sort((a, b) => a.day - b.day);
  const renewals: Renewal[] = [];
  for (const { day, amount, account } of ends) {
    let renewal = renewals.at(-1);
    if (renewal?.day !== day) renewals.push((renewal = { day, target: 0, came: 0, accounts: [] }));
    renewal.target += amount;
    if (!renewal.accounts.includes(account)) renewal.accounts.push(account);
  }
  for (const renewal of renewals) {
    const others = levelOn(steps, renewal.day - 1) - renewal.target;
    renewal.came = Math.max(0, levelOn(steps, renewal.day) - others);
  }
  return renewals;
}

const nothingDue: readonly Renewal[] = [];

export interface Contract {
  readonly term: number;
  /** Subscriptions, one after another without a gap. */
  readonly rows: number[];
}

/** Those that began by the as-of day; see `renewalsOf`. */
export function contractsOf({ offsets, start, end, term }: RevenueBook, account: number, asOf: number): Contract[] {
  const contracts: Contract[] = [];
  /** By the months of a term and the day on which the contract ends as far as it was read. */
  const open = new Map<number, Contract[]>();
  const keyOf = (day: number, months: number): number => day * 0x1_0000 + months;
  for (let row = offsets[account]!; row < offsets[account + 1]! && start[row]! <= asOf; row++) {
    const months = term[row]!;
    if (months === 0) continue;
    let contract = open.get(keyOf(start[row]!, months))?.shift();
    if (contract === undefined) contracts.push((contract = { term: months, rows: [] }));
    contract.rows.push(row);
    const key = keyOf(end[row]!, months);
    const others = open.get(key);
    if (others === undefined) open.set(key, [contract]);
    else others.push(contract);
  }
  return contracts;
}

function termEnds({ start, end }: RevenueBook, rows: readonly number[], term: number, asOf: number): number[] {
  const first = start[rows[0]!]!;
  const last = end[rows.at(-1)!]!;
  const until = Math.min(last, asOf);
  const days: number[] = [];
  for (let count = 1, day = addMonths(first, term); day <= until; count += 1, day = addMonths(first, count * term)) {
    days.push(day);
  }
  if (last <= asOf && days.at(-1) !== last) days.push(last);
  return days;
}

function amountOn({ start, end, minor }: RevenueBook, rows: readonly number[], day: number): number {
  const row = rows.find((candidate) => start[candidate]! <= day && end[candidate]! > day);
  return row === undefined ? 0 : minor[row]!;
}
