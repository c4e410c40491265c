import type { RenewalCall, RenewalCheckpoint, RenewalStatement } from '../../../shared/contract/index.ts';
import { dayNumber, instantOfSeconds } from '../../../shared/domain/time.ts';
import type { ReadableDatabase } from '../db/index.ts';
import type { Said, Stretch } from './checkpoints.ts';

/** What somebody said, under the account that stands for it now. */
export type StoredStatement = Said & {
  readonly account: string;
  /** The renewal that was meant. */
  readonly day: number;
  readonly said_at: number;
  readonly person: string | null;
  readonly amount_minor: number | null;
  readonly currency: string | null;
  readonly note: string | null;
};

/** Rows that belong to an account, or to all with null; whatever was merged counts for the account that was kept. */
const ofAccount = (table: string, columns: string): string =>
  `SELECT coalesce(a.account_id, t.account_id) AS account, t.renewal_day, ${columns}
   FROM ${table} t LEFT JOIN account_aliases a ON a.alias_id = t.account_id
   WHERE :account IS NULL OR coalesce(a.account_id, t.account_id) = :account`;

const byAccount = <Entry extends { readonly account: string }>(entries: readonly Entry[]) =>
  Map.groupBy(entries, ({ account }) => account) as ReadonlyMap<string, readonly Entry[]>;

type StatementRow = {
  account: string;
  renewal_day: string;
  as_of: string;
  said_at: number;
  person: string | null;
  call: RenewalCall;
  probability: number | null;
  amount_minor: number | null;
  currency: string | null;
  note: string | null;
};

/** Account → what was said of its renewals, oldest first. */
export function statements(
  database: ReadableDatabase,
  account: string | null = null,
): ReadonlyMap<string, readonly StoredStatement[]> {
  const columns = 't.as_of, t.said_at, t.person, t.call, t.probability, t.amount_minor, t.currency, t.note';
  const rows = database
    .prepare(`${ofAccount('renewal_statements', columns)} ORDER BY t.id`)
    .all({ account }) as StatementRow[];
  return byAccount(
    rows.map(({ renewal_day, as_of, ...row }) => ({ ...row, day: dayNumber(renewal_day), asOf: dayNumber(as_of) })),
  );
}

export function toStatement({
  said_at, asOf: _asOf, account: _account, day: _day, amount_minor, currency, ...row
}: StoredStatement, asOf: string): RenewalStatement {
  return {
    ...row,
    at: instantOfSeconds(said_at),
    asOf,
    amount: amount_minor === null ? null : { minor: amount_minor, currency: currency ?? 'XXX' },
  };
} // prettier-ignore

export type StoredExplanation = {
  readonly account: string;
  readonly day: number;
  readonly checkpoint: RenewalCheckpoint;
  readonly words: string;
};

/** Account → why person and model differ, oldest first. */
export function explanations(
  database: ReadableDatabase,
  account: string | null = null,
): ReadonlyMap<string, readonly StoredExplanation[]> {
  const rows = database
    .prepare(`${ofAccount('renewal_explanations', 't.checkpoint, t.words')} ORDER BY t.id`)
    .all({ account }) as { account: string; renewal_day: string; checkpoint: RenewalCheckpoint; words: string }[];
  return byAccount(rows.map(({ renewal_day, ...row }) => ({ ...row, day: dayNumber(renewal_day) })));
}

export type Mark = {
  readonly account: string;
  readonly day: number;
  readonly stretch: Stretch;
  readonly asOf: number;
  readonly probability: number;
};

/** Account → the model's last words of its renewals in each stretch of time before them. @param among null = all */
export function modelMarks(
  database: ReadableDatabase,
  among: readonly string[] | null = null,
): ReadonlyMap<string, readonly Mark[]> {
  const rows = database
    .prepare(
      `SELECT coalesce(a.account_id, t.account_id) AS account, t.renewal_day, t.stretch, t.as_of, t.probability
       FROM renewal_model_marks t LEFT JOIN account_aliases a ON a.alias_id = t.account_id
       WHERE (:among IS NULL OR coalesce(a.account_id, t.account_id) IN (SELECT value FROM json_each(:among))) AND tick()`,
    )
    .all({ among: among === null ? null : JSON.stringify(among) }) as {
    account: string;
    renewal_day: string;
    stretch: Stretch;
    as_of: string;
    probability: number;
  }[];
  return byAccount(
    rows.map(({ renewal_day, as_of, ...row }) => ({ ...row, day: dayNumber(renewal_day), asOf: dayNumber(as_of) })),
  );
}

/** Account → the renewal day that it names itself. */
export function ownRenewalDays(database: ReadableDatabase): ReadonlyMap<string, number> {
  const rows = database
    .prepare('SELECT account_id, renewal_day FROM current_accounts WHERE renewal_day IS NOT NULL AND tick()')
    .raw()
    .all() as [string, string][];
  return new Map(rows.map(([account, day]) => [account, dayNumber(day)]));
}
