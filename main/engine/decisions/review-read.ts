import type { ContractInputs, ContractOutputs, ModelCard, ReviewRow } from '../../../shared/contract/index.ts';
import { filterSql, sortColumns, toQueueRow, useBook } from '../accounts/index.ts';
import type { BookRow } from '../accounts/index.ts';
import type { ReadableDatabase } from '../db/index.ts';
import type { CalendarOptions } from '../events/index.ts';
import { keptAccount } from '../identity/index.ts';
import { cardOf, readReasons } from '../models/index.ts';
import type { LatestScores } from '../models/index.ts';
import { defineEventsRead } from '../threads/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { standingOf } from './back.ts';
import { topTenth } from './facts.ts';
import { lastDecisions, told } from './queries.ts';
import type { StoredDecision } from './queries.ts';
import { groupOf } from './scored-like.ts';

export type ReviewInput = ContractInputs['decisions']['review'] & {
  readonly limit: number;
  readonly calendar: CalendarOptions;
  /** The person's calendar day. */
  readonly today: string;
};

const reasonsShown = 3;

export const reviewRead = defineEventsRead('decisions.review', reviewOf);

/** SQL over `book` for a filter of the queue, and the members of its segment. Only after `useBook`. */
export function bookFilter(
  context: ReadContext,
  filter: ReviewInput['filter'],
  asOf: string,
  calendar: CalendarOptions,
): ReturnType<typeof filterSql> {
  const segment = filter?.inSegment;
  const members = segment === undefined ? null : context.accountsIn({ of: 'segment', segment }, calendar);
  return filterSql(filter, asOf, members);
}

/** What the validation of the model that scored says; null where it was not validated. */
export function cardOfScores(database: ReadableDatabase, scores: LatestScores | null): ModelCard | null {
  return scores === null ? null : cardOf(database, scores.modelId);
}

/** The accounts to review, in the order of the queue; within one snapshot of the database. */
export function reviewOf(context: ReadContext, input: ReviewInput): ContractOutputs['decisions']['review'] {
  const { database } = context;
  const { asOf, scores } = useBook(context);
  const { where, values } = bookFilter(context, { ...input.filter, includeChurned: false }, asOf, input.calendar);
  const last = lastDecisions(database);
  const scoredAt = scores === null ? null : Date.parse(scores.scoredAt) / 1000;
  const standing = (row: Pick<BookRow, 'account_id' | 'probability'>) => {
    const decision = last.get(row.account_id);
    return decision === undefined
      ? null
      : standingOf(decision, { probability: row.probability, scoredAt, today: input.today });
  };
  const decidedOn = database
    .prepare(
      `SELECT account_id, probability FROM temp.book WHERE ${where} AND account_id IN (SELECT value FROM json_each(:decidedOn))`,
    )
    .all({ ...values, decidedOn: JSON.stringify([...last.keys()]) }) as Pick<BookRow, 'account_id' | 'probability'>[];
  const decided = decidedOn.filter((row) => standing(row) === 'decided');
  const watched = decidedOn.filter((row) => standing(row) === 'watched');
  const hidden = [...decided, ...watched].map(({ account_id: id }) => id);
  const sort = sortColumns[input.sort ?? 'revenue-at-risk'];
  const direction = (input.descending ?? true) ? 'DESC' : 'ASC';
  const listed = database
    .prepare(
      `SELECT * FROM (SELECT *, ${sort} AS sort_value FROM temp.book WHERE ${where} AND account_id NOT IN (SELECT value FROM json_each(:hidden)))
       ORDER BY sort_value IS NULL, sort_value ${direction}, account_id LIMIT :limit`,
    )
    .all({ ...values, hidden: JSON.stringify(hidden), limit: input.limit }) as BookRow[];
  const rows = withAlso(database, listed, input.also);
  const reasons =
    scores === null
      ? null
      : readReasons(
          database,
          scores.runId,
          rows.map((row) => row.account_id),
        );
  const groups = cardOfScores(database, scores)?.test?.reliability ?? [];
  const toldRow = (row: BookRow): ReviewRow => {
    const decision: StoredDecision | undefined = last.get(row.account_id);
    const stands = standing(row);
    return {
      ...toQueueRow(row, (reasons?.get(row.account_id) ?? []).slice(0, reasonsShown)),
      like: groupOf(groups, row.probability),
      last: decision === undefined ? null : told(decision),
      back: stands !== null && typeof stands === 'object' ? stands.back : null,
    };
  };
  const total = Number(database.prepare(`SELECT count(*) FROM temp.book WHERE ${where}`).pluck().get(values));
  return {
    rows: rows.map(toldRow),
    total,
    waiting: total - hidden.length,
    decided: decided.length,
    watched: watched.length,
    lastDecision: Number(database.prepare('SELECT coalesce(max(id), 0) FROM review_decisions').pluck().get()),
    modelName: scores?.modelName ?? null,
    threshold: topTenth(database),
    horizonDays: scores?.horizonDays ?? null,
    asOf,
    scoredAt: scores?.scoredAt ?? null,
  };
}

/** A link leads to its account, whether or not it was decided on; one that has churned or is gone is left out. */
function withAlso(database: ReadableDatabase, rows: BookRow[], also: string | undefined): BookRow[] {
  if (also === undefined) return rows;
  const id = keptAccount(database, also);
  if (rows.some((row) => row.account_id === id)) return rows;
  const row = database.prepare('SELECT * FROM temp.book WHERE account_id = ? AND churned_day IS NULL').get(id);
  return row === undefined ? rows : [row as BookRow, ...rows];
}
