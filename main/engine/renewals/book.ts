import type { Money } from '../../../shared/contract/index.ts';
import { dayNumber, dayOfSeconds } from '../../../shared/domain/time.ts';
import { useBook } from '../accounts/index.ts';
import { ratesKey } from '../currencies/index.ts';
import { dataVersion } from '../db/index.ts';
import type { ReadableDatabase } from '../db/index.ts';
import { revenueBook } from '../recurring-revenue/index.ts';
import type { RevenueBook } from '../recurring-revenue/index.ts';
import { latestRun } from '../survival/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { dataUntil } from '../workspace/index.ts';
import { dueRenewals } from './due.ts';
import type { Due } from './due.ts';
import { ownRenewalDays } from './queries.ts';

export type ModelChance = { readonly probability: number; readonly lower: number; readonly upper: number };
export type DueEntry = Due & {
  readonly name: string;
  readonly owner: string | null;
  readonly model: ModelChance | null;
};

/** Everything that is due, by day, then account. */
export type RenewalBook = {
  readonly revenue: RevenueBook;
  /** Last day of the data; null without any. */
  readonly asOf: number | null;
  readonly modelAsOf: string | null;
  readonly due: readonly DueEntry[];
  readonly byAccount: ReadonlyMap<string, readonly DueEntry[]>;
  /** Running subscriptions of accounts that name no renewal day, without the months of a term. */
  readonly withoutTerm: number;
};

const kept = new WeakMap<ReadableDatabase, { key: string; book: RenewalBook }>();
const daysOfInterval = 30;

/** Read once for every state of the data, the rates and the model. Only for reads over events. */
export function renewalBook(context: ReadContext): RenewalBook {
  const { database } = context;
  const run = latestRun(database);
  const key = JSON.stringify([dataVersion(database), ratesKey(database), run?.id ?? null]);
  const known = kept.get(database);
  if (known?.key === key) return known.book;
  const revenue = revenueBook(context);
  const until = dataUntil(database);
  const asOf = until === null ? null : dayNumber(dayOfSeconds(until));
  const own = ownRenewalDays(database);
  const modelOf = run === null ? () => null : chancesOf(database, run.id, dayNumber(run.run.asOf));
  useBook(context);
  const details = new Map(
    (
      database.prepare('SELECT account_id, name, owner FROM temp.book').raw().all() as [string, string, string | null][]
    ).map(([id, name, owner]) => [id, { name, owner }]),
  );
  const due = (asOf === null ? [] : dueRenewals(revenue, own, asOf)).map((entry) => ({
    ...entry,
    ...(details.get(entry.account) ?? { name: entry.account, owner: null }),
    model: modelOf(entry.account, entry.day),
  }));
  const book: RenewalBook = {
    revenue,
    asOf,
    modelAsOf: run?.run.asOf ?? null,
    due,
    byAccount: Map.groupBy(due, ({ account }) => account),
    withoutTerm: asOf === null ? 0 : countWithoutTerm(revenue, own, asOf),
  };
  kept.set(database, { key, book });
  return book;
}

function countWithoutTerm(book: RevenueBook, own: ReadonlyMap<string, number>, asOf: number): number {
  let count = 0;
  book.accounts.forEach((account, position) => {
    if ((own.get(account) ?? 0) > asOf) return;
    for (let row = book.offsets[position]!; row < book.offsets[position + 1]!; row++) {
      if (book.term[row] === 0 && book.start[row]! <= asOf && book.end[row]! > asOf) count += 1;
    }
  });
  return count;
}

type ChanceRow = [
  account: string,
  day: string | null,
  probability: number | null,
  lower: number | null,
  upper: number | null,
];

/**
 * The chance to be a customer the day after: the model's own where it looked at that very renewal, else off the account's
 * curve at the end of the 30 days that hold the day, so that the renewal itself has been passed.
 */
function chancesOf(database: ReadableDatabase, run: number, asOf: number) {
  const rows = database
    .prepare(
      'SELECT account_id, renewal_day, probability, lower, upper FROM survival_accounts WHERE run_id = ? AND tick()',
    )
    .raw()
    .all(run) as ChanceRow[];
  const chances = new Map(rows.map((row) => [row[0], row]));
  const curve = database.prepare('SELECT curve FROM survival_accounts WHERE run_id = ? AND account_id = ?').pluck();
  return (account: string, day: number): ModelChance | null => {
    const row = chances.get(account);
    if (row === undefined || day <= asOf) return null;
    const [, renewal, probability, lower, upper] = row;
    if (renewal !== null && probability !== null && dayNumber(renewal) === day) {
      return { probability, lower: lower ?? probability, upper: upper ?? probability };
    }
    const bytes = (curve.get(run, account) as Uint8Array).slice();
    const floats = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
    const place = 3 * (Math.ceil((day - asOf) / daysOfInterval) - 1);
    if (place + 2 >= floats.length) return null;
    return { probability: floats[place]!, lower: floats[place + 1]!, upper: floats[place + 2]! };
  };
}

/** A minor amount of the book's base currency. */
export const inBase = ({ revenue }: RenewalBook, minor: number): Money => ({ minor, currency: revenue.base });
