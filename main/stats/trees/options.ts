import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { NumericColumn, TreesModel } from './model.ts';

export interface TreeOptions {
  /** Trees at most. */
  rounds: number;
  learningRate: number;
  maxDepth: number;
  /** 2^maxDepth gives depth-wise trees; fewer leaves are spent where they help most. */
  maxLeaves: number;
  minChildRows: number;
  /** Least sum of hessians (w·p·(1-p)) on either side of a split. */
  minChildWeight: number;
  l1: number;
  l2: number;
  /** Share of the rows, drawn anew for each tree. */
  rowSample: number;
  /** Share of the features, drawn anew for each tree. */
  columnSample: number;
  /** Bins for known values, at most 254; one more is kept for missing ones. */
  maxBins: number;
  /** Per feature: 1 = the log-odds may not fall with it, -1 = may not rise, 0 = free. */
  monotone: readonly number[] | null;
  /** Stop when the validation loss has not fallen for so many rounds, and keep the best; 0 = never. */
  earlyStoppingRounds: number;
  seed: number;
}

export const defaultTreeOptions: TreeOptions = {
  rounds: 300,
  learningRate: 0.05,
  maxDepth: 6,
  maxLeaves: 64,
  minChildRows: 20,
  minChildWeight: 1e-3,
  l1: 0,
  l2: 1,
  rowSample: 1,
  columnSample: 1,
  maxBins: 254,
  monotone: null,
  earlyStoppingRounds: 30,
  seed: 42,
};

export interface TrainingProgress {
  round: number;
  rounds: number;
  /** Mean log loss on the validation rows; null without them. */
  validationLoss: number | null;
}

export interface LabelledRows {
  /** Column-major features; NaN is missing. */
  columns: readonly NumericColumn[];
  /** 1 = churned, 0 = stayed. */
  labels: Uint8Array;
  /** Positive; null or absent = 1 each. Rows of weight 0 take no part. */
  weights?: Float32Array | Float64Array | null;
}

export interface TreesInput extends LabelledRows {
  featureNames: readonly string[];
  validation?: LabelledRows | null;
  options?: Partial<TreeOptions>;
  /** Called after each round with the share done, 0 … 1. */
  onProgress?: ((fraction: number, progress: TrainingProgress) => void) | undefined;
  /** Asked before each round; true ends the training with a `cancelled` error. */
  shouldStop?: (() => boolean) | undefined;
}

export interface FittedTrees {
  model: TreesModel;
  /** Rounds kept (the best by the validation rows, where there are any). */
  rounds: number;
  validationLoss: number | null;
}

export function checkTreesInput(input: TreesInput, options: TreeOptions): void {
  const { columns, labels, featureNames } = input;
  const fail = (message: string): never => {
    throw new HoldfastError('invalid_input', message);
  };
  if (columns.length === 0) fail('There is no feature to learn from. Add at least one.');
  if (featureNames.length !== columns.length) fail('The number of feature names differs from the number of features.');
  columns.forEach((column, index) => {
    if (column.length !== labels.length)
      fail(`Feature "${featureNames[index]!}" has another number of rows than the labels.`);
  });
  if (!(options.l2 > 0 || options.minChildWeight > 0)) fail('Either l2 or minChildWeight must be above 0.');
}
