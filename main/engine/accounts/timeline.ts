import type { ContractOutputs } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import type { TableName } from '../../../shared/domain/tables.ts';
import { keptAccount } from '../identity/index.ts';
import { defineRead } from '../threads/index.ts';
import { toSource } from './queries.ts';

export type TimelineInput = { id: string; tables: readonly TableName[]; cursor: string | null; limit: number };
type TimelinePage = ContractOutputs['accounts']['timeline'];

/** A table's rows as timeline entries: at (epoch seconds), kind, title, text and a JSON object of values. */
type Lane = {
  table: TableName;
  key: string;
  at: string;
  kind: string;
  title: string;
  text: string;
  values: string;
  where?: string;
};

const secondsOf = (column: string): string => `CAST(strftime('%s', ${column}) AS INTEGER)`;

const lanes: readonly Lane[] = [
  {
    table: 'tickets',
    key: 'ticket_id',
    at: 't.opened_at',
    kind: 'ticket-opened',
    title: 'coalesce(t.subject, t.ticket_id)',
    text: 't.text',
    values: `json_object('priority', t.priority, 'satisfaction', t.satisfaction, 'escalated', t.escalated = 1, 'firstResponseMinutes', t.first_response_minutes, 'closedAt', CASE WHEN t.closed_at IS NULL THEN NULL ELSE strftime('%Y-%m-%dT%H:%M:%SZ', t.closed_at, 'unixepoch') END)`,
  },
  {
    table: 'interactions',
    key: 'interaction_id',
    at: 't.occurred_at',
    kind: 'interaction',
    title: 'coalesce(t.subject, t.type, t.interaction_id)',
    text: 'NULL',
    values: `json_object('type', t.type, 'direction', t.direction, 'owner', t.owner, 'outcome', t.outcome)`,
  },
  {
    table: 'surveys',
    key: 'response_id',
    at: 't.submitted_at',
    kind: 'survey-answered',
    title: 'coalesce(t.survey, t.response_id)',
    text: 't.comment',
    values: `json_object('score', t.score, 'email', t.contact_email)`,
  },
  {
    table: 'signals',
    key: 'signal_id',
    at: 't.observed_at',
    kind: 'signal',
    title: 'coalesce(t.name, t.signal_id)',
    text: 'NULL',
    values: `json_object('value', t.value)`,
  },
  {
    table: 'invoices',
    key: 'invoice_id',
    at: secondsOf('t.issued_day'),
    kind: 'invoice-issued',
    title: 't.invoice_id',
    text: 'NULL',
    values: `json_object('amount', t.amount, 'currency', t.currency, 'dueDay', t.due_day, 'paidDay', t.paid_day, 'status', t.status)`,
  },
  {
    table: 'subscriptions',
    key: 'subscription_id',
    at: secondsOf('t.start_day'),
    kind: 'subscription-started',
    title: 'coalesce(t.plan, t.subscription_id)',
    text: 'NULL',
    values: `json_object('mrr', t.mrr, 'currency', t.currency, 'seats', t.seats, 'endDay', t.end_day)`,
  },
  {
    table: 'subscriptions',
    key: 'subscription_id',
    at: secondsOf('t.end_day'),
    kind: 'subscription-ended',
    title: 'coalesce(t.plan, t.subscription_id)',
    text: 'NULL',
    values: `json_object('mrr', t.mrr, 'currency', t.currency, 'seats', t.seats)`,
    where: 't.end_day IS NOT NULL',
  },
  {
    table: 'churn_events',
    key: 'churn_event_id',
    at: secondsOf('t.churn_day'),
    kind: 'churned',
    title: 'coalesce(t.reason, t.churn_event_id)',
    text: 't.feedback',
    values: `json_object('reason', t.reason)`,
  },
];

/** What happened to an account, newest first, over all dated tables but usage. */
export const timelineRead = defineRead('accounts.timeline', ({ database }, input: TimelineInput): TimelinePage => {
  const wanted = lanes.filter((lane) => input.tables.length === 0 || input.tables.includes(lane.table));
  if (wanted.length === 0) return { rows: [], next: null };
  const after = decodeCursor(input.cursor);
  const parts = wanted.map(
    (lane) => `
      SELECT '${lane.table}' AS table_name, t.${lane.key} AS id, ${lane.at} AS at, '${lane.kind}' AS kind, ${lane.title} AS title, ${lane.text} AS text,
        ${lane.values} AS entry_values, t.import_id, f.name AS file, t.row_number
      FROM ${lane.table} t JOIN import_files f ON f.id = t.file_id
      WHERE t.account_id = :id AND t.superseded_by IS NULL${lane.where ? ` AND ${lane.where}` : ''}`,
  );
  const rows = database
    .prepare(
      `SELECT * FROM (${parts.join(' UNION ALL ')}) WHERE :at IS NULL OR at < :at OR (at = :at AND kind || ' ' || id > :key)
       ORDER BY at DESC, kind || ' ' || id LIMIT :limit`,
    )
    .all({
      id: keptAccount(database, input.id),
      at: after?.at ?? null,
      key: after?.key ?? '',
      limit: input.limit + 1,
    }) as {
    table_name: TableName;
    id: string;
    at: number;
    kind: string;
    title: string;
    text: string | null;
    entry_values: string;
    import_id: number;
    file: string;
    row_number: number;
  }[];
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    rows: page.map((row) => ({
      table: row.table_name,
      id: row.id,
      at: instantOfSeconds(row.at),
      kind: row.kind,
      title: row.title,
      text: row.text,
      values: booleans(JSON.parse(row.entry_values) as Record<string, string | number | null>),
      source: toSource(row),
    })),
    next:
      rows.length > input.limit && last
        ? Buffer.from(JSON.stringify({ at: last.at, key: `${last.kind} ${last.id}` })).toString('base64url')
        : null,
  };
});

/** SQLite has no booleans: `escalated` arrives as 0 or 1. */
function booleans(values: Record<string, string | number | null>): Record<string, string | number | boolean | null> {
  const { escalated } = values;
  return escalated === undefined || escalated === null ? values : { ...values, escalated: escalated === 1 };
}

function decodeCursor(cursor: string | null): { at: number; key: string } | null {
  if (cursor === null) return null;
  try {
    const { at, key } = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as {
      at?: unknown;
      key?: unknown;
    };
    if (typeof at === 'number' && typeof key === 'string') return { at, key };
  } catch {
    // told below
  }
  throw new HoldfastError('invalid_input', 'This page of the timeline cannot be continued. Load the account again.');
}
