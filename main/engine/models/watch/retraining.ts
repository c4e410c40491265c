import type { Job, RealisedAnswer, ScheduleAnswer } from '../../../../shared/contract/index.ts';
import { instantOfSeconds } from '../../../../shared/domain/time.ts';
import { writeGate } from '../../db/index.ts';
import type { CalendarOptions } from '../../events/index.ts';
import type { Session } from '../../session/index.ts';
import { realisedRead } from './realised-read.ts';
import { lastStarted, readPlan, saveStarted, scheduleFacts } from './schedule-facts.ts';
import { decideSchedule } from './schedule-rule.ts';
import { scheduleWords } from './schedule-texts.ts';

/** Only a plan that goes by alarms needs to know how the scores did, which takes a while. */
async function performanceOf(session: Session, signal?: AbortSignal): Promise<RealisedAnswer['verdict']> {
  if (readPlan(session.database) !== 'on-alarm') return null;
  return (await session.readers.run(realisedRead, {}, signal)).verdict;
}

/** What is planned, when the next training is due, and why the last one ran. */
export async function scheduleAnswer(session: Session, signal?: AbortSignal): Promise<ScheduleAnswer> {
  const facts = scheduleFacts(session.database, await performanceOf(session, signal));
  const decision = decideSchedule(facts);
  const last = lastStarted(session.database);
  return {
    plan: facts.plan,
    nextDue: decision.nextDue,
    why: scheduleWords(decision, facts),
    last: last && { at: instantOfSeconds(last.at), jobId: last.jobId, why: scheduleWords(last, last) },
  };
}

/** Starts a training where one is due; answers its job. What it makes takes part by the registry's own rule. */
export async function trainIfDue(
  session: Session,
  calendar: () => CalendarOptions,
  signal?: AbortSignal,
): Promise<number | null> {
  const performance = await performanceOf(session, signal);
  // Somebody's large transaction is let through first: what is due can wait.
  if (writeGate(session.database).isHeld) await writeGate(session.database).free(signal);
  if (signal?.aborted) return null;
  const facts = scheduleFacts(session.database, performance);
  const { state, nextDue } = decideSchedule(facts);
  if (facts.dataUntil === null || !state.startsWith('due-')) return null;
  const { dataUntil, plan } = facts;
  const jobId = session.jobs.start('train', session.header.name, { seed: 42, target: 'churn', calendar: calendar() });
  saveStarted(session.database, { at: Math.floor(Date.now() / 1000), jobId, dataUntil, state, nextDue, plan });
  session.changed(['modelWatch']);
  return jobId;
}

/** After these the data, the scores or what is under way has changed. */
const telling: ReadonlySet<Job['kind']> = new Set([
  'sample',
  'import',
  'commit-import',
  'undo-import',
  'train',
  'score',
]);

export type RetrainingWatch = { stop(): Promise<void> };

const watches = new WeakMap<Session, RetrainingWatch>();

/** Looks whether a training is due: now, and after every import, training and scoring. */
export function watchRetraining(session: Session, calendar: () => CalendarOptions): void {
  const controller = new AbortController();
  const { signal } = controller;
  const look = async (): Promise<void> => {
    try {
      await trainIfDue(session, calendar, signal);
    } catch {
      // The page that shows the schedule asks the same and says what is wrong; nobody waits for this look.
    }
  };
  const follow = async (): Promise<void> => {
    await look();
    for await (const job of session.jobs.watch(undefined, signal))
      if (job.state === 'done' && telling.has(job.kind)) await look();
  };
  // A workspace that closes ends the following by an error.
  const ended = follow().catch(() => {});
  watches.set(session, {
    async stop() {
      controller.abort();
      await ended;
    },
  });
}

/** To be called before a session closes. */
export async function stopRetraining(session: Session): Promise<void> {
  await watches.get(session)?.stop();
  watches.delete(session);
}
