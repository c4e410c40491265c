import { recordChange } from '../changes/index.ts';
import { latestScores } from '../models/index.ts';
import { existingAccount } from '../notes/index.ts';
import { calendarOf, procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import { exportDecisions, exportTop } from './export.ts';
import { factsOf, keepThreshold, thresholdRead } from './facts.ts';
import { judgeRead } from './judge-read.ts';
import { decisionById, listDecisions } from './queries.ts';
import { dismissalReasons } from './reasons.ts';
import { addDecision, decisionTitle, newDecision } from './record.ts';
import { reviewRead } from './review-read.ts';
import { topRead } from './top-read.ts';

/** What people decide on accounts in the review, kept as labels, and who was right in the end. */
export function decisionsHandlers(engine: EngineContext) {
  const { decisions } = procedures;
  const readers = () => engine.session().readers;
  const language = () => engine.settings().language ?? 'en';
  const today = (): string => dayOnClock(engine.settings().zone);
  const standing = (accountId: string | undefined) =>
    accountId === undefined ? {} : { accountId: existingAccount(engine.session().database, accountId) };
  return {
    review: decisions.review.handler(async ({ input, signal }) => {
      const session = engine.session();
      const scores = latestScores(session.database);
      const list = await session.readers.run(
        reviewRead,
        { ...input, calendar: calendarOf(engine), today: today() },
        signal,
      );
      if (scores !== null && scores.scoredAt === list.scoredAt) keepThreshold(session, scores, list.threshold);
      return list;
    }),
    record: decisions.record.handler(async ({ input, signal }) => {
      const session = engine.session();
      const facts = await factsOf(session, input.accountId, signal);
      const { person } = engine.settings();
      const now = Math.floor(Date.now() / 1000);
      const made = newDecision(input, facts, { now, today: today(), person });
      const words = made.task === null ? ['decisions'] : ['decisions', 'tasks'];
      const { result, change } = recordChange(
        session,
        { kind: 'decision.recorded', title: decisionTitle(made), accountId: facts.id, words },
        (rows) => addDecision(rows, made),
      );
      return { decision: decisionById(session.database, result), change };
    }),
    list: decisions.list.handler(({ input: { cursor, limit, accountId, ...filter } }) =>
      listDecisions(engine.session().database, { ...filter, ...standing(accountId) }, cursor, limit),
    ),
    reasons: decisions.reasons.handler(() => [...dismissalReasons]),
    judge: decisions.judge.handler(({ input, signal }) => readers().run(judgeRead, input, signal)),
    export: decisions.export.handler(({ input: { accountId, ...input } }) =>
      exportDecisions(engine.session(), { ...input, ...standing(accountId) }, language()),
    ),
    top: decisions.top.handler(({ input, signal }) =>
      readers().run(topRead, { ...input, calendar: calendarOf(engine) }, signal),
    ),
    exportTop: decisions.exportTop.handler(({ input, signal }) =>
      exportTop(engine.session(), { ...input, calendar: calendarOf(engine) }, language(), signal),
    ),
  };
}

/** The day that clocks of a zone show now. */
function dayOnClock(zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(Date.now());
}

export const decisionsReads = [thresholdRead, judgeRead, reviewRead, topRead];
