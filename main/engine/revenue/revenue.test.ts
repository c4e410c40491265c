import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { revenueQuestion } from '../../../shared/contract/index.ts';
import type { AccountSet, RevenueRates } from '../../../shared/contract/index.ts';
import { writeRates } from '../currencies/index.ts';
import { testBook } from '../testing/index.ts';
import type { TestBook } from '../testing/index.ts';
import { movementsOf, ratesRead, revenueAccountSet } from './reads.ts';

const calendar = { zone: 'UTC', weekStart: 'monday' } as const;
const until = Date.parse('2025-06-30T12:00:00Z') / 1000;

type Row = Record<string, string | number | null>;
const account = (account_id: string, more: Row = {}): Row => ({ account_id, ...more });
let number = 0;
const paid = (
  account_id: string,
  start_day: string,
  end_day: string | null,
  mrr: number | null,
  more: Row = {},
): Row => ({
  subscription_id: `s${(number += 1)}`,
  account_id,
  start_day,
  end_day,
  mrr,
  currency: 'EUR',
  term_months: 12,
  ...more,
});

let book: TestBook;
beforeAll(() => void (book = testBook()));
afterAll(() => book.close());

const ask = (question: Parameters<typeof revenueQuestion.parse>[0] = {}, shouldStop?: () => boolean) =>
  book.read((context) => movementsOf(context, revenueQuestion.parse(question), calendar), shouldStop);
const behind = (
  set: Omit<Extract<AccountSet, { of: 'revenue' }>, 'of' | 'question'>,
  question: Parameters<typeof revenueQuestion.parse>[0] = {},
) =>
  book.read((context) =>
    revenueAccountSet.find(context, { of: 'revenue', question: revenueQuestion.parse(question), ...set }, calendar),
  );
const state = (rates: RevenueRates) => writeRates(book.session.database, rates);
const noRates: RevenueRates = { base: null, rates: {}, statedOn: null };

describe('what a workspace answers', () => {
  it('is empty by name where nobody ever paid', () => {
    book.fill(
      { accounts: [account('a')], subscriptions: [paid('a', '2025-01-01', null, 100, { is_trial: 1 })] },
      [],
      until,
    );
    const answer = ask({ breakdown: 'plan' });
    expect(answer).toMatchObject({ periods: [], trailing: null, groups: [], notes: [], definition: { sample: 0 } });
  });

  it('leaves out what begins after the data, and marks the period that is not over', () => {
    book.fill(
      {
        accounts: [account('a'), account('b')],
        subscriptions: [paid('a', '2025-05-10', null, 100), paid('b', '2025-07-01', null, 900)],
      },
      [],
      until,
    );
    const { periods, trailing, definition } = ask({ period: 'quarter' });
    expect(periods.map(({ period, to, complete }) => [period, to, complete])).toEqual([
      ['2025-Q2', '2025-06-30', true],
    ]);
    expect(periods[0]?.bridge).toMatchObject({ start: 0, new: 100, end: 100 });
    expect(trailing).toMatchObject({ from: '2024-07-01', to: '2025-06-30', rates: { nrr: null, logoChurn: null } });
    expect(definition).toMatchObject({ sample: 1, asOf: '2025-06-30T12:00:00Z' });
    expect(ask({ period: 'year' }).periods).toMatchObject([{ period: '2025', to: '2025-06-30', complete: false }]);
    expect(ask({ from: '2025-07-01' }).periods).toEqual([]);
    expect(ask({ to: '2025-05-01' }).periods).toEqual([]);
    expect(ask({ to: '2025-05-20' }).periods.map(({ period }) => period)).toEqual(['2025-05']);
    expect(() => ask({ from: '2025-05-01', to: '2025-04-01' })).toThrow(/ends \(2025-04-01\) before it begins/);
    expect(() => ask({ from: '2025-02-30' })).toThrow('There is no day 2025-02-30');
    expect(() => behind({ period: '2025-09', movement: 'new' })).toThrow(/no revenue movements of "2025-09"/);
  });

  it('counts the accounts of one topmost parent as one customer, merged parents included', () => {
    book.fill(
      {
        accounts: [
          account('group'),
          account('gone'),
          account('a', { parent_id: 'gone', segment: 'south' }),
          account('b', { parent_id: 'a' }),
          account('c'),
        ],
        account_aliases: [{ alias_id: 'gone', account_id: 'group' }],
        subscriptions: [
          paid('a', '2024-01-01', '2025-03-01', 100),
          paid('b', '2025-03-01', null, 300),
          paid('c', '2024-02-01', '2025-03-15', 50),
        ],
      },
      [],
      until,
    );
    const march = (question: Parameters<typeof ask>[0]) =>
      ask(question).periods.find(({ period }) => period === '2025-03')!;
    expect(march({})).toMatchObject({
      bridge: { start: 150, new: 0, expansion: 200, churn: 50, end: 300 },
      customers: { start: 2, expansion: 1, churn: 1, end: 1 },
      // The contract of c ends early; that of a ends, and what follows at b takes its place.
      due: { renewals: 2, renewed: 1, target: 150, gross: 100, net: 300 },
    });
    expect(march({ level: 'account' })).toMatchObject({
      bridge: { start: 150, new: 300, expansion: 0, churn: 150, end: 300 },
      due: { renewals: 2, renewed: 0, target: 150, gross: 0, net: 0 },
    });
    expect(behind({ period: '2025-03', movement: 'expansion' })).toEqual(['a', 'b']);
    expect(behind({ period: '2025-03', movement: 'churn' })).toEqual(['c']);
    expect(behind({ period: '2025-03', movement: 'renewed' })).toEqual(['a']);
    expect(behind({ period: '2025-03', movement: 'not-renewed' })).toEqual(['c']);
    // The parent has no segment of its own, so its accounts tell it.
    const groups = ask({ breakdown: 'segment' }).groups;
    expect(groups.map(({ value, trailing }) => [value, trailing.bridge.end])).toEqual([
      ['south', 300],
      [null, 0],
    ]);
    expect(behind({ period: 'trailing', movement: 'end', group: 'south' }, { breakdown: 'segment' })).toEqual(['b']);
    expect(behind({ period: 'trailing', movement: 'churn', group: null }, { breakdown: 'segment' })).toEqual(['c']);
    expect(() => behind({ period: 'trailing', movement: 'churn', group: 'west' }, { breakdown: 'segment' })).toThrow(
      /no group "west"/,
    );
  });

  it('puts saved segments side by side, each as if it were all, though an account is in several', () => {
    const segment = (id: number, name: string) => ({
      id,
      name,
      kind: 'static',
      rule: null,
      created_at: 0,
      updated_at: 0,
    });
    const member = (segment_id: number, account_id: string) => ({ segment_id, account_id });
    book.fill(
      {
        accounts: ['a', 'b', 'c'].map((id) => account(id)),
        subscriptions: [
          paid('a', '2024-01-01', null, 100),
          paid('b', '2024-01-01', '2025-03-15', 50),
          paid('c', '2025-02-01', null, 70),
        ],
        segments: [segment(1, 'old'), segment(2, 'lost or new'), segment(3, 'empty')],
        segment_members: [member(1, 'a'), member(1, 'b'), member(2, 'b'), member(2, 'c')],
      },
      [],
      until,
    );
    const bySegment = { breakdown: 'segments' as const, segments: [1, 2, 3] };
    const { groups } = ask(bySegment);
    expect(groups.map(({ value }) => value)).toEqual(['old', 'lost or new', 'empty']);
    for (const [index, { trailing, periods }] of groups.entries()) {
      const alone = ask({ segment: index + 1 });
      if (index < 2) expect({ ...alone.trailing, from: undefined, to: undefined }).toEqual(trailing);
      for (const { period, ...figures } of periods) {
        const same = alone.periods.find((one) => one.period === period);
        if (same !== undefined) expect(same).toMatchObject(figures);
        else expect(figures.customers.end).toBe(0);
      }
    }
    expect(groups[0]!.trailing.rates).toMatchObject({ nrr: 100 / 150, logoChurn: 0.5 });
    expect(groups[2]!.trailing.rates).toMatchObject({ nrr: null, grr: null, logoChurn: null });
    const churned = { period: '2025-03', movement: 'churn' } as const;
    expect(behind({ ...churned, group: 'old' }, bySegment)).toEqual(['b']);
    expect(behind({ ...churned, group: 'lost or new' }, bySegment)).toEqual(['b']);
    expect(behind({ period: 'trailing', movement: 'end', group: 'lost or new' }, bySegment)).toEqual(['c']);
    expect(() => behind({ ...churned, group: 'no such' }, bySegment)).toThrow(/no group "no such"/);
    expect(() => ask({ breakdown: 'segments', segments: [9] })).toThrow(/segment/);
  });

  it('tells the largest groups, cohorts by month, and the others together', () => {
    const ids = Array.from({ length: 12 }, (_, index) => `a${String(index).padStart(2, '0')}`);
    book.fill(
      {
        accounts: ids.map((id) => account(id, { attributes: JSON.stringify({ id }) })),
        subscriptions: ids.map((id, index) => paid(id, `2025-0${(index % 6) + 1}-01`, null, 100 + index)),
      },
      [],
      until,
    );
    const { groups, trailing } = ask({ breakdown: 'attribute:id', groups: 3 });
    expect(groups.map(({ value, rest, trailing: { bridge } }) => [value, rest, bridge.end])).toEqual([
      ['a11', false, 111],
      ['a10', false, 110],
      ['a09', false, 109],
      [null, true, trailing!.bridge.end - 330],
    ]);
    expect(
      behind({ period: 'trailing', movement: 'end', rest: true }, { breakdown: 'attribute:id', groups: 3 }),
    ).toEqual(ids.slice(0, 9).reverse());
    const cohorts = ask({ breakdown: 'cohort', groups: 4 }).groups;
    expect(cohorts.map(({ value, rest }) => (rest ? 'rest' : value))).toEqual([
      '2025-03',
      '2025-04',
      '2025-05',
      '2025-06',
      'rest',
    ]);
    expect(behind({ period: '2025-06', movement: 'new', group: '2025-06' }, { breakdown: 'cohort' })).toEqual([
      'a11',
      'a05',
    ]);
  });

  it('looks only at the accounts of a segment', () => {
    book.fill(
      {
        accounts: [account('a', { segment: 'x' }), account('b', { segment: 'y' })],
        segments: [
          { id: 1, name: 'X', kind: 'static', rule: null, members: 1, created_at: 0, updated_at: 0 },
          { id: 2, name: 'Nobody', kind: 'static', rule: null, members: 0, created_at: 0, updated_at: 0 },
        ],
        segment_members: [{ segment_id: 1, account_id: 'a' }],
        subscriptions: [paid('a', '2025-01-01', null, 100), paid('b', '2024-01-01', null, 900)],
      },
      [],
      until,
    );
    const answer = ask({ segment: 1 });
    expect(answer.periods[0]?.period).toBe('2025-01');
    expect(answer.trailing?.bridge.end).toBe(100);
    expect(answer.definition.words.en).toContain('“X”');
    expect(behind({ period: 'trailing', movement: 'end' }, { segment: 1 })).toEqual(['a']);
    expect(ask({ segment: 2 })).toMatchObject({ periods: [], trailing: null, definition: { sample: 0 } });
    expect(() => ask({ segment: 9 })).toThrow();
  });

  it('can be stopped', () => {
    book.fill({ accounts: [account('a')], subscriptions: [paid('a', '2025-01-01', null, 100)] }, [], until);
    expect(() => ask({}, () => true)).toThrow();
  });
});

describe('several currencies', () => {
  const fill = () =>
    book.fill(
      {
        accounts: ['a', 'b', 'c', 'd'].map((id) => account(id)),
        subscriptions: [
          paid('a', '2025-01-01', null, 10_000),
          paid('a', '2025-02-01', null, 10_000),
          paid('b', '2025-01-01', null, 1_005, { currency: 'USD' }),
          paid('c', '2025-01-01', null, 1_000, { currency: 'JPY' }),
          paid('d', '2025-01-01', null, 700, { currency: null }),
          paid('d', '2025-01-01', null, null),
        ],
      },
      [],
      until,
    );

  it('are left out and told until a rate is stated, and never guessed', () => {
    fill();
    state(noRates);
    const answer = ask();
    expect(answer.currency).toBe('EUR');
    expect(answer.trailing?.bridge.end).toBe(20_000);
    expect(answer.leftOut).toEqual({
      currencies: [
        { currency: 'JPY', subscriptions: 1 },
        { currency: 'USD', subscriptions: 1 },
        { currency: 'XXX', subscriptions: 1 },
      ],
      withoutAmount: 1,
      withoutTerm: 0,
    });
    expect(answer.notes.map(({ en }) => en).join(' ')).toMatch(
      /no rate to EUR.*JPY \(1\), USD \(1\), no currency \(1\)/,
    );
    expect(answer.notes.map(({ es }) => es).join(' ')).toMatch(/1 cuenta tiene varias suscripciones/);
  });

  it('are added at the stated rates at once, each in its own minor unit', () => {
    fill();
    state({ base: 'EUR', rates: { USD: 0.9, JPY: 0.006, XXX: 1, EUR: 1 }, statedOn: '2025-06-01' });
    const answer = ask();
    // 10.05 USD = 9.045 EUR, rounded half away from zero; 1000 JPY = 6 EUR; 7.00 as it stands.
    expect(answer.trailing?.bridge.end).toBe(20_000 + 905 + 600 + 700);
    expect(answer.leftOut.currencies).toEqual([]);
    expect(answer.definition.values).toMatchObject({ currency: 'EUR', ratesStatedOn: '2025-06-01' });
    expect(book.read((context) => ratesRead.run(context, null))).toEqual({
      base: 'EUR',
      rates: { USD: 0.9, JPY: 0.006, XXX: 1 },
      statedOn: '2025-06-01',
      currency: 'EUR',
      currencies: [
        { currency: 'EUR', subscriptions: 2 },
        { currency: 'JPY', subscriptions: 1 },
        { currency: 'USD', subscriptions: 1 },
        { currency: 'XXX', subscriptions: 1 },
      ],
    });
    state({ base: 'JPY', rates: { EUR: 165 }, statedOn: null });
    expect(ask()).toMatchObject({ currency: 'JPY', trailing: { bridge: { end: 200 * 165 + 1_000 } } });
  });

  it('refuses rates that say nothing', () => {
    expect(() => state({ base: null, rates: { USD: 2 }, statedOn: null })).toThrow(/Name the base currency/);
    expect(() => state({ base: 'EUR', rates: { EUR: 2 }, statedOn: null })).toThrow(/EUR is the base/);
    state(noRates);
  });

  it('counts amounts without a currency where the book has only one, and says so', () => {
    book.fill(
      {
        accounts: [account('a')],
        subscriptions: [paid('a', '2025-01-01', null, 1), paid('a', '2025-01-01', null, 2, { currency: null })],
      },
      [],
      until,
    );
    const answer = ask();
    expect(answer.trailing?.bridge.end).toBe(3);
    expect(answer.notes.map(({ en }) => en).join(' ')).toContain(
      '1 subscription without a currency, taken to be in EUR',
    );
  });
});

describe('ends of subscriptions', () => {
  it('that name the last day are no day without revenue when the next one begins on the day after', () => {
    book.fill(
      {
        accounts: [account('a')],
        subscriptions: [paid('a', '2024-02-01', '2025-01-31', 100), paid('a', '2025-02-01', '2026-01-31', 120)],
      },
      [],
      until,
    );
    const { trailing } = ask();
    expect(trailing).toMatchObject({
      bridge: { start: 100, expansion: 20, churn: 0, reactivation: 0, end: 120 },
      customers: { returned: 0 },
      due: { renewals: 1, renewed: 1, target: 100, gross: 100, net: 120 },
    });
  });

  it('renew an open one at the end of every term, and are never due without a term', () => {
    book.fill(
      {
        accounts: [account('a'), account('b')],
        subscriptions: [
          paid('a', '2024-08-31', null, 100, { term_months: 6 }),
          paid('b', '2024-01-01', '2025-02-01', 40, { term_months: null }),
        ],
      },
      [],
      until,
    );
    const answer = ask();
    expect(answer.periods.filter(({ due }) => due.renewals > 0).map(({ period }) => period)).toEqual(['2025-02']);
    expect(answer.trailing?.due).toMatchObject({ renewals: 1, renewed: 1, target: 100, net: 100 });
    expect(answer.leftOut.withoutTerm).toBe(1);
    expect(answer.trailing?.customers.churn).toBe(1);
  });
});
