import { groupedFolds, stratifiedFolds } from '../folds.ts';
import { takeRows } from '../learner.ts';
import { createRandom } from '../random.ts';
import type { Random } from '../random.ts';
import { softplus } from '../special.ts';
import { fitTrees } from '../trees/boost.ts';
import type { TreeTeam } from '../trees/crew.ts';
import type { LabelledRows, TreeOptions } from '../trees/options.ts';
import { predictTrees } from '../trees/predict.ts';
import type { Trial } from './halving.ts';
import { successiveHalving } from './halving.ts';

/** What is searched for; rounds follow from early stopping. */
export type TreeShape = Pick<
  TreeOptions,
  | 'learningRate'
  | 'maxDepth'
  | 'maxLeaves'
  | 'minChildRows'
  | 'minChildWeight'
  | 'l1'
  | 'l2'
  | 'rowSample'
  | 'columnSample'
>;

export interface TreeSearchInput extends Omit<LabelledRows, 'groups'> {
  /** Rows of the training time only: nothing that is tested later may be among them. */
  featureNames: readonly string[];
  /** The settings to beat; also all settings that are not searched for. */
  house: TreeOptions;
  /** Whose row each is; rows of one stay on one side of every fold. */
  groups?: ArrayLike<string | number> | null;
  /** Shapes tried, the house's among them; default 24. */
  tries?: number;
  /** Default 5, fewer where one outcome is rare. */
  folds?: number;
  seed: number;
  team?: TreeTeam | null | undefined;
  /** A budget of time. While it does not bite, the answer depends on the input and the seed only. */
  outOfTime?: (() => boolean) | undefined;
  shouldStop?: (() => boolean) | undefined;
  onProgress?: ((fraction: number) => void) | undefined;
}

export interface TreeSearchResult {
  /** The house's where no shape was better by more than one standard error. */
  shape: TreeShape;
  /** Trees that early stopping kept, the mean over the folds; of the shape chosen. */
  rounds: number;
  keptHouse: boolean;
  isComplete: boolean;
  trials: Trial<TreeShape>[];
}

/**
 * Searches for the shape of the trees on folds of the given rows, by successive halving. Seeded; shapes are drawn from ranges
 * that suit books of some hundreds to tens of thousands of accounts.
 */
export function searchTreeShape(input: TreeSearchInput): TreeSearchResult {
  const { labels, seed, tries = 24 } = input;
  const house = shapeOf(input.house);
  const random = createRandom(seed);
  const shapes = [house, ...Array.from({ length: tries - 1 }, () => drawShape(random, labels.length))];
  const splits = splitsOf(input);
  if (splits.length === 0)
    return { shape: house, rounds: input.house.rounds, keptHouse: true, isComplete: true, trials: [] };
  const rounds = new Map<TreeShape, number[]>();
  const result = successiveHalving({
    settings: shapes,
    pieces: splits.length,
    judge: (shape, piece) => {
      const { kept, aside } = splits[piece]!;
      const { model, rounds: found } = fitTrees({
        ...kept,
        featureNames: input.featureNames,
        validation: aside,
        options: { ...input.house, ...shape, earlyStoppingRounds: input.house.earlyStoppingRounds || 50, seed },
        team: input.team,
        shouldStop: input.shouldStop,
      });
      rounds.set(shape, [...(rounds.get(shape) ?? []), found]);
      const logOdds = predictTrees(model, aside.columns, aside.labels.length);
      return logOdds.map((z, row) => (aside.weights?.[row] ?? 1) * softplus(aside.labels[row] === 1 ? -z : z));
    },
    outOfTime: input.outOfTime,
    shouldStop: input.shouldStop,
    onProgress: input.onProgress,
  });
  const own = rounds.get(result.best) ?? [];
  return {
    shape: result.best,
    rounds: Math.max(1, Math.round(own.reduce((sum, found) => sum + found, 0) / own.length)),
    keptHouse: result.keptFirst,
    isComplete: result.isComplete,
    trials: result.trials,
  };
}

function shapeOf(options: TreeOptions): TreeShape {
  const { learningRate, maxDepth, maxLeaves, minChildRows, minChildWeight, l1, l2, rowSample, columnSample } = options;
  return { learningRate, maxDepth, maxLeaves, minChildRows, minChildWeight, l1, l2, rowSample, columnSample };
}

function drawShape(random: Random, rows: number): TreeShape {
  const between = (low: number, high: number): number => low + (high - low) * random.next();
  const scaled = (low: number, high: number): number => Math.exp(between(Math.log(low), Math.log(high)));
  const maxLeaves = Math.round(scaled(4, 64));
  return {
    learningRate: scaled(0.03, 0.12),
    maxLeaves,
    // Deep enough for the leaves, and now and then much deeper than wide.
    maxDepth: Math.ceil(Math.log2(maxLeaves)) + random.integer(5),
    minChildRows: Math.round(scaled(3, Math.max(4, Math.min(80, rows / 20)))),
    minChildWeight: scaled(0.1, 3),
    l1: random.next() < 0.7 ? 0 : scaled(0.05, 2),
    l2: scaled(0.3, 30),
    rowSample: between(0.5, 1),
    columnSample: between(0.3, 1),
  };
}

interface Split {
  kept: LabelledRows;
  aside: LabelledRows;
}

function splitsOf({ columns, labels, weights, groups, folds = 5, seed }: TreeSearchInput): Split[] {
  const all = { columns, labels, weights: weights ?? null };
  const positives = labels.reduce((sum, label) => sum + label, 0);
  const scarcer = Math.min(positives, labels.length - positives);
  const units = groups ? new Set(Array.from(groups)).size : labels.length;
  const count = Math.min(folds, scarcer, units);
  if (count < 2) return [];
  const foldOf = groups ? groupedFolds(groups, count, seed) : stratifiedFolds(labels, count, seed);
  const rows = Int32Array.from(labels.keys());
  return Array.from({ length: count }, (_unused, fold) => ({
    kept: takeRows(
      all,
      rows.filter((row) => foldOf[row] !== fold),
    ),
    aside: takeRows(
      all,
      rows.filter((row) => foldOf[row] === fold),
    ),
  })).filter(({ kept, aside }) => hasBoth(kept.labels) && hasBoth(aside.labels));
}

function hasBoth(labels: Uint8Array): boolean {
  return labels.includes(0) && labels.includes(1);
}
