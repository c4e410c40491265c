import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Session } from '../session/index.ts';
import { testWorkspace } from '../testing/index.ts';
import type { TestWorkspace } from '../testing/index.ts';
import { readBaseline } from './baseline.ts';
import { insertModel, insertRun, latestScores } from './queries.ts';
import type { ScoreRow } from './queries.ts';
import { readReasons } from './reasons.ts';

let workspace: TestWorkspace;
let session: Session;
const shipped = readBaseline();

beforeEach(() => {
  workspace = testWorkspace();
  session = workspace.open();
  insertModel(session.database, shipped, 'baseline');
});
afterEach(async () => {
  await session.close();
  workspace.remove();
});

function run(asOf: string, rows: readonly ScoreRow[] = [], valueNames: readonly string[] = []): number {
  const facts = { modelId: 'baseline', asOf, base: 0.1, valueNames, dataVersion: 1, createdAt: 1_800_000_000 };
  return insertRun(session.database, facts, rows);
}

describe('the latest scores', () => {
  it('are the last that were made, also where an undone import had led further', () => {
    run('2026-06-02');
    run('2026-06-30');
    const before = run('2026-05-03');
    const latest = run('2026-05-31');
    expect(latestScores(session.database)).toMatchObject({ runId: latest, beforeRunId: before, asOf: '2026-05-31' });
  });

  it('are none before the model has scored', () => {
    expect(latestScores(session.database)).toBeNull();
  });
});

describe('reasons', () => {
  it('keep their names when the shipped baseline has become another since', () => {
    const row = { account: 'A', probability: 0.3, logOdds: -0.8, contributions: Float64Array.of(0.15, 0.05) };
    const names = ['open_tickets', 'active_days_28', 'active_days_before_28'];
    const id = run('2026-06-30', [{ ...row, values: Float64Array.of(4, 3, 11) }], names);
    const { definition } = shipped;
    const features = definition.features.toReversed();
    insertModel(session.database, { ...shipped, definition: { ...definition, features } }, 'baseline');
    const reasons = readReasons(session.database, id, ['A']).get('A');
    expect(reasons).toMatchObject([
      { feature: 'open_tickets', contribution: Math.fround(0.15), value: 4 },
      { feature: 'active_days_28', text: 'Active on 3 of the last 28 days, 11 in the 28 days before' },
    ]);
  });
});
