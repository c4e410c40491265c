import { dayNumber } from '../../../shared/domain/time.ts';

/** A paid subscription as the database has it: days, [start, end), end null while it runs on. */
export interface PaidSubscription {
  readonly account: string;
  readonly start: string;
  readonly end: string | null;
  /** Months of a term; null or 0 where not known. */
  readonly term: number | null;
}

/** When each account began to pay, and the contracts that it has had since. */
export interface ContractBook {
  /** Ascending by code unit. */
  readonly accounts: readonly string[];
  /** contracts[i] of account i, ascending by start, at least one. Days count from 1970-01-01. */
  readonly contracts: readonly (readonly Contract[])[];
  /** Accounts that pay, but whose first term is not known: only where terms are asked for. */
  readonly withoutTerm: number;
}

export interface Contract {
  readonly start: number;
  /** Months of a term, that of the contract before where its own is not known; 0 where none is. */
  readonly term: number;
}

/**
 * The contracts of one account, from its subscriptions by start. A subscription that begins when the one before ends (the
 * day itself or the day after), with the same term, continues its contract: that is a renewal, or a change of seats. One
 * that begins while another runs is an addition to it. Anything else is a new contract, and its terms count from its start.
 */
export function contractsOf(subscriptions: readonly PaidSubscription[]): Contract[] {
  const contracts: Contract[] = [];
  let end = -Infinity;
  for (const subscription of subscriptions) {
    const start = dayNumber(subscription.start);
    const before = contracts.at(-1);
    const term = subscription.term || (before?.term ?? 0);
    const isAddition = start < end;
    const continues = before !== undefined && start <= end + 1 && term === before.term;
    if (!isAddition && !continues) contracts.push({ start, term });
    end = Math.max(end, subscription.end === null ? Infinity : dayNumber(subscription.end));
  }
  return contracts;
}

/**
 * First days of the terms 0, 1, 2 … of an account: every contract's start, and from there every whole term until the next
 * contract begins. They go on after the last contract has ended, as those that it would have had. Ends with the first one
 * after `until`.
 */
export function termDays(contracts: readonly Contract[], until: number): number[] {
  const days: number[] = [];
  for (const [index, { start, term }] of contracts.entries()) {
    const next = contracts[index + 1]?.start ?? Infinity;
    for (let count = 0, day = start; day < next; count += 1, day = addMonths(start, count * term)) {
      days.push(day);
      if (day > until) return days;
      if (term === 0) break;
    }
  }
  return days;
}

/** At least as many as termDays gives: what its arrays must hold. */
export function mostTerms(contracts: readonly Contract[], until: number): number {
  const shortestMonth = 28;
  return contracts.reduce((most, { start, term }, index) => {
    const end = contracts[index + 1]?.start ?? until;
    return most + (term === 0 ? 1 : Math.max(0, Math.ceil((end - start) / (term * shortestMonth)))) + 2;
  }, 0);
}

/**
 * The same day of a later month, the last one of a month that is shorter. Days since 1970; in whole numbers, because a book
 * has millions of terms and a Date for each takes seconds.
 */
export function addMonths(day: number, months: number): number {
  // Years are counted from March, so that the leap day comes last: a month's first day is then a linear rule.
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const month = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * month + 2) / 5);
  const target = (era * 400 + yearOfEra) * 12 + month + months;
  const first = firstDayOfMarchMonth(target);
  return Math.min(first + dayOfMonth, firstDayOfMarchMonth(target + 1) - 1);
}

/** First day of a month, counted from March of the year 0. */
function firstDayOfMarchMonth(index: number): number {
  const year = Math.floor(index / 12);
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  return 365 * year + leapDays + Math.floor((153 * (index - year * 12) + 2) / 5) - 719_468;
}
