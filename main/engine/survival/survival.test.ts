import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { survivalQuestion } from '../../../shared/contract/index.ts';
import type { AccountSet } from '../../../shared/contract/index.ts';
import { dayNumber } from '../../../shared/domain/time.ts';
import { plainEvent, testBook } from '../testing/index.ts';
import type { TestBook } from '../testing/index.ts';
import type { SurvivalOutput } from './task.ts';
import { insertSurvivalRun, latestRun } from './queries.ts';
import { curvesOfBook, survivalAccountSet } from './read.ts';
import { accountSurvival, renewalsOf } from './renewals-read.ts';

const calendar = { zone: 'UTC', weekStart: 'monday' } as const;
const until = Date.parse('2025-06-30T12:00:00Z') / 1000;

let book: TestBook;
beforeAll(() => void (book = testBook()));
afterAll(() => book.close());

type Asked = Parameters<typeof survivalQuestion.parse>[0];
const ask = (question: Asked = {}, shouldStop?: () => boolean) =>
  book.read((context) => curvesOfBook(context, survivalQuestion.parse(question), calendar), shouldStop);
const behind = (set: Omit<Extract<AccountSet, { of: 'survival' }>, 'of' | 'question'>, question: Asked = {}) =>
  book.read((context) =>
    survivalAccountSet.find(context, { of: 'survival', question: survivalQuestion.parse(question), ...set }, calendar),
  );
const lived = (account_id: string, start_day: string, end_day: string | null) => ({
  subscription_id: `s-${account_id}`,
  account_id,
  start_day,
  end_day,
  mrr: 100,
  currency: 'EUR',
  term_months: 12,
});

/** a left after 31 days, b after 90, c and d are there still, e began too late to be known. */
const rows = {
  accounts: [
    { account_id: 'a', plan: 'Free' },
    { account_id: 'b', plan: 'Pro' },
    { account_id: 'c', plan: 'Pro' },
    { account_id: 'd', plan: null },
    { account_id: 'e', plan: 'Pro' },
  ],
  subscriptions: [
    lived('a', '2025-01-01', '2025-02-01'),
    lived('b', '2025-01-01', '2025-04-01'),
    lived('c', '2025-01-01', null),
    lived('d', '2025-05-01', null),
    lived('e', '2025-07-01', null),
  ],
};

describe('the curve of a book', () => {
  it('is Kaplan-Meier on the accounts’ lives', () => {
    book.fill(rows, [], until);
    const { curves, logRank, watchedFrom, definition } = ask();
    expect(curves).toHaveLength(1);
    expect(curves[0]).toMatchObject({ value: null, accounts: 4, left: 2, median: 90 });
    expect(curves[0]!.points.map(({ day, atRisk, survival }) => [day, atRisk, survival])).toEqual([
      [31, 4, 0.75],
      [60, 3, 0.75],
      [90, 2, 0.375],
      [180, 1, 0.375],
    ]);
    expect(curves[0]!.milestones.map(({ day, survival }) => [day, survival])).toEqual([
      [90, 0.375],
      [180, 0.375],
    ]);
    expect(logRank).toBeNull();
    expect(watchedFrom).toBeNull();
    expect(definition).toMatchObject({ key: 'survival', sample: 4, asOf: '2025-06-30T12:00:00Z' });
    expect(definition.words.es).toContain('Kaplan-Meier');
    expect(ask({ from: '2025-05-01' }).curves[0]).toMatchObject({ accounts: 1, left: 0, median: null });
    expect(ask({ to: '2024-01-01' })).toMatchObject({ curves: [], logRank: null });
    expect(() => ask({ from: '2025-03-01', to: '2025-02-01' })).toThrow(/ends \(2025-02-01\) before it begins/);
    expect(() => ask({ segment: 99 })).toThrow(/segment/);
  });

  it('is told by groups, the largest first, and has the accounts behind each figure', () => {
    book.fill(rows, [], until);
    const { curves, logRank } = ask({ by: 'plan' });
    expect(curves.map(({ value, rest, accounts, left }) => [value, rest, accounts, left])).toEqual([
      [null, false, 4, 2],
      ['Pro', false, 2, 1],
      ['Free', false, 1, 1],
      [null, false, 1, 0],
    ]);
    // Accounts without a value are not compared.
    expect(logRank!.groups.map(({ group, subjects }) => [group, subjects])).toEqual([
      ['Free', 1],
      ['Pro', 2],
    ]);
    expect(behind({ which: 'all' })).toEqual(['a', 'b', 'c', 'd']);
    expect(behind({ which: 'left' })).toEqual(['a', 'b']);
    expect(behind({ which: 'left', day: 60 })).toEqual(['a']);
    expect(behind({ which: 'there', day: 60 })).toEqual(['b', 'c']);
    expect(behind({ which: 'there', group: 'Pro' }, { by: 'plan' })).toEqual(['c']);
    expect(behind({ which: 'all', group: null }, { by: 'plan' })).toEqual(['d']);
    expect(behind({ which: 'all', rest: true }, { by: 'plan', groups: 1 })).toEqual(['a', 'd']);
    expect(() => behind({ which: 'all', group: 'Gone' }, { by: 'plan' })).toThrow(/no group "Gone"/);
  });

  it('parts by the plan with which accounts began, because those who left have none now', () => {
    const began = rows.subscriptions.map((row) => ({ ...row, plan: row.account_id < 'c' ? 'Old' : 'New' }));
    const later = { ...lived('a', '2025-06-01', null), subscription_id: 's-a2', plan: 'New' };
    book.fill({ accounts: rows.accounts, subscriptions: [...began, later] }, [], until);
    const { curves, definition } = ask({ by: 'plan' });
    expect(curves.slice(1).map(({ value, accounts, left }) => [value, accounts, left])).toEqual([
      ['New', 2, 0],
      ['Old', 2, 2],
    ]);
    expect(definition.words.en).toContain('the plan of the first subscription');
  });

  it('counts accounts that began before anybody could be seen to leave from then on', () => {
    const old = [lived('o', '2023-01-01', null), lived('p', '2023-01-01', '2025-03-01')];
    const accounts = [...rows.accounts, { account_id: 'o', plan: 'Pro' }, { account_id: 'p', plan: 'Pro' }];
    const events = [plainEvent('c', Date.parse('2025-01-15T00:00:00Z') / 1000, 'login')];
    book.fill({ accounts, subscriptions: [...rows.subscriptions, ...old] }, events, until);
    const late = ask();
    expect(late.watchedFrom).toBe('2025-01-15');
    expect(late.definition.words.en).toContain('2025-01-15');
    // On day 31 the two old accounts were not watched yet.
    expect(late.curves[0]!.points[0]).toMatchObject({ day: 31, atRisk: 4 });
    expect(ask({ lateEntry: false }).curves[0]!.points[0]).toMatchObject({ day: 31, atRisk: 6 });
    expect(ask({ start: 'first-event' }).curves[0]).toMatchObject({ accounts: 1, left: 0 });
  });
});

describe('stored chances', () => {
  const run = {
    method: 'hazard',
    why: { en: 'why', es: 'por qué' },
    words: { en: 'words', es: 'palabras' },
    validation: { cut: null, renewals: 0, left: 0, scores: [] },
    churns: 60,
  } satisfies SurvivalOutput['run'];
  const chance = (account: string, renewal: string | null, probability: number) => ({
    account,
    renewal: renewal === null ? null : dayNumber(renewal),
    chance: renewal === null ? null : { probability, lower: probability - 0.125, upper: probability + 0.125 },
    curve: Float32Array.of(0.75, 0.5, 1, 0.5, 0.25, 0.75),
  });
  const list = (asked: object = {}) =>
    book.read((context) =>
      renewalsOf(context, {
        order: 'day',
        within: null,
        segment: null,
        cursor: null,
        limit: 2,
        ...calendar,
        ...asked,
      }),
    );
  const accountOf = (id: string) => book.read((context) => accountSurvival(context, id));

  it('are listed page by page, for accounts that are still in the book', () => {
    book.fill(rows, [], until);
    expect(list()).toEqual({ run: null, rows: [], total: 0, expectedToLeave: null, next: null });
    expect(accountOf('a')).toEqual({ run: null, found: null });
    const store = (accounts: ReturnType<typeof chance>[]) =>
      insertSurvivalRun(book.session.database, { accounts, run }, { asOf: '2025-06-30', dataVersion: 7, createdAt: 0 });
    store([]);
    store([
      chance('a', '2025-09-01', 0.5),
      chance('b', '2025-08-01', 0.75),
      chance('c', '2025-12-01', 0.25),
      chance('d', null, 0),
      chance('gone', '2025-07-15', 0.5),
    ]);
    const first = list();
    expect(first.run).toMatchObject({ asOf: '2025-06-30', dataVersion: 7, accounts: 5, method: 'hazard' });
    expect(first).toMatchObject({ total: 3, expectedToLeave: 1.5, next: '2' });
    expect(first.rows.map(({ account, daysAhead, probability }) => [account, daysAhead, probability])).toEqual([
      ['b', 32, 0.75],
      ['a', 63, 0.5],
    ]);
    expect(list({ cursor: '2' })).toMatchObject({ rows: [{ account: 'c' }], next: null });
    expect(list({ order: 'probability', limit: 9 }).rows.map(({ account }) => account)).toEqual(['c', 'a', 'b']);
    expect(list({ within: 40 }).total).toBe(1);
    expect(() => list({ cursor: 'x' })).toThrow(/cannot be continued/);
    expect(accountOf('a').found).toMatchObject({
      renewal: { renewal: '2025-09-01', probability: 0.5, lower: 0.375, upper: 0.625 },
      curve: [
        { day: '2025-07-30', survival: 0.75, lower: 0.5, upper: 1 },
        { day: '2025-08-29', survival: 0.5, lower: 0.25, upper: 0.75 },
      ],
    });
    expect(accountOf('d').found).toMatchObject({ renewal: null });
    expect(accountOf('e').found).toBeNull();
    for (let index = 0; index < 4; index++) store([]);
    expect(book.session.database.prepare('SELECT count(*) FROM survival_runs').pluck().get()).toBe(3);
    expect(latestRun(book.session.database)!.run.accounts).toBe(0);
  });
});
