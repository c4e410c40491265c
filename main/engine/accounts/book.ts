import type { QueueRow } from '../../../shared/contract/index.ts';
import { dayOfSeconds, instantOfSeconds } from '../../../shared/domain/time.ts';
import { dataVersion, keepInMemory } from '../db/index.ts';
import type { ReadableDatabase } from '../db/index.ts';
import type { EventColumns } from '../events/index.ts';
import { latestScores } from '../models/index.ts';
import { foldedSql } from './folded.ts';
import type { LatestScores } from '../models/index.ts';
import { defineEventsRead } from '../threads/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { dataUntil } from '../workspace/index.ts';
import { runningRows } from './running.ts';

/** What the book is a picture of: the day and the scores shown in it, null before the first. */
type BookState = { asOf: string; scores: LatestScores | null };

const endedSql = `
SELECT account_id, max(day) FROM (
  SELECT account_id, end_day AS day FROM subscriptions WHERE superseded_by IS NULL AND end_day <= :asOf AND coalesce(is_trial, 0) = 0
  UNION ALL
  SELECT account_id, churn_day FROM churn_events WHERE superseded_by IS NULL AND churn_day <= :asOf
) GROUP BY account_id`;

const bookColumns = `
account_id TEXT PRIMARY KEY, name TEXT COLLATE NOCASE, owner TEXT, segment TEXT, plan TEXT, country TEXT, mrr INTEGER, currency TEXT,
renewal_day TEXT, churned_day TEXT, probability REAL, previous REAL, revenue_at_risk INTEGER, last_seen INTEGER, search_text TEXT`;

/** What the search of the queue looks into. */
const searchedText = `concat_ws(' ', a.account_id, a.name, a.owner, a.segment, coalesce(r.plan, a.plan), a.country)`;

const bookSql = `
SELECT a.account_id, coalesce(a.name, a.account_id), a.owner, a.segment, coalesce(r.plan, a.plan), a.country, r.mrr, r.currency,
  CASE WHEN a.renewal_day > :asOf THEN a.renewal_day ELSE r.renewal_day END,
  CASE WHEN r.account_id IS NULL AND e.account_id IS NOT NULL THEN e.day END,
  s.probability, p.probability, CAST(round(s.probability * 12 * r.mrr) AS INTEGER), last_seen(a.account_id), ${foldedSql(searchedText)}
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
    `SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(:rows)`,
    { rows: JSON.stringify(runningRows(database, asOf)) },
  );
  keepInMemory(database, 'book_ended', 'account_id TEXT PRIMARY KEY, day TEXT', endedSql, { asOf });
  keepInMemory(database, 'book', bookColumns, bookSql, parameters);
  built.set(database, { key, columns });
  return { asOf, scores };
}

/** Makes the book and nothing else: the first list of a large one then opens at once. */
export const bookRead = defineEventsRead('accounts.book', (context, _input: null): null => {
  useBook(context);
  return null;
});

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
