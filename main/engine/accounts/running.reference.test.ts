import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../../../shared/domain/time.ts';
import { runsOnSql } from '../recurring-revenue/index.ts';
import { testBook } from '../testing/index.ts';
import type { TestBook } from '../testing/index.ts';
import { runningRows } from './running.ts';

let book: TestBook;
beforeAll(() => (book = testBook()));
afterAll(() => book.close());

const asOf = '2026-03-31';

/** The same rule as one statement: slow, and read off the words of the rule. */
const referenceSql = `
WITH paying AS (
  SELECT account_id, subscription_id, start_day, end_day, mrr, coalesce(currency, 'XXX') AS currency, plan, term_months,
    coalesce(lag(end_day) OVER same BETWEEN date(start_day, '-1 day') AND start_day AND lag(term_months) OVER same IS term_months, 0) = 0 AS is_new_term
  FROM subscriptions WHERE superseded_by IS NULL AND coalesce(is_trial, 0) = 0 AND start_day <= :asOf AND tick()
  WINDOW same AS (PARTITION BY account_id ORDER BY start_day, subscription_id)
),
-- A change of seats or price inside a term ends one row and starts the next without a new term: those are one chain.
chained AS (
  SELECT *, max(CASE WHEN is_new_term THEN start_day END) OVER (PARTITION BY account_id ORDER BY start_day, subscription_id) AS term_start FROM paying
),
counted AS (
  SELECT *, ((CAST(substr(:asOf, 1, 4) AS INTEGER) - CAST(substr(term_start, 1, 4) AS INTEGER)) * 12
    + CAST(substr(:asOf, 6, 2) AS INTEGER) - CAST(substr(term_start, 6, 2) AS INTEGER)) / nullif(term_months, 0) AS terms
  FROM chained WHERE ${runsOnSql('chained', ':asOf')}
)
SELECT account_id, currency, mrr, plan, renewal_day FROM (
  SELECT account_id, currency, plan, sum(mrr) OVER of_currency AS mrr, min(renewal_day) OVER (PARTITION BY account_id) AS renewal_day,
    row_number() OVER (PARTITION BY account_id ORDER BY mrr_of_currency DESC, start_day DESC, subscription_id) AS place
  FROM (
    SELECT *, sum(mrr) OVER (PARTITION BY account_id, currency) AS mrr_of_currency,
      CASE WHEN term_months > 0 THEN iif(
        date(term_start, '+' || (term_months * max(1, terms)) || ' months', 'floor') > :asOf,
        date(term_start, '+' || (term_months * max(1, terms)) || ' months', 'floor'),
        date(term_start, '+' || (term_months * (max(1, terms) + 1)) || ' months', 'floor')) END AS renewal_day
    FROM counted
  )
  WINDOW of_currency AS (PARTITION BY account_id, currency)
) WHERE place = 1`;

describe('what runs', () => {
  it('is found in one pass as a statement over windows finds it', () => {
    const days = fc.oneof(
      fc.integer({ min: -800, max: 40 }).map((days) => addDays(asOf, days)),
      fc.constantFrom('2025-03-31', '2025-01-31', '2024-02-29', '2026-03-30', asOf, '2026-04-01'),
    );
    const subscription = fc.record({
      account_id: fc.constantFrom('a', 'b'),
      start_day: days,
      length: fc.option(fc.oneof(fc.integer({ min: 1, max: 700 }), fc.constantFrom(28, 30, 31, 365, 366))),
      follows: fc.boolean(),
      mrr: fc.option(fc.constantFrom(0, 100, 250)),
      currency: fc.option(fc.constantFrom('EUR', 'USD')),
      plan: fc.option(fc.constantFrom('Basic', 'Pro')),
      term_months: fc.option(fc.constantFrom(0, 1, 12)),
      is_trial: fc.constantFrom(null, 0, 1),
    });
    fc.assert(
      fc.property(fc.array(subscription, { maxLength: 7 }), (rows) => {
        let end: string | null = null;
        const subscriptions = rows.map(({ length, follows, ...row }, index) => {
          // A change of seats inside a term: the next row begins where the one before ends, or on the day after it.
          const start_day: string = follows && end !== null ? addDays(end, index % 2) : row.start_day;
          end = length === null ? null : addDays(start_day, length);
          return { ...row, start_day, end_day: end, subscription_id: `s${index}` };
        });
        book.fill({ accounts: [{ account_id: 'a' }, { account_id: 'b' }], subscriptions }, [], 0);
        book.read(({ database }) => {
          const wanted = database.prepare(referenceSql).raw().all({ asOf }) as unknown[][];
          expect(runningRows(database, asOf)).toEqual(wanted.sort((x, y) => (String(x[0]) < String(y[0]) ? -1 : 1)));
        });
      }),
      { numRuns: 150 },
    );
  });
});
