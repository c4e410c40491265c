import { minorDigits } from '../../../../shared/domain/money.ts';
import { secondsOfDay } from '../../../../shared/domain/time.ts';
import type { ReadableDatabase } from '../../db/index.ts';
import { currenciesOf } from '../../currencies/index.ts';
import type { EventColumns } from '../../events/index.ts';
import { categoryCode } from './categories.ts';
import { pastRows } from './past-versions.ts';
import type { VersionedTable } from './past-versions.ts';
import { promoterSince, readTable, stopIfAsked } from './row-table.ts';
import type { RowTable } from './row-table.ts';
import { toneOf } from './tone.ts';
import { channelOf, means } from './wording.ts';

/** What an account's own row says; texts as category codes. */
export const attributeNames = ['created', 'industry', 'country', 'segment', 'plan', 'employees'] as const;
export type AttributeName = (typeof attributeNames)[number];

/**
 * All that features read, once, as columns by account. Instants are epoch seconds, money is in units of the book's base
 * currency at the stated rates (NaN where there is no rate), NaN is missing. `known` is since when a row counts; `ended`, `closed` and `paid` are instants of their own, which a snapshot
 * before them must not see.
 */
export type FeatureSources = {
  readonly accounts: readonly string[];
  /** Start of the customer relation as the account's own row tells it. */
  readonly created: Float64Array;
  readonly events: EventColumns;
  /** Place of each account in `events`, -1 where it has none. */
  readonly eventAccount: Int32Array;
  readonly subscriptions: RowTable<'started' | 'ended' | 'mrr' | 'seats' | 'term' | 'autoRenew' | 'trial' | 'plan'>;
  /** `due` is missing for invoices that say nothing about lateness: void ones, and paid ones without a day of payment. */
  readonly invoices: RowTable<'due' | 'paid' | 'failed'>;
  readonly tickets: RowTable<
    'closed' | 'serious' | 'firstResponse' | 'satisfaction' | 'escalated' | 'tone' | 'reopened'
  >;
  readonly interactions: RowTable<'unanswered' | 'inbound' | 'channel' | 'worried'>;
  readonly surveys: RowTable<'score' | 'promoter' | 'tone'>;
  /** Since when the book has a promoter score; Infinity where it has none. */
  readonly promoterSince: number;
  /** `news`: 1 good, -1 bad, 0 neither, by the signal's name. */
  readonly signals: RowTable<'value' | 'news'>;
  /** Versions of the accounts' own rows. */
  readonly attributes: RowTable<AttributeName>;
  /** What the first row that was ever stored of an account says. */
  readonly firstAttributes: Readonly<Record<AttributeName, Float64Array>>;
  readonly churnEvents: RowTable<'day'>;
};

export /** The part that tells when an account was a customer; cheap to read. */
type LifeSources = Pick<
  FeatureSources,
  'accounts' | 'created' | 'events' | 'eventAccount' | 'subscriptions' | 'churnEvents'
>;

/** @param shouldStop asked often; true ends the reading with a `cancelled` error */
export function readSources(
  database: ReadableDatabase,
  events: EventColumns,
  shouldStop: () => boolean = () => false,
): FeatureSources {
  const life = readLifeSources(database, events, shouldStop);
  const read = createReader(database, life.accounts, shouldStop);
  const surveys = read('surveys', 'survey, score, comment', {
    score: (row) => number(row[3]),
    promoter: (row) => flag(means('promoter', row[2])),
    tone: (row) => toneOf(row[4]),
  });
  return {
    ...life,
    invoices: read('invoices', 'due_day, paid_day, status', {
      due: (row) => (saysNothingOfLateness(row[3], row[4]) ? NaN : day(row[2])),
      paid: (row) => day(row[3]),
      failed: (row) => flag(means('failedPayment', row[4])),
    }),
    tickets: read(
      'tickets',
      'closed_at, priority, first_response_minutes, satisfaction, escalated, subject, text, attributes',
      {
        closed: (row) => number(row[2]),
        serious: (row) => flag(means('serious', row[3])),
        firstResponse: (row) => number(row[4]),
        satisfaction: (row) => number(row[5]),
        escalated: (row) => number(row[6]),
        tone: (row) => toneOf(row[7] === null && row[8] === null ? null : `${text(row[7])}. ${text(row[8])}`),
        reopened: (row) => reopenedBy(row[9]),
      },
    ),
    interactions: read('interactions', 'outcome, direction, type, subject', {
      unanswered: (row) => (row[2] === null ? NaN : flag(means('unanswered', row[2]))),
      inbound: (row) => (means('inbound', row[3]) ? 1 : means('outbound', row[3]) ? 0 : NaN),
      channel: (row) => channelOf(row[4]),
      worried: (row) => flag(means('worried', row[5])),
    }),
    surveys,
    promoterSince: promoterSince(surveys),
    signals: read('signals', 'value, name', {
      value: (row) => number(row[2]),
      news: (row) => flag(means('goodNews', row[3])) - flag(means('badNews', row[3])),
    }),
    attributes: read('accounts', attributeColumns, attributeReaders(2)),
    firstAttributes: readFirstAttributes(database, life.accounts, shouldStop),
  };
}

/** Void invoices, and paid ones of which nobody wrote down when. */
function saysNothingOfLateness(paidDay: unknown, status: unknown): boolean {
  return means('voidInvoice', status) || (typeof paidDay !== 'string' && means('settledInvoice', status));
}

/** Help desks tell it in a column of their own, which stands among the attributes: a number, or a word for yes. */
function reopenedBy(attributes: unknown): number {
  if (typeof attributes !== 'string' || !means('reopened', attributes)) return 0;
  const found = Object.entries(JSON.parse(attributes) as Record<string, unknown>).find(([key]) =>
    means('reopened', key),
  );
  return found !== undefined && /^([1-9]|true|yes|s[ií]|y$)/i.test(String(found[1])) ? 1 : 0;
}

const rowsBetweenStopChecks = 4096;
const attributeColumns = 'created_day, industry, country, segment, plan, employees';

const attributeReaders = (from: number): Record<AttributeName, (row: readonly unknown[]) => number> => ({
  created: (row) => day(row[from]),
  industry: (row) => categoryCode(row[from + 1]),
  country: (row) => categoryCode(row[from + 2]),
  segment: (row) => categoryCode(row[from + 3]),
  plan: (row) => categoryCode(row[from + 4]),
  employees: (row) => number(row[from + 5]),
});

function readFirstAttributes(
  database: ReadableDatabase,
  accounts: readonly string[],
  shouldStop: () => boolean,
): Record<AttributeName, Float64Array> {
  const rows = database
    .prepare(
      `SELECT account_id, min(version_id), ${attributeColumns} FROM accounts WHERE implied = 0 GROUP BY account_id`,
    )
    .raw()
    .iterate() as Iterable<readonly unknown[]>;
  const places = new Map(accounts.map((id, place) => [id, place]));
  const readers = attributeReaders(2);
  const first = Object.fromEntries(
    attributeNames.map((name) => [name, new Float64Array(accounts.length).fill(NaN)]),
  ) as Record<AttributeName, Float64Array>;
  let read = 0;
  for (const row of rows) {
    if (read++ % rowsBetweenStopChecks === 0) stopIfAsked(shouldStop);
    const place = places.get(row[0] as string);
    if (place !== undefined) for (const name of attributeNames) first[name][place] = readers[name](row);
  }
  return first;
}

export function readLifeSources(
  database: ReadableDatabase,
  events: EventColumns,
  shouldStop: () => boolean = () => false,
): LifeSources {
  const rows = database
    .prepare('SELECT account_id, created_day FROM current_accounts ORDER BY account_id')
    .raw()
    .all() as [string, string | null][];
  const accounts = rows.map(([id]) => id);
  const places = new Map(accounts.map((id, place) => [id, place]));
  const eventAccount = new Int32Array(accounts.length).fill(-1);
  events.accounts.forEach((id, place) => {
    const account = places.get(id);
    if (account !== undefined) eventAccount[account] = place;
  });
  const read = createReader(database, accounts, shouldStop);
  const { base, convert } = currenciesOf(database);
  const unit = 10 ** minorDigits(base);
  const money = (minor: unknown, currency: unknown): number =>
    typeof minor === 'number' ? (convert(minor, currency as string | null) ?? NaN) / unit : NaN;
  return {
    accounts,
    events,
    eventAccount,
    created: Float64Array.from(rows, ([, created]) => day(created)),
    subscriptions: read(
      'subscriptions',
      'start_day, end_day, mrr, currency, seats, term_months, auto_renew, is_trial, plan',
      {
        started: (row) => day(row[2]),
        ended: (row) => day(row[3]),
        mrr: (row) => money(row[4], row[5]),
        seats: (row) => number(row[6]),
        term: (row) => number(row[7]),
        autoRenew: (row) => number(row[8]),
        trial: (row) => (row[9] === 1 ? 1 : 0),
        plan: (row) => categoryCode(row[10]),
      },
    ),
    churnEvents: read('churn_events', 'churn_day', { day: (row) => day(row[2]) }),
  };
}

type Reader = <Column extends string>(
  table: VersionedTable,
  selected: string,
  columns: Record<Column, (row: readonly unknown[]) => number>,
) => RowTable<Column>;

function createReader(database: ReadableDatabase, accounts: readonly string[], shouldStop: () => boolean): Reader {
  const places = new Map(accounts.map((id, place) => [id, place]));
  return (table, selected, columns) => {
    stopIfAsked(shouldStop);
    const current = database
      .prepare(
        `SELECT account_id, known_at, ${selected} FROM ${table} WHERE superseded_by IS NULL ORDER BY account_id, known_at, version_id`,
      )
      .raw()
      .iterate() as Iterable<readonly unknown[]>;
    const rows = readTable(current, places, columns, shouldStop);
    const past = pastRows(database, table, selected, places);
    if (past.length === 0) return { ...rows, past: null };
    const width = past[0]!.length;
    const until = (row: readonly unknown[]): number => row[width - 1] as number;
    return { ...rows, past: readTable(past, places, { ...columns, until }, shouldStop) };
  };
}

const day = (value: unknown): number => (typeof value === 'string' ? secondsOfDay(value) : NaN);
const number = (value: unknown): number => (typeof value === 'number' ? value : NaN);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const flag = (value: boolean): number => (value ? 1 : 0);
