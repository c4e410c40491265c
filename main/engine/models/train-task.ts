import type {
  Bilingual,
  Comparison,
  Evaluation,
  LabelRule,
  ModelCard,
  ModelTarget,
} from '../../../shared/contract/index.ts';
import { dayOfNumber } from '../../../shared/domain/time.ts';
import { openForReading } from '../db/index.ts';
import type { ReadableDatabase } from '../db/index.ts';
import { loadColumns } from '../events/index.ts';
import type { WorkContext } from '../threads/index.ts';
import { changedAfterLeaving, readAccountVersions } from './after-churn.ts';
import { makeCard } from './card.ts';
import { buildDataset, churnsIn } from './dataset.ts';
import type { Dataset, DatasetContext } from './dataset.ts';
import { baseProbability, makeGolden } from './definition.ts';
import type { Golden, ModelDefinition } from './definition.ts';
import { featureImportance } from './importance.ts';
import { readSources } from './features/sources.ts';
import type { FeatureSources } from './features/sources.ts';
import { lifeFacts } from './life-facts.ts';
import { proposeRule } from './label-rule.ts';
import { accountLife } from './labels.ts';
import type { AccountLife } from './labels.ts';
import type { LeakageInput } from './leakage.ts';
import { judged, learn } from './learn.ts';
import type { Learned } from './learn.ts';
import { writeOnnxModel } from './onnx/index.ts';
import { outcomesOf } from './outcomes.ts';
import { answersOfModel, compare, unseenFrom } from './registry/compare.ts';
import type { Rival } from './registry/compare.ts';
import { foretellsSame } from './registry/promotion.ts';
import type { Grouping } from './segment-table.ts';
import { snapshotDays } from './snapshots.ts';

export type BookInput = {
  readonly file: string;
  readonly key: Uint8Array;
  /** Last day of the data, as days since 1970-01-01. */
  readonly until: number;
  /** Null: the one that fits the book. */
  readonly rule: LabelRule | null;
  /** Instead of the target's usual one. */
  readonly threshold?: number | undefined;
};

export type TrainInput = BookInput & {
  readonly task: 'train';
  readonly seed: number;
  readonly target: ModelTarget;
  readonly allow: readonly string[];
  readonly search: boolean;
  readonly groupings: readonly Grouping[];
  /** The model in use that a new one is held against. */
  readonly champion: Rival | null;
  /** What is tried on this book where nothing can be learned from it. */
  readonly baseline: ModelDefinition | null;
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
};

export type TrainedModel = {
  readonly card: ModelCard;
  readonly definition: ModelDefinition;
  readonly golden: Golden;
  readonly onnx: Uint8Array;
};
export type TrainOutput = {
  readonly trained: TrainedModel | null;
  readonly why: Bilingual;
  /** With the champion; null where there is none or nothing was learned. */
  readonly comparison: Comparison | null;
  /** How the baseline does on this book; null where it was not tried or nobody left. */
  readonly baselineTest: BaselineTest | null;
};
export type BaselineTest = {
  readonly test: Evaluation;
  readonly testChurns: number;
  readonly snapshots: readonly string[];
};

export type Book = {
  readonly sources: FeatureSources;
  readonly lives: readonly AccountLife[];
  readonly rule: LabelRule;
};

/** Reads the book through a connection that cannot write. */
export function readBook(input: BookInput, shouldStop: () => boolean): Book {
  const database: ReadableDatabase = openForReading(input.file, input.key, { shouldStop });
  try {
    const sources = readSources(database, loadColumns(database), shouldStop);
    const facts = lifeFacts(sources);
    const found = input.rule ?? proposeRule(facts, input.until).rule;
    const rule = input.threshold === undefined ? found : { ...found, threshold: input.threshold };
    return { sources, rule, lives: facts.map((fact) => accountLife(fact, rule, input.until)) };
  } finally {
    database.close();
  }
}

/** First day of which the book tells anything that features read over time. */
export function firstDayOf({ events, tickets, interactions, subscriptions }: FeatureSources): number {
  const firsts = [events.minSeconds ?? Infinity, tickets.firstKnown, interactions.firstKnown];
  const first = firsts.some((value) => value !== Infinity) ? Math.min(...firsts) : subscriptions.firstKnown;
  return Math.floor(first / 86_400);
}

/** Labelled snapshots of a book. */
export function labelledBook(
  input: BookInput,
  target: ModelTarget,
  { shouldStop, onProgress }: DatasetContext,
): { readonly book: Book; readonly data: Dataset } {
  const book = readBook(input, shouldStop);
  const { rule, lives, sources } = book;
  const first = firstDayOf(sources);
  const { horizonDays } = rule;
  const { until } = input;
  const outcomes = outcomesOf(target, { sources, lives, until, horizonDays, threshold: rule.threshold });
  const isDated = Number.isFinite(first) && Number.isFinite(outcomes.settled);
  const days = isDated ? snapshotDays(first, outcomes.settled, horizonDays) : [];
  return { book, data: buildDataset(sources, lives, days, horizonDays, { shouldStop, onProgress }, outcomes) };
}

/** The whole training, in its thread. */
export function trainTask(input: TrainInput, context: WorkContext): TrainOutput {
  const shouldStop = (): boolean => context.shouldStop();
  const report = (progress: number, key: string): void => context.progress(progress, { key, values: {} });
  report(0, 'features');
  const { book, data } = labelledBook(input, input.target, {
    shouldStop,
    onProgress: (share) => report(0.05 + 0.15 * share, 'features'),
  });
  const { rule } = book;
  const { seed, target, allow, search, groupings } = input;
  const result = learn(data, rule, {
    seed,
    target,
    allow,
    search,
    groupings,
    changedAfterLeaving: fieldsAfterLeaving(input, book, shouldStop),
    shouldStop,
    progress: (stage, share) => report(0.2 + 0.65 * share, stage),
  });
  if (result.learned === null)
    return { trained: null, why: result.why, comparison: null, baselineTest: baselineTest(input, data, shouldStop) };
  const { learned } = result;
  const { champion } = input;
  // One that foretells something else cannot be held against what is labelled here.
  const comparison =
    champion === null || !foretellsSame(champion, rule)
      ? null
      : comparedWith(champion, input, data, learned, shouldStop);
  report(0.92, 'explaining');
  const importance = featureImportance(learned.model, learned.data.columns, shouldStop);
  const definition: ModelDefinition = {
    version: 1,
    features: learned.data.names,
    model: learned.model,
    calibration: learned.calibration,
    base: baseProbability(learned.model, learned.calibration),
    horizonDays: rule.horizonDays,
    labelRule: rule,
    seed,
    driftReference: learned.driftReference,
  };
  const onnx = writeOnnxModel({
    id: input.id,
    model: learned.model,
    calibration: learned.calibration,
    metadata: { horizon_days: String(rule.horizonDays), target },
  });
  report(0.98, 'writing');
  const { id, name, createdAt } = input;
  const card = makeCard({ id, name, createdAt, target, rule, learned, importance, onnx });
  return {
    trained: { card, definition, golden: makeGolden(learned.model, learned.calibration, learned.data.columns), onnx },
    why: card.why,
    comparison,
    baselineTest: null,
  };
}

function fieldsAfterLeaving(
  { file, key }: BookInput,
  { sources, lives }: Book,
  shouldStop: () => boolean,
): LeakageInput['changedAfterLeaving'] {
  const database = openForReading(file, key, { shouldStop });
  try {
    return changedAfterLeaving(readAccountVersions(database, sources.accounts), lives);
  } finally {
    database.close();
  }
}

/** The champion on those rows of the test that it has not learned from either. */
function comparedWith(
  champion: Rival,
  { id, name, seed }: TrainInput,
  data: Dataset,
  { answered, data: learnedFrom }: Learned,
  shouldStop: () => boolean,
): Comparison {
  return compare({
    data,
    champion,
    challenger: { id, name },
    rows: answered.rows,
    answers: answered.probabilities,
    challengerUnseenFrom: unseenFrom(learnedFrom.days.at(-1) ?? -Infinity, champion.horizonDays),
    seed,
    shouldStop,
  });
}

/** The baseline never saw this book, so every labelled row tests it. */
function baselineTest({ baseline, seed }: TrainInput, data: Dataset, shouldStop: () => boolean): BaselineTest | null {
  const rows = Int32Array.from(data.labels.keys());
  const testChurns = churnsIn(data, rows);
  if (baseline === null || testChurns === 0) return null;
  const probabilities = answersOfModel(baseline, data, rows, shouldStop);
  const churned = data.labels.reduce((sum, label) => sum + label, 0);
  const referenceRate = new Float64Array(rows.length).fill(churned / rows.length);
  return {
    test: judged(data, { rows, probabilities, referenceRate }, seed, shouldStop),
    testChurns,
    snapshots: data.days.map(dayOfNumber),
  };
}
