import { cancelled } from '../../../shared/domain/errors.ts';
import { childSeed, createRandom } from '../random.ts';
import { fillBins, openArena, planArena } from './arena.ts';
import { binsOf, cutColumn } from './binning.ts';
import type { Crew } from './crew.ts';
import { sharedCrew, soloCrew } from './crew.ts';
import { fillGradients, packingFor, startingScore } from './gradients.ts';
import type { GrowContext } from './grow.ts';
import { growTree } from './grow.ts';
import type { TreesModel } from './model.ts';
import type { FittedTrees, LabelledRows, TreeOptions, TreesInput } from './options.ts';
import { checkTreesInput, defaultTreeOptions } from './options.ts';
import { sampleFeatures, sampleRows, usableRows } from './sampling.ts';
import { control } from './sizes.ts';
import { addBinned, addLeaves, createValidation } from './update.ts';

/**
 * Fits gradient-boosted trees with logistic loss (second-order, histogram-based; Friedman 2001, Chen & Guestrin 2016).
 * Deterministic: the same input and seed give the same model, whatever the number of threads.
 */
export function fitTrees(input: TreesInput): FittedTrees {
  const options = { ...defaultTreeOptions, ...input.options };
  checkTreesInput(input, options);
  const { labels } = input;
  const weights = classWeighted(labels, input.weights ?? null, options.positiveWeight);
  const usable = usableRows(labels.length, weights);
  const baseScore = startingScore(labels, weights, usable);
  const model: TreesModel = { kind: 'trees', featureNames: [...input.featureNames], baseScore, trees: [] };
  const validation = createValidation(input.validation ?? null, baseScore);
  const prepared = prepare(input, options, weights);
  const { context, features, crew } = prepared;
  const { arena } = context;
  const { packing } = arena.plan.rules;
  const scores = new Float64Array(labels.length).fill(baseScore);
  const rest = new Int32Array(usable.length);
  const random = createRandom(childSeed(options.seed, 1));

  let bestLoss = validation === null ? null : validation.loss();
  let bestRounds = 0;
  try {
    for (let round = 0; features.length > 0 && round < options.rounds; round++) {
      const count = sampleRows(usable, arena.rows, rest, options.rowSample, random);
      arena.control[control.chosen] = sampleFeatures(features.length, arena.chosen, options.columnSample, random);
      const sums = fillGradients(arena.pairs, arena.rows.subarray(0, count), scores, labels, weights, packing);
      const grown = growTree(context, count, sums);
      if (grown.leafNodes.length < 2 && options.columnSample >= 1 && options.rowSample >= 1) break;
      addLeaves(grown, arena.rows, scores);
      addBinned(grown, context.columns, arena, rest.subarray(0, usable.length - count), scores);
      const { tree } = grown;
      tree.feature.forEach((feature, node) => (tree.feature[node] = feature < 0 ? -1 : features[feature]!));
      model.trees.push(tree);
      const loss = validation === null ? null : validation.add(tree);
      if (loss !== null && bestLoss !== null && loss < bestLoss) {
        bestLoss = loss;
        bestRounds = round + 1;
      }
      input.onProgress?.((round + 1) / options.rounds, {
        round: round + 1,
        rounds: options.rounds,
        validationLoss: loss,
      });
      const patience = options.earlyStoppingRounds;
      if (loss !== null && patience > 0 && round + 1 - bestRounds >= patience) break;
    }
  } finally {
    crew.close();
  }
  if (validation !== null && options.earlyStoppingRounds > 0) model.trees.length = bestRounds;
  return { model, rounds: model.trees.length, validationLoss: bestLoss };
}

/** @returns what trees need to grow; `features` are the input's numbers of those that can part rows */
function prepare(
  input: TreesInput,
  options: TreeOptions,
  weights: LabelledRows['weights'],
): { context: GrowContext; features: number[]; crew: Crew } {
  const { columns, featureNames, labels, team, shouldStop } = input;
  const cut = columns.map((column, feature) => {
    if (shouldStop?.() === true) throw cancelled('Training');
    return cutColumn(column, Math.min(254, options.maxBins), featureNames[feature]!);
  });
  // A feature with one value parts nothing.
  const features = [...cut.keys()].filter((feature) => {
    const { valueBins, hasMissing } = cut[feature]!;
    return valueBins > 1 || hasMissing;
  });
  const kept = features.map((feature) => cut[feature]!);
  const isBound = options.monotone?.some((direction) => direction !== 0) === true;
  const helpers = labels.length * features.length < worthHelpers ? 0 : (team?.helpers ?? 0);
  const plan = planArena(kept, labels.length, 1 + helpers, options, {
    l1: options.l1,
    l2: options.l2,
    minChildWeight: options.minChildWeight,
    minChildRows: options.minChildRows,
    monotone: isBound ? features.map((feature) => options.monotone![feature] ?? 0) : null,
    packing: packingFor(labels.length, weights),
  });
  const arena = openArena(plan, undefined, input.kernels);
  kept.forEach((column, feature) => fillBins(arena, feature, binsOf(columns[features[feature]!]!, column)));
  const crew = helpers > 0 && team ? sharedCrew(arena, team) : soloCrew(arena);
  const context: GrowContext = { arena, crew, columns: kept, options, weights: weights ?? null, shouldStop };
  return { context, features, crew };
}

/** Cells of a table (rows × features) below which helpers cost more than they bring. */
const worthHelpers = 200_000;

function classWeighted(
  labels: Uint8Array,
  weights: LabelledRows['weights'],
  positiveWeight: TreeOptions['positiveWeight'],
): LabelledRows['weights'] {
  if (positiveWeight === 1) return weights;
  const sums: [number, number] = [0, 0];
  labels.forEach((label, row) => (sums[label === 1 ? 1 : 0] += weights ? weights[row]! : 1));
  const factor = positiveWeight === 'balanced' ? (sums[1] === 0 ? 1 : sums[0] / sums[1]) : positiveWeight;
  return Float64Array.from(labels, (label, row) => (weights ? weights[row]! : 1) * (label === 1 ? factor : 1));
}
