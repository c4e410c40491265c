import { nextRenewal } from '../features/compute-contract.ts';
import type { FeatureSources } from '../features/sources.ts';

const daySeconds = 86_400;
/** Terms of a month or two end all the time; that says nothing about when somebody decides. */
const shortestTermMonths = 3;

/** A term of an account that ended on a day, whatever came of it. Days since 1970-01-01. */
export type PastRenewal = { readonly account: number; readonly day: number };

/**
 * Ends of terms of three months or more, up to the last day of the data. Subscriptions of one account that follow each other
 * within a day, with the same term, are one contract: a change of seats inside a term does not end it. Of several terms that
 * end on one day, one counts.
 */
export function pastRenewals(
  { subscriptions, accounts }: Pick<FeatureSources, 'subscriptions' | 'accounts'>,
  until: number,
): PastRenewal[] {
  const { offsets, started, ended, term, trial } = subscriptions;
  const renewals: PastRenewal[] = [];
  for (let account = 0; account < accounts.length; account++) {
    const rows = Array.from({ length: offsets[account + 1]! - offsets[account]! }, (_, at) => offsets[account]! + at)
      .filter((row) => trial[row] !== 1 && term[row]! >= shortestTermMonths && !Number.isNaN(started[row]!))
      .sort((a, b) => started[a]! - started[b]!);
    const days = new Set<number>();
    for (const { start, end, months } of contractsOf(rows, started, ended, term)) {
      const last = Math.min(end + daySeconds, (until + 1) * daySeconds - 1);
      for (let at = nextRenewal(start, months, start); at <= last; at = nextRenewal(start, months, at))
        days.add(Math.floor(at / daySeconds));
    }
    for (const day of [...days].sort((a, b) => a - b)) renewals.push({ account, day });
  }
  return renewals;
}

type Contract = { readonly start: number; end: number; readonly months: number };

/** @param rows ascending by start */
function contractsOf(
  rows: readonly number[],
  started: Float64Array,
  ended: Float64Array,
  term: Float64Array,
): Contract[] {
  const contracts: Contract[] = [];
  for (const row of rows) {
    const end = Number.isNaN(ended[row]!) ? Infinity : ended[row]!;
    const before = contracts.find(
      (one) => one.months === term[row] && started[row]! >= one.end && started[row]! <= one.end + daySeconds,
    );
    if (before) before.end = end;
    else contracts.push({ start: started[row]!, end, months: term[row]! });
  }
  return contracts;
}
