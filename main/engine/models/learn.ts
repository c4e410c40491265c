import type { Bilingual, Evaluation, LabelRule, ModelCard } from '../../../shared/contract/index.ts';
import { isHoldfastError } from '../../../shared/domain/errors.ts';
import type { Calibration } from '../../stats/index.ts';
import { logLoss, takeRows } from '../../stats/index.ts';
import { chooseMethod, fitProbabilities, probabilities, refit, search } from './candidates.ts';
import type { Fitted, ModelKind, Recipe } from './candidates.ts';
import { churnsIn, labelled, rowsOf, withFeatures } from './dataset.ts';
import type { Dataset } from './dataset.ts';
import { evaluate } from './evaluate.ts';
import { leastChurns } from './label-rule.ts';
import { leakageReport } from './leakage.ts';
import { noFeatures, oneOutcomeInTest, oneOutcomeSomewhere, tooFewChurns, tooShort } from './no-model-texts.ts';
import { calibrationSplit, planSnapshots } from './snapshots.ts';
import type { SnapshotPlan } from './snapshots.ts';

export type LearnContext = {
  readonly seed: number;
  shouldStop(): boolean;
  progress(stage: 'fitting' | 'validating', share: number): void;
};

export type Learned = {
  readonly kind: ModelKind;
  /** Learned from all labelled snapshots, by the recipe that was tested. */
  readonly model: Fitted;
  readonly calibration: Calibration;
  readonly calibrationReason: Bilingual;
  readonly data: Dataset;
  readonly plan: SnapshotPlan;
  readonly trainingRows: number;
  readonly trainingChurned: number;
  /** Separate departures in the test, each of which several test rows may see ahead. */
  readonly testChurns: number;
  readonly test: Evaluation;
  readonly alternatives: { readonly kind: ModelKind; readonly test: Evaluation }[];
  readonly leakage: ModelCard['leakage'];
};

export type LearnResult =
  { readonly learned: Learned; readonly why: null } | { readonly learned: null; readonly why: Bilingual };

type Made = {
  readonly model: Fitted;
  readonly calibration: Calibration;
  readonly reason: Bilingual;
  readonly checkLoss: number;
  readonly recipe: Recipe;
};

const kinds: readonly ModelKind[] = ['boosted-trees', 'logistic'];

/**
 * Rolling-origin training. Candidates are fitted and compared before the test time, each tested once on it, and the one
 * that was better before the test is fitted again by the same recipe on all labelled snapshots.
 */
export function learn(whole: Dataset, rule: LabelRule, context: LearnContext): LearnResult {
  try {
    return learnFrom(whole, rule, context);
  } catch (error) {
    // Enough churns, but none in a part of the time that needs some.
    if (!isHoldfastError(error) || error.code !== 'not_enough_data') throw error;
    return { learned: null, why: oneOutcomeSomewhere };
  }
}

function learnFrom(whole: Dataset, rule: LabelRule, context: LearnContext): LearnResult {
  const plan = planSnapshots(whole.days, rule.horizonDays);
  if (plan === null) return { learned: null, why: tooShort(whole.days.length, rule.horizonDays) };
  const train = rowsOf(whole, plan.train);
  const test = rowsOf(whole, plan.test);
  const churns = churnsIn(whole, train);
  if (churns < leastChurns) {
    return { learned: null, why: tooFewChurns(churns, leastChurns) };
  }
  const churnedInTest = countOf(whole.labels, test);
  if (churnedInTest === 0 || churnedInTest === test.length) {
    return { learned: null, why: oneOutcomeInTest };
  }
  const learnable = takeRows(labelled(whole), train);
  const leakage = leakageReport(learnable.columns, whole.names, learnable.labels);
  const removed = new Set(leakage.filter((entry) => entry.verdict === 'removed').map((entry) => entry.feature));
  const data = withFeatures(
    whole,
    usableFeatures(whole, train).filter((name) => !removed.has(name)),
  );
  if (data.names.length === 0) return { learned: null, why: noFeatures };

  const rate = countOf(data.labels, train) / train.length;
  const made = kinds.map((kind, index) =>
    make(kind, data, plan.train, rule.horizonDays, context, (share) =>
      context.progress('fitting', ((index + share) / kinds.length) * 0.6),
    ),
  );
  const tested = made.map((candidate) => {
    const rows = takeRows(labelled(data), test);
    const said = probabilities(candidate.model, candidate.calibration, rows.columns as Float32Array[], test.length);
    context.progress('validating', 0.65);
    return evaluate(
      rows.labels,
      said,
      Int32Array.from(test, (row) => data.accounts[row]!),
      rate,
      context.seed,
    );
  });
  const winner = made.reduce(
    (best, candidate, index) => (candidate.checkLoss < made[best]!.checkLoss ? index : best),
    0,
  );
  const kind = kinds[winner]!;
  const everything = data.days.map((_, place) => place);
  const final = make(kind, data, everything, rule.horizonDays, context, (share) =>
    context.progress('fitting', 0.7 + 0.3 * share),
  );
  return {
    why: null,
    learned: {
      kind,
      model: final.model,
      calibration: final.calibration,
      calibrationReason: final.reason,
      data,
      plan,
      leakage,
      trainingRows: train.length,
      trainingChurned: countOf(data.labels, train),
      testChurns: churnsIn(data, test),
      test: tested[winner]!,
      alternatives: kinds.flatMap((other, index) => (index === winner ? [] : [{ kind: other, test: tested[index]! }])),
    },
  };
}

/** One candidate from the given snapshots: decided on their last part, then fitted on all of them. */
function make(
  kind: ModelKind,
  data: Dataset,
  snapshots: readonly number[],
  horizonDays: number,
  context: LearnContext,
  onProgress: (share: number) => void,
): Made {
  const split = calibrationSplit(data.days, snapshots, horizonDays);
  const fitting = { seed: context.seed, shouldStop: () => context.shouldStop() };
  const check = takeRows(labelled(data), rowsOf(data, split.calibrate));
  const found = search(kind, takeRows(labelled(data), rowsOf(data, split.fit)), check, data.names, {
    ...fitting,
    onProgress: (share) => onProgress(share * 0.5),
  });
  const { method, reason } = chooseMethod(check.labels.length, churnsIn(data, rowsOf(data, split.calibrate)));
  const calibration = fitProbabilities(found.model, check, method);
  const checkLoss =
    logLoss(
      check.labels,
      probabilities(found.model, calibration, check.columns as Float32Array[], check.labels.length),
    ) ?? Infinity;
  const model = refit(found.recipe, takeRows(labelled(data), rowsOf(data, snapshots)), data.names, {
    ...fitting,
    onProgress: (share) => onProgress(0.5 + share * 0.5),
  });
  return { model, calibration, reason, checkLoss, recipe: found.recipe };
}

/** Features with at least two different values (missing being one) among the rows. */
function usableFeatures(data: Dataset, rows: Int32Array): string[] {
  return data.names.filter((_, index) => {
    const column = data.columns[index]!;
    const first = column[rows[0]!]!;
    return rows.some((row) => !Object.is(column[row], first));
  });
}

function countOf(labels: Uint8Array, rows: Int32Array): number {
  let count = 0;
  for (const row of rows) count += labels[row]!;
  return count;
}
