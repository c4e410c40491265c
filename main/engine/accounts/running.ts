import { addDays } from '../../../shared/domain/time.ts';
import type { ReadableDatabase } from '../db/index.ts';
import { runsOnSql } from '../recurring-revenue/index.ts';

/** Account, currency, revenue a month in it (minor units), plan, next renewal: of one account that has something running. */
export type RunningRow = [
  account: string,
  currency: string,
  mrr: number | null,
  plan: string | null,
  renewalDay: string | null,
];

type Paid = [
  account: string,
  subscription: string,
  start: string,
  end: string | null,
  mrr: number | null,
  currency: string,
  plan: string | null,
  termMonths: number | null,
  runs: 0 | 1,
];

const paidSql = `
SELECT account_id, subscription_id, start_day, end_day, mrr, coalesce(currency, 'XXX'), plan, term_months, ${runsOnSql('subscriptions', ':asOf')}
FROM subscriptions WHERE superseded_by IS NULL AND coalesce(is_trial, 0) = 0 AND start_day <= :asOf AND tick()
ORDER BY account_id, start_day`;

/**
 * What runs on a day, an account a row, by account: the recurring revenue a month in the currency that weighs most, the
 * plan of the latest subscription in that currency, and the nearest end of a term after the day. One pass over the paid
 * subscriptions; statements with windows took four times as long.
 */
export function runningRows(database: ReadableDatabase, asOf: string): RunningRow[] {
  const found: RunningRow[] = [];
  const ends = endsOfTerms(asOf);
  let account: Paid[] = [];
  const close = (): void => {
    const row = runningRow(account, ends);
    if (row !== null) found.push(row);
  };
  for (const paid of database.prepare(paidSql).raw().iterate({ asOf }) as Iterable<Paid>) {
    if (account.length > 0 && account[0]![0] !== paid[0]) {
      close();
      account = [];
    }
    account.push(paid);
  }
  if (account.length > 0) close();
  return found;
}

/** @param paid an account's, by start */
function runningRow(paid: Paid[], endOfTerm: (start: string, months: number) => string): RunningRow | null {
  if (!paid.some((row) => row[8] === 1)) return null;
  if (paid.length > 1) paid.sort((a, b) => compare(a[2], b[2]) || compare(a[1], b[1]));
  let renewal: string | null = null;
  let termStart = '';
  const running: Paid[] = [];
  paid.forEach((row, place) => {
    if (isNewTerm(paid[place - 1], row)) termStart = row[2];
    if (row[8] === 0) return;
    running.push(row);
    if (row[7] === null || row[7] <= 0) return;
    const end = endOfTerm(termStart, row[7]);
    if (renewal === null || end < renewal) renewal = end;
  });
  const [account] = paid[0]!;
  const [first] = running;
  if (first === undefined) return null;
  if (running.length === 1) return [account, first[5], first[4], first[6], renewal];
  const sums = new Map<string, number | null>();
  for (const row of running) sums.set(row[5], add(sums.get(row[5]) ?? null, row[4]));
  const main = running.reduce((best, row) => (weighs(row, best, sums) ? row : best));
  return [account, main[5], sums.get(main[5]) ?? null, main[6], renewal];
}

/** A change of seats or price inside a term ends one row and starts the next without a new term: those are one chain. */
function isNewTerm(before: Paid | undefined, row: Paid): boolean {
  if (before === undefined || before[3] === null) return true;
  return !(before[3] <= row[2] && before[3] >= addDays(row[2], -1) && before[7] === row[7]);
}

/** Whether a row comes before the best so far: the heavier currency, the later start, the lower id. */
function weighs(row: Paid, best: Paid, sums: ReadonlyMap<string, number | null>): boolean {
  const [mine, its] = [sums.get(row[5]) ?? null, sums.get(best[5]) ?? null];
  // An amount that is not known weighs less than any.
  if (mine !== its) return its === null || (mine !== null && mine > its);
  if (row[2] !== best[2]) return row[2] > best[2];
  return row[1] < best[1];
}

const add = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : a + b);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The first end of a term after a day, for terms of so many months from a start; a month without the date ends on its
 * last day. A book has few distinct starts and lengths, so each is worked out once.
 */
function endsOfTerms(asOf: string): (start: string, months: number) => string {
  const known = new Map<string, string>();
  const [asOfYear, asOfMonth] = [Number(asOf.slice(0, 4)), Number(asOf.slice(5, 7))];
  return (start, months) => {
    const key = `${start} ${months}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const passed = (asOfYear - Number(start.slice(0, 4))) * 12 + asOfMonth - Number(start.slice(5, 7));
    const terms = Math.max(1, Math.trunc(passed / months));
    const nearest = addMonths(start, months * terms);
    const end = nearest > asOf ? nearest : addMonths(start, months * (terms + 1));
    known.set(key, end);
    return end;
  };
}

function addMonths(start: string, months: number): string {
  const [year = 0, month = 1, date = 1] = start.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}
