import papaparse from 'papaparse';
import { dayNumber, secondsOfDay } from '../../shared/domain/time.ts';
import { bumpDataVersion, writeMeta } from '../../main/engine/db/index.ts';
import type { WritableDatabase } from '../../main/engine/db/index.ts';
import { createSegmentBuilder, encodeSegment } from '../../main/engine/events/index.ts';
import { generateSampleBook } from '../../main/engine/workspace/sample/index.ts';
import type { SampleBookOptions, SampleFile, SampleTruth } from '../../main/engine/workspace/sample/index.ts';

type Row = Record<string, string>;
type Value = string | number | null;

const text = (value: string | undefined): string | null => (value === undefined || value === '' ? null : value);
const number = (value: string | undefined): number | null =>
  value === undefined || value === '' ? null : Number(value);
const money = (value: string | undefined): number | null => (value ? Math.round(Number(value) * 100) : null);
const instant = (value: string | undefined): number | null => (value ? Math.floor(Date.parse(value) / 1000) : null);
const truth = (value: string | undefined): number | null => (value ? (value === 'true' ? 1 : 0) : null);

type Target = {
  table: string;
  columns: readonly string[];
  values: (row: Row, index: number) => Value[];
  known: (values: Value[]) => number;
};

/** The sample's files into the canonical tables; a shortcut for scripts and tests that need the rows, not their import. */
const targets: Record<string, Target> = {
  'crm-accounts.csv': {
    table: 'accounts',
    columns: ['account_id', 'name', 'owner', 'segment', 'industry', 'country', 'plan', 'created_day', 'renewal_day'],
    values: (row) =>
      [
        'Account ID',
        'Account Name',
        'Account Owner',
        'Segment',
        'Industry',
        'Billing Country',
        'Plan',
        'Created Date',
        'Renewal Date',
      ].map((name) => text(row[name])),
    known: () => 0,
  },
  'billing-subscriptions.csv': {
    table: 'subscriptions',
    columns: [
      'subscription_id',
      'account_id',
      'plan',
      'status',
      'start_day',
      'end_day',
      'mrr',
      'currency',
      'seats',
      'term_months',
      'auto_renew',
    ],
    values: (row) => [
      text(row['id']),
      text(row['customer_id']),
      text(row['plan']),
      text(row['status']),
      text(row['start_date']),
      text(row['end_date']),
      money(row['mrr']),
      text(row['currency']),
      number(row['seats']),
      number(row['term_months']),
      truth(row['auto_renew']),
    ],
    known: (values) => secondsOfDay(String(values[4])),
  },
  'billing-invoices.csv': {
    table: 'invoices',
    columns: ['invoice_id', 'account_id', 'issued_day', 'due_day', 'paid_day', 'amount', 'currency', 'status'],
    values: (row) => [
      text(row['invoice_id']),
      text(row['customer_id']),
      text(row['issued_at']),
      text(row['due_at']),
      text(row['paid_at']),
      money(row['amount']),
      text(row['currency']),
      text(row['status']),
    ],
    known: (values) => secondsOfDay(String(values[2])),
  },
  'helpdesk-tickets.csv': {
    table: 'tickets',
    columns: [
      'ticket_id',
      'account_id',
      'opened_at',
      'closed_at',
      'priority',
      'first_response_minutes',
      'satisfaction',
      'escalated',
      'subject',
      'text',
    ],
    values: (row) => [
      text(row['Ticket ID']),
      text(row['Organization ID']),
      instant(row['Created at']),
      instant(row['Solved at']),
      text(row['Priority']),
      number(row['First reply time in minutes']),
      number(row['Satisfaction rating']),
      truth(row['Escalated']),
      text(row['Subject']),
      text(row['Description']),
    ],
    known: (values) => Number(values[2]),
  },
  'surveys.csv': {
    table: 'surveys',
    columns: ['response_id', 'account_id', 'survey', 'score', 'submitted_at', 'comment'],
    values: (row) => [
      text(row['response_id']),
      text(row['account_id']),
      text(row['survey']),
      number(row['score']),
      instant(row['submitted_at']),
      text(row['comment']),
    ],
    known: (values) => Number(values[4]),
  },
  'interactions.csv': {
    table: 'interactions',
    columns: ['interaction_id', 'account_id', 'type', 'direction', 'occurred_at', 'outcome', 'subject'],
    values: (row) => [
      text(row['id']),
      text(row['account_id']),
      text(row['type']),
      text(row['direction']),
      instant(row['occurred_at']),
      text(row['outcome']),
      text(row['subject']),
    ],
    known: (values) => Number(values[4]),
  },
  'signals.csv': {
    table: 'signals',
    columns: ['signal_id', 'account_id', 'name', 'observed_at', 'value'],
    values: (row, index) => [
      `signal-${index}`,
      text(row['account_id']),
      text(row['name']),
      instant(row['observed_at']),
      number(row['value']),
    ],
    known: (values) => Number(values[3]),
  },
};

/** Fills an empty workspace database with a generated book. */
export function fillSample(database: WritableDatabase, options: SampleBookOptions = {}): SampleTruth {
  const book = generateSampleBook(options);
  database.transaction(() => {
    database
      .prepare(`INSERT INTO imports (id, state, totals, findings, committed_at) VALUES (1, 'committed', '{}', '[]', 0)`)
      .run();
    database
      .prepare(
        `INSERT INTO import_files (id, import_id, name, table_name, sha256, bytes, rows, mapping) VALUES (1, 1, 'sample', 'accounts', '', 0, 0, '{}')`,
      )
      .run();
    for (const file of book.files) {
      const target = targets[file.name];
      if (target) insertRows(database, target, file);
      else if (file.table === 'events') insertEvents(database, file);
      else if (file.table === 'churn_events') insertChurns(database, book.truth);
    }
    const until = dayNumber(options.endDay ?? '2026-06-30') * 86_400 + 86_399;
    writeMeta(database, 'data_until', String(until));
    bumpDataVersion(database);
  })();
  return book.truth;
}

function insertRows(database: WritableDatabase, target: Target, file: SampleFile): void {
  const columns = [...target.columns, 'import_id', 'file_id', 'row_number', 'known_at', 'row_hash'];
  const insert = database.prepare(
    `INSERT INTO ${target.table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  rowsOf(file).forEach((row, index) => {
    const values = target.values(row, index);
    insert.run(...values, 1, 1, index + 1, target.known(values), '');
  });
}

function insertChurns(database: WritableDatabase, truth: SampleTruth): void {
  const insert = database.prepare(
    `INSERT INTO churn_events (churn_event_id, account_id, churn_day, import_id, file_id, row_number, known_at, row_hash) VALUES (?, ?, ?, 1, 1, 1, ?, '')`,
  );
  for (const { id, churnDay } of truth.accounts)
    if (churnDay !== null) insert.run(`churn-${id}`, id, churnDay, secondsOfDay(churnDay));
}

function insertEvents(database: WritableDatabase, file: SampleFile): void {
  const builder = createSegmentBuilder();
  for (const { text: chunk } of file.chunks()) {
    for (const line of chunk.split('\n')) {
      const [account, user, event, at, quantity, platform] = line.split(',');
      if (!account || !event || !at || account === 'account_id') continue;
      builder.add(account, Math.floor(Date.parse(at) / 1000), event, Number(quantity), {
        contact_id: user ?? null,
        platform: platform ?? null,
      });
    }
  }
  storeSegment(database, builder.build());
}

/** Stores a segment as the first of a workspace. */
export function storeSegment(database: WritableDatabase, segment: Parameters<typeof encodeSegment>[0]): void {
  database
    .prepare(
      'INSERT INTO event_segments (id, import_id, rows, accounts, min_seconds, max_seconds) VALUES (1, 1, ?, ?, 0, 0)',
    )
    .run(segment.seconds.length, segment.accounts.length);
  const insert = database.prepare(
    'INSERT INTO event_chunks (segment_id, column_name, part, rows, bytes) VALUES (1, ?, ?, ?, ?)',
  );
  for (const chunk of encodeSegment(segment)) insert.run(chunk.column, chunk.part, chunk.rows, chunk.bytes);
}

function rowsOf(file: SampleFile): Row[] {
  const whole = [...file.chunks()].map((chunk) => chunk.text).join('');
  return papaparse.parse<Row>(whole, { header: true, skipEmptyLines: true }).data;
}
