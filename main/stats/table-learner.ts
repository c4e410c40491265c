import type { Encoder, EncoderOptions, RawColumn } from './encoding.ts';
import { encode, fitEncoder } from './encoding.ts';
import { churnTreeOptions, fitChurnLearner } from './learner.ts';
import type { LogisticModel } from './logistic.ts';
import { predictLogistic } from './logistic.ts';
import { fitLogistic } from './logistic-fit.ts';
import { childSeed } from './random.ts';
import type { TreesModel } from './trees/model.ts';
import { predictTrees } from './trees/predict.ts';

/** Which learners vote: boosted trees, logistic regression on splines, or the mean of their log-odds. */
export type TableLearner = 'ensemble' | 'trees' | 'logistic';

/** Members whose log-odds are averaged by weight. Plain JSON. */
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
  onProgress?: ((fraction: number) => void) | undefined;
  shouldStop?: (() => boolean) | undefined;
}

const splineEncoding: EncoderOptions = { knots: 7, maxIndicators: 40 };
const treeBags = 2;

/**
 * Fits the learners for a plain table. The trees find interactions, the regression extrapolates smoothly; their errors
 * differ, so the mean of their log-odds is better than either on most small tables.
 */
export function fitTableModel(input: TableModelInput): TableModel {
  const { columns, labels, rows, seed, learner = 'ensemble', shouldStop } = input;
  const members: TableModel['members'] = [];
  const own = Uint8Array.from(rows, (row) => labels[row]!);
  const names = (encoder: Encoder): string[] => encoder.features.map((feature) => feature.name);
  if (learner !== 'trees') {
    const { encoder, training } = fitEncoder(columns, labels, rows, { ...splineEncoding, seed });
    const model = fitLogistic({
      columns: training,
      labels: own,
      featureNames: names(encoder),
      l2: splinePenalty,
      shouldStop,
    });
    members.push({ weight: learner === 'ensemble' ? 0.5 : 1, encoder, model });
  }
  if (learner !== 'logistic') {
    const share = learner === 'ensemble' ? 0.5 : 1;
    const { encoder, training } = fitEncoder(columns, labels, rows, { seed });
    for (let bag = 0; bag < treeBags; bag++) {
      const model = fitChurnLearner({
        columns: training,
        labels: own,
        featureNames: names(encoder),
        seed: childSeed(seed, bag),
        shouldStop,
        options: churnTreeOptions(rows.length),
        onProgress: (fraction) => input.onProgress?.((bag + fraction) / treeBags),
      });
      members.push({ weight: share / treeBags, encoder, model });
    }
  }
  return { kind: 'table', members };
}

const splinePenalty = 2;

/** Log-odds of the given rows. */
export function predictTableModel(model: TableModel, columns: readonly RawColumn[], rows: Int32Array): Float64Array {
  const sums = new Float64Array(rows.length);
  for (const member of model.members) {
    const features = encode(member.encoder, columns, rows);
    const logOdds =
      member.model.kind === 'trees'
        ? predictTrees(member.model, features, rows.length)
        : predictLogistic(member.model, features, rows.length);
    for (let row = 0; row < sums.length; row++) sums[row]! += member.weight * logOdds[row]!;
  }
  return sums;
}
