import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../../../shared/domain/time.ts';
import { revenueBook, revenueOn } from '../recurring-revenue/index.ts';
import { testBook } from '../testing/index.ts';
import type { TestBook } from '../testing/index.ts';
import { useBook } from './book.ts';

let book: TestBook;
beforeAll(() => (book = testBook()));
afterAll(() => book.close());

type Paid = { account: string; start: string; end: string | null; mrr: number; trial?: boolean };

const asOf = '2026-03-31';

/** What the book of accounts says of each: revenue a month, and since when it has churned. */
function told(rows: readonly Paid[]): Map<string, { mrr: number | null; churned: string | null; exact: number }> {
  book.fill(
    {
      accounts: ['a', 'b'].map((account) => ({ account_id: account })),
      subscriptions: rows.map(({ account, start, end, mrr, trial = false }, index) => ({
        subscription_id: `s${index}`,
        account_id: account,
        start_day: start,
        end_day: end,
        mrr,
        currency: 'EUR',
        is_trial: trial ? 1 : 0,
      })),
    },
    [],
    Date.parse(`${asOf}T12:00:00Z`) / 1000,
  );
  return book.read((context) => {
    useBook(context);
    const revenue = revenueBook(context);
    const day = Date.parse(`${asOf}T00:00:00Z`) / 86_400_000;
    const found = context.database.prepare('SELECT account_id, mrr, churned_day FROM temp.book').all() as {
      account_id: string;
      mrr: number | null;
      churned_day: string | null;
    }[];
    return new Map(
      found.map(({ account_id: id, mrr, churned_day: churned }) => {
        const position = revenue.positionOf.get(id);
        return [id, { mrr, churned, exact: position === undefined ? 0 : revenueOn(revenue, position, day) }];
      }),
    );
  });
}

describe('the book of accounts', () => {
  it('runs on over a day between the last day of a subscription and the first of the next', () => {
    const next = { account: 'a', start: '2026-04-01', end: null, mrr: 200 };
    const rows = [{ account: 'a', start: '2025-04-01', end: asOf, mrr: 100 }, next];
    expect(told(rows).get('a')).toEqual({ mrr: 100, churned: null, exact: 100 });
    expect(told(rows.slice(0, 1)).get('a')).toEqual({ mrr: null, churned: asOf, exact: 0 });
    expect(told([rows[0]!, { ...next, start: '2026-04-02' }]).get('a')).toMatchObject({ mrr: null, churned: asOf });
    expect(told([rows[0]!, { ...next, trial: true }]).get('a')).toMatchObject({ mrr: null, churned: asOf });
    expect(told([rows[0]!, { ...next, account: 'b' }]).get('a')).toMatchObject({ mrr: null, churned: asOf });
  });

  it('has the revenue of the day that the revenue analysis has', () => {
    const nearby = fc.integer({ min: -3, max: 3 }).map((days) => addDays(asOf, days));
    const paid = fc.record({
      account: fc.constantFrom('a', 'b'),
      start: fc.oneof(nearby, fc.constant('2025-01-31')),
      end: fc.option(nearby),
      mrr: fc.constantFrom(100, 250, 999),
      trial: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(paid, { maxLength: 6 }), (rows) => {
        const whole = rows.filter(({ start, end }) => end === null || end > start);
        for (const { mrr, exact } of told(whole).values()) expect(mrr ?? 0).toBe(exact);
      }),
      { numRuns: 80 },
    );
  });
});
