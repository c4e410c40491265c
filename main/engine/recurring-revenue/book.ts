import { dayNumber } from '../../../shared/domain/time.ts';
import { currenciesOf, noCurrency, ratesKey } from '../currencies/index.ts';
import type { Currencies } from '../currencies/index.ts';
import { dataVersion } from '../db/index.ts';
import type { ReadableDatabase } from '../db/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { closeOneDayGaps } from './one-day-gap.ts';
import { runsOn } from './revenue-book.ts';
import type { RevenueBook } from './revenue-book.ts';

const kept = new WeakMap<ReadableDatabase, { key: string; book: RevenueBook }>();

/** Read once for every state of the data and of the rates. */
export function revenueBook({ database }: Pick<ReadContext, 'database'>): RevenueBook {
  const key = JSON.stringify([dataVersion(database), ratesKey(database)]);
  const known = kept.get(database);
  if (known?.key === key) return known.book;
  const rows = database
    .prepare(
      // Accounts that were merged have the kept one's id here: a merge rewrites the rows of every table.
      `SELECT account_id, start_day, end_day, mrr, currency, term_months FROM subscriptions
       WHERE superseded_by IS NULL AND coalesce(is_trial, 0) = 0 AND (end_day IS NULL OR end_day > start_day) AND tick()
       ORDER BY account_id, start_day, subscription_id`,
    )
    .raw()
    .iterate() as Iterable<PaidRow>;
  const book = readBook(rows, currenciesOf(database));
  kept.set(database, { key, book });
  return book;
}

export type PaidRow = [
  account: string,
  start: string,
  end: string | null,
  mrr: number | null,
  currency: string | null,
  term: number | null,
];

/** @param rows by account, then start; all end after they start */
export function readBook(rows: Iterable<PaidRow>, { base, statedOn, convert }: Currencies): RevenueBook {
  const accounts: string[] = [];
  const offsets: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const minors: number[] = [];
  const terms: number[] = [];
  const unknown = new Map<string, number>();
  let withoutAmount = 0;
  let assumed = 0;
  let converted = 0;
  for (const [account, startDay, endDay, mrr, currency, term] of rows) {
    if (mrr === null) {
      withoutAmount += 1;
      continue;
    }
    if (mrr <= 0) continue;
    const named = currency === null || currency === '' ? noCurrency : currency;
    const minor = convert(mrr, named);
    if (minor === null) {
      unknown.set(named, (unknown.get(named) ?? 0) + 1);
      continue;
    }
    if (named !== base) {
      if (named === noCurrency && minor === mrr) assumed += 1;
      else converted += 1;
    }
    // A fraction of a cent is nothing once it is rounded.
    if (minor === 0) continue;
    if (accounts.at(-1) !== account) {
      accounts.push(account);
      offsets.push(starts.length);
    }
    starts.push(dayNumber(startDay));
    ends.push(endDay === null ? runsOn : dayNumber(endDay));
    minors.push(minor);
    terms.push(term === null || term < 0 || term > 0xffff ? 0 : term);
  }
  offsets.push(starts.length);
  const start = Int32Array.from(starts);
  const end = Int32Array.from(ends);
  for (let account = 0; account < accounts.length; account++) {
    closeOneDayGaps(start, end, offsets[account]!, offsets[account + 1]!);
  }
  return {
    base,
    statedOn,
    accounts,
    positionOf: new Map(accounts.map((account, index) => [account, index])),
    offsets: Uint32Array.from(offsets),
    start,
    end,
    minor: Float64Array.from(minors),
    term: Uint16Array.from(terms),
    leftOut: {
      currencies: [...unknown]
        .map(([currency, subscriptions]) => ({ currency, subscriptions }))
        .sort((a, b) => b.subscriptions - a.subscriptions || (a.currency < b.currency ? -1 : 1)),
      withoutAmount,
    },
    assumed,
    converted,
  };
}
