import { cancelled } from '../../../shared/domain/errors.ts';
import { childSeed, createRandom } from '../random.ts';
import type { BinnedColumn } from './binning.ts';
import { binColumn } from './binning.ts';
import { fillGradients, gradientGrid, startingScore } from './gradients.ts';
import type { GrowContext } from './grow.ts';
import { growTree } from './grow.ts';
import { createCellMatrix, createHistogramPool } from './histogram.ts';
import type { TreesModel } from './model.ts';
import type { FittedTrees, LabelledRows, TreeOptions, TreesInput } from './options.ts';
import { checkTreesInput, defaultTreeOptions } from './options.ts';
import { sampleFeatures, sampleRows, usableRows } from './sampling.ts';
import { addBinned, addLeaves, createValidation } from './update.ts';

/**
 * Fits gradient-boosted trees with logistic loss (second-order, histogram-based; Friedman 2001, Chen & Guestrin 2016).
 * Deterministic: the same input and seed give the same model.
 */
export function fitTrees(input: TreesInput): FittedTrees {
  const options = { ...defaultTreeOptions, ...input.options };
  checkTreesInput(input, options);
  const { labels } = input;
  const weights = input.weights ?? null;
  const usable = usableRows(labels.length, weights);
  const names = [...input.featureNames];
  const columns = input.columns.map((column, index) =>
    binColumn(column, Math.min(254, options.maxBins), names[index]!),
  );
  const baseScore = startingScore(labels, weights, usable);
  const model: TreesModel = { kind: 'trees', featureNames: names, baseScore, trees: [] };
  const scores = new Float64Array(labels.length).fill(baseScore);
  const context = createContext(columns, options, labels.length, weights);
  const random = createRandom(childSeed(options.seed, 1));
  const validation = createValidation(input.validation ?? null, baseScore);
  const rows = new Int32Array(usable.length);
  const grid = gradientGrid(usable.length, weights);

  let bestLoss = validation === null ? null : validation.loss();
  let bestRounds = 0;
  for (let round = 0; round < options.rounds; round++) {
    if (input.shouldStop?.() === true) throw cancelled('Training');
    fillGradients(context.pairs, scores, labels, weights, grid);
    const count = sampleRows(usable, rows, options.rowSample, random);
    const features = sampleFeatures(columns, options.columnSample, random);
    const grown = growTree(context, rows, count, features);
    if (grown.leafNodes.length < 2 && options.columnSample >= 1 && options.rowSample >= 1) break;
    model.trees.push(grown.tree);
    if (count === labels.length) addLeaves(grown, rows, scores);
    else addBinned(grown, columns, scores);
    const loss = validation === null ? null : validation.add(grown.tree);
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
  if (validation !== null && options.earlyStoppingRounds > 0) model.trees.length = bestRounds;
  return { model, rounds: model.trees.length, validationLoss: bestLoss };
}

function createContext(
  columns: BinnedColumn[],
  options: TreeOptions,
  rowCount: number,
  weights: NonNullable<LabelledRows['weights']> | null,
): GrowContext {
  const matrix = createCellMatrix(columns, rowCount);
  return {
    columns,
    matrix,
    weights,
    pool: createHistogramPool(matrix.length),
    rules: {
      l1: options.l1,
      l2: options.l2,
      minChildWeight: options.minChildWeight,
      minChildRows: options.minChildRows,
      monotone: options.monotone?.some((direction) => direction !== 0) === true ? options.monotone : null,
    },
    maxDepth: options.maxDepth,
    maxLeaves: options.maxLeaves,
    learningRate: options.learningRate,
    pairs: new Float64Array(2 * rowCount),
    scratchRows: new Int32Array(rowCount),
    gathered: new Float64Array(2 * rowCount),
  };
}
