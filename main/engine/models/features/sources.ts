import { minorDigits } from '../../../../shared/domain/money.ts';
import { secondsOfDay } from '../../../../shared/domain/time.ts';
import type { ReadableDatabase } from '../../db/index.ts';
import type { EventColumns } from '../../events/index.ts';
import { pastRows } from './past-versions.ts';
import type { VersionedTable } from './past-versions.ts';
import { promoterSince, readTable, stopIfAsked } from './row-table.ts';
import type { RowTable } from './row-table.ts';

/**
 * All that features read, once, as columns by account. Instants are epoch seconds, money is in currency units, NaN is
 * missing. `known` is since when a row counts; `ended`, `closed` and `paid` are instants of their own, which a snapshot
 * before them must not see.
 */
export type FeatureSources = {
  readonly accounts: readonly string[];
  /** Start of the customer relation as the account's own row tells it. */
  readonly created: Float64Array;
  readonly events: EventColumns;
  /** Place of each account in `events`, -1 where it has none. */
  readonly eventAccount: Int32Array;
  readonly subscriptions: RowTable<'started' | 'ended' | 'mrr' | 'seats' | 'term' | 'autoRenew' | 'trial'>;
  readonly invoices: RowTable<'due' | 'paid'>;
  readonly tickets: RowTable<'closed' | 'serious' | 'firstResponse' | 'satisfaction' | 'escalated'>;
  readonly interactions: RowTable<'unanswered'>;
  readonly surveys: RowTable<'score' | 'promoter'>;
  /** Since when the book has a promoter score; Infinity where it has none. */
  readonly promoterSince: number;
  readonly signals: RowTable<'value'>;
  readonly churnEvents: RowTable<'day'>;
};

const seriousPriority = /^(urgent|high|critical|blocker|p1|p2|sev ?1|sev ?2|alta|cr[ií]tic)/i;
const unansweredOutcome =
  /no.?(reply|answer|response|show)|unanswered|dismissed|bounced|cancel|sin respuesta|no contest/i;
const promoter = /nps|promoter/i;

/** The part that tells when an account was a customer; cheap to read. */
export type LifeSources = Pick<
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
  const surveys = read('surveys', 'survey, score', {
    score: (row) => number(row[3]),
    promoter: (row) => (promoter.test(text(row[2])) ? 1 : 0),
  });
  return {
    ...life,
    invoices: read('invoices', 'due_day, paid_day', { due: (row) => day(row[2]), paid: (row) => day(row[3]) }),
    tickets: read('tickets', 'closed_at, priority, first_response_minutes, satisfaction, escalated', {
      closed: (row) => number(row[2]),
      serious: (row) => (seriousPriority.test(text(row[3])) ? 1 : 0),
      firstResponse: (row) => number(row[4]),
      satisfaction: (row) => number(row[5]),
      escalated: (row) => number(row[6]),
    }),
    interactions: read('interactions', 'outcome', {
      unanswered: (row) => (row[2] === null ? NaN : unansweredOutcome.test(text(row[2])) ? 1 : 0),
    }),
    surveys,
    promoterSince: promoterSince(surveys),
    signals: read('signals', 'value', { value: (row) => number(row[2]) }),
  };
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
  return {
    accounts,
    events,
    eventAccount,
    created: Float64Array.from(rows, ([, created]) => day(created)),
    subscriptions: read(
      'subscriptions',
      'start_day, end_day, mrr, currency, seats, term_months, auto_renew, is_trial',
      {
        started: (row) => day(row[2]),
        ended: (row) => day(row[3]),
        mrr: (row) => number(row[4]) / 10 ** minorDigits(row[5] as string | null),
        seats: (row) => number(row[6]),
        term: (row) => number(row[7]),
        autoRenew: (row) => number(row[8]),
        trial: (row) => (row[9] === 1 ? 1 : 0),
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
