import { describe, expect, it } from 'vitest';
import type { LabelRule } from '../../../shared/contract/index.ts';
import { createRandom, sigmoid } from '../../stats/index.ts';
import { dayNumber, dayOfNumber } from '../../../shared/domain/time.ts';
import { createExplain } from './candidates.ts';
import { createExplainer, baseProbability, checkGolden, makeGolden } from './definition.ts';
import type { Dataset } from './dataset.ts';
import { learn } from './learn.ts';
import { rowsBeforeTests } from './validate.ts';

const rule: LabelRule = {
  subscriptionEnded: { enabled: true, graceDays: 30 },
  churnEvent: { enabled: false },
  inactivity: { enabled: false, days: 90 },
  horizonDays: 90,
};
const quiet = { seed: 1, target: 'churn', groupings: [], shouldStop: () => false, progress: () => {} } as const;

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

/** Learned once for those who only look at it. */
let usual: ReturnType<typeof learn>['learned'] = null;
const learnedAsUsual = () => (usual ??= learn(book({ strength: 1.5 }), rule, quiet).learned)!;

describe('learning', () => {
  it('finds what moves the outcome, leaves out what says nothing, and tests on later time only', () => {
    const learned = learnedAsUsual();
    expect(learned!.test.auc.value).toBeGreaterThan(0.75);
    expect(learned!.data.names).toEqual(['active_days_28', 'tenure_days']);
    expect(learned!.alternatives.map(({ kind }) => kind).sort()).toEqual(['boosted-trees', 'logistic']);
    for (const { learnedUntil, testFrom } of learned!.origins)
      expect(dayNumber(testFrom) - dayNumber(learnedUntil)).toBeGreaterThanOrEqual(rule.horizonDays);
    const tested = learned!.origins.reduce((sum, origin) => sum + origin.test.rows, 0);
    expect(tested).toBe(learned!.test.rows);
    expect(learned!.origins.length).toBeGreaterThan(1);
    expect(learned!.origins.at(-1)!.testUntil).toBe(dayOfNumber(20_000 + 30 * 17));
  });

  it('gives probabilities that hold on later time', () => {
    const { test } = learnedAsUsual();
    expect(test.calibrationSlope).toBeGreaterThan(0.8);
    expect(test.calibrationSlope).toBeLessThan(1.25);
    expect(Math.abs(test.calibrationIntercept!)).toBeLessThan(0.3);
  });

  it('decides nothing of an origin by what came after it: another future changes no earlier answer', () => {
    const whole = book({ strength: 1.5 });
    const turned = {
      ...whole,
      labels: whole.labels.map((label, row) => (whole.snapshots[row]! > 14 ? 1 - label : label)),
    };
    const [first] = learnedAsUsual().origins;
    const [other] = learn(turned, rule, quiet).learned!.origins;
    expect(first!.testUntil < dayOfNumber(20_000 + 30 * 14)).toBe(true);
    expect(other).toEqual(first);
  });

  it('begins where something happened: months before the first churn teach nothing', () => {
    const { learned } = learn(book({ strength: 1.5, churns: (snapshot) => snapshot > 4 }), rule, quiet);
    expect(learned!.test.auc.value).toBeGreaterThan(0.7);
  });

  it('searches for the shape of the trees only on what comes before every test', () => {
    const whole = book({ strength: 1.5 });
    const rows = rowsBeforeTests(whole, rule.horizonDays);
    const [first] = learnedAsUsual().origins;
    const last = Math.max(...rows.map((row) => whole.days[whole.snapshots[row]!]!));
    expect(dayOfNumber(last)).toBe(first!.learnedUntil);
  });

  it('learns from a short book too, by setting accounts aside', () => {
    const { learned } = learn(book({ strength: 2, snapshots: 8 }), rule, quiet);
    expect(learned!.origins).toHaveLength(1);
    expect(learned!.test.auc.value).toBeGreaterThan(0.7);
  });

  it('looks at the test by parts of the book, by capacity and by origin', () => {
    const codes = Uint16Array.from({ length: 150 }, (_, account) => (account % 3) + 1);
    const groupings = [
      { kind: 'attribute', label: { en: 'Plan', es: 'Plan' }, values: ['a', 'b', 'c'], codes },
    ] as const;
    const { learned } = learn(book({ strength: 1.5 }), rule, { ...quiet, groupings });
    expect(learned!.segments.map(({ value }) => value).sort()).toEqual(['a', 'b', 'c']);
    expect(learned!.segments.reduce((sum, part) => sum + part.rows, 0)).toBe(learned!.test.rows);
    expect(learned!.capacity.points.at(-1)).toMatchObject({ top: 150, recall: { value: 1 } });
    expect(learned!.driftReference.features).toHaveProperty('active_days_28');
  });

  it('ends at once where it is asked to', () => {
    let asked = 0;
    expect(() => learn(book({ strength: 1.5 }), rule, { ...quiet, shouldStop: () => ++asked > 5 })).toThrow(
      /cancelled/i,
    );
  });

  it('learns from categories, but not from those of which only today’s value is known unless somebody allows it', () => {
    const plain = book({ strength: 0.5 });
    const names = ['industry', 'segment'].map((name) => ({ name, codes: [3, 70_000, 2 ** 24 - 1] }));
    const random = createRandom(5);
    const effect = [-1.2, 0, 1.2];
    const columns = names.map(({ codes }) => {
      const of = Array.from({ length: 150 }, () => random.integer(3));
      return Float32Array.from(plain.accounts, (account) => codes[of[account]!]!);
    });
    const labels = Uint8Array.from(plain.labels, (_, row) => {
      const moved = columns.reduce((sum, column, at) => sum + effect[names[at]!.codes.indexOf(column[row]!)]!, 0);
      return random.next() < sigmoid(-2.5 - 0.5 * plain.columns[0]![row]! + moved) ? 1 : 0;
    });
    const churnDays = plain.churnDays.map((_, row) => (labels[row] === 1 ? 20_001 + 30 * plain.snapshots[row]! : 0));
    const whole = { ...plain, labels, churnDays, names: [...plain.names, ...names.map(({ name }) => name)] };
    const data = { ...whole, columns: [...plain.columns, ...columns] };
    const auc = (given: Dataset, allow: string[] = []) => {
      const { learned } = learn(given, rule, { ...quiet, allow });
      return { learned: learned!, auc: learned!.test.auc.value! };
    };
    const without = auc({ ...data, names: plain.names, columns: plain.columns });
    const dated = auc(data);
    const both = auc(data, ['segment']);
    expect(dated.learned.data.names).toEqual(['active_days_28', 'tenure_days', 'industry']);
    expect(dated.learned.leakage).toMatchObject([{ feature: 'segment', verdict: 'removed', rule: 'no-history' }]);
    expect(both.learned.data.names).toEqual(['active_days_28', 'tenure_days', 'industry', 'segment']);
    expect(both.learned.leakage).toMatchObject([{ feature: 'segment', verdict: 'flagged', rule: 'no-history' }]);
    expect(dated.auc).toBeGreaterThan(without.auc + 0.05);
    expect(both.auc).toBeGreaterThan(dated.auc + 0.05);
    const explain = createExplain(both.learned.model);
    const base = (industry: number): number => explain([0, 0, industry, 70_000]).contributions[2]!;
    expect(base(2 ** 24 - 1)).toBeGreaterThan(base(70_000));
    expect(base(70_000)).toBeGreaterThan(base(3));
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
    expect(why({ strength: 1, churns: (snapshot) => snapshot > 12 })).toMatch(/Only 0 churns/);
    expect(why({ strength: 1, churns: (snapshot) => snapshot < 12 })).toMatch(/all accounts have the same outcome/);
    // Months without churns between: learnable all the same, since others hold both outcomes.
    expect(why({ strength: 1, churns: (snapshot) => snapshot < 7 || snapshot > 13 })).toBeUndefined();
  });

  it('explains every row so that the parts sum to the probability', () => {
    const { model, calibration, data } = learnedAsUsual();
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
