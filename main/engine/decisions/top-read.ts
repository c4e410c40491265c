import type { Money, TopAnswer, TopQuestion } from '../../../shared/contract/index.ts';
import { toQueueRow, useBook } from '../accounts/index.ts';
import type { BookRow } from '../accounts/index.ts';
import type { CalendarOptions } from '../events/index.ts';
import { readReasons } from '../models/index.ts';
import { defineEventsRead } from '../threads/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { bookFilter, cardOfScores } from './review-read.ts';
import { groupsOf, monthOf, rankedList } from './top.ts';
import { topWords } from './words.ts';

export type TopInput = TopQuestion & { readonly calendar: CalendarOptions };

const reasonsShown = 3;

export const topRead = defineEventsRead('decisions.top', topOf);

/** The first of the queue, and what they are worth; within one snapshot of the database. */
export function topOf(context: ReadContext, input: TopInput): TopAnswer {
  const { database } = context;
  const { asOf, scores } = useBook(context);
  const { where, values } = bookFilter(context, { ...input.filter, includeChurned: false }, asOf, input.calendar);
  const scored = `${where} AND probability IS NOT NULL`;
  const listed = database
    .prepare(
      `SELECT * FROM temp.book WHERE ${scored} ORDER BY revenue_at_risk IS NULL, revenue_at_risk DESC, account_id LIMIT :capacity`,
    )
    .all({ ...values, capacity: input.capacity }) as BookRow[];
  const reasons =
    scores === null
      ? null
      : readReasons(
          database,
          scores.runId,
          listed.map((row) => row.account_id),
        );
  const card = cardOfScores(database, scores);
  const groups = card?.test?.reliability ?? [];
  const list = rankedList(
    listed.map((row) => toQueueRow(row, (reasons?.get(row.account_id) ?? []).slice(0, reasonsShown))),
    groups,
    input,
  );
  const counts = database
    .prepare(`SELECT count(*) AS accounts, count(probability) AS scored FROM temp.book WHERE ${where}`)
    .get(values) as { accounts: number; scored: number };
  const main = list.covered[0];
  const atRisk = (
    database
      .prepare(
        `SELECT sum(revenue_at_risk) AS minor, currency FROM temp.book WHERE ${scored} AND revenue_at_risk IS NOT NULL
         GROUP BY currency ORDER BY currency IS NOT :main, currency`,
      )
      .all({ ...values, main: main?.currency ?? null }) as Money[]
  ).map(({ minor, currency }) => ({ minor, currency }));
  const whole = atRisk.find(({ currency }) => currency === main?.currency);
  return {
    ...list,
    ...counts,
    atRisk,
    coveredShare: main === undefined || whole === undefined || whole.minor <= 0 ? null : main.minor / whole.minor,
    validation:
      card === null || scores === null
        ? null
        : {
            modelId: scores.modelId,
            modelName: scores.modelName,
            month: monthOf(card.capacity, input),
            groups: groupsOf(list.rows, groups),
          },
    asOf: scores?.asOf ?? null,
    scoredAt: scores?.scoredAt ?? null,
    horizonDays: scores?.horizonDays ?? null,
    words: topWords,
  };
}
