import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auc } from '../../main/stats/index.ts';
import { latestScores, readReasons, scoreBook, scoreOf, trainModel } from '../../main/engine/models/index.ts';
import { cardOf, modelInUse } from '../../main/engine/models/queries.ts';
import { addDays, dayNumber } from '../../shared/domain/time.ts';
import { openSampleSession } from './sample-session.ts';
import type { SampleSession } from './sample-session.ts';

const quiet = () => ({ signal: new AbortController().signal, report: () => {} });

describe('the sample book', () => {
  let sample: SampleSession;
  let why = '';
  beforeAll(async () => {
    sample = await openSampleSession({});
    ({ why } = await trainModel(sample.session, { seed: 42 }, quiet()));
  }, 400_000);
  afterAll(() => sample?.close());

  it('is learned from: on later time the model orders accounts, and its probabilities mean something', () => {
    const card = cardOf(sample.session.database, modelInUse(sample.session.database)!);
    const test = card.test!;
    const best = bestPossible(sample, card.testSnapshots);
    console.log(`${why} Best possible for who knew the hidden states, on the same snapshots: ${best.toFixed(3)}.`);
    expect(card.status).toBe('champion');
    expect(test.auc.value).toBeGreaterThan(0.7);
    expect(test.auc.low).toBeGreaterThan(0.6);
    expect(test.auc.value).toBeLessThan(best + 0.02);
    expect(test.liftTop10.value).toBeGreaterThan(2);
    expect(test.brierSkill).toBeGreaterThan(0);
    expect(card.leakage.filter(({ rule }) => rule !== 'no-history')).toEqual([]);
  });

  it('is scored for every customer', async () => {
    const { scored } = await scoreBook(sample.session, {}, quiet());
    const customers = sample.truth!.accounts.filter((account) => account.churnDay === null).length;
    expect(scored).toBe(customers);
    expect(latestScores(sample.session.database)?.beforeRunId).not.toBeNull();
  });

  it('has reasons for every account that sum to its score', () => {
    const { database } = sample.session;
    const scores = latestScores(database)!;
    const ids = database
      .prepare('SELECT account_id FROM scores WHERE run_id = ?')
      .pluck()
      .all(scores.runId) as string[];
    expect(ids.length).toBeGreaterThan(800);
    const reasons = readReasons(database, scores.runId, ids);
    for (const id of ids) {
      const sum = reasons.get(id)!.reduce((total, reason) => total + reason.contribution, scores.base);
      expect(Math.abs(sum - scoreOf(database, scores, id)!.probability), id).toBeLessThan(1e-6);
    }
  });
});

/** AUC of the generator's own probabilities, on the months of the test. */
function bestPossible({ truth }: SampleSession, snapshots: readonly string[]): number {
  const churnDay = new Map(truth!.accounts.map((account) => [account.id, account.churnDay]));
  const rows = truth!.hazard90.filter(({ account, day }) => snapshots.includes(day) && churnDay.get(account) !== day);
  const labels = rows.map(({ account, day }) => {
    const churn = churnDay.get(account) ?? null;
    return churn !== null && churn > day && dayNumber(churn) <= dayNumber(addDays(day, 90)) ? 1 : 0;
  });
  return (
    auc(
      Uint8Array.from(labels),
      Float64Array.from(rows, ({ probability }) => probability),
    ) ?? 1
  );
}
