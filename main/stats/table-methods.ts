import type { Encoder, EncoderOptions, RawColumn } from './encoding.ts';
import { churnTreeOptions } from './learner.ts';
import type { LogisticModel } from './logistic.ts';
import { predictLogistic } from './logistic.ts';
import { fitLogistic } from './logistic-fit.ts';
import { fitTrees } from './trees/boost.ts';
import type { TreeTeam } from './trees/crew.ts';
import type { TreesModel } from './trees/model.ts';
import type { LabelledRows, TreeOptions } from './trees/options.ts';
import { predictTrees } from './trees/predict.ts';

/** A way to learn. */
export interface Method {
  encoding: EncoderOptions;
  /** Trees: their settings. Null: logistic regression with this penalty. */
  trees: ((rows: number, features: number) => Partial<TreeOptions>) | null;
  penalty: number;
  /** Models of the final fit, which differ by seed only. */
  bags: number;
}

export const forTrees: EncoderOptions = {};
export const small: Method = {
  encoding: forTrees,
  trees: (rows, features) => ({
    ...churnTreeOptions(rows),
    rounds: 600,
    learningRate: 0.05,
    columnSample: columnShare(features),
  }),
  penalty: 0,
  bags: 2,
};
/** For tables with little noise and many interactions, where small trees would never get there. */
export const large: Method = {
  encoding: forTrees,
  trees: (rows, features) => ({
    ...churnTreeOptions(rows),
    rounds: 600,
    learningRate: 0.07,
    maxDepth: 12,
    maxLeaves: 40,
    minChildRows: Math.max(3, Math.min(20, Math.round(rows / 300))),
    minChildWeight: 0.5,
    l2: 2,
    rowSample: 0.8,
    columnSample: Math.max(0.6, columnShare(features)),
    maxBins: 254,
    earlyStoppingRounds: 40,
  }),
  penalty: 0,
  bags: 2,
};

/** Of few features most must be there, or a tree seldom sees two that only tell something together. */
function columnShare(features: number): number {
  return Math.max(0.5, Math.min(0.8, 24 / features));
}

/** @param rows that are learned from */
export const splines = (columns: readonly RawColumn[], rows: number): Method => {
  const numbers = columns.filter((column) => column.kind === 'number').length;
  const hinges = Math.min(mostHinges, rows / rowsForHinge);
  const knots = Math.min(7, Math.floor(hinges / Math.max(1, numbers)));
  return { encoding: { knots, maxIndicators: 40 }, trees: null, penalty: 2, bags: 1 };
};

/** Each hinge is a coefficient that must be learned. */
const mostHinges = 160;
/** With fewer, small tables were ranked worse than by straight lines. */
const rowsForHinge = 20;

export interface MethodWork {
  team?: TreeTeam | null | undefined;
  shouldStop?: (() => boolean) | undefined;
}

/** @param rounds of trees; null = those best on the validation rows */
export function fitMethod(
  { team, shouldStop }: MethodWork,
  method: Method,
  encoder: Encoder,
  data: LabelledRows,
  validation: LabelledRows | null,
  seed: number,
  rounds: number | null,
): { model: TreesModel | LogisticModel; rounds: number } {
  const featureNames = encoder.features.map((feature) => feature.name);
  if (method.trees === null)
    return { model: fitLogistic({ ...data, featureNames, l2: method.penalty, shouldStop }), rounds: 0 };
  const options = {
    ...method.trees(data.labels.length, featureNames.length),
    seed,
    ...(rounds === null ? {} : { rounds }),
  };
  return fitTrees({ ...data, featureNames, validation, options, team, shouldStop });
}

export function logOddsOf(
  model: TreesModel | LogisticModel,
  features: readonly Float32Array[],
  rows: number,
): Float64Array {
  return model.kind === 'trees' ? predictTrees(model, features, rows) : predictLogistic(model, features, rows);
}
