import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeMeta } from '../../db/index.ts';
import type { JobResult } from '../../jobs/index.ts';
import type { Session, SessionJob } from '../../session/index.ts';
import { testWorkspace } from '../../testing/index.ts';
import type { TestWorkspace } from '../../testing/index.ts';
import { readBaseline } from '../baseline.ts';
import { insertModel } from '../queries.ts';
import { scheduleAnswer, stopRetraining, trainIfDue, watchRetraining } from './retraining.ts';
import { savePlan, scheduleFacts } from './schedule-facts.ts';

const calendar = () => ({ zone: 'UTC', weekStart: 'monday' }) as const;
const dayAfter = 86_400;

let workspace: TestWorkspace;
let session: Session;
const trained: unknown[] = [];

const quick: SessionJob = { onRestart: 'discard', run: async () => ({}) };
const training: SessionJob = {
  onRestart: 'discard',
  run: async (_session, input): Promise<JobResult> => {
    trained.push(input);
    return { asOf: '2026-03-31' };
  },
};

function dataReaches(day: string): void {
  writeMeta(session.database, 'data_until', String(Date.parse(`${day}T12:00:00Z`) / 1000));
}

beforeEach(() => {
  trained.length = 0;
  workspace = testWorkspace();
  session = workspace.open({ train: training, import: quick, score: quick });
  insertModel(session.database, readBaseline(), 'baseline');
  dataReaches('2026-03-31');
});
afterEach(async () => {
  await stopRetraining(session);
  await session.close();
  workspace.remove();
});

const runImport = async (): Promise<void> =>
  void (await session.jobs.ended(session.jobs.start('import', 'a.csv', null)));
const trainingEnded = (id: number | null) => (id === null ? null : session.jobs.ended(id));

describe('training by itself', () => {
  it('does nothing while nothing is planned', async () => {
    expect(await trainIfDue(session, calendar)).toBeNull();
    expect(await scheduleAnswer(session)).toMatchObject({ plan: 'never', nextDue: null, last: null });
  });

  it('starts one training, says why, and not another before a month is over and new data is there', async () => {
    savePlan(session.database, 'monthly');
    const id = await trainIfDue(session, calendar);
    await trainingEnded(id);
    expect(trained).toEqual([expect.objectContaining({ target: 'churn', calendar: calendar() })]);
    const { nextDue, last } = await scheduleAnswer(session);
    expect(last).toMatchObject({ jobId: id });
    expect(last!.why.en).toMatch(/is due/);
    expect(nextDue! > new Date().toISOString().slice(0, 10)).toBe(true);
    expect(await trainIfDue(session, calendar)).toBeNull();
    // Two months later: without new data, and with it.
    const later = Math.floor(Date.now() / 1000) + 62 * dayAfter;
    expect(scheduleFacts(session.database, null, later)).toMatchObject({ trainedOnDataUntil: '2026-03-31' });
    dataReaches('2026-05-01');
    expect(scheduleFacts(session.database, null, later)).toMatchObject({ dataUntil: '2026-05-01', isBusy: false });
  });

  it('waits for other work, and looks again when it has ended', async () => {
    let release = (): void => {};
    const slow: SessionJob = {
      onRestart: 'discard',
      run: () => new Promise((resolve) => (release = () => resolve({}))),
    };
    await session.close();
    session = workspace.open({ train: training, import: slow });
    savePlan(session.database, 'quarterly');
    const id = session.jobs.start('import', 'a.csv', null);
    expect((await scheduleAnswer(session)).why.en).toMatch(/waits until the work that is under way has ended/);
    watchRetraining(session, calendar);
    await new Promise((resolve) => setImmediate(resolve));
    expect(trained).toHaveLength(0);
    release();
    await session.jobs.ended(id);
    while (trained.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(trained).toHaveLength(1);
  });

  it('looks when the workspace opens and after imports, never twice at once, and stops with it', async () => {
    watchRetraining(session, calendar);
    await runImport();
    expect(trained).toHaveLength(0);
    savePlan(session.database, 'monthly');
    await runImport();
    while (trained.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await runImport();
    await runImport();
    expect(trained).toHaveLength(1);
    await stopRetraining(session);
  });

  it('is refused nothing by a plan that is no plan', () => {
    writeMeta(session.database, 'retraining_plan', 'weekly');
    expect(scheduleFacts(session.database, null).plan).toBe('never');
  });
});
