import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRouterClient } from '@orpc/server';
import type { ContractClient } from '../../shared/contract/index.ts';
import { defaultSettings, modelCard } from '../../shared/contract/index.ts';
import { loadColumns } from '../../main/engine/events/index.ts';
import { computeSnapshot } from '../../main/engine/models/features/compute.ts';
import { readSources } from '../../main/engine/models/features/sources.ts';
import {
  latestScores,
  modelsHandlers,
  readReasons,
  scoreBook,
  scoreOf,
  trainModel,
} from '../../main/engine/models/index.ts';
import { modelJobs } from '../../main/engine/models/index.ts';
import { cardOf, modelInUse } from '../../main/engine/models/queries.ts';
import { openForReading } from '../../main/engine/db/index.ts';
import { daysBetween, secondsOfDay } from '../../shared/domain/time.ts';
import { openSampleSession } from './sample-session.ts';
import type { SampleSession } from './sample-session.ts';

const quiet = () => ({ signal: new AbortController().signal, report: () => {} });
const accounts = 800;

describe('a small generated book', () => {
  let sample: SampleSession;
  let models: ContractClient['models'];
  const stages: string[] = [];

  beforeAll(async () => {
    sample = await openSampleSession({ accounts, seed: 11, eventsPerAccountScale: 0.4 });
    const { session } = sample;
    models = createRouterClient(
      modelsHandlers({
        session: () => session,
        settings: () => ({ ...defaultSettings, language: 'en' }),
      }),
    ) as unknown as ContractClient['models'];
    const { jobId } = await models.train({ seed: 42 });
    for await (const job of session.jobs.watch(jobId))
      if (job.stage && stages.at(-1) !== job.stage.key) stages.push(job.stage.key);
    expect(session.jobs.get(jobId)).toMatchObject({ state: 'done', error: null });
  }, 240_000);
  afterAll(() => sample?.close());

  it('goes through its stages', () => {
    expect(stages).toEqual(
      expect.arrayContaining(['features', 'fitting', 'validating', 'explaining', 'writing', 'scoring']),
    );
  });

  it('gets a card with every figure on it', async () => {
    const { card, churnsKnown, scoredAt } = await models.champion();
    expect(churnsKnown).toBe(sample.truth!.accounts.filter((account) => account.churnDay !== null).length);
    expect(scoredAt).not.toBeNull();
    const own = (await models.list()).find((model) => model.id === 'model-1');
    const { test, ...rest } = await models.card({ id: own!.id });
    expect(test!.churned).toBeGreaterThan(0);
    for (const metric of [test!.auc, test!.prAuc, test!.brier, test!.logLoss, test!.liftTop10]) {
      expect(metric.low).toBeLessThanOrEqual(metric.value!);
      expect(metric.high).toBeGreaterThanOrEqual(metric.value!);
    }
    expect(test!.calibrationSlope).not.toBeNull();
    expect(test!.reliability.length).toBeGreaterThan(0);
    expect(rest.alternatives.map(({ kind }) => kind)).toEqual(['boosted-trees', 'logistic']);
    expect(rest.features.length).toBeGreaterThan(25);
    expect(rest.features[0]!.importance).toBeGreaterThanOrEqual(rest.features[1]!.importance);
    expect(rest.onnx.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(rest.origins!.length).toBeGreaterThan(0);
    for (const { learnedUntil, testFrom } of rest.origins!)
      expect(daysBetween(learnedUntil, testFrom)).toBeGreaterThanOrEqual(rest.gapDays);
    expect(card!.status === 'champion' || card!.id === 'baseline').toBe(true);
  });

  it('has reasons that sum to the score for every account, now and 28 days before', () => {
    const { database } = sample.session;
    const scores = latestScores(database)!;
    expect(scores).toMatchObject({ asOf: '2026-06-30', horizonDays: 90 });
    expect(scores.beforeRunId).not.toBeNull();
    for (const runId of [scores.runId, scores.beforeRunId!]) {
      const ids = database.prepare('SELECT account_id FROM scores WHERE run_id = ?').pluck().all(runId) as string[];
      expect(ids.length).toBeGreaterThan(accounts / 3);
      const reasons = readReasons(database, runId, ids);
      for (const id of ids) {
        const parts = reasons.get(id)!;
        const sum = parts.reduce((total, reason) => total + reason.contribution, scores.base);
        expect(Math.abs(sum - scoreOf(database, { runId }, id)!.probability)).toBeLessThan(1e-6);
        parts.forEach((part, index) =>
          expect(Math.abs(part.contribution)).toBeLessThanOrEqual(Math.abs(parts[index - 1]?.contribution ?? Infinity)),
        );
      }
    }
  });

  it('scores customers only', () => {
    const { database } = sample.session;
    const gone = sample.truth!.accounts.filter((account) => account.churnDay !== null).map((account) => account.id);
    const scores = latestScores(database)!;
    expect(gone.filter((id) => scoreOf(database, scores, id) !== null)).toEqual([]);
    expect(scoreOf(database, scores, 'nobody')).toBeNull();
  });

  it('replaces the run of the same day when it is scored again, with the same result', async () => {
    const { database } = sample.session;
    const all = () =>
      database
        .prepare('SELECT account_id, probability FROM scores WHERE run_id = ? ORDER BY account_id')
        .all(latestScores(database)!.runId);
    const before = all();
    await scoreBook(sample.session, {}, quiet());
    expect(all()).toEqual(before);
    expect(
      database
        .prepare('SELECT count(*) FROM score_runs WHERE model_id = ?')
        .pluck()
        .get(latestScores(database)!.modelId),
    ).toBe(2);
  });

  it('takes a training up after its model was written: only the scoring is left', async () => {
    const { session } = sample;
    const trained = { modelId: modelInUse(session.database), trained: true, why: 'as before', whyEs: 'como antes' };
    const count = () => session.database.prepare('SELECT count(*) FROM models').pluck().get();
    const before = count();
    const pause = { isPaused: false, onChange: () => () => {} };
    const context = { id: 1, ...quiet(), pause, checkpoint: trained, saveCheckpoint: () => {} };
    expect(await modelJobs.train.run(session, { seed: 42 }, context)).toMatchObject({ ...trained, asOf: '2026-06-30' });
    expect(count()).toBe(before);
  });

  it('learns the same model again from the same seed', async () => {
    const { database } = sample.session;
    const definition = (id: string) => database.prepare('SELECT definition, golden FROM models WHERE id = ?').get(id);
    await trainModel(sample.session, { seed: 42 }, quiet());
    expect(definition('model-2')).toEqual(definition('model-1'));
  }, 120_000);

  it('can only see what was known: a database without the later rows gives the same snapshot', () => {
    const { session } = sample;
    const at = secondsOfDay('2025-08-15') - 1;
    const day = '2025-08-14';
    const snapshot = (): Map<string, Float64Array> => {
      const database = openForReading(session.file, session.key);
      const events = loadColumns(database);
      const kept = events.seconds.map((second) => (second <= at ? 1 : 0));
      expect(kept.includes(0)).toBe(true);
      const sources = readSources(database, events);
      const { values } = computeSnapshot(sources, at);
      database.close();
      const width = values.length / sources.accounts.length;
      return new Map(sources.accounts.map((id, place) => [id, values.slice(place * width, (place + 1) * width)]));
    };
    const whole = snapshot();
    session.database.exec('SAVEPOINT cut');
    session.database.exec(`
      DELETE FROM tickets WHERE opened_at > ${at}; DELETE FROM invoices WHERE issued_day > '${day}'; DELETE FROM subscriptions WHERE start_day > '${day}';
      DELETE FROM interactions WHERE occurred_at > ${at}; DELETE FROM surveys WHERE submitted_at > ${at}; DELETE FROM signals WHERE observed_at > ${at};
      UPDATE tickets SET closed_at = NULL, satisfaction = NULL, escalated = NULL WHERE closed_at > ${at};
      UPDATE invoices SET paid_day = NULL, status = 'open' WHERE paid_day > '${day}'; UPDATE subscriptions SET end_day = NULL, status = 'active' WHERE end_day > '${day}'`);
    session.database.exec('RELEASE cut');
    const cut = snapshot();
    for (const [id, row] of cut) expect(row, id).toEqual(whole.get(id));
  });
});

describe('models that cannot be trusted', () => {
  let sample: SampleSession;
  beforeAll(async () => {
    sample = await openSampleSession({ accounts: 40, seed: 5, eventsPerAccountScale: 0.2 });
    await trainModel(sample.session, { seed: 1 }, quiet());
  }, 120_000);
  afterAll(() => sample?.close());

  it('fall back to the baseline where there are too few churns, and say why', async () => {
    const { session } = sample;
    const answer = await trainModel(session, { seed: 1 }, quiet());
    expect(answer).toMatchObject({ modelId: 'baseline', trained: false });
    expect(answer.why).toMatch(/churns are known in the time.*at least 50/);
    expect(answer.whyEs).toMatch(/periodo del que se podría aprender.*al menos 50/);
    const { why } = modelCard.parse(cardOf(session.database, 'baseline'));
    expect(why).toEqual({ en: answer.why, es: answer.whyEs });
    const scored = await scoreBook(session, {}, quiet());
    expect(scored.scored).toBeGreaterThan(10);
    expect(latestScores(session.database)).toMatchObject({ modelId: 'baseline', modelName: 'Baseline' });
  });

  it('are refused where a golden row answers differently', async () => {
    const { database } = sample.session;
    const golden = database.prepare(`SELECT golden FROM models WHERE id = 'baseline'`).pluck().get() as string;
    const changed = JSON.parse(golden) as { probabilities: number[] };
    changed.probabilities[3]! += 2e-5;
    database.prepare(`UPDATE models SET golden = ? WHERE id = 'baseline'`).run(JSON.stringify(changed));
    await expect(scoreBook(sample.session, {}, quiet())).rejects.toMatchObject({ code: 'model_mismatch' });
    database.prepare(`UPDATE models SET golden = ? WHERE id = 'baseline'`).run(golden);
    await expect(scoreBook(sample.session, {}, quiet())).resolves.toMatchObject({ modelId: 'baseline' });
  });

  it('are refused where the file is damaged', async () => {
    const { database } = sample.session;
    const onnx = database.prepare(`SELECT onnx FROM models WHERE id = 'baseline'`).pluck().get() as Buffer;
    const damaged = Buffer.from(onnx);
    damaged[5_000]! ^= 1;
    database.prepare(`UPDATE models SET onnx = ? WHERE id = 'baseline'`).run(damaged);
    await expect(scoreBook(sample.session, {}, quiet())).rejects.toMatchObject({ code: 'model_mismatch' });
    database.prepare(`UPDATE models SET onnx = ? WHERE id = 'baseline'`).run(onnx);
  });

  it('leave nothing behind when the work is cancelled', async () => {
    const { session } = sample;
    const count = () =>
      session.database
        .prepare(
          'SELECT (SELECT count(*) FROM models), (SELECT count(*) FROM score_runs), (SELECT count(*) FROM scores)',
        )
        .raw()
        .get();
    const before = count();
    const controller = new AbortController();
    const report = () => controller.abort();
    await expect(trainModel(session, { seed: 1 }, { signal: controller.signal, report })).rejects.toMatchObject({
      code: 'cancelled',
    });
    const again = new AbortController();
    await expect(scoreBook(session, {}, { signal: again.signal, report: () => again.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(count()).toEqual(before);
  });

  it('are not made of a workspace without data', async () => {
    const empty = await openSampleSession(null);
    await expect(trainModel(empty.session, { seed: 1 }, quiet())).rejects.toMatchObject({ code: 'not_enough_data' });
    await expect(scoreBook(empty.session, { modelId: 'model-9' }, quiet())).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(latestScores(empty.session.database)).toBeNull();
    await empty.close();
  });
});
