import type { Encoder, RawColumn } from './encoding.ts';
import { encode, fitEncoder } from './encoding.ts';
import type { LogisticModel } from './logistic.ts';
import { childSeed } from './random.ts';
import type { TreeSearchInput } from './search/tree-search.ts';
import { searchTreeShape } from './search/tree-search.ts';
import type { Method } from './table-methods.ts';
import { fitMethod, forTrees, large, logOddsOf, small, splines } from './table-methods.ts';
import { tryOut } from './table-trial.ts';
import type { TreeTeam } from './trees/crew.ts';
import { mergeTrees } from './trees/merge.ts';
import type { TreesModel } from './trees/model.ts';
import type { TreeOptions } from './trees/options.ts';
import { defaultTreeOptions } from './trees/options.ts';

/** Which learners vote: boosted trees, logistic regression on splines, or both, each by what it is worth on this table. */
export type TableLearner = 'ensemble' | 'trees' | 'logistic';

/** Members whose log-odds are added up by weight. Plain JSON. */
export interface TableModel {
  kind: 'table';
  members: { weight: number; encoder: Encoder; model: TreesModel | LogisticModel }[];
}

export interface TableModelInput {
  columns: readonly RawColumn[];
  labels: Uint8Array;
  /** Training rows; nothing is learned from others. */
  rows: Int32Array;
  seed: number;
  learner?: TableLearner;
  /** Searches for the shape of the small trees too, on folds of the training rows; takes some times longer. */
  search?: Pick<TreeSearchInput, 'tries' | 'outOfTime'> | null | undefined;
  team?: TreeTeam | null | undefined;
  onProgress?: ((fraction: number) => void) | undefined;
  shouldStop?: (() => boolean) | undefined;
}

/**
 * Fits the learners for a plain table. Small trees, large trees and a regression on splines err differently, so a sum of
 * their log-odds is better than any. What each is worth is found on folds of the training rows, of which none has learned.
 */
export function fitTableModel(input: TableModelInput): TableModel {
  const { learner = 'ensemble', rows, labels } = input;
  const own = Uint8Array.from(rows, (row) => labels[row]!);
  const found = input.search && learner !== 'logistic' ? searched(input, own) : small;
  const methods = [
    ...(learner === 'trees' ? [] : [splines(input.columns, rows.length)]),
    ...(learner === 'logistic' ? [] : [found, large]),
  ];
  const tried = tryOut(
    { ...input, onProgress: (share) => input.onProgress?.(input.search ? 0.5 + 0.3 * share : 0.8 * share) },
    methods,
  );
  const heaviest = Math.max(...tried.weights);
  const members: TableModel['members'] = [];
  const grown: { model: TreesModel; weight: number }[] = [];
  let forGrown: Encoder | null = null;
  methods.forEach((method, index) => {
    const weight = tried.weights[index]!;
    if (weight < leastWeight * heaviest) return;
    const { encoder, training } = fitEncoder(input.columns, labels, rows, { ...method.encoding, seed: input.seed });
    const data = { columns: training, labels: own };
    for (let bag = 0; bag < method.bags; bag++) {
      const seed = childSeed(input.seed, 100 * (index + 1) + bag);
      const { model } = fitMethod(input, method, encoder, data, null, seed, tried.rounds[index]!);
      if (model.kind === 'logistic') {
        members.push({ weight, encoder, model });
      } else {
        forGrown = encoder;
        grown.push({ model, weight: weight / method.bags });
      }
    }
    input.onProgress?.(0.8 + (0.2 * (index + 1)) / methods.length);
  });
  if (forGrown !== null) members.push(asOneMember(grown, forGrown));
  input.onProgress?.(1);
  return { kind: 'table', members };
}

/** All trees as one model: they read the same features. */
function asOneMember(
  grown: readonly { model: TreesModel; weight: number }[],
  encoder: Encoder,
): TableModel['members'][number] {
  const weight = grown.reduce((sum, one) => sum + one.weight, 0);
  const shares = grown.map((one) => ({ model: one.model, weight: one.weight / weight }));
  return { weight, encoder, model: mergeTrees(shares) };
}

/** The small trees in the best shape that was found for these rows. */
function searched(input: TableModelInput, labels: Uint8Array): Method {
  const { columns, rows, seed } = input;
  const { encoder, training } = fitEncoder(columns, input.labels, rows, { ...forTrees, seed });
  const house = (of: number, features: number): TreeOptions => ({
    ...defaultTreeOptions,
    ...small.trees!(of, features),
  });
  const { shape } = searchTreeShape({
    ...input.search,
    columns: training,
    labels,
    featureNames: encoder.features.map((feature) => feature.name),
    house: house(rows.length, encoder.features.length),
    seed: childSeed(seed, 11),
    team: input.team,
    shouldStop: input.shouldStop,
    onProgress: (share) => input.onProgress?.(0.5 * share),
  });
  return { ...small, trees: (of, features) => ({ ...house(of, features), ...shape }) };
}

/** Members with a smaller part of the heaviest's weight are left out. */
const leastWeight = 0.03;

/** Log-odds of the given rows. */
export function predictTableModel(model: TableModel, columns: readonly RawColumn[], rows: Int32Array): Float64Array {
  const sums = new Float64Array(rows.length);
  for (const member of model.members) {
    const logOdds = logOddsOf(member.model, encode(member.encoder, columns, rows), rows.length);
    for (let row = 0; row < sums.length; row++) sums[row]! += member.weight * logOdds[row]!;
  }
  return sums;
}
