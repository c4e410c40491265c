import type { SurvivalQuestion } from '../../../shared/contract/index.ts';
import type { BookLives } from './lives.ts';

/** Accounts that are followed; all columns have the same length. */
export interface Subjects {
  /** Positions in the book. */
  readonly accounts: readonly number[];
  /** Days from the start to leaving, or to the last day on which the account is known to be there. */
  readonly durations: readonly number[];
  readonly left: readonly (0 | 1)[];
  /** Days from the start until watching begins; below the duration. −1 where it was watched from the start. */
  readonly entries: readonly number[];
  /** Is anybody watched from later than the start? */
  readonly isLate: boolean;
}

type Asked = Pick<SurvivalQuestion, 'start' | 'lateEntry'> & {
  /** First and last day of starting, both included. */
  readonly from: number;
  readonly to: number;
  /** Only these. */
  isIn(account: string): boolean;
};

/** The first relation of every account: from its start to its first leaving. Who came back is not followed a second time. */
export function subjectsOf(book: BookLives, { start, lateEntry, from, to, isIn }: Asked): Subjects {
  const accounts: number[] = [];
  const durations: number[] = [];
  const left: (0 | 1)[] = [];
  const entries: number[] = [];
  let isLate = false;
  book.lives.forEach((life, account) => {
    const begins = start === 'customer' ? (life.spans[0]?.from ?? null) : book.firstEvents[account]!;
    if (begins === null || begins > book.until || begins < from || begins > to || !isIn(book.accounts[account]!))
      return;
    const churn = life.churns.find((day) => day > begins);
    // An end that the rule does not call leaving ends only what is known.
    const known = Math.min(book.until, life.pendingFrom ?? Infinity, life.spans.at(-1)?.to ?? Infinity);
    const duration = (churn ?? known) - begins;
    const entry = lateEntry && book.watchedFrom !== null && begins < book.watchedFrom ? book.watchedFrom - begins : -1;
    if (duration <= entry || duration < 0) return;
    if (entry >= 0) isLate = true;
    accounts.push(account);
    durations.push(duration);
    left.push(churn === undefined ? 0 : 1);
    entries.push(entry);
  });
  return { accounts, durations, left, entries, isLate };
}
