import { addMonths, contractsOf } from '../revenue/index.ts';
import { revenueOn, runsOn } from '../recurring-revenue/index.ts';
import type { RevenueBook } from '../recurring-revenue/index.ts';

/** Contracts of one account whose term ends on one day. Days count from 1970-01-01. */
export interface Due {
  readonly account: string;
  readonly day: number;
  /** What they pay a year (12 × a month), in minor units of the base currency. */
  readonly due: number;
  /** Months of the longest term among them; 0 where not known. */
  readonly term: number;
}

/**
 * The next renewal of every contract that runs on the as-of day, by day, then account.
 *
 * An account that names its own renewal day, ahead of the as-of day, is due on it with all that it pays. Otherwise each of its
 * contracts is due when its present term ends, or the contract itself where that is known to end earlier; later terms
 * depend on this one and are not foretold. Contracts whose months are not known, of accounts that name no day, are never due.
 *
 * @param ownDays account → the renewal day that it names
 */
export function dueRenewals(book: RevenueBook, ownDays: ReadonlyMap<string, number>, asOf: number): Due[] {
  const renewals: Due[] = [];
  book.accounts.forEach((account, position) => {
    const own = ownDays.get(account);
    if (own !== undefined && own > asOf) {
      const due = 12 * revenueOn(book, position, asOf);
      if (due > 0) renewals.push({ account, day: own, due, term: longestTerm(book, position, asOf) });
      return;
    }
    const byDay = new Map<number, { due: number; term: number }>();
    for (const { rows, term } of contractsOf(book, position, asOf)) {
      const running = rows.find((row) => book.start[row]! <= asOf && book.end[row]! > asOf);
      if (running === undefined) continue;
      const end = book.end[rows.at(-1)!]!;
      const day = Math.min(nextTermEnd(book.start[rows[0]!]!, term, asOf), end === runsOn ? Infinity : end);
      const sum = byDay.get(day) ?? { due: 0, term: 0 };
      byDay.set(day, { due: sum.due + 12 * book.minor[running]!, term: Math.max(sum.term, term) });
    }
    for (const [day, sum] of byDay) renewals.push({ account, day, ...sum });
  });
  return renewals.sort((a, b) => a.day - b.day || (a.account < b.account ? -1 : 1));
}

function longestTerm({ offsets, start, end, term }: RevenueBook, account: number, day: number): number {
  let longest = 0;
  for (let row = offsets[account]!; row < offsets[account + 1]! && start[row]! <= day; row++) {
    if (end[row]! > day) longest = Math.max(longest, term[row]!);
  }
  return longest;
}

/** First end of a term after a day. */
export function nextTermEnd(first: number, term: number, asOf: number): number {
  // A month has at most 31 days, so that this many terms have ended for certain.
  let count = Math.max(1, Math.floor((asOf - first) / (31 * term)));
  while (addMonths(first, count * term) <= asOf) count += 1;
  return addMonths(first, count * term);
}

/** A renewal stays the same one while its day is moved by no more than this. */
export const dayTolerance = 14;

/** The entry whose day is nearest, within the tolerance; the first of two that are as near. */
export function nearest<Entry extends { readonly day: number }>(
  entries: readonly Entry[],
  wanted: number,
): Entry | undefined {
  let best: Entry | undefined;
  for (const entry of entries) {
    const distance = Math.abs(entry.day - wanted);
    if (distance <= dayTolerance && (best === undefined || distance < Math.abs(best.day - wanted))) best = entry;
  }
  return best;
}
