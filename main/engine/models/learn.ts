import type {
  Bilingual,
  Capacity,
  Evaluation,
  LabelRule,
  LeakageEntry,
  ModelTarget,
  Origin,
  SegmentEvaluation,
} from '../../../shared/contract/index.ts';
import { isHoldfastError } from '../../../shared/domain/errors.ts';
import { dayOfNumber } from '../../../shared/domain/time.ts';
import type { Calibration, CategoryCoding, TreeShape } from '../../stats/index.ts';
import { fitCategoryCodings, takeRows, tellsApart } from '../../stats/index.ts';
import { chooseShape, refit } from './candidates.ts';
import type { FitContext, Fitted, ModelKind } from './candidates.ts';
import { capacityOf } from './capacity.ts';
import { churnsIn, labelled, rowsOf, withFeatures } from './dataset.ts';
import type { Dataset } from './dataset.ts';
import { driftReference } from './drift-reference.ts';
import type { DriftReference } from './drift-reference.ts';
import { evaluate } from './evaluate.ts';
import { categoriesAmong } from './features/catalogue.ts';
import { leastChurns } from './label-rule.ts';
import { leakageReport } from './leakage.ts';
import type { LeakageInput } from './leakage.ts';
import { noFeatures, oneOutcomeInTest, oneOutcomeSomewhere, tooFewChurns, tooShort } from './no-model-texts.ts';
import { rollingBlocks } from './rolling.ts';
import { segmentTable } from './segment-table.ts';
import type { Grouping } from './segment-table.ts';
import { rowsBeforeTests, together, validate } from './validate.ts';
import type { Answered, TestedOrigin } from './validate.ts';

export type LearnContext = {
  readonly seed: number;
  readonly target: ModelTarget;
  /** Look for the shape of the trees; without it, the house's, which suits most books. */
  readonly search?: boolean | undefined;
  /** Parts of the book that the test is looked at by. */
  readonly groupings: readonly Grouping[];
  shouldStop(): boolean;
  progress(stage: 'fitting' | 'validating', share: number): void;
} & Pick<LeakageInput, 'allow' | 'changedAfterLeaving'>;

export type Learned = {
  readonly kind: ModelKind;
  /** Learned from all labelled snapshots, by the recipe that was tested. */
  readonly model: Fitted;
  readonly calibration: Calibration;
  readonly calibrationReason: Bilingual;
  readonly data: Dataset;
  /** Snapshots (places) that the last tested model learned from; the one in use learned from all. */
  readonly learnedBefore: readonly number[];
  /** Snapshots (places) whose answers decided recipe and calibration. */
  readonly decidedOn: readonly number[];
  /** Separate departures in the test, each of which several test rows may see ahead. */
  readonly testChurns: number;
  readonly test: Evaluation;
  readonly answered: Answered;
  readonly origins: readonly Origin[];
  readonly alternatives: readonly { readonly kind: ModelKind; readonly test: Evaluation }[];
  readonly capacity: Capacity;
  readonly segments: readonly SegmentEvaluation[];
  readonly leakage: readonly LeakageEntry[];
  readonly driftReference: DriftReference;
};

export type LearnResult =
  { readonly learned: Learned; readonly why: null } | { readonly learned: null; readonly why: Bilingual };

/**
 * Rolling-origin training: candidates are tested at several origins on the time after the gap, and the one that all of it
 * speaks for is fitted again by the same recipe on all labelled snapshots.
 */
export function learn(whole: Dataset, rule: LabelRule, context: LearnContext): LearnResult {
  try {
    return learnFrom(whole, rule, context);
  } catch (error) {
    // Enough churns, but none in a part of the time that needs some.
    if (!isHoldfastError(error) || error.code !== 'not_enough_data') throw error;
    return { learned: null, why: oneOutcomeSomewhere(context.target) };
  }
}

function learnFrom(whole: Dataset, rule: LabelRule, context: LearnContext): LearnResult {
  const { seed, target } = context;
  const last = rollingBlocks(whole.days, rule.horizonDays).at(-1);
  if (last === undefined) return { learned: null, why: tooShort(target, whole.days.length, rule.horizonDays) };
  const learnable = rowsOf(whole, last.learn);
  const churns = rarer(whole, learnable);
  if (churns < leastChurns) return { learned: null, why: tooFewChurns(target, churns, leastChurns) };
  const latest = Uint8Array.from(rowsOf(whole, last.test), (row) => whole.labels[row]!);
  if (latest.every((label) => label === latest[0])) return { learned: null, why: oneOutcomeInTest(target) };
  const learnedFrom = takeRows(labelled(whole), learnable);
  const { codings } = fitCategoryCodings(learnedFrom, categoriesAmong(whole.names), seed);
  const leakage = leakageReport({ ...learnedFrom, codings, names: whole.names, ...context });
  const removed = new Set(leakage.filter((entry) => entry.verdict === 'removed').map((entry) => entry.feature));
  const testedOn = withFeatures(
    whole,
    usableFeatures(whole, learnable, codings).filter((name) => !removed.has(name)),
  );
  if (testedOn.names.length === 0) return { learned: null, why: noFeatures(target) };

  const before = { seed, target, shouldStop: () => context.shouldStop() };
  const shape = context.search === true ? searchedShape(testedOn, rule, before, context) : undefined;
  const fitting = shape === undefined ? before : { ...before, shape };
  const validated = validate(testedOn, rule.horizonDays, {
    ...fitting,
    onProgress: (share) => context.progress('fitting', 0.7 * share),
  });
  const { kind, choice } = validated.choices[0]!;
  // What all time together shows to be chance would be a feature without effect.
  const data = withoutAlike(testedOn, seed);
  const model = refit(choice.recipe, labelled(data), data.names, {
    ...fitting,
    onProgress: (share) => context.progress('fitting', 0.7 + 0.15 * share),
  });
  context.progress('validating', 0.86);
  const answered = together(validated.origins.map((origin) => origin.answered));
  const judge = (part: Answered): Evaluation => judged(data, part, seed, fitting.shouldStop);
  const test = judge(answered);
  context.progress('validating', 0.9);
  const alternatives = validated.alone.map((each) => ({ kind: each.kind, test: judge(each.answered) }));
  context.progress('validating', 0.94);
  const mrr = whole.columns[whole.names.indexOf('mrr')];
  return {
    why: null,
    learned: {
      kind,
      model,
      calibration: choice.calibration,
      calibrationReason: choice.reason,
      data,
      learnedBefore: last.learn,
      decidedOn: validated.decidedOn,
      testChurns: churnsIn(data, answered.rows),
      test,
      answered,
      origins: validated.origins.map((origin) => originOf(data, origin, judge(origin.answered))),
      alternatives,
      capacity: capacityOf(
        {
          labels: Uint8Array.from(answered.rows, (row) => data.labels[row]!),
          probabilities: answered.probabilities,
          accounts: Int32Array.from(answered.rows, (row) => data.accounts[row]!),
          months: Int32Array.from(answered.rows, (row) => data.snapshots[row]!),
          revenue: mrr === undefined ? null : Float64Array.from(answered.rows, (row) => mrr[row]!),
        },
        data.everyNth,
        seed,
        fitting.shouldStop,
      ),
      segments: segmentTable(data, answered, context.groupings, seed, fitting.shouldStop),
      leakage,
      driftReference: driftReference(data.names, data.columns, choice.probabilities, data.snapshots),
    },
  };
}

/** Seconds that a search may take; while they suffice, the same seed finds the same. */
const searchSeconds = 60;

/** Looks for the shape of the trees on what the first tested origin learns from, so that no test has a say in it. */
function searchedShape(
  data: Dataset,
  rule: LabelRule,
  fitting: Omit<FitContext, 'onProgress'>,
  context: LearnContext,
): TreeShape {
  const rows = rowsBeforeTests(data, rule.horizonDays);
  const accounts = Int32Array.from(rows, (row) => data.accounts[row]!);
  const end = Date.now() + searchSeconds * 1000;
  const onProgress = (): void => context.progress('fitting', 0);
  const found = chooseShape(
    takeRows(labelled(data), rows),
    data.names,
    accounts,
    { ...fitting, onProgress },
    () => Date.now() > end,
  );
  return found.shape;
}

export function judged(
  data: Dataset,
  { rows, probabilities, referenceRate }: Answered,
  seed: number,
  shouldStop: () => boolean,
): Evaluation {
  return evaluate(
    Uint8Array.from(rows, (row) => data.labels[row]!),
    probabilities,
    Int32Array.from(rows, (row) => data.accounts[row]!),
    referenceRate,
    seed,
    undefined,
    shouldStop,
    Int32Array.from(rows, (row) => data.snapshots[row]!),
  );
}

function originOf(data: Dataset, { block, learnedRows, kind }: TestedOrigin, test: Evaluation): Origin {
  const day = (place: number | undefined): string => dayOfNumber(data.days[place ?? 0]!);
  return {
    learnedUntil: day(block.learn.at(-1)),
    testFrom: day(block.test[0]),
    testUntil: day(block.test.at(-1)),
    learnedRows,
    kind,
    test: {
      rows: test.rows,
      churned: test.churned,
      baseRate: test.baseRate,
      auc: test.auc,
      prAuc: test.prAuc,
      brier: test.brier,
      brierSkill: test.brierSkill,
      logLoss: test.logLoss,
      liftTop10: test.liftTop10,
      calibrationSlope: test.calibrationSlope,
      calibrationIntercept: test.calibrationIntercept,
    },
  };
}

/** Features with at least two different values (missing being one) among the rows, and categories that differ by more than chance. */
function usableFeatures(data: Dataset, rows: Int32Array, codings: readonly CategoryCoding[]): string[] {
  const alike = new Set(codings.filter((coding) => !tellsApart(coding)).map(({ feature }) => feature));
  return data.names.filter((_, index) => {
    if (alike.has(index)) return false;
    const column = data.columns[index]!;
    const first = column[rows[0]!]!;
    return rows.some((row) => !Object.is(column[row], first));
  });
}

function withoutAlike(data: Dataset, seed: number): Dataset {
  const { codings } = fitCategoryCodings(labelled(data), categoriesAmong(data.names), seed);
  const alike = codings.filter((coding) => !tellsApart(coding)).map(({ feature }) => data.names[feature]!);
  const kept = data.names.filter((name) => !alike.includes(name));
  return alike.length === 0 || kept.length === 0 ? data : withFeatures(data, kept);
}

/** Separate occurrences of the rarer outcome: what is foretold, or the accounts of which it did not come true. */
function rarer(data: Dataset, rows: Int32Array): number {
  const without = new Set(rows.filter((row) => data.labels[row] === 0).map((row) => data.accounts[row]!));
  return Math.min(churnsIn(data, rows), without.size);
}
