import type { PortfolioFilter } from '../../../shared/contract/index.ts';
import { minorDigits } from '../../../shared/domain/money.ts';
import { useBook } from '../accounts/index.ts';
import type { BookRow } from '../accounts/index.ts';
import { monthlyAccounts } from '../changed/index.ts';
import { currenciesOf } from '../currencies/index.ts';
import type { ReadableDatabase } from '../db/index.ts';
import type { CalendarOptions } from '../events/index.ts';
import { runsOnSql } from '../recurring-revenue/index.ts';
import type { ReadContext } from '../threads/index.ts';
import type { PortfolioRow } from './shapes.ts';

export type Portfolio = {
  readonly asOf: string;
  /** ISO code of the base currency. */
  readonly currency: string;
  readonly scored: boolean;
  readonly hasHealth: boolean;
  readonly rows: readonly PortfolioRow[];
};

/** The customers that a filter holds for, in the order of their ids. Only for reads over events. */
export function portfolioOf(context: ReadContext, filter: PortfolioFilter, calendar: CalendarOptions): Portfolio {
  const { database } = context;
  const { asOf, scores } = useBook(context);
  const { base, convert } = currenciesOf(database);
  const digits = 10 ** minorDigits(base);
  const seats = seatsOf(database, asOf);
  const health = healthOf(database);
  const monthly = monthlyAccounts(database, asOf);
  const members =
    filter.inSegment === undefined
      ? null
      : new Set(context.accountsIn({ of: 'segment', segment: filter.inSegment }, calendar));
  const isIn = (values: readonly (string | null)[], value: string | null) =>
    values.length === 0 || values.includes(value);
  const stored = database
    .prepare('SELECT * FROM temp.book WHERE churned_day IS NULL ORDER BY account_id')
    .all() as BookRow[];
  const rows = stored
    .filter(
      (row) =>
        isIn(filter.owner, row.owner) &&
        isIn(filter.segment, row.segment) &&
        isIn(filter.plan, row.plan) &&
        (members?.has(row.account_id) ?? true),
    )
    .map((row): PortfolioRow => {
      const annual = row.mrr === null ? null : convert(12 * row.mrr, row.currency === 'XXX' ? null : row.currency);
      return {
        id: row.account_id,
        name: row.name,
        owner: row.owner,
        segment: row.segment,
        plan: row.plan,
        renewal: monthly.has(row.account_id) ? null : row.renewal_day,
        revenue: annual === null ? null : annual / digits,
        seats: seats.get(row.account_id) ?? null,
        risk: row.probability,
        health: health?.get(row.account_id) ?? null,
      };
    });
  return { asOf, currency: base, scored: scores !== null, hasHealth: health !== null, rows };
}

/** Seats that run on a day, by account. */
function seatsOf(database: ReadableDatabase, asOf: string): Map<string, number> {
  return new Map(
    database
      .prepare(
        `SELECT account_id, sum(seats) FROM current_subscriptions
         WHERE coalesce(is_trial, 0) = 0 AND start_day <= :asOf AND ${runsOnSql('current_subscriptions', ':asOf')} AND tick()
         GROUP BY account_id HAVING sum(seats) > 0`,
      )
      .raw()
      .all({ asOf }) as [string, number][],
  );
}

/** The last live scores of the health score in force; null where there are none. */
function healthOf(database: ReadableDatabase): Map<string, number> | null {
  const run = database
    .prepare(
      `SELECT max(id) FROM health_runs WHERE kind = 'live' AND version_id = (
         SELECT version_id FROM health_publications WHERE effective_day <= date('now') ORDER BY id DESC LIMIT 1)`,
    )
    .pluck()
    .get() as number | null;
  if (run === null) return null;
  return new Map(
    database
      .prepare('SELECT account_id, score FROM health_scores WHERE run_id = ? AND score IS NOT NULL AND tick()')
      .raw()
      .all(run) as [string, number][],
  );
}
