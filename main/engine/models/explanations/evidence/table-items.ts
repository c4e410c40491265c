import { HoldfastError } from '../../../../../shared/domain/errors.ts';
import { instantOfSeconds, secondsOfDay } from '../../../../../shared/domain/time.ts';
import type { TableName } from '../../../../../shared/domain/tables.ts';
import type { ReadableDatabase } from '../../../db/index.ts';
import { endsOfVersions } from '../../features/past-versions.ts';
import { toneOf } from '../../features/tone.ts';
import { means } from '../../features/wording.ts';
import type { Meaning } from '../../features/wording.ts';
import type { Item } from './item.ts';

type Row = Readonly<Record<string, string | number | null>>;
type Lane = {
  readonly key: string;
  readonly columns: readonly string[];
  readonly title: (row: Row) => string | number | null | undefined;
  readonly text?: string;
  /** What is shown; a time after the instant of the score is blank, as it was then. */
  readonly shown: (row: Row, told: Told) => Item['values'];
  readonly figures: (row: Row, told: Told) => Item['figures'];
};
/** Reads a time of a row as it was known at the instant. */
type Told = {
  /** Epoch seconds; NaN where it was not known. */
  seconds(value: string | number | null | undefined): number;
  day(value: string | number | null | undefined): string | null;
};

const number = (value: string | number | null | undefined): number => (typeof value === 'number' ? value : NaN);
const flag = (value: string | number | null | undefined): number => (value === 1 ? 1 : 0);
const says = (meaning: Meaning, value: string | number | null | undefined): number => (means(meaning, value) ? 1 : 0);

/** The first meaning that a type of interaction has counts. */
function channelOf(type: string | number | null | undefined): Record<'email' | 'call' | 'meeting', number> {
  const email = says('email', type);
  const call = email === 1 ? 0 : says('call', type);
  return { email, call, meeting: email + call > 0 ? 0 : says('meeting', type) };
}

const lanes: Partial<Record<TableName, Lane>> = {
  tickets: {
    key: 'ticket_id',
    columns: ['closed_at', 'priority', 'first_response_minutes', 'satisfaction', 'escalated', 'subject', 'text'],
    title: (row) => row['subject'],
    text: 'text',
    shown: (row, told) => {
      const closed = told.seconds(row['closed_at']);
      const isClosed = !Number.isNaN(closed);
      return {
        priority: row['priority'] ?? null,
        satisfaction: isClosed ? (row['satisfaction'] ?? null) : null,
        escalated: isClosed ? row['escalated'] === 1 : null,
        firstResponseMinutes: row['first_response_minutes'] ?? null,
        closedAt: isClosed ? instantOfSeconds(closed) : null,
      };
    },
    figures: (row, told) => ({
      closed: told.seconds(row['closed_at']),
      serious: says('serious', row['priority']),
      firstResponse: number(row['first_response_minutes']),
      satisfaction: number(row['satisfaction']),
      escalated: flag(row['escalated']),
      tone:
        row['subject'] === null && row['text'] === null ? NaN : toneOf(`${row['subject'] ?? ''}. ${row['text'] ?? ''}`),
    }),
  },
  interactions: {
    key: 'interaction_id',
    columns: ['type', 'direction', 'owner', 'subject', 'outcome'],
    title: (row) => row['subject'] ?? row['type'],
    shown: (row) => ({
      type: row['type'] ?? null,
      direction: row['direction'] ?? null,
      owner: row['owner'] ?? null,
      outcome: row['outcome'] ?? null,
    }),
    figures: (row) => ({
      unanswered: row['outcome'] === null ? NaN : says('unanswered', row['outcome']),
      inbound: means('inbound', row['direction']) ? 1 : means('outbound', row['direction']) ? 0 : NaN,
      worried: says('worried', row['subject']),
      ...channelOf(row['type']),
    }),
  },
  surveys: {
    key: 'response_id',
    columns: ['survey', 'score', 'comment', 'contact_email'],
    title: (row) => row['survey'],
    text: 'comment',
    shown: (row) => ({ score: row['score'] ?? null, email: row['contact_email'] ?? null }),
    figures: (row) => ({ score: number(row['score']), tone: toneOf(row['comment']) }),
  },
  signals: {
    key: 'signal_id',
    columns: ['name', 'value'],
    title: (row) => row['name'],
    shown: (row) => ({ value: row['value'] ?? null }),
    figures: (row) => ({
      value: number(row['value']),
      news: says('goodNews', row['name']) - says('badNews', row['name']),
    }),
  },
  invoices: {
    key: 'invoice_id',
    columns: ['issued_day', 'due_day', 'paid_day', 'amount', 'currency', 'status'],
    title: () => null,
    shown: (row, told) => ({
      amount: row['amount'] ?? null,
      currency: row['currency'] ?? null,
      dueDay: row['due_day'] ?? null,
      paidDay: told.day(row['paid_day']),
      status: row['status'] ?? null,
    }),
    figures: (row, told) => ({
      due: dueOf(row),
      failed: says('failedPayment', row['status']),
      paid: told.seconds(row['paid_day']),
    }),
  },
  accounts: {
    key: 'account_id',
    columns: ['name', 'industry', 'country', 'segment', 'plan', 'employees'],
    title: (row) => row['name'],
    shown: (row) => ({
      industry: row['industry'] ?? null,
      country: row['country'] ?? null,
      segment: row['segment'] ?? null,
      plan: row['plan'] ?? null,
      employees: row['employees'] ?? null,
    }),
    figures: () => ({}),
  },
  subscriptions: {
    key: 'subscription_id',
    columns: ['start_day', 'end_day', 'mrr', 'currency', 'seats', 'plan', 'term_months', 'auto_renew', 'is_trial'],
    title: (row) => row['plan'],
    shown: (row, told) => ({
      mrr: row['mrr'] ?? null,
      currency: row['currency'] ?? null,
      seats: row['seats'] ?? null,
      endDay: told.day(row['end_day']),
    }),
    figures: (row, told) => ({
      ended: told.seconds(row['end_day']),
      trial: flag(row['is_trial']),
      seats: number(row['seats']),
    }),
  },
};

/** As the features read it: void invoices, and paid ones without a day of payment, say nothing about lateness. */
function dueOf(row: Row): number {
  const isSilent =
    means('voidInvoice', row['status']) || (row['paid_day'] === null && means('settledInvoice', row['status']));
  return isSilent || typeof row['due_day'] !== 'string' ? NaN : secondsOfDay(row['due_day']);
}

type StoredRow = Row & { readonly known_at: number; readonly import_id: number; readonly superseded_by: number | null };

/** The account's rows of a table in the versions that were known at an instant, newest first. */
export function tableItems(database: ReadableDatabase, table: TableName, account: string, instant: number): Item[] {
  const lane = lanes[table];
  if (!lane) return [];
  const columns = ['import_id', 'known_at', 'superseded_by', 'row_number', lane.key, ...lane.columns]
    .map((name) => `t.${name}`)
    .join(', ');
  const current = database
    .prepare(
      `SELECT ${columns}, f.name AS file FROM ${table} t JOIN import_files f ON f.id = t.file_id
       WHERE t.account_id = ? AND t.superseded_by IS NULL`,
    )
    .all(account) as StoredRow[];
  const past = database
    .prepare(
      `SELECT ${columns}, f.name AS file FROM ${table} t CROSS JOIN ${table} AS c ON c.${lane.key} = t.${lane.key} AND c.superseded_by IS NULL
       JOIN import_files f ON f.id = t.file_id WHERE t.superseded_by IS NOT NULL AND c.account_id = ? ORDER BY t.version_id`,
    )
    .all(account) as StoredRow[];
  const versions = Map.groupBy(past, (row) => row[lane.key]);
  const known = current.flatMap((row) => {
    const earlier = versions.get(row[lane.key]) ?? [];
    const counted = knownVersion(row, earlier, instant);
    if (table !== 'accounts' || counted.length > 0) return counted;
    // Of an account that came later, its first row says what it was before.
    return [{ ...(earlier[0] ?? row), known_at: instant }];
  });
  const told = toldAt(instant);
  return known.map((row) => toItem(table, lane, row, told)).sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
}

/** The version that counted at the instant: none, or one. */
function knownVersion(current: StoredRow, past: readonly StoredRow[], instant: number): StoredRow[] {
  if (current.known_at <= instant) return [current];
  const ends = endsOfVersions(
    past.map((row) => ({ import: row.import_id, followedBy: row.superseded_by!, known: row.known_at })),
    { import: current.import_id, known: current.known_at },
  );
  return past.filter((row, index) => row.known_at <= instant && ends[index]! > instant).slice(-1);
}

function toldAt(instant: number): Told {
  const seconds: Told['seconds'] = (value) => {
    const at = typeof value === 'string' ? secondsOfDay(value) : number(value);
    return at <= instant ? at : NaN;
  };
  return { seconds, day: (value) => (typeof value === 'string' && !Number.isNaN(seconds(value)) ? value : null) };
}

function toItem(table: TableName, lane: Lane, row: StoredRow, told: Told): Item {
  const id = row[lane.key];
  if (typeof id !== 'string') throw new HoldfastError('internal', `A row of ${table} has no ${lane.key}.`);
  const text = lane.text === undefined ? null : row[lane.text];
  return {
    id,
    at: row.known_at,
    title: String(lane.title(row) ?? id),
    text: typeof text === 'string' ? text : null,
    values: lane.shown(row, told),
    figures: lane.figures(row, told),
    name: null,
    person: null,
    source: { importId: row.import_id, file: String(row['file']), row: number(row['row_number']) },
  };
}
