import type { ContractOutputs, TimelineTable } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import { mentionedIds, shownText } from '../../../shared/domain/mentions.ts';
import type { TableName } from '../../../shared/domain/tables.ts';
import { keptAccount } from '../identity/index.ts';
import { defineRead } from '../threads/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { accountLinks, idsOfAccount, mentionsIn } from '../notes/index.ts';
import { toSource } from './queries.ts';

export type TimelineInput = { id: string; tables: readonly TimelineTable[]; cursor: string | null; limit: number };
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

/** What people wrote down here: rows without an import, under whatever id the account had then. */
type OwnLane = Omit<Lane, 'table'> & { table: Exclude<TimelineTable, TableName> };

const ownLanes: readonly OwnLane[] = [
  {
    table: 'notes',
    key: 'id',
    at: 't.created_at',
    kind: 'note-written',
    title: `coalesce(t.author, '')`,
    text: 't.text',
    values: `json_object()`,
  },
  {
    table: 'tasks',
    key: 'id',
    at: 't.done_at',
    kind: 'task-done',
    title: 't.title',
    text: 't.note',
    values: `json_object('assignee', t.assignee)`,
    where: 't.done_at IS NOT NULL',
  },
  {
    table: 'review_decisions',
    key: 'id',
    at: 't.decided_at',
    kind: 'decided',
    title: 't.kind',
    text: 't.reason_text',
    values: `json_object('person', t.person, 'watchDay', t.watch_until)`,
  },
  {
    table: 'risks',
    key: 'id',
    at: 't.opened_at',
    kind: 'risk-opened',
    title: `coalesce((SELECT r.name_en FROM risk_reasons AS r WHERE r.id = t.reason_id), '')`,
    text: 't.note',
    values: `json_object('stage', t.stage, 'owner', t.owner)`,
  },
];

const secondsOf = (column: string): string => `CAST(strftime('%s', ${column}) AS INTEGER)`;

const lanes: readonly Lane[] = [
  {
    table: 'tickets',
    key: 'ticket_id',
    at: 't.opened_at',
    kind: 'ticket-opened',
    title: 'coalesce(t.subject, t.ticket_id)',
    text: 't.text',
    values: `json_object('sentiment', t.attributes ->> '$.sentiment', 'priority', t.priority, 'satisfaction', t.satisfaction, 'escalated', t.escalated = 1, 'firstResponseMinutes', t.first_response_minutes, 'closedAt', CASE WHEN t.closed_at IS NULL THEN NULL ELSE strftime('%Y-%m-%dT%H:%M:%SZ', t.closed_at, 'unixepoch') END)`,
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
export function timelineOf({ database }: Pick<ReadContext, 'database'>, input: TimelineInput): TimelinePage {
  const isWanted = ({ table }: Pick<Lane | OwnLane, 'table'>): boolean =>
    input.tables.length === 0 || input.tables.includes(table);
  const [imported, own] = [lanes.filter(isWanted), ownLanes.filter(isWanted)];
  const after = decodeCursor(input.cursor);
  const importedParts = imported.map(
    (lane) => `
      SELECT '${lane.table}' AS table_name, t.${lane.key} AS id, ${lane.at} AS at, '${lane.kind}' AS kind, ${lane.title} AS title, ${lane.text} AS text,
        ${lane.values} AS entry_values, t.import_id, f.name AS file, t.row_number
      FROM ${lane.table} t JOIN import_files f ON f.id = t.file_id
      WHERE t.account_id = :id AND t.superseded_by IS NULL${lane.where ? ` AND ${lane.where}` : ''}`,
  );
  const ownParts = own.map(
    (lane) => `
      SELECT '${lane.table}', CAST(t.id AS TEXT), ${lane.at}, '${lane.kind}', ${lane.title}, ${lane.text}, ${lane.values}, NULL, NULL, NULL
      FROM ${lane.table} t WHERE t.account_id IN ${idsOfAccount(':id')}${lane.where ? ` AND ${lane.where}` : ''}`,
  );
  const parts = [noEntry, ...importedParts, ...ownParts];
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
    table_name: TimelineTable;
    id: string;
    at: number;
    kind: string;
    title: string;
    text: string | null;
    entry_values: string;
    import_id: number | null;
    file: string | null;
    row_number: number | null;
  }[];
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  const texts = page.flatMap((row) => (row.import_id === null ? [row.title, row.text ?? ''] : []));
  const links = accountLinks(database, texts.flatMap(mentionedIds));
  const shown = (text: string): string => shownText(text, mentionsIn(text, links));
  return {
    rows: page.map((row) => ({
      table: row.table_name,
      id: row.id,
      at: instantOfSeconds(row.at),
      kind: row.kind,
      title: row.import_id === null ? shown(row.title) : row.title,
      text: row.import_id === null && row.text !== null ? shown(row.text) : row.text,
      values: booleans(JSON.parse(row.entry_values) as Record<string, string | number | null>),
      source: toSourceOrNull(row),
    })),
    next:
      rows.length > input.limit && last
        ? Buffer.from(JSON.stringify({ at: last.at, key: `${last.kind} ${last.id}` })).toString('base64url')
        : null,
  };
}

export const timelineRead = defineRead('accounts.timeline', timelineOf);

/** Names the columns of the union, whatever is asked for. */
const noEntry = `SELECT NULL AS table_name, NULL AS id, NULL AS at, NULL AS kind, NULL AS title, NULL AS text,
  NULL AS entry_values, NULL AS import_id, NULL AS file, NULL AS row_number WHERE 0`;

type MaybeSource = { import_id: number | null; file: string | null; row_number: number | null };
function toSourceOrNull({ import_id, file, row_number }: MaybeSource): ReturnType<typeof toSource> | null {
  return import_id === null || file === null || row_number === null ? null : toSource({ import_id, file, row_number });
}

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
