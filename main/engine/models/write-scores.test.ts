import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeGate } from '../db/index.ts';
import type { Session } from '../session/index.ts';
import { testWorkspace } from '../testing/index.ts';
import type { TestWorkspace } from '../testing/index.ts';
import { readBaseline } from './baseline.ts';
import { insertModel } from './queries.ts';
import { sharedDoubles, sharedFloats } from './shared-numbers.ts';
import { unpackNumbers } from './stored-numbers.ts';
import { writeScores } from './write-scores.ts';
import type { ScoredDay } from './write-scores.ts';

const patience = { timeout: 60_000 };
let workspace: TestWorkspace;
let session: Session;
beforeEach(() => {
  workspace = testWorkspace();
  session = workspace.open();
  insertModel(session.database, readBaseline(), 'baseline');
});
afterEach(async () => {
  await session.close();
  workspace.remove();
});

const features = 3;

/** Two large parts and a small one. */
const partOf = (probability: number, place: number): number =>
  place === 2 ? probability / 1000 : (probability * 0.999) / 2 - 0.05;

/** @param said what is added to the probability that the reasons sum to */
function day(accounts: number, asOf: string, said = 0): ScoredDay {
  const probabilities = sharedDoubles(accounts).map((_, row) => (row + 0.5) / accounts) as Float64Array;
  return {
    accounts: Array.from({ length: accounts }, (_, row) => `account ${row}`),
    values: sharedDoubles(accounts * (features + 1)).fill(7),
    contributions: sharedDoubles(accounts * features).map((_, place) =>
      partOf(probabilities[Math.floor(place / features)]!, place % features),
    ),
    probabilities,
    logOdds: sharedDoubles(accounts),
    scores: sharedFloats(accounts).map((_, row) => probabilities[row]! + said),
    tolerance: 1e-5,
    run: { modelId: 'baseline', asOf, base: 0.1, valueNames: ['a', 'b', 'c', 'd'], dataVersion: 1, createdAt: 1 },
  };
}
const counts = (): unknown =>
  session.database
    .prepare('SELECT (SELECT count(*) FROM score_runs) AS runs, (SELECT count(*) FROM scores) AS scores')
    .get();
const write = (days: ScoredDay[], signal = new AbortController().signal) =>
  writeScores(session, { modelName: 'Baseline', days }, signal);

describe('writeScores', () => {
  it('writes every day, with parts that sum to the score, while others that write wait', patience, async () => {
    const writing = write([day(1_200, '2026-01-01'), day(1_000, '2026-02-01')]);
    expect(writeGate(session.database).isHeld).toBe(true);
    const last = await writing;
    expect(writeGate(session.database).isHeld).toBe(false);
    expect(counts()).toEqual({ runs: 2, scores: 2_200 });
    const rows = session.database
      .prepare('SELECT probability, contributions FROM scores WHERE run_id = ?')
      .all(last) as {
      probability: number;
      contributions: Uint8Array;
    }[];
    expect(rows).toHaveLength(1_000);
    for (const { probability, contributions } of rows) {
      // In half the bytes of what was summed.
      expect(contributions).toHaveLength(1 + 4 * features);
      const sum = unpackNumbers(contributions).reduce((total, part) => total + part, 0.1);
      expect(Math.abs(sum - probability)).toBeLessThan(1e-10);
    }
    await write([day(10, '2026-02-01')]);
    expect(counts()).toEqual({ runs: 2, scores: 1_210 });
  });

  it('leaves nothing where it is cancelled, or where a reason does not fit its score', patience, async () => {
    const controller = new AbortController();
    const writing = write([day(1_500, '2026-01-01')], controller.signal);
    controller.abort();
    await expect(writing).rejects.toMatchObject({ code: 'cancelled' });
    await expect(write([day(20, '2026-01-01'), day(20, '2026-02-01', 0.001)])).rejects.toMatchObject({
      code: 'model_mismatch',
    });
    expect(counts()).toEqual({ runs: 0, scores: 0 });
    expect(writeGate(session.database).isHeld).toBe(false);
  });
});
