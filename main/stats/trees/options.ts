import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { TreeTeam } from './crew.ts';
import type { NumericColumn, RowWeights, TreesModel } from './model.ts';

export interface TreeOptions {
  /** Trees at most. */
  rounds: number;
  learningRate: number;
  /** Leaf-wise: the leaf that gains most is divided next. Depth-wise: a level is finished before the next is begun. */
  growth: 'leaf-wise' | 'depth-wise';
  maxDepth: number;
  /** From 2^maxDepth on it does not bind. */
  maxLeaves: number;
  minChildRows: number;
  /** Least sum of hessians (w·p·(1-p)) on either side of a split. */
  minChildWeight: number;
  l1: number;
  l2: number;
  /**
   * Weight of each positive row against a negative one, on top of the rows' own weights; `balanced` makes both classes weigh
   * the same. Anything but 1 moves the probabilities, so calibrate afterwards.
   */
  positiveWeight: number | 'balanced';
  /** Share of the rows, drawn anew for each tree. */
  rowSample: number;
  /** Share of the features, drawn anew for each tree. */
  columnSample: number;
  /** Bins for known values, at most 254; one more is kept for missing ones. */
  maxBins: number;
  /** Per feature: 1 = the log-odds may not fall with it, -1 = may not rise, 0 = free. */
  monotone: readonly number[] | null;
  /**
   * Memory that may be spent to be quicker: as much for the histograms of waiting nodes, which are made anew where they do not fit,
   * and as much for a second copy of the bins, feature by feature.
   */
  spareBytes: number;
  /** Stop when the validation loss has not fallen for so many rounds, and keep the best; 0 = never. */
  earlyStoppingRounds: number;
  seed: number;
}

export const defaultTreeOptions: TreeOptions = {
  rounds: 300,
  learningRate: 0.05,
  growth: 'leaf-wise',
  maxDepth: 6,
  maxLeaves: 64,
  minChildRows: 20,
  minChildWeight: 1e-3,
  l1: 0,
  l2: 1,
  positiveWeight: 1,
  rowSample: 1,
  columnSample: 1,
  maxBins: 254,
  monotone: null,
  spareBytes: 96 * 2 ** 20,
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
  weights?: RowWeights;
  /** Whose row each is, as whole numbers; rows of one hang together. Each its own where not given. */
  groups?: ArrayLike<number> | null;
}

export interface TreesInput extends LabelledRows {
  featureNames: readonly string[];
  validation?: LabelledRows | null;
  options?: Partial<TreeOptions>;
  /** Called after each round with the share done, 0 … 1. */
  onProgress?: ((fraction: number, progress: TrainingProgress) => void) | undefined;
  /** `plain` does without WebAssembly; the model is the same, and takes longer. */
  kernels?: 'wasm' | 'plain';
  /** Threads that help; null or absent = none. */
  team?: TreeTeam | null | undefined;
  /** Asked before each level of a tree; true ends the training with a `cancelled` error. */
  shouldStop?: (() => boolean) | undefined;
}

export interface FittedTrees {
  model: TreesModel;
  /** Rounds kept (the best by the validation rows, where there are any). */
  rounds: number;
  validationLoss: number | null;
}

/** @throws what is wrong, by name */
export function checkTreesInput(input: TreesInput, options: TreeOptions): void {
  const { columns, labels, featureNames, weights } = input;
  if (columns.length === 0) refuse('There is no feature to learn from. Add at least one.');
  if (featureNames.length !== columns.length)
    refuse('The number of feature names differs from the number of features.');
  columns.forEach((column, index) => {
    if (column.length !== labels.length)
      refuse(`Feature "${featureNames[index]!}" has another number of rows than the labels.`);
  });
  const strange = labels.findIndex((label) => label > 1);
  if (strange >= 0) {
    refuse(
      `The label of row ${strange + 1} is ${labels[strange]}, but only 0 and 1 can be learned. Say which one value means "churned".`,
    );
  }
  if (weights) {
    if (weights.length !== labels.length) refuse('There is another number of weights than of rows.');
    const bad = weights.findIndex((weight) => !(weight >= 0 && weight < Infinity));
    if (bad >= 0) refuse(`The weight of row ${bad + 1} is ${weights[bad]}. Give a number from 0.`);
  }
  checkOptions(options, columns.length);
}

function checkOptions(options: TreeOptions, features: number): void {
  const { monotone, positiveWeight } = options;
  const least: [keyof TreeOptions, number][] = [
    ['rounds', 0],
    ['maxDepth', 1],
    ['maxLeaves', 2],
    ['minChildRows', 0],
    ['minChildWeight', 0],
    ['l1', 0],
    ['l2', 0],
    ['maxBins', 2],
    ['earlyStoppingRounds', 0],
    ['spareBytes', 0],
  ];
  for (const [name, from] of least) {
    if (!(Number(options[name]) >= from))
      refuse(`The setting ${name} is ${String(options[name])}. Give at least ${from}.`);
  }
  for (const name of ['learningRate', 'rowSample', 'columnSample'] as const) {
    if (!(options[name] > 0 && options[name] <= 1))
      refuse(`The setting ${name} is ${options[name]}. Give a number above 0, at most 1.`);
  }
  if (positiveWeight !== 'balanced' && !(positiveWeight > 0 && positiveWeight < Infinity))
    refuse(`The setting positiveWeight is ${positiveWeight}. Give a number above 0, or "balanced".`);
  if (monotone !== null && monotone.length !== features)
    refuse(`There are ${monotone.length} monotone directions for ${features} features. Give one for each.`);
  if (!(options.l2 > 0 || options.minChildWeight > 0)) refuse('Either l2 or minChildWeight must be above 0.');
}

function refuse(message: string): never {
  throw new HoldfastError('invalid_input', message);
}
