import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seasonalityQuestion, trendQuestion } from '../../../shared/contract/index.ts';
import type { AccountSet, TrendMetric } from '../../../shared/contract/index.ts';
import { createSegmentBuilder, encodeSegment } from '../events/index.ts';
import type { Session } from '../session/index.ts';
import { testWorkspace } from '../testing/index.ts';
import type { TestWorkspace } from '../testing/index.ts';
import { defineEventsRead } from '../threads/index.ts';
import { seasonalityRead } from './seasonality-read.ts';
import { trendRead } from './trend-read.ts';

const at = (instant: string): number => Date.parse(instant) / 1000;
const utc = { zone: 'UTC', weekStart: 'monday' } as const;

let workspace: TestWorkspace;
let session: Session;

beforeEach(() => {
  workspace = testWorkspace();
  session = workspace.open();
  session.database.exec(`
    INSERT INTO imports (id, state, totals, findings, committed_at) VALUES (1, 'committed', '{}', '[]', 0);
    INSERT INTO import_files (id, import_id, name, table_name, sha256, bytes, rows, mapping) VALUES (1, 1, 'book.csv', 'accounts', 'x', 1, 1, '{}');
    INSERT INTO meta VALUES ('data_until', '${at('2026-03-31T23:59:59Z')}')`);
});
afterEach(async () => {
  await session.close();
  workspace.remove();
});

let rows = 0;
function insert(table: string, values: Readonly<Record<string, string | number | null>>): void {
  const all = { ...values, import_id: 1, file_id: 1, row_number: ++rows, known_at: 0, row_hash: '' };
  const names = Object.keys(all);
  session.database
    .prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
    .run(...Object.values(all));
}

function storeEvents(
  events: readonly [account: string, instant: string, name: string, quantity?: number | null, plan?: string][],
): void {
  const builder = createSegmentBuilder();
  for (const [account, instant, name, quantity = null, plan] of events) {
    builder.add(account, at(instant), name, quantity, plan === undefined ? {} : { plan });
  }
  const id = ++rows;
  session.database.prepare('INSERT INTO event_segments VALUES (?, 1, ?, 1, 0, 0)').run(id, events.length);
  for (const { column, part, rows: count, bytes } of encodeSegment(builder.build())) {
    session.database
      .prepare('INSERT INTO event_chunks (segment_id, column_name, part, rows, bytes) VALUES (?, ?, ?, ?, ?)')
      .run(id, column, part, count, bytes);
  }
}

const trend = (given: Parameters<typeof trendQuestion.parse>[0]) =>
  session.readers.run(trendRead, { ...trendQuestion.parse({ period: 'month', ...(given as object) }), ...utc });
const metric = async (name: TrendMetric, given: object = {}) => {
  const answer = await trend({ measures: [{ of: 'metric', metric: name }], ...given });
  return answer.series.map(({ values, total, unit, value }) => ({ values, total, unit, value }));
};

const setRead = defineEventsRead('accountSets.list', (): { rows: { id: string }[] } => ({ rows: [] }));
const idsOf = async (set: AccountSet): Promise<string[]> => {
  const page = await session.readers.run(setRead, { set, calendar: utc, cursor: null, limit: 100 } as never);
  return page.rows.map(({ id }) => id).sort();
};
const behind = (name: TrendMetric, period: string) =>
  idsOf({
    of: 'trend',
    question: trendQuestion.parse({ measures: [{ of: 'metric', metric: name }], period: 'month' }),
    measure: 0,
    period,
  });

describe('metrics of the book over time', () => {
  it('tell what is paid, who pays and who stops, at the close of each month', async () => {
    for (const [id, account, start, end, mrr] of [
      ['1', 'A', '2026-01-10', null, 1000],
      ['2', 'B', '2026-01-10', '2026-02-28', 500],
      // Renewed on the day on which the one before ends: never gone.
      ['3', 'C', '2026-01-10', '2026-02-01', 200],
      ['4', 'C', '2026-02-01', null, 250],
      // Won and lost inside February.
      ['5', 'D', '2026-02-05', '2026-02-20', 900],
    ] as const) {
      insert('subscriptions', {
        subscription_id: id,
        account_id: account,
        start_day: start,
        end_day: end,
        mrr,
        currency: 'EUR',
        is_trial: 0,
      });
    }
    insert('subscriptions', {
      subscription_id: '6',
      account_id: 'E',
      start_day: '2026-01-10',
      end_day: null,
      mrr: 5,
      currency: 'SEK',
      is_trial: 0,
    });
    expect(await metric('mrr')).toEqual([{ values: [1700, 1250, 1250], total: null, unit: 'money', value: null }]);
    expect(await metric('paying-accounts')).toEqual([
      { values: [3, 2, 2], total: null, unit: 'accounts', value: null },
    ]);
    expect(await metric('churned-accounts')).toEqual([{ values: [0, 1, 0], total: 1, unit: 'accounts', value: null }]);
    expect(await behind('churned-accounts', '2026-02')).toEqual(['B']);
    expect(await behind('mrr', '2026-02')).toEqual(['A', 'C']);
    const { currency, definition, complete } = await trend({ measures: [{ of: 'metric', metric: 'mrr' }] });
    expect(currency).toBe('EUR');
    expect(complete).toEqual([true, true, true]);
    expect(definition.words.en).toContain('Left out for want of an amount or a rate: 1.');
  });

  it('take churn events where nobody pays', async () => {
    insert('churn_events', { churn_event_id: '1', account_id: 'A', churn_day: '2026-01-05' });
    insert('churn_events', { churn_event_id: '2', account_id: 'A', churn_day: '2026-01-20' });
    insert('churn_events', { churn_event_id: '3', account_id: 'A', churn_day: '2026-03-20' });
    insert('churn_events', { churn_event_id: '4', account_id: 'B', churn_day: '2026-03-31' });
    expect(await metric('churned-accounts')).toEqual([{ values: [1, 0, 2], total: 2, unit: 'accounts', value: null }]);
  });

  it('count tickets when they are opened, and those that are open when a month ends', async () => {
    for (const [id, opened, closed] of [
      ['1', '2026-01-31T23:59:59Z', '2026-02-01T00:00:00Z'],
      ['2', '2026-02-01T00:00:00Z', '2026-02-01T10:00:00Z'],
      ['3', '2026-02-10T00:00:00Z', null],
    ] as const) {
      insert('tickets', {
        ticket_id: id,
        account_id: 'A',
        opened_at: at(opened),
        closed_at: closed === null ? null : at(closed),
      });
    }
    expect(await metric('tickets-opened')).toEqual([{ values: [1, 2, 0], total: 3, unit: 'rows', value: null }]);
    expect(await metric('tickets-open')).toEqual([{ values: [1, 1, 1], total: null, unit: 'rows', value: null }]);
    expect(await behind('tickets-open', '2026-03')).toEqual(['A']);
  });

  it('average scores, sum invoices, and say nothing where there was none', async () => {
    insert('surveys', { response_id: '1', account_id: 'A', score: 9, submitted_at: at('2026-01-05T00:00:00Z') });
    insert('surveys', { response_id: '2', account_id: 'B', score: 4, submitted_at: at('2026-01-06T00:00:00Z') });
    insert('surveys', { response_id: '3', account_id: 'B', score: 8, submitted_at: at('2026-03-06T00:00:00Z') });
    insert('surveys', { response_id: '4', account_id: 'B', score: null, submitted_at: at('2026-03-07T00:00:00Z') });
    expect(await metric('survey-score')).toEqual([{ values: [6.5, null, 8], total: 7, unit: 'number', value: null }]);
    insert('invoices', { invoice_id: '1', account_id: 'A', issued_day: '2026-02-01', amount: 700, currency: null });
    insert('invoices', { invoice_id: '2', account_id: 'A', issued_day: '2026-02-28', amount: 50, currency: null });
    insert('invoices', { invoice_id: '3', account_id: 'A', issued_day: '2026-02-28', amount: null, currency: null });
    expect(await metric('invoiced')).toEqual([{ values: [750, 0], total: 750, unit: 'money', value: null }]);
    expect(await metric('interactions')).toEqual([]);
  });

  it('count accounts when they are created: on the record’s day, or with an earlier event', async () => {
    insert('accounts', { account_id: 'A', created_day: '2026-01-10', industry: 'ships' });
    insert('accounts', { account_id: 'B', created_day: '2026-03-10', industry: 'farms' });
    insert('accounts', { account_id: 'C', created_day: null, industry: 'ships' });
    storeEvents([
      ['B', '2026-02-10T00:00:00Z', 'login'],
      ['C', '2026-03-31T00:00:00Z', 'login'],
      ['C', '2026-03-31T23:59:59Z', 'login'],
    ]);
    expect(await metric('new-accounts')).toEqual([{ values: [1, 1, 1], total: 3, unit: 'accounts', value: null }]);
    expect(await metric('new-accounts', { breakdown: { by: 'attribute', key: 'industry' }, groups: 1 })).toEqual([
      { values: [1, 0, 1], total: 2, unit: 'accounts', value: 'ships' },
      { values: [0, 1, 0], total: 1, unit: 'accounts', value: null },
    ]);
    // Usage is not known before its first event: no active accounts in January is not the same as none known.
    const both = await trend({
      measures: [
        { of: 'events', count: 'accounts' },
        { of: 'metric', metric: 'new-accounts' },
      ],
    });
    expect(both.series.map(({ values }) => values)).toEqual([
      [null, 1, 1],
      [1, 1, 1],
    ]);
    expect(both.definition.sample).toBe(3);
  });
});

describe('events over time', () => {
  beforeEach(() => {
    storeEvents([
      ['A', '2026-01-05T10:00:00Z', 'login', 2, 'pro'],
      ['A', '2026-01-06T10:00:00Z', 'export', 4, 'pro'],
      ['B', '2026-01-06T10:00:00Z', 'login', null, 'free'],
      ['B', '2026-03-06T10:00:00Z', 'login'],
      ['B', '2026-03-31T23:59:59Z', 'login', null, 'free'],
    ]);
  });
  const valuesOf = async (measure: object, given: object = {}) =>
    (await trend({ measures: [{ of: 'events', ...measure }], ...given })).series;

  it('are counted in each of the ways', async () => {
    const one = async (count: string) => (await valuesOf({ count })).map(({ values, total }) => ({ values, total }));
    expect(await one('events')).toEqual([{ values: [3, 0, 2], total: 5 }]);
    expect(await one('accounts')).toEqual([{ values: [2, 0, 1], total: 2 }]);
    expect(await one('events-per-account')).toEqual([{ values: [1.5, null, 2], total: 2.5 }]);
    expect(await one('quantity')).toEqual([{ values: [6, 0, 0], total: 6 }]);
    expect(await one('quantity-mean')).toEqual([{ values: [3, null, null], total: 3 }]);
  });

  it('fall apart by the event or a property, those without a value among them', async () => {
    const told = (series: Awaited<ReturnType<typeof valuesOf>>) =>
      series.map(({ value, rest, values }) => [value, rest, values]);
    expect(told(await valuesOf({}, { breakdown: { by: 'event' } }))).toEqual([
      ['login', false, [2, 0, 2]],
      ['export', false, [1, 0, 0]],
    ]);
    const byPlan = { breakdown: { by: 'property', key: 'plan' } };
    expect(told(await valuesOf({}, byPlan))).toEqual([
      ['free', false, [1, 0, 1]],
      ['pro', false, [2, 0, 0]],
      [null, false, [0, 0, 1]],
    ]);
    expect(told(await valuesOf({}, { ...byPlan, groups: 1 }))).toEqual([
      ['free', false, [1, 0, 1]],
      [null, true, [2, 0, 1]],
    ]);
    const question = trendQuestion.parse({ measures: [{ of: 'events' }], period: 'month', ...byPlan, groups: 1 });
    const open = (period: string, group: object) => idsOf({ of: 'trend', question, measure: 0, period, ...group });
    expect(await open('2026-01', { rest: true })).toEqual(['A']);
    expect(await open('2026-03', { rest: true })).toEqual(['B']);
    expect(await open('2026-01', { group: 'free' })).toEqual(['B']);
    expect(await open('2026-01', {})).toEqual(['A', 'B']);
    await expect(open('2026-01', { group: 'pro' })).rejects.toThrow(/has nothing for "2026-01, pro"/);
    await expect(open('2027-01', {})).rejects.toThrow(/has nothing for "2027-01"/);
  });

  it('refuse what cannot be told, and say nothing outside the data', async () => {
    await expect(valuesOf({}, { breakdown: { by: 'property', key: 'nope' } })).rejects.toThrow(/property named "nope"/);
    await expect(trend({ measures: [{ of: 'metric', metric: 'mrr' }], breakdown: { by: 'event' } })).rejects.toThrow(
      /Only measures of events can be broken down by the event/,
    );
    expect(await trend({ measures: [{ of: 'events' }], from: '2020-01-01', to: '2020-02-01' })).toMatchObject({
      periods: [],
      series: [],
    });
  });

  it('do not drown a chart in groups', async () => {
    storeEvents(
      Array.from({ length: 10_000 }, (_, index) => ['Z', '2026-01-07T00:00:00Z', 'view', null, `plan ${index}`]),
    );
    const series = await valuesOf({}, { breakdown: { by: 'property', key: 'plan' }, groups: 2 });
    expect(series.map(({ value, rest, total }) => [value, rest, total])).toEqual([
      ['free', false, 2],
      ['pro', false, 2],
      [null, true, 10_001],
    ]);
    await expect(
      valuesOf({}, { breakdown: { by: 'property', key: 'plan' }, groups: 50, period: 'day', from: '2026-01-01' }),
    ).resolves.toHaveLength(51);
  });
});

describe('seasonality', () => {
  it('compares whole days on the clocks of the zone, and counts what is known by day only without hours', async () => {
    // One event at 10:00 on every working day of four weeks, from Monday 2 March.
    const days = Array.from({ length: 29 }, (_, index) => new Date(Date.UTC(2026, 2, 2 + index)));
    storeEvents([
      ['A', '2026-03-01T00:00:00Z', 'login'],
      ...days
        .filter((day) => day.getUTCDay() % 6 !== 0)
        .map((day): [string, string, string] => ['A', `${day.toISOString().slice(0, 10)}T10:00:00Z`, 'login']),
      ['A', '2026-03-31T23:59:59Z', 'login'],
    ]);
    const ask = (given: object) =>
      session.readers.run(seasonalityRead, {
        ...seasonalityQuestion.parse({ to: '2026-03-29', from: '2026-03-02', ...given }),
        ...utc,
      });
    const answer = await ask({});
    expect(answer.compared).toEqual({ days: 28, weeks: 4, years: 0 });
    expect(answer.weekdays.map(({ weekday, mean }) => [weekday, mean])).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
      [4, 1],
      [5, 1],
      [6, 0],
      [0, 0],
    ]);
    expect(answer.hours[10]?.index).toBeCloseTo(24, 9);
    expect(answer.hours[11]).toEqual({ hour: 11, index: 0, mean: 0 });
    expect(answer.decomposition?.seasonalStrength).toBeCloseTo(1, 6);
    insert('churn_events', { churn_event_id: '1', account_id: 'A', churn_day: '2026-03-02' });
    const churn = await ask({ measure: { of: 'metric', metric: 'churned-accounts' } });
    expect(churn.hours).toEqual([]);
    expect(churn.weekdays[0]).toEqual({ weekday: 1, mean: 1 / 4, index: 7 });
  });
});
