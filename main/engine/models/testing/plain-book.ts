import fc from 'fast-check';
import { createSegmentBuilder, mergeSegments } from '../../events/index.ts';
import { readTable } from '../features/row-table.ts';
import type { RowTable } from '../features/row-table.ts';
import { attributeNames } from '../features/sources.ts';
import type { AttributeName, FeatureSources } from '../features/sources.ts';

type Row = { readonly account: number; readonly known: number } & Readonly<Record<string, number>>;
export type PlainEvent = {
  readonly account: number;
  readonly at: number;
  readonly name: string;
  readonly user: string;
  readonly platform: string;
};

/** A small book as plain rows. Instants are epoch seconds; NaN is missing. */
export type PlainBook = {
  readonly accounts: number;
  readonly created: readonly number[];
  readonly events: readonly PlainEvent[];
  readonly subscriptions: readonly Row[];
  readonly invoices: readonly Row[];
  readonly tickets: readonly Row[];
  readonly interactions: readonly Row[];
  readonly surveys: readonly Row[];
  readonly signals: readonly Row[];
  /** Versions of the accounts' own rows, in the order in which they were stored. */
  readonly attributes: readonly Row[];
};

/** A book of so many accounts without anything. */
export function emptyBook(accounts = 1): PlainBook {
  return {
    accounts,
    created: new Array<number>(accounts).fill(NaN),
    events: [],
    subscriptions: [],
    invoices: [],
    tickets: [],
    interactions: [],
    surveys: [],
    signals: [],
    attributes: [],
  };
}

const columnNames = {
  subscriptions: ['started', 'ended', 'mrr', 'seats', 'term', 'autoRenew', 'trial', 'plan'],
  invoices: ['due', 'paid', 'failed'],
  tickets: ['closed', 'serious', 'firstResponse', 'satisfaction', 'escalated', 'tone', 'reopened'],
  interactions: ['unanswered', 'inbound', 'channel', 'worried'],
  surveys: ['score', 'promoter', 'tone'],
  signals: ['value', 'news'],
  attributes: attributeNames,
} as const;
type TableName = keyof typeof columnNames;
/** Fields that a test does not speak of. */
const unsaid = 0;

const accountId = (account: number): string => `account-${String(account).padStart(3, '0')}`;

export function sourcesOf(book: PlainBook): FeatureSources {
  const accounts = Array.from({ length: book.accounts }, (_, account) => accountId(account));
  const places = new Map(accounts.map((id, place) => [id, place]));
  const builder = createSegmentBuilder();
  for (const event of book.events)
    builder.add(accountId(event.account), event.at, event.name, null, {
      contact_id: event.user,
      platform: event.platform,
    });
  const events = mergeSegments([builder.build()]);
  const table = <Name extends TableName>(name: Name): RowTable<(typeof columnNames)[Name][number]> => {
    const rows = book[name].toSorted((a, b) => a.account - b.account || a.known - b.known);
    const columns = Object.fromEntries(
      columnNames[name].map((column, index) => [column, (row: readonly unknown[]) => row[index + 2] as number]),
    );
    return readTable(
      rows.map((row) => [
        accountId(row.account),
        row.known,
        ...columnNames[name].map((column) => row[column] ?? unsaid),
      ]),
      places,
      columns,
    ) as never;
  };
  const surveys = table('surveys');
  return {
    accounts,
    events,
    created: Float64Array.from(book.created),
    eventAccount: Int32Array.from(accounts, (id) => events.accounts.indexOf(id)),
    subscriptions: table('subscriptions'),
    invoices: table('invoices'),
    tickets: table('tickets'),
    interactions: table('interactions'),
    surveys,
    signals: table('signals'),
    attributes: table('attributes'),
    firstAttributes: firstAttributesOf(book),
    promoterSince: Math.min(Infinity, ...book.surveys.filter((row) => row['promoter'] === 1).map((row) => row.known)),
    churnEvents: readTable<'day'>([], places, { day: () => NaN }),
  };
}

function firstAttributesOf(book: PlainBook): Record<AttributeName, Float64Array> {
  const first = Object.fromEntries(
    attributeNames.map((name) => [name, new Float64Array(book.accounts).fill(NaN)]),
  ) as Record<AttributeName, Float64Array>;
  for (const row of book.attributes.toReversed())
    for (const name of attributeNames) first[name][row.account] = row[name]!;
  return first;
}

export const daySeconds = 86_400;
export const lastInstant = 500 * daySeconds;

const instant = fc.integer({ min: 0, max: lastInstant });
const maybe = (value: fc.Arbitrary<number>): fc.Arbitrary<number> =>
  fc.oneof({ weight: 1, arbitrary: fc.constant(NaN) }, { weight: 3, arbitrary: value });
const account = fc.nat(2);
const flag = fc.constantFrom(0, 1);
const tone = maybe(fc.constantFrom(-0.9, -0.2, 0, 0.5));
const category = maybe(fc.nat(3));
const rows = (shape: Record<string, fc.Arbitrary<number>>, maxLength = 12) =>
  fc.array(fc.record({ account, known: instant, ...shape }), { maxLength }) as fc.Arbitrary<Row[]>;

export const anyBook: fc.Arbitrary<PlainBook> = fc.record({
  accounts: fc.constant(3),
  created: fc.array(maybe(instant), { minLength: 3, maxLength: 3 }),
  events: fc.array(
    fc.record({
      account,
      at: instant,
      name: fc.constantFrom('login', 'report', 'api call', 'data export'),
      user: fc.constantFrom('', 'u1', 'u2', 'u3'),
      platform: fc.constantFrom('', 'web', 'api'),
    }),
    { maxLength: 80 },
  ),
  subscriptions: rows(
    {
      ended: maybe(instant),
      mrr: maybe(fc.nat(1000)),
      seats: maybe(fc.nat(50)),
      term: maybe(fc.constantFrom(1, 12)),
      autoRenew: maybe(flag),
      trial: flag,
      plan: maybe(fc.nat(2)),
    },
    6,
  ).map((list) =>
    list.map((row) => ({ ...row, started: row.known, ended: row['ended']! > row.known ? row['ended']! : NaN })),
  ),
  invoices: rows({ due: maybe(instant), paid: maybe(instant), failed: flag }),
  tickets: rows({
    closed: maybe(instant),
    serious: flag,
    firstResponse: maybe(fc.nat(100_000)),
    satisfaction: maybe(fc.integer({ min: 1, max: 5 })),
    escalated: maybe(flag),
    tone,
    reopened: flag,
  }),
  interactions: rows({ unanswered: maybe(flag), inbound: maybe(flag), channel: fc.nat(3), worried: flag }),
  surveys: rows({ score: maybe(fc.nat(10)), promoter: flag, tone }),
  signals: rows({ value: maybe(fc.integer({ min: -1000, max: 1000 })), news: fc.constantFrom(-1, 0, 1) }),
  attributes: rows(
    {
      created: maybe(instant),
      industry: category,
      country: category,
      segment: category,
      plan: category,
      employees: maybe(fc.nat(500)),
    },
    5,
  ),
});

/**
 * The same book as another future would have left it: what became known after the instant is taken from `other`, and
 * what was known stays, without the fields that came later.
 */
export function withOtherFuture(book: PlainBook, other: PlainBook, at: number): PlainBook {
  const later = (value: number, replacement: number): number =>
    value <= at ? value : replacement > at ? replacement : NaN;
  const mix = (name: TableName, rewrite: (row: Row, index: number) => Row = (row) => row): readonly Row[] => [
    ...book[name].filter((row) => row.known <= at).map(rewrite),
    ...other[name].filter((row) => row.known > at),
  ];
  const pick = (name: TableName, index: number, column: string): number =>
    other[name][index % Math.max(1, other[name].length)]?.[column] ?? NaN;
  return {
    accounts: book.accounts,
    created: book.created.map((value, index) => later(value, other.created[index]!)),
    events: [...book.events.filter((event) => event.at <= at), ...other.events.filter((event) => event.at > at)],
    subscriptions: mix('subscriptions', (row, index) => ({
      ...row,
      ended: later(row['ended']!, pick('subscriptions', index, 'ended')),
    })),
    invoices: mix('invoices', (row, index) => ({ ...row, paid: later(row['paid']!, pick('invoices', index, 'paid')) })),
    tickets: mix('tickets', (row, index) => {
      const answered = row.known + row['firstResponse']! * 60 <= at;
      const closed = row['closed']! <= at;
      return {
        ...row,
        closed: later(row['closed']!, pick('tickets', index, 'closed')),
        firstResponse: answered ? row['firstResponse']! : NaN,
        satisfaction: closed ? row['satisfaction']! : pick('tickets', index, 'satisfaction'),
        escalated: closed ? row['escalated']! : pick('tickets', index, 'escalated'),
        reopened: closed ? row['reopened']! : pick('tickets', index, 'reopened'),
      };
    }),
    interactions: mix('interactions'),
    surveys: mix('surveys'),
    signals: mix('signals'),
    attributes: withFirstOf(book.attributes, mix('attributes')),
  };
}

/**
 * The first row that ever described an account stays in its place, whenever it counts from, and none comes for accounts that
 * had none: what does not change over an account's life is read from it.
 */
function withFirstOf(stored: readonly Row[], mixed: readonly Row[]): readonly Row[] {
  const first = new Map(stored.toReversed().map((row) => [row.account, row]));
  return [...first.values(), ...mixed.filter((row) => first.has(row.account) && first.get(row.account) !== row)];
}
