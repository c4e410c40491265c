import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { portfolioFilter, portfolioQuestion } from '../../../shared/contract/index.ts';
import type { AccountSet, PortfolioArea } from '../../../shared/contract/index.ts';
import { testBook } from '../testing/index.ts';
import type { TestBook } from '../testing/index.ts';
import type { Read } from '../threads/index.ts';
import { monthsRead, portfolioSet, scatterRead, treeRead } from './reads.ts';

const calendar = { zone: 'UTC', weekStart: 'monday' } as const;
const asOf = '2026-06-30';
const filter = portfolioFilter.parse({});
let book: TestBook;

beforeAll(() => {
  book = testBook();
  const runs = { start_day: '2025-08-15', end_day: null, currency: 'EUR', term_months: 12 };
  book.fill(
    {
      accounts: [
        { account_id: 'A', name: 'Acme', owner: 'Ana', segment: 'SMB' },
        { account_id: 'B', name: 'Bolt', owner: 'Ana', segment: 'Enterprise', renewal_day: '2026-09-01' },
        { account_id: 'C', name: 'Cobalt', owner: 'Ben' },
        { account_id: 'D', name: 'Dry', owner: 'Ben' },
        { account_id: 'X', name: 'Gone', owner: 'Ben' },
      ],
      subscriptions: [
        { ...runs, subscription_id: 's1', account_id: 'A', mrr: 100_00, seats: 5 },
        { ...runs, subscription_id: 's2', account_id: 'B', mrr: 1_000_00, seats: 50 },
        { ...runs, subscription_id: 's3', account_id: 'C', mrr: 50_00, term_months: 1 },
        { ...runs, subscription_id: 's4', account_id: 'X', mrr: 900_00, end_day: '2026-01-31' },
      ],
    },
    [],
    Date.parse(`${asOf}T12:00:00Z`) / 1000,
  );
  const score = book.session.database.prepare(`INSERT INTO scores VALUES (2, ?, ?, 0, x'', x'')`);
  for (const [id, probability] of Object.entries({ A: 0.05, B: 0.4, C: 0.2, D: 0.2 })) score.run(id, probability);
});
afterAll(() => book.close());

/** A read begins its own snapshot. */
const ask = <Input, Output>(read: Read<Input, Output>, input: Input): Output =>
  read.run(
    book.read((context) => context),
    input,
  );

const accountsIn = (area: PortfolioArea): readonly string[] => {
  const set = { of: 'portfolio', filter, area } satisfies AccountSet;
  return book.read((context) => portfolioSet.find(context, set, calendar));
};

describe('the portfolio', () => {
  it('draws the customers that have both values, in major units of the base', () => {
    const asked = { ...portfolioQuestion.parse({ colour: 'owner' }), calendar };
    const answer = ask(scatterRead, asked);
    expect(answer).toMatchObject({
      currency: 'EUR',
      accounts: 4,
      missing: 1,
      scored: true,
      hasHealth: false,
      bins: [],
    });
    expect(answer.points.map(({ id, x, y, size }) => [id, x, y, size])).toEqual([
      ['A', 1_200, 0.05, 5],
      ['B', 12_000, 0.4, 50],
      ['C', 600, 0.2, null],
    ]);
    expect(answer.colours).toEqual([
      { value: 'Ana', accounts: 2 },
      { value: 'Ben', accounts: 1 },
    ]);
    const health = ask(scatterRead, { ...asked, y: 'health' as const });
    expect(health).toMatchObject({ points: [], missing: 4 });
  });

  it('sums groups as the accounts behind them do', () => {
    const { groups, leaves, missing } = ask(treeRead, { filter, calendar });
    expect(missing).toBe(1);
    expect(groups.map(({ owner, segment, revenue, atRisk }) => [owner, segment, revenue.minor, atRisk.minor])).toEqual([
      ['Ana', 'Enterprise', 1_200_000, 480_000],
      ['Ana', 'SMB', 120_000, 6_000],
      ['Ben', null, 60_000, 12_000],
    ]);
    expect(leaves.map(({ id }) => id)).toEqual(['B', 'A', 'C']);
    const narrow = { filter: { ...filter, segment: [null] }, calendar };
    expect(ask(treeRead, narrow).leaves.map(({ id }) => id)).toEqual(['C']);
  });

  it('puts renewals into months by risk, those of monthly payers aside; the accounts behind are as many', () => {
    const { months, missing } = ask(monthsRead, { filter, months: 12, calendar });
    expect(months[0]?.month).toBe('2026-07');
    expect(missing).toBe(2);
    for (const { month, bands } of months)
      (['low', 'medium', 'high', 'none'] as const).forEach((band, place) =>
        expect(accountsIn({ of: 'month', month, band })).toHaveLength(bands[place]!.accounts),
      );
    expect(accountsIn({ of: 'month', month: '2026-08' })).toEqual(['A']);
    expect(accountsIn({ of: 'month', month: '2026-09', band: 'high' })).toEqual(['B']);
  });

  it('finds the accounts of a drawn area and of ranges, the most revenue first', () => {
    expect(accountsIn({ of: 'ranges', risk: { from: 0.05 } })).toEqual(['B', 'A', 'C', 'D']);
    expect(accountsIn({ of: 'ranges', revenue: { to: 1_200 }, risk: { to: 0.1 } })).toEqual(['A']);
    const corners: [number, number][] = [[500, 0], [20_000, 0], [20_000, 0.3], [500, 0.3]]; // prettier-ignore
    expect(accountsIn({ of: 'polygon', x: 'revenue', y: 'risk', logX: true, corners })).toEqual(['A', 'C']);
    expect(accountsIn({ of: 'group', owner: 'Ben' })).toEqual(['C', 'D']);
  });
});
