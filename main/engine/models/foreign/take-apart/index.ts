import type { Calibration } from '../../../../stats/index.ts';
import { logit, predictLogistic, predictTrees, sigmoid } from '../../../../stats/index.ts';
import type { LogisticModel, TreesModel } from '../../../../stats/index.ts';
import { decodeOnnx } from '../../onnx/read.ts';
import type { ForeignPart, RunPlan } from '../foreign-part.ts';
import { followColumns } from './columns.ts';
import { difference, overFeatures, readSums } from './linear.ts';
import { countCovers, readEnsemble } from './trees.ts';

/** A file's model in our own form, which says the same as the file. Plain JSON. */
export type TakenApart = {
  readonly model: TreesModel | LogisticModel;
  readonly calibration: Calibration;
  readonly scale: ForeignPart['scale'];
};

/** Our form must answer every row as the file does, to so much. */
const sameAnswer = 1e-5;

/**
 * Looks for trees or a weighted sum in a file and for how its sum becomes the probability. What follows the sum in the
 * file is not read: it is guessed (a sigmoid or nothing, straight or turned round) and only believed where every row of
 * the book gets the file's own answer.
 * @param values rows of the plan's features; @param said the file's probabilities of them
 * @param rowsOfBook the first of them are the book's accounts
 * @returns null where the file is something else, a network say
 */
export function takeApart(
  onnx: Uint8Array,
  plan: RunPlan,
  values: Float32Array,
  said: Float64Array,
  rowsOfBook: number,
): TakenApart | null {
  const file = decodeOnnx(onnx);
  const width = plan.features.length;
  const columns = plan.features.map((_, feature) =>
    Float32Array.from(said, (_p, row) => values[row * width + feature]!),
  );
  const known = followColumns(file, plan);
  for (const node of file.graph?.node ?? []) {
    const inputs = known.get(node.input?.[0] ?? '');
    if (!inputs) continue;
    for (const candidate of candidatesOf()) {
      const sums =
        candidate.kind === 'trees'
          ? predictTrees(candidate, columns, said.length)
          : predictLogistic(candidate, columns, said.length);
      const found = explainBy(candidate, sums, said);
      if (found) return found;
    }

    function* candidatesOf(): Generator<TreesModel | LogisticModel> {
      if (/^TreeEnsemble(Classifier|Regressor)$/.test(node.opType ?? '')) {
        yield* ensembleModels(node, inputs!, plan, columns, rowsOfBook);
        return;
      }
      const means = Float64Array.from(columns, (column) => meanOf(column.subarray(0, rowsOfBook)));
      const sums = readSums(node, file, inputs!.length);
      for (const sum of sums.length === 2 ? [...sums, difference(sums[0]!, sums[1]!)] : sums) {
        const model = overFeatures(sum, inputs!, plan, means);
        if (model && [model.intercept, ...model.weights, ...model.missingWeights].every(Number.isFinite)) yield model;
      }
    }
  }
  return null;
}

function* ensembleModels(
  node: Parameters<typeof readEnsemble>[0],
  inputs: Parameters<typeof readEnsemble>[1],
  plan: RunPlan,
  columns: readonly Float32Array[],
  rows: number,
): Generator<TreesModel> {
  const ensemble = readEnsemble(node, inputs);
  if (!ensemble || !ensemble.baseValues.every(Number.isFinite)) return;
  for (const [outcome, trees] of ensemble.trees) {
    for (const tree of trees) countCovers(tree, columns, rows);
    const baseScore = ensemble.baseValues[outcome] ?? ensemble.baseValues[0] ?? 0;
    yield { kind: 'trees', featureNames: [...plan.features], baseScore, trees: [...trees] };
  }
  const [no, yes] = [ensemble.trees.get(0), ensemble.trees.get(1)];
  if (!no || !yes) return;
  // Of two outcomes with trees of their own (softmax) the difference decides.
  const against = no.map((tree) => ({ ...tree, value: tree.value.map((value) => -value) }));
  const baseScore = (ensemble.baseValues[1] ?? 0) - (ensemble.baseValues[0] ?? 0);
  yield { kind: 'trees', featureNames: [...plan.features], baseScore, trees: [...yes, ...against] };
}

function explainBy(model: TreesModel | LogisticModel, sums: Float64Array, said: Float64Array): TakenApart | null {
  const sigmoids = [{ slope: 1, offset: 0 }, { slope: -1, offset: 0 }, lineThrough(sums, said, (p) => logit(p))];
  for (const line of sigmoids) {
    if (!line || !agrees(sums, said, (sum) => sigmoid(line.slope * sum + line.offset))) continue;
    return { model: stretched(model, line), calibration: { method: 'none' }, scale: 'log-odds' };
  }
  const straight = [{ slope: 1, offset: 0 }, { slope: -1, offset: 1 }, lineThrough(sums, said, (p) => p)];
  for (const line of straight) {
    if (!line || !agrees(sums, said, (sum) => line.slope * sum + line.offset)) continue;
    return { model: stretched(model, line), calibration: asItIs, scale: 'probability' };
  }
  return null;
}

/** A sum that is the probability already: the curve from (0, 0) to (1, 1). */
const asItIs: Calibration = { method: 'isotonic', logOdds: [0, 1], probability: [0, 1] };

function agrees(sums: Float64Array, said: Float64Array, answer: (sum: number) => number): boolean {
  return sums.every((sum, row) => Math.abs(answer(sum) - said[row]!) <= sameAnswer);
}

/** The straight line through two rows far apart, neither so near 0 or 1 that rounding decides. */
function lineThrough(
  sums: Float64Array,
  said: Float64Array,
  scale: (probability: number) => number,
): { slope: number; offset: number } | null {
  let low = -1;
  let high = -1;
  said.forEach((p, row) => {
    if (p < 0.02 || p > 0.98) return;
    if (low < 0 || sums[row]! < sums[low]!) low = row;
    if (high < 0 || sums[row]! > sums[high]!) high = row;
  });
  if (low < 0 || sums[high]! - sums[low]! < 1e-6) return null;
  const slope = (scale(said[high]!) - scale(said[low]!)) / (sums[high]! - sums[low]!);
  return { slope, offset: scale(said[low]!) - slope * sums[low]! };
}

function stretched<Model extends TreesModel | LogisticModel>(
  model: Model,
  { slope, offset }: { slope: number; offset: number },
): Model {
  if (slope === 1 && offset === 0) return model;
  if (model.kind === 'trees')
    return {
      ...model,
      baseScore: model.baseScore * slope + offset,
      trees: model.trees.map((tree) => ({ ...tree, value: tree.value.map((value) => value * slope) })),
    };
  const by = (values: readonly number[]): number[] => values.map((value) => value * slope);
  return {
    ...model,
    intercept: model.intercept * slope + offset,
    weights: by(model.weights),
    missingWeights: by(model.missingWeights),
  };
}

function meanOf(column: Float32Array): number {
  const present = column.filter((value) => Number.isFinite(value));
  return present.length === 0 ? 0 : present.reduce((sum, value) => sum + value, 0) / present.length;
}
