import type { AccountPage } from '../../../shared/contract/index.ts';
import { tableNames } from '../../../shared/domain/tables.ts';
import type { TableName } from '../../../shared/domain/tables.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import type { ReadableDatabase } from '../db/index.ts';

type SourceRow = { import_id: number; file: string; row_number: number };

/** Where a row came from, as every row on a screen can tell. */
export const toSource = (row: SourceRow) => ({ importId: row.import_id, file: row.file, row: row.row_number });

const withFile = (table: TableName): string => `current_${table} t JOIN import_files f ON f.id = t.file_id`;
const sourceColumns = 't.import_id, f.name AS file, t.row_number';

export type AccountDetails = SourceRow & {
  industry: string | null;
  created_day: string | null;
  parent_id: string | null;
  parent_name: string | null;
  attributes: string;
};

export function accountDetails(database: ReadableDatabase, id: string): AccountDetails | undefined {
  return database
    .prepare(
      `SELECT t.industry, t.created_day, t.parent_id, p.name AS parent_name, t.attributes, ${sourceColumns}
       FROM ${withFile('accounts')} LEFT JOIN current_accounts p ON p.account_id = t.parent_id
       WHERE t.account_id = ?`,
    )
    .get(id) as AccountDetails | undefined;
}

/** At most 500, newest first. */
export function subscriptionsOf(database: ReadableDatabase, id: string): AccountPage['subscriptions'] {
  const rows = database
    .prepare(
      `SELECT t.subscription_id, t.start_day, t.end_day, t.mrr, t.currency, t.seats, t.plan, t.term_months, t.auto_renew, ${sourceColumns}
       FROM ${withFile('subscriptions')} WHERE t.account_id = ? ORDER BY t.start_day DESC, t.subscription_id LIMIT 500`,
    )
    .all(id) as (SourceRow & {
    subscription_id: string;
    start_day: string;
    end_day: string | null;
    mrr: number | null;
    currency: string | null;
    seats: number | null;
    plan: string | null;
    term_months: number | null;
    auto_renew: number | null;
  })[];
  return rows.map((row) => ({
    id: row.subscription_id,
    startDay: row.start_day,
    endDay: row.end_day,
    monthlyRevenue: row.mrr === null ? null : { minor: row.mrr, currency: row.currency ?? 'XXX' },
    seats: row.seats,
    plan: row.plan,
    termMonths: row.term_months,
    autoRenew: row.auto_renew === null ? null : row.auto_renew === 1,
    source: toSource(row),
  }));
}

/** At most 200, newest first. */
export function invoicesOf(database: ReadableDatabase, id: string): AccountPage['invoices'] {
  const rows = database
    .prepare(
      `SELECT t.invoice_id, t.issued_day, t.due_day, t.paid_day, t.amount, t.currency, t.status, ${sourceColumns}
       FROM ${withFile('invoices')} WHERE t.account_id = ? ORDER BY t.issued_day DESC, t.invoice_id LIMIT 200`,
    )
    .all(id) as (SourceRow & {
    invoice_id: string;
    issued_day: string;
    due_day: string | null;
    paid_day: string | null;
    amount: number | null;
    currency: string | null;
    status: string | null;
  })[];
  return rows.map((row) => ({
    id: row.invoice_id,
    issuedDay: row.issued_day,
    dueDay: row.due_day,
    paidDay: row.paid_day,
    amount: row.amount === null ? null : { minor: row.amount, currency: row.currency ?? 'XXX' },
    status: row.status,
    source: toSource(row),
  }));
}

/** The last interaction that had happened by the end of the data. */
export function lastTouchOf(database: ReadableDatabase, id: string, until: number): AccountPage['lastTouch'] {
  const row = database
    .prepare(
      `SELECT t.occurred_at, t.type, t.owner, t.subject, ${sourceColumns} FROM ${withFile('interactions')}
       WHERE t.account_id = ? AND t.occurred_at <= ? ORDER BY t.occurred_at DESC LIMIT 1`,
    )
    .get(id, until) as
    | (SourceRow & { occurred_at: number; type: string | null; owner: string | null; subject: string | null })
    | undefined;
  if (row === undefined) return null;
  const { occurred_at, type, owner, subject } = row;
  return { at: instantOfSeconds(occurred_at), type, owner, subject, source: toSource(row) };
}

/** At most 500, by last activity. */
export function contactsOf(database: ReadableDatabase, id: string): AccountPage['contacts'] {
  const rows = database
    .prepare(
      `SELECT t.contact_id, t.first_name, t.last_name, t.title, t.role, t.email, t.last_seen_day, ${sourceColumns}
       FROM ${withFile('contacts')} WHERE t.account_id = ? ORDER BY t.last_seen_day DESC, t.contact_id LIMIT 500`,
    )
    .all(id) as (SourceRow & {
    contact_id: string;
    first_name: string | null;
    last_name: string | null;
    title: string | null;
    role: string | null;
    email: string | null;
    last_seen_day: string | null;
  })[];
  return rows.map((row) => ({
    id: row.contact_id,
    name: [row.first_name, row.last_name].filter(Boolean).join(' ') || row.email || row.contact_id,
    title: row.title,
    role: row.role,
    email: row.email,
    lastSeenDay: row.last_seen_day,
    source: toSource(row),
  }));
}

/** Current rows of each table that belong to the account. */
export function childCounts(database: ReadableDatabase, id: string): Record<string, number> {
  const counted = tableNames.filter((table) => table !== 'accounts' && table !== 'events');
  return Object.fromEntries(
    counted.map((table) => [
      table,
      Number(
        database
          .prepare(`SELECT count(*) FROM ${table} WHERE account_id = ? AND superseded_by IS NULL`)
          .pluck()
          .get(id),
      ),
    ]),
  );
}
