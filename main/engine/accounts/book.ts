import type { QueueRow } from '../../../shared/contract/index.ts';
import { dayOfSeconds, instantOfSeconds } from '../../../shared/domain/time.ts';
import { dataVersion, keepInMemory } from '../db/index.ts';
import type { ReadableDatabase } from '../db/index.ts';
import type { EventColumns } from '../events/index.ts';
import { latestScores } from '../models/index.ts';
import type { LatestScores } from '../models/index.ts';
import { runsOnSql } from '../recurring-revenue/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { dataUntil } from '../workspace/index.ts';

/** What the book is a picture of: the day and the scores shown in it, null before the first. */
type BookState = { asOf: string; scores: LatestScores | null };

const runningSql = `
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

const endedSql = `
SELECT account_id, max(day) FROM (
  SELECT account_id, end_day AS day FROM subscriptions WHERE superseded_by IS NULL AND end_day <= :asOf AND coalesce(is_trial, 0) = 0
  UNION ALL
  SELECT account_id, churn_day FROM churn_events WHERE superseded_by IS NULL AND churn_day <= :asOf
) GROUP BY account_id`;

const bookColumns = `
account_id TEXT PRIMARY KEY, name TEXT COLLATE NOCASE, owner TEXT, segment TEXT, plan TEXT, country TEXT, mrr INTEGER, currency TEXT,
renewal_day TEXT, churned_day TEXT, probability REAL, previous REAL, revenue_at_risk INTEGER, last_seen INTEGER`;

const bookSql = `
SELECT a.account_id, coalesce(a.name, a.account_id), a.owner, a.segment, coalesce(r.plan, a.plan), a.country, r.mrr, r.currency,
  CASE WHEN a.renewal_day > :asOf THEN a.renewal_day ELSE r.renewal_day END,
  CASE WHEN r.account_id IS NULL AND e.account_id IS NOT NULL THEN e.day END,
  s.probability, p.probability, CAST(round(s.probability * 12 * r.mrr) AS INTEGER), last_seen(a.account_id)
FROM current_accounts a
LEFT JOIN temp.book_running r ON r.account_id = a.account_id
LEFT JOIN temp.book_ended e ON e.account_id = a.account_id
LEFT JOIN scores s ON s.run_id = :run AND s.account_id = a.account_id
LEFT JOIN scores p ON p.run_id = :before AND p.account_id = a.account_id
WHERE tick()`;

/** Which state each reader's table `book` shows, and which events: these may be older than the data that a read finds. */
const built = new WeakMap<ReadableDatabase, { key: string; columns: EventColumns }>();

/**
 * Makes sure that this reader's own table `book` shows the workspace as it is now, a row an account: the running
 * recurring revenue a month in the currency that weighs most (`mrr`, minor units; `XXX` where no currency is known), the
 * next renewal (the account's own when it lies ahead, else the nearest end of term of what runs), since when it has
 * churned (it had paying subscriptions or a churn event, and nothing runs), its probability now and in the run before,
 * the revenue at risk (probability × 12 × mrr) and its last event. Only for reads over events.
 */
export function useBook({ database, events }: ReadContext): BookState {
  const scores = latestScores(database);
  const asOf = dayOfSeconds(dataUntil(database) ?? Date.now() / 1000);
  const parameters = { asOf, run: scores?.runId ?? null, before: scores?.beforeRunId ?? null };
  const key = JSON.stringify([dataVersion(database), parameters]);
  const columns = events();
  const present = built.get(database);
  if (present?.key === key && present.columns === columns) return { asOf, scores };
  built.delete(database);
  keepInMemory(
    database,
    'book_running',
    'account_id TEXT PRIMARY KEY, currency TEXT, mrr INTEGER, plan TEXT, renewal_day TEXT',
    runningSql,
    { asOf },
  );
  keepInMemory(database, 'book_ended', 'account_id TEXT PRIMARY KEY, day TEXT', endedSql, { asOf });
  keepInMemory(database, 'book', bookColumns, bookSql, parameters);
  built.set(database, { key, columns });
  return { asOf, scores };
}

export type BookRow = {
  account_id: string;
  name: string;
  owner: string | null;
  segment: string | null;
  plan: string | null;
  country: string | null;
  mrr: number | null;
  currency: string | null;
  renewal_day: string | null;
  churned_day: string | null;
  probability: number | null;
  previous: number | null;
  revenue_at_risk: number | null;
  last_seen: number | null;
};

/** A queue row with the reasons given. */
export function toQueueRow(row: BookRow, reasons: QueueRow['reasons']): QueueRow {
  const money = (minor: number | null) => (minor === null ? null : { minor, currency: row.currency ?? 'XXX' });
  return {
    id: row.account_id,
    name: row.name,
    owner: row.owner,
    segment: row.segment,
    plan: row.plan,
    country: row.country,
    monthlyRevenue: money(row.mrr),
    probability: row.probability,
    change: row.probability === null || row.previous === null ? null : row.probability - row.previous,
    revenueAtRisk: money(row.revenue_at_risk),
    reasons,
    renewalDay: row.renewal_day,
    lastSeenAt: row.last_seen === null ? null : instantOfSeconds(row.last_seen),
  };
}
