import type Database from 'better-sqlite3';
import type { Finding } from '../../../shared/contract/index.ts';
import type { TableName } from '../../../shared/domain/tables.ts';
import { tables } from '../../../shared/domain/tables.ts';
import type { Sightings } from './stage-events.ts';
import { rowTables } from './staging.ts';
import type { RowTable } from './staging.ts';

type Contradiction = {
  readonly key: string;
  readonly severity: Finding['severity'];
  readonly table: RowTable;
  /** Looked for when the import touches one of these. */
  readonly touches: readonly TableName[];
  /** Rows of `example`. */
  readonly sql: string;
  readonly text: (count: string) => string;
};

const shownExamples = 5;

/** What rows of the book as it will be say against each other. */
const contradictions: readonly Contradiction[] = [
  {
    key: 'end-before-start',
    severity: 'warning',
    table: 'subscriptions',
    touches: ['subscriptions'],
    sql: `SELECT subscription_id || ': ' || start_day || ' to ' || end_day AS example FROM after_subscriptions WHERE end_day < start_day`,
    text: (count) => `${count} subscriptions end before they start.`,
  },
  {
    key: 'end-before-start',
    severity: 'warning',
    table: 'tickets',
    touches: ['tickets'],
    sql: `SELECT ticket_id AS example FROM after_tickets WHERE closed_at < opened_at`,
    text: (count) => `${count} tickets were closed before they were opened.`,
  },
  {
    key: 'end-before-start',
    severity: 'warning',
    table: 'invoices',
    touches: ['invoices'],
    sql: `SELECT invoice_id || ': due ' || due_day || ', issued ' || issued_day AS example FROM after_invoices WHERE due_day < issued_day`,
    text: (count) => `${count} invoices were due before they were issued.`,
  },
  {
    key: 'flag-without-churn-event',
    severity: 'warning',
    table: 'accounts',
    touches: ['accounts', 'churn_events'],
    sql: `SELECT account_id AS example FROM after_accounts AS account WHERE churn_flag = 1 AND EXISTS (SELECT 1 FROM after_churn_events)
          AND account_id NOT IN (SELECT account_id FROM after_churn_events)`,
    text: (count) => `${count} accounts are flagged as churned and have no churn event.`,
  },
  {
    key: 'churn-event-without-flag',
    severity: 'warning',
    table: 'accounts',
    touches: ['accounts', 'churn_events'],
    sql: `SELECT account_id AS example FROM after_accounts WHERE churn_flag = 0 AND account_id IN (SELECT account_id FROM after_churn_events)`,
    text: (count) => `${count} accounts have a churn event and are not flagged as churned.`,
  },
  {
    key: 'negative-revenue',
    severity: 'warning',
    table: 'subscriptions',
    touches: ['subscriptions'],
    sql: `SELECT subscription_id AS example FROM after_subscriptions WHERE mrr < 0`,
    text: (count) => `${count} subscriptions have a negative revenue.`,
  },
  ...(['subscriptions', 'invoices'] as const).map((table): Contradiction => ({
    key: 'mixed-currencies',
    severity: 'info',
    table,
    touches: [table],
    sql: `SELECT ${tables[table].key} || ': ' || currency AS example FROM after_${table} WHERE currency IS NOT NULL
          AND currency <> (SELECT currency FROM after_${table} WHERE currency IS NOT NULL GROUP BY currency ORDER BY count(*) DESC, currency LIMIT 1)`,
    text: (count) =>
      `${count} ${table} are in another currency than most. Amounts of different currencies are never added up.`,
  })),
];

/** @param now epoch seconds */
export function findContradictions(
  database: Database.Database,
  touched: ReadonlySet<TableName>,
  now: number,
  checkStop: () => void,
): Finding[] {
  const findings: Finding[] = [];
  for (const { key, severity, table, touches, sql, text } of contradictions) {
    checkStop();
    if (!touches.some((name) => touched.has(name))) continue;
    findings.push(...counted(database, sql, { key, severity, table, text }));
  }
  for (const table of rowTables) {
    if (!touched.has(table) || tables[table].time === null) continue;
    const sql = `SELECT ${tables[table].key} || ': ' || ${tables[table].time} AS example FROM main.${table} WHERE known_at > ${Math.floor(now)}`;
    findings.push(
      ...counted(database, sql, {
        key: 'future-dates',
        severity: 'warning',
        table,
        text: (count) => `${count} ${table.replace('_', ' ')} are dated in the future.`,
      }),
    );
  }
  return findings;
}

type Wording = Pick<Finding, 'key' | 'severity'> & { table: TableName; text: (count: string) => string };

function counted(database: Database.Database, sql: string, { key, severity, table, text }: Wording): Finding[] {
  const count = database.prepare(`SELECT count(*) FROM (${sql})`).pluck().get() as number;
  if (count === 0) return [];
  const examples = database.prepare(`SELECT example FROM (${sql}) LIMIT ${shownExamples}`).pluck().all() as string[];
  return [{ key, severity, table, count, text: text(inWords(count)), examples }];
}

/** Figures in sentences carry thousands marks: `19,142`. */
export function inWords(count: number): string {
  return count.toLocaleString('en');
}

/** A finding from what was seen while reading; none where nothing was seen. */
export function sightingFinding(
  key: string,
  severity: Finding['severity'],
  table: TableName | null,
  seen: Sightings,
  text: (count: string) => string,
): Finding[] {
  return seen.count === 0
    ? []
    : [{ key, severity, table, count: seen.count, text: text(inWords(seen.count)), examples: seen.examples }];
}
