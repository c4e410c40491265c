import type { BinnedColumn } from './binning.ts';
import { cellSize } from './histogram.ts';

/** What a node may do; shared by all nodes of a model. */
export interface SplitRules {
  l1: number;
  l2: number;
  minChildWeight: number;
  minChildRows: number;
  /** -1 falling, 0 free, 1 rising; null where no feature is bound. */
  monotone: readonly number[] | null;
}

/** Sums over the rows of a node and the leaf values that monotone rules leave open. */
export interface NodeSums {
  gradient: number;
  hessian: number;
  rows: number;
  lowest: number;
  highest: number;
}

export interface Split {
  feature: number;
  /** The last bin that goes left. */
  bin: number;
  missingLeft: boolean;
  gain: number;
  leftGradient: number;
  leftHessian: number;
  leftRows: number;
}

/** The value that lowers the loss most under L1 and L2 (soft-thresholded Newton step). */
export function optimalValue(gradient: number, hessian: number, rules: SplitRules): number {
  const shrunk = soften(gradient, rules.l1);
  return shrunk === 0 ? 0 : -shrunk / (hessian + rules.l2);
}

export function boundedValue(sums: NodeSums, rules: SplitRules): number {
  return Math.min(sums.highest, Math.max(sums.lowest, optimalValue(sums.gradient, sums.hessian, rules)));
}

/** The best split of a node, or null where none lowers the loss. Ties go to the first feature and the lowest bin. */
export function findSplit(
  histogram: Float64Array,
  offsets: Int32Array,
  columns: readonly BinnedColumn[],
  features: Int32Array,
  sums: NodeSums,
  rules: SplitRules,
): Split | null {
  const best: Split = {
    feature: -1,
    bin: 0,
    missingLeft: false,
    gain: 1e-12,
    leftGradient: 0,
    leftHessian: 0,
    leftRows: 0,
  };
  const bounded = rules.monotone !== null;
  const parent = bounded
    ? improvement(sums.gradient, sums.hessian, boundedValue(sums, rules), rules)
    : freeImprovement(sums.gradient, sums.hessian, rules);
  for (let index = 0; index < features.length; index++) {
    const feature = features[index]!;
    scanFeature(histogram, offsets[feature]!, columns[feature]!, feature, sums, rules, parent, best);
  }
  return best.feature < 0 ? null : best;
}

function scanFeature(
  histogram: Float64Array,
  offset: number,
  column: BinnedColumn,
  feature: number,
  sums: NodeSums,
  rules: SplitRules,
  parent: number,
  best: Split,
): void {
  const missing = offset + cellSize * column.valueBins;
  const missingRows = histogram[missing + 2]!;
  if (missingRows === 0) {
    const end = missing - cellSize;
    scanDirection(histogram, offset, end, 0, 0, 0, null, feature, sums, rules, parent, best);
    return;
  }
  const gradient = histogram[missing]!;
  const hessian = histogram[missing + 1]!;
  scanDirection(histogram, offset, missing, 0, 0, 0, false, feature, sums, rules, parent, best);
  scanDirection(histogram, offset, missing, gradient, hessian, missingRows, true, feature, sums, rules, parent, best);
}

/** Tries every cut with the missing rows (already in the left sums where they go left) on one side. */
function scanDirection(
  histogram: Float64Array,
  offset: number,
  end: number,
  leftGradient: number,
  leftHessian: number,
  leftRows: number,
  missingLeft: boolean | null,
  feature: number,
  sums: NodeSums,
  rules: SplitRules,
  parent: number,
  best: Split,
): void {
  const { minChildWeight, l1, l2 } = rules;
  const allGradient = sums.gradient;
  const allHessian = sums.hessian;
  const leastRows = Math.max(1, rules.minChildRows);
  const mostRows = sums.rows - leastRows;
  const mostHessian = allHessian - minChildWeight;
  const simple = rules.monotone === null && l1 === 0;
  let gradient = leftGradient;
  let hessian = leftHessian;
  let rows = leftRows;
  let highest = best.gain + parent;
  for (let cell = offset; cell < end; cell += cellSize) {
    const added = histogram[cell + 2]!;
    // An empty bin parts the rows exactly as the bin before it.
    if (added === 0) continue;
    gradient += histogram[cell]!;
    hessian += histogram[cell + 1]!;
    rows += added;
    if (rows < leastRows || hessian < minChildWeight) continue;
    if (rows > mostRows || hessian > mostHessian) break;
    const rightGradient = allGradient - gradient;
    const rightHessian = allHessian - hessian;
    const gain = simple
      ? (gradient * gradient) / (hessian + l2) + (rightGradient * rightGradient) / (rightHessian + l2)
      : guardedGain(gradient, hessian, rightGradient, rightHessian, feature, sums, rules);
    if (gain > highest) {
      highest = gain;
      best.feature = feature;
      best.bin = (cell - offset) / cellSize;
      best.gain = gain - parent;
      best.leftGradient = gradient;
      best.leftHessian = hessian;
      best.leftRows = rows;
      // Unseen missing values follow the crowd.
      best.missingLeft = missingLeft ?? rows >= sums.rows - rows;
    }
  }
}

function guardedGain(
  leftGradient: number,
  leftHessian: number,
  rightGradient: number,
  rightHessian: number,
  feature: number,
  sums: NodeSums,
  rules: SplitRules,
): number {
  if (rules.monotone === null) {
    return freeImprovement(leftGradient, leftHessian, rules) + freeImprovement(rightGradient, rightHessian, rules);
  }
  const hold = (value: number): number => Math.min(sums.highest, Math.max(sums.lowest, value));
  const left = hold(optimalValue(leftGradient, leftHessian, rules));
  const right = hold(optimalValue(rightGradient, rightHessian, rules));
  const direction = rules.monotone[feature] ?? 0;
  if ((direction > 0 && left > right) || (direction < 0 && left < right)) return -Infinity;
  return improvement(leftGradient, leftHessian, left, rules) + improvement(rightGradient, rightHessian, right, rules);
}

/** Twice the loss that a leaf of this value saves, to second order. */
function improvement(gradient: number, hessian: number, value: number, rules: SplitRules): number {
  return -(2 * gradient * value + (hessian + rules.l2) * value * value + 2 * rules.l1 * Math.abs(value));
}

function freeImprovement(gradient: number, hessian: number, rules: SplitRules): number {
  const shrunk = soften(gradient, rules.l1);
  return shrunk === 0 ? 0 : (shrunk * shrunk) / (hessian + rules.l2);
}

function soften(gradient: number, l1: number): number {
  if (gradient > l1) return gradient - l1;
  if (gradient < -l1) return gradient + l1;
  return 0;
}
