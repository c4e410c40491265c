import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccountSet, RetentionGrid } from '../../../shared/contract/index.ts';
import { openForReading } from '../db/index.ts';
import { createSegmentBuilder, encodeSegment, loadColumns } from '../events/index.ts';
import type { Session } from '../session/index.ts';
import { testWorkspace } from '../testing/index.ts';
import type { ReadContext } from '../threads/index.ts';
import type { TestWorkspace } from '../testing/index.ts';
import { retentionAccountSet, retentionRead } from './reads.ts';
import { at, questionWith, utc } from './testing.ts';

let workspace: TestWorkspace;
let session: Session;

beforeEach(() => {
  workspace = testWorkspace();
  session = workspace.open();
  session.database.exec(`
    INSERT INTO imports (id, state, totals, findings, committed_at) VALUES (1, 'committed', '{}', '[]', 0);
    INSERT INTO import_files (id, import_id, name, table_name, sha256, bytes, rows, mapping) VALUES (1, 1, 'book.csv', 'accounts', 'x', 1, 1, '{}');
    INSERT INTO meta VALUES ('data_until', '${at('2026-03-10T00:00:00Z')}')`);
});
afterEach(async () => {
  await session.close();
  workspace.remove();
});

let segments = 0;
function storeEvents(rows: readonly [account: string, instant: string, name?: string][]): void {
  const builder = createSegmentBuilder();
  for (const [account, instant, name = 'login'] of rows) builder.add(account, at(instant), name, null);
  const { database } = session;
  const segment = ++segments;
  database.prepare('INSERT INTO event_segments VALUES (?, 1, ?, 1, 0, 0)').run(segment, rows.length);
  for (const { column, part, rows: count, bytes } of encodeSegment(builder.build())) {
    database
      .prepare('INSERT INTO event_chunks (segment_id, column_name, part, rows, bytes) VALUES (?, ?, ?, ?, ?)')
      .run(segment, column, part, count, bytes);
  }
}

type Paid = { account: string; start: string; end?: string; mrr?: number; term?: number; trial?: boolean };

function storeSubscriptions(rows: readonly Paid[]): void {
  rows.forEach(({ account, start, end = null, mrr = 10_000, term = null, trial = false }, index) => {
    session.database
      .prepare(
        `INSERT INTO subscriptions (subscription_id, account_id, start_day, end_day, mrr, currency, term_months, is_trial, import_id, file_id, row_number, known_at, row_hash)
         VALUES (?, ?, ?, ?, ?, 'EUR', ?, ?, 1, 1, ?, 0, '')`,
      )
      .run(String(index), account, start, end, mrr, term, trial ? 1 : 0, index);
  });
}

function storeAccounts(rows: Readonly<Record<string, string | null>>): void {
  Object.entries(rows).forEach(([id, plan], index) => {
    session.database
      .prepare(
        `INSERT INTO accounts (account_id, industry, import_id, file_id, row_number, known_at, row_hash) VALUES (?, ?, 1, 1, ?, 0, '')`,
      )
      .run(id, plan, index);
  });
}

/** What a reader thread would give a read, in this thread: starting one takes longer than all the rest. */
function inThisThread<Output>(run: (context: ReadContext) => Output): Output {
  const database = openForReading(session.file, session.key);
  try {
    const columns = loadColumns(database);
    return run({
      database,
      events: () => columns,
      shouldStop: () => false,
      accountsIn: () => [],
    });
  } finally {
    database.close();
  }
}

const ask = (question: Parameters<typeof questionWith>[0] = {}): RetentionGrid =>
  inThisThread((context) => retentionRead.run(context, { ...questionWith(question), ...utc }));

/** Usage is known until the last event. */
const theEnd = ['Z', '2026-03-10T00:00:00Z', 'end'] as const;
const byLogin = { start: { events: ['login'] } };

const cells = ({ cohorts }: RetentionGrid) =>
  cohorts.map(({ cohort, size, values, of, complete }) => ({ cohort, size, values, of, complete }));

describe('a retention grid', () => {
  it('is neither lengthened nor completed by an event dated in the future', () => {
    storeEvents([
      ['A', '2026-01-05T00:00:00Z'],
      ['A', '2026-03-09T00:00:00Z'],
    ]);
    storeEvents([['A', '2099-01-01T00:00:00Z']]);
    const grid = ask();
    expect(cells(grid)).toEqual([
      { cohort: '2026-01', size: 1, values: [1, 0, 1], of: [1, 1, 1], complete: [true, true, false] },
    ]);
    expect(grid.definition).toMatchObject({ key: 'retention', sample: 1, asOf: '2026-03-10T00:00:00Z' });
  });

  it('says every rule in both languages', () => {
    storeEvents([
      ['A', '2026-01-05T00:00:00Z', 'pay'],
      ['A', '2026-01-06T00:00:00Z'],
    ]);
    const question = {
      start: { events: ['pay'] },
      mode: 'on-or-after',
      period: 'week',
      suppressBelow: 5,
      from: '2026-01-01',
    } as const;
    const { en, es } = ask(question).definition.words;
    for (const part of [
      '“pay”',
      'calendar weeks',
      'Monday',
      'any later one',
      'ratio of sums',
      'fewer than 5',
      'From 2026-01-01',
    ])
      expect(en).toContain(part);
    for (const part of [
      '“pay”',
      'semanas naturales',
      'lunes',
      'posterior',
      'cociente de sumas',
      'menos de 5',
      'Desde 2026-01-01',
    ])
      expect(es).toContain(part);
  });

  it('is empty without events, before the data, and without any member', () => {
    expect(ask()).toMatchObject({ cohorts: [], average: [], columns: [], definition: { asOf: null, sample: 0 } });
    storeEvents([['A', '2026-01-05T00:00:00Z']]);
    expect(ask({ from: '2020-01-01', to: '2020-12-31' })).toMatchObject({ cohorts: [], average: [] });
    expect(ask({ periods: 'contract' })).toMatchObject({ cohorts: [], average: [] });
  });

  it('goes by an attribute, accounts without one in a row of their own', () => {
    storeAccounts({ A: 'bank', B: 'bank', C: null });
    storeEvents([
      ['A', '2026-01-05T00:00:00Z'],
      ['B', '2026-02-05T00:00:00Z'],
      ['C', '2026-02-06T00:00:00Z'],
      ['A', '2026-02-07T00:00:00Z'],
      [...theEnd],
    ]);
    const grid = ask({ ...byLogin, cohortBy: 'industry' });
    expect(cells(grid)).toEqual([
      { cohort: 'bank', size: 2, values: [2, 1, 0], of: [2, 1, 1], complete: [true, true, false] },
      { cohort: '', size: 1, values: [1, 0], of: [1, 1], complete: [true, false] },
    ]);
    // Period 1 has ended for A alone.
    expect(grid).toMatchObject({ average: [1, 1, null], averageOf: [3, 1, 0] });
  });

  it('counts the recurring revenue of those retained at the end of each period', () => {
    storeSubscriptions([
      { account: 'A', start: '2026-01-01', end: '2026-02-15', mrr: 10_000 },
      { account: 'A', start: '2026-02-15', mrr: 15_000 },
      { account: 'B', start: '2025-06-01', mrr: 30_000 },
    ]);
    storeEvents([
      ['A', '2026-01-05T00:00:00Z'],
      ['A', '2026-02-05T00:00:00Z'],
      ['B', '2026-01-06T00:00:00Z'],
      [...theEnd],
    ]);
    const grid = ask({ ...byLogin, measure: 'revenue' });
    expect(grid.currency).toBe('EUR');
    expect(grid.cohorts[0]).toMatchObject({
      values: [40_000, 15_000, 0],
      share: [1, 15 / 40, 0],
      low: [null, null, null],
    });
    expect(grid.average).toEqual([1, 15 / 40, null]);
  });

  it('follows the terms of each account’s own contract', () => {
    storeSubscriptions([
      { account: 'A', start: '2025-10-01', term: 3 },
      { account: 'B', start: '2025-10-20', term: 1, end: '2026-01-20' },
      { account: 'C', start: '2025-10-05' },
      { account: 'D', start: '2025-09-01', trial: true },
    ]);
    // Uses nothing before it pays, and B nothing after its first month.
    storeEvents([
      ['A', '2025-09-30T23:59:59Z'],
      ['A', '2026-01-01T00:00:00Z'],
      ['B', '2025-10-20T00:00:00Z'],
      [...theEnd],
    ]);
    const grid = ask({ periods: 'contract' });
    expect(cells(grid)).toEqual([
      {
        cohort: '2025-10',
        size: 2,
        values: [1, 0, 0, 0, 0],
        of: [2, 1, 1, 1, 1],
        complete: [true, false, false, false, false],
      },
    ]);
    expect(grid.definition.words.en).toContain('1 account that pays has no known term and is left out');
    const byTerm = ask({ periods: 'contract', cohortBy: 'term' });
    expect(byTerm.cohorts.map(({ cohort, values }) => [cohort, values])).toEqual([
      ['1', [1, 0, 0, 0, 0]],
      ['3', [0, 1]],
    ]);
    const years = ask({ periods: 'anniversary', period: 'quarter' });
    expect(years.cohorts.map(({ cohort, size }) => [cohort, size])).toEqual([['2025-Q4', 3]]);
  });

  it('says nothing of terms that began before usage is known', () => {
    storeSubscriptions([{ account: 'A', start: '2025-12-15', term: 1 }]);
    storeEvents([['A', '2026-01-10T00:00:00Z'], ['A', '2026-01-20T00:00:00Z'], [...theEnd]]);
    const grid = ask({ periods: 'contract' });
    expect(cells(grid)).toEqual([
      { cohort: '2025-12', size: 1, values: [null, 1, 0], of: [0, 1, 1], complete: [true, true, false] },
    ]);
    expect(grid.average).toEqual([null, 1, null]);
    // A streak that may have been broken unseen is none.
    expect(cells(ask({ periods: 'contract', mode: 'streak' }))[0]).toMatchObject({ values: [null, null, null] });
  });

  it('refuses what contradicts itself, in words', () => {
    storeEvents([['A', '2026-01-05T00:00:00Z']]);
    const refusals: [Parameters<typeof questionWith>[0], RegExp][] = [
      [{ mode: 'bracket' }, /Brackets need their lengths/],
      [{ start: { events: ['nope'] } }, /There is no event named "nope"/],
      [{ start: { where: [{ property: 'nope', operator: 'is-set' }] } }, /No event has a property named "nope"/],
      [{ measure: 'quantity-per-account' }, /No event has a quantity/],
      [{ from: '2026-03-02', to: '2026-03-01' }, /before it begins/],
      [{ periods: 'contract', entry: 'recurring' }, /enters once by its contract/],
      [{ periods: 'contract', start: { events: ['login'] } }, /Leave the start event empty/],
      [{ cohortBy: 'term' }, /need periods of the contract/],
      [{ measure: 'revenue' }, /no paid subscription/],
    ];
    for (const [question, message] of refusals) expect(() => ask(question)).toThrow(message);
  });
});

it('opens a cell into its accounts', () => {
  storeEvents([
    ['A', '2026-01-05T00:00:00Z'],
    ['B', '2026-01-06T00:00:00Z'],
    ['B', '2026-02-06T00:00:00Z'],
  ]);
  const idsOf = (which: 'retained' | 'lost' | 'all') => {
    const set: AccountSet = { of: 'retention', question: questionWith(), cohort: '2026-01', index: 1, which };
    return inThisThread((context) => retentionAccountSet.find(context, set, utc));
  };
  expect(idsOf('retained')).toEqual(['B']);
  expect(idsOf('lost')).toEqual(['A']);
  expect(idsOf('all')).toEqual(['A', 'B']);
});
