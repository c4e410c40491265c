import { groupedFolds, stratifiedFolds } from './folds.ts';
import { quantile } from './metrics.ts';
import type { LabelledRows, TrainingProgress, TreeOptions } from './trees/options.ts';
import { fitTrees } from './trees/boost.ts';
import type { NumericColumn, TreesModel } from './trees/model.ts';

export interface ChurnLearnerInput extends LabelledRows {
  featureNames: readonly string[];
  /** Rows that decide when to stop. Without them the rounds are searched for, then all rows are fitted. */
  validation?: LabelledRows | null;
  /**
   * Whose row each is (an account's number), where accounts have several snapshots. The fifth that is set aside then
   * holds whole accounts: with one account on both sides the loss would fall for learning accounts by heart.
   */
  groups?: ArrayLike<string | number> | null;
  seed: number;
  /** Changes to the house configuration. */
  options?: Partial<TreeOptions>;
  onProgress?: ((fraction: number, progress: TrainingProgress) => void) | undefined;
  shouldStop?: (() => boolean) | undefined;
}

/**
 * The house configuration: many small, slow, randomised trees. Chosen for books of some hundreds to tens of thousands
 * of accounts, where variance hurts more than bias; not tuned to any one data set.
 */
export function churnTreeOptions(rows: number): TreeOptions {
  return {
    rounds: 800,
    learningRate: 0.03,
    maxDepth: 4,
    maxLeaves: 12,
    minChildRows: Math.max(5, Math.min(30, Math.round(rows / 200))),
    minChildWeight: 1,
    l1: 0,
    l2: 5,
    rowSample: 0.7,
    columnSample: 0.5,
    // Some twenty rows a bin: finer cuts would only be noise, and slow.
    maxBins: Math.max(32, Math.min(128, Math.round(rows / 20))),
    monotone: null,
    earlyStoppingRounds: 60,
    seed: 42,
  };
}

const asideFolds = 5;

/**
 * Boosted trees in the house configuration. With `validation`, the rounds are those best on it. Without, they are found
 * on fifths that are set aside in turn (stratified, or by `groups`): the median of all five where positives are few and
 * one fifth would be chance, a single fifth otherwise. The model is then fitted on all rows with as many rounds.
 */
export function fitChurnLearner(input: ChurnLearnerInput): TreesModel {
  const options = { ...churnTreeOptions(input.labels.length), ...input.options, seed: input.seed };
  const common = { featureNames: input.featureNames, shouldStop: input.shouldStop };
  const all: LabelledRows = { columns: input.columns, labels: input.labels, weights: input.weights ?? null };
  if (input.validation) {
    return fitTrees({ ...all, ...common, validation: input.validation, options, onProgress: input.onProgress }).model;
  }
  const splits = searchSplits(input);
  const steps = splits.length + 1;
  const report =
    (step: number) =>
    (fraction: number, progress: TrainingProgress): void =>
      input.onProgress?.((step + fraction) / steps, progress);
  const found = splits.map(([kept, aside], step) => {
    const validation = takeRows(all, aside);
    return fitTrees({ ...takeRows(all, kept), ...common, validation, options, onProgress: report(step) }).rounds;
  });
  const rounds = found.length === 0 ? roundsWithoutSearch : Math.max(10, median(found));
  return fitTrees({ ...all, ...common, options: { ...options, rounds }, onProgress: report(splits.length) }).model;
}

const roundsWithoutSearch = 100;
const fewPositives = 400;

/** [rows that learn, rows that judge]; none where no fifth leaves both outcomes on both sides. */
function searchSplits({ labels, groups, seed }: ChurnLearnerInput): [Int32Array, Int32Array][] {
  const available = groups ? new Set(Array.from(groups)).size : labels.length;
  if (available < asideFolds) return [];
  const folds = groups ? groupedFolds(groups, asideFolds, seed) : stratifiedFolds(labels, asideFolds, seed);
  const rows = Int32Array.from(labels, (_label, row) => row);
  const splits = Array.from({ length: asideFolds }, (_unused, fold): [Int32Array, Int32Array] => [
    rows.filter((row) => folds[row] !== fold),
    rows.filter((row) => folds[row] === fold),
  ]).filter((split) => split.every((side) => hasBoth(labels, side)));
  const positives = labels.reduce((sum, label) => sum + label, 0);
  return Math.min(positives, labels.length - positives) < fewPositives ? splits : splits.slice(0, 1);
}

function median(values: readonly number[]): number {
  const ascending = [...values].sort((a, b) => a - b);
  return Math.round(quantile(ascending, 0.5));
}

/** The given rows of columns, labels and weights. */
export function takeRows(
  from: LabelledRows,
  rows: Int32Array,
): { columns: Float32Array[]; labels: Uint8Array; weights: Float64Array | null } {
  const weights = from.weights ?? null;
  return {
    columns: takeColumns(from.columns, rows),
    labels: Uint8Array.from(rows, (row) => from.labels[row]!),
    weights: weights === null ? null : Float64Array.from(rows, (row) => weights[row]!),
  };
}

export function takeColumns(columns: readonly NumericColumn[], rows: Int32Array): Float32Array[] {
  return columns.map((column) => Float32Array.from(rows, (row) => column[row]!));
}

function hasBoth(labels: Uint8Array, rows: Int32Array): boolean {
  let positive = 0;
  for (const row of rows) positive += labels[row]!;
  return positive > 0 && positive < rows.length;
}
