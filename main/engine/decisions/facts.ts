import { dayOfSeconds } from '../../../shared/domain/time.ts';
import { useBook } from '../accounts/index.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/index.ts';
import { latestScores, scoreOf } from '../models/index.ts';
import type { LatestScores } from '../models/index.ts';
import { existingAccount } from '../notes/index.ts';
import { runsOnSql } from '../recurring-revenue/index.ts';
import type { Session } from '../session/index.ts';
import { defineEventsRead } from '../threads/index.ts';
import { dataUntil } from '../workspace/index.ts';

/** What is known of an account at the moment of a decision. */
export type DecisionFacts = {
  /** The id that stands for it now. */
  readonly id: string;
  readonly name: string;
  readonly churnedDay: string | null;
  /** Last day of the data. */
  readonly dataDay: string;
  readonly score: {
    readonly modelId: string;
    readonly asOf: string;
    readonly horizonDays: number;
    readonly probability: number;
    readonly threshold: number;
  } | null;
};

/**
 * Read in the engine's own thread: a decision does not wait until the reader threads have found similar accounts.
 * @throws not_found
 */
export async function factsOf(
  session: Session,
  asked: string,
  signal: AbortSignal | undefined,
): Promise<DecisionFacts> {
  const { database } = session;
  const id = existingAccount(database, asked);
  const dataDay = dayOfSeconds(dataUntil(database) ?? Date.now() / 1000);
  const scores = latestScores(database);
  const probability = scores === null ? null : (scoreOf(database, scores, id)?.probability ?? null);
  const threshold = scores === null || probability === null ? null : await thresholdOf(session, scores, signal);
  return {
    id,
    name: nameOf(database, id),
    churnedDay: churnedDay(database, id, dataDay),
    dataDay,
    score:
      scores === null || probability === null || threshold === null
        ? null
        : { modelId: scores.modelId, asOf: scores.asOf, horizonDays: scores.horizonDays, probability, threshold },
  };
}

function nameOf(database: WritableDatabase, id: string): string {
  const name = database
    .prepare('SELECT name FROM accounts WHERE account_id = ? AND superseded_by IS NULL')
    .pluck()
    .get(id);
  return typeof name === 'string' ? name : id;
}

/** Since when nothing of the account runs although something did or a churn event says so, as the queue has it. */
function churnedDay(database: WritableDatabase, id: string, asOf: string): string | null {
  const own = `account_id = :id AND superseded_by IS NULL`;
  const day = database
    .prepare(
      `SELECT max(day) FROM (
         SELECT end_day AS day FROM subscriptions WHERE ${own} AND end_day <= :asOf AND coalesce(is_trial, 0) = 0
         UNION ALL SELECT churn_day FROM churn_events WHERE ${own} AND churn_day <= :asOf
       ) WHERE NOT EXISTS (
         SELECT 1 FROM subscriptions s WHERE ${own} AND coalesce(is_trial, 0) = 0 AND start_day <= :asOf AND ${runsOnSql('s', ':asOf')})`,
    )
    .pluck()
    .get({ id, asOf });
  return typeof day === 'string' ? day : null;
}

/** Of the last run that was asked about. */
const known = new WeakMap<WritableDatabase, { readonly key: string; readonly threshold: number | null }>();

const keyOf = ({ runId, scoredAt }: LatestScores): string => `${runId} ${scoredAt}`;

async function thresholdOf(
  session: Session,
  scores: LatestScores,
  signal: AbortSignal | undefined,
): Promise<number | null> {
  const kept = known.get(session.database);
  if (kept?.key === keyOf(scores)) return kept.threshold;
  const threshold = await session.readers.run(thresholdRead, null, signal);
  keepThreshold(session, scores, threshold);
  return threshold;
}

/** Whoever has asked for it already spares a decision the wait. */
export function keepThreshold({ database }: Session, scores: LatestScores, threshold: number | null): void {
  known.set(database, { key: keyOf(scores), threshold });
}

export const thresholdRead = defineEventsRead('decisions.threshold', (context, _input: null): number | null => {
  useBook(context);
  return topTenth(context.database);
});

/** The lowest probability of the tenth of all scored accounts that have the highest; the rule of the hints, too. Only after `useBook`. */
export function topTenth(database: ReadableDatabase): number | null {
  const threshold = database
    .prepare(
      `SELECT probability FROM temp.book WHERE probability IS NOT NULL ORDER BY probability DESC
       LIMIT 1 OFFSET max(0, (SELECT count(probability) FROM temp.book) / 10 - 1)`,
    )
    .pluck()
    .get();
  return typeof threshold === 'number' ? threshold : null;
}
