import { describe, expect, it } from 'vitest';
import type { LabelRule } from '../../../shared/contract/index.ts';
import { createRandom, sigmoid } from '../../stats/index.ts';
import { createExplainer, baseProbability, checkGolden, makeGolden } from './definition.ts';
import type { Dataset } from './dataset.ts';
import { learn } from './learn.ts';

const rule: LabelRule = {
  subscriptionEnded: { enabled: true, graceDays: 30 },
  churnEvent: { enabled: false },
  inactivity: { enabled: false, days: 90 },
  horizonDays: 90,
};
const quiet = { seed: 1, shouldStop: () => false, progress: () => {} };

type Shape = {
  readonly strength: number;
  readonly snapshots?: number;
  readonly churns?: (snapshot: number) => boolean;
  readonly leak?: boolean;
};

/** 150 accounts a month; what moves the outcome is `active_days_28`. */
function book({ strength, snapshots = 18, churns = () => true, leak = false }: Shape): Dataset {
  const random = createRandom(8);
  const rows = Array.from({ length: snapshots * 150 }, (_, row) => {
    const snapshot = Math.floor(row / 150);
    const x = random.normal();
    return {
      snapshot,
      account: row % 150,
      x,
      noise: random.normal(),
      label: churns(snapshot) && random.next() < sigmoid(-2 - strength * x) ? 1 : 0,
    };
  });
  const column = (value: (row: (typeof rows)[number]) => number) => Float32Array.from(rows, value);
  return {
    names: ['active_days_28', 'tenure_days', 'api_share_28', 'mrr', ...(leak ? ['tickets_30'] : [])],
    columns: [
      column((row) => row.x),
      column((row) => row.noise),
      column(() => NaN),
      column(() => 7),
      ...(leak ? [column((row) => row.label * 5 + row.noise * 0.1)] : []),
    ],
    labels: Uint8Array.from(rows, (row) => row.label),
    accounts: Int32Array.from(rows, (row) => row.account),
    snapshots: Int32Array.from(rows, (row) => row.snapshot),
    days: Array.from({ length: snapshots }, (_, snapshot) => 20_000 + 30 * snapshot),
    everyNth: 1,
    churnDays: Int32Array.from(rows, (row) => (row.label === 1 ? 20_001 + 30 * row.snapshot : 0)),
  };
}

describe('learning', () => {
  it('finds what moves the outcome, leaves out what says nothing, and tests on later time only', () => {
    const { learned } = learn(book({ strength: 1.5 }), rule, quiet);
    expect(learned!.test.auc.value).toBeGreaterThan(0.75);
    expect(learned!.data.names).toEqual(['active_days_28', 'tenure_days']);
    expect(learned!.alternatives.map(({ kind }) => kind)).not.toContain(learned!.kind);
    expect(learned!.test.rows).toBe(4 * 150);
    expect(learned!.trainingRows).toBe(learned!.plan.train.length * 150);
  });

  it('removes a copy of the outcome and says so', () => {
    const { learned } = learn(book({ strength: 1.5, leak: true }), rule, quiet);
    expect(learned!.leakage).toMatchObject([{ feature: 'tickets_30', verdict: 'removed' }]);
    expect(learned!.data.names).not.toContain('tickets_30');
    expect(learned!.test.auc.value).toBeLessThan(0.95);
  });

  it('says why it does not learn', () => {
    const why = (shape: Shape) => learn(book(shape), rule, quiet).why?.en;
    expect(why({ strength: 1, snapshots: 4 })).toMatch(/history allows 4 monthly snapshots/);
    expect(why({ strength: 1, snapshots: 0 })).toMatch(/history allows 0 monthly snapshots/);
    expect(why({ strength: 1, churns: (snapshot) => snapshot > 11 })).toMatch(/Only 0 churns/);
    expect(why({ strength: 1, churns: (snapshot) => snapshot < 12 })).toMatch(/all accounts have the same outcome/);
    expect(why({ strength: 1, churns: (snapshot) => snapshot < 7 || snapshot > 13 })).toMatch(/same outcome.*baseline/);
  });

  it('explains every row so that the parts sum to the probability', () => {
    const { learned } = learn(book({ strength: 1.5 }), rule, quiet);
    const { model, calibration, data } = learned!;
    const definition = {
      version: 1,
      features: data.names,
      model,
      calibration,
      base: baseProbability(model, calibration),
      horizonDays: 90,
      labelRule: rule,
      seed: 1,
    } as const;
    const explain = createExplainer(definition);
    for (let row = 0; row < 300; row++) {
      const { probability, contributions } = explain(data.columns.map((column) => column[row]!));
      expect(contributions.reduce((sum, part) => sum + part, definition.base)).toBeCloseTo(probability, 10);
    }
    const golden = makeGolden(model, calibration, data.columns);
    expect(golden.rows).toHaveLength(21);
    expect(() => checkGolden('it', golden, golden.probabilities)).not.toThrow();
    expect(() =>
      checkGolden(
        'it',
        golden,
        golden.probabilities.map((value, row) => (row === 20 ? value + 2e-5 : value)),
      ),
    ).toThrow(/golden row 21/);
    expect(() => checkGolden('it', golden, [])).toThrow(/refused/);
  });
});
