import type { Kernels } from './kernels/kernels.ts';
import type { Packing } from './gradients.ts';
import { hessianOf, rowsOf } from './gradients.ts';

/** What a node may do; shared by all nodes of a model. */
export interface SplitRules {
  l1: number;
  l2: number;
  minChildWeight: number;
  minChildRows: number;
  /** For each feature: -1 falling, 0 free, 1 rising; null where none is bound. */
  monotone: readonly number[] | null;
  packing: Packing;
}

/** Sums over the rows of a node and the leaf values that monotone rules leave open. */
export interface NodeSums {
  gradient: number;
  /** Hessians and rows, packed. */
  packed: number;
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
  leftPacked: number;
}

/** A gain must be above this: rounding alone may seem to save as much. */
export const leastGain = 1e-10;

/** The value that lowers the loss most under L1 and L2 (soft-thresholded Newton step). */
export function optimalValue(gradient: number, hessian: number, rules: SplitRules): number {
  const shrunk = soften(gradient, rules.l1);
  return shrunk === 0 ? 0 : -shrunk / (hessian + rules.l2);
}

export function boundedValue(sums: NodeSums, rules: SplitRules): number {
  const value = optimalValue(sums.gradient, hessianOf(sums.packed, rules.packing), rules);
  return Math.min(sums.highest, Math.max(sums.lowest, value));
}

/** What the best split must beat: the node as one leaf. */
export function leafGain(sums: NodeSums, rules: SplitRules): number {
  const hessian = hessianOf(sums.packed, rules.packing);
  if (rules.monotone === null) return freeGain(sums.gradient, hessian, rules);
  return valueGain(sums.gradient, hessian, boundedValue(sums, rules), rules);
}

/** What it takes to look through a histogram. */
export interface ScanPlace {
  kernels: Kernels;
  histogram: Float64Array;
  /** Two numbers for the kernel's sums. */
  state: Float64Array;
}

/**
 * Finds the best split of one feature and puts it into `best` if it gains more than what is there. Ties stay with the
 * earlier feature and the lower bin.
 *
 * @param firstCell of the feature in the histogram; its missing rows are in the cell after its values
 */
export function scanFeature(
  place: ScanPlace,
  firstCell: number,
  valueBins: number,
  feature: number,
  sums: NodeSums,
  parent: number,
  rules: SplitRules,
  best: Split,
): void {
  const { histogram } = place;
  const start = 2 * firstCell;
  const missing = start + 2 * valueBins;
  const missingGradient = histogram[missing]!;
  const missingPacked = histogram[missing + 1]!;
  const scan = rules.monotone === null && rules.l1 === 0 ? scanFree : scanGuarded;
  if (missingPacked === 0) {
    scan(place, start, missing - 2, 0, 0, null, feature, sums, parent, rules, best);
  } else {
    scan(place, start, missing, 0, 0, false, feature, sums, parent, rules, best);
    scan(place, start, missing - 2, missingGradient, missingPacked, true, feature, sums, parent, rules, best);
  }
}

/** The screen lets equal gains through in spite of rounding, so that what is found does not depend on what was found before. */
const slack = 1 - 1e-12;

/**
 * Tries every cut, with the missing rows already in the left sums where they go left. Most cuts are passed over by the
 * kernel; only those that may be the best so far are looked at here. Packed hessians stand for hessians: the rows in their
 * lowest digits are less than one step of the grid.
 */
function scanFree(
  { kernels, histogram, state }: ScanPlace,
  start: number,
  end: number,
  leftGradient: number,
  leftPacked: number,
  missingLeft: boolean | null,
  feature: number,
  sums: NodeSums,
  parent: number,
  rules: SplitRules,
  best: Split,
): void {
  if (end <= start) return;
  const { l2 } = rules;
  const { scale } = rules.packing;
  const allHessian = sums.packed * scale + 2 * l2;
  let gradient = leftGradient;
  let packed = leftPacked;
  const tryCell = (at: number): void => {
    gradient += histogram[at]!;
    packed += histogram[at + 1]!;
    const left = packed * scale + l2;
    const other = sums.gradient - gradient;
    const gain = (gradient * gradient) / left + (other * other) / (allHessian - left) - parent;
    if (gain > best.gain && isAllowed(packed, sums.packed, rules))
      keep(best, feature, (at - start) / 2, gain, gradient, packed, missingLeft, sums, rules);
  };
  const base = histogram.byteOffset;
  const evenEnd = end - ((end - start) % 4);
  let at = start;
  while (at < evenEnd) {
    const highest = (parent + best.gain) * slack;
    const found = kernels.screen(
      base + 8 * at,
      base + 8 * evenEnd,
      state.byteOffset,
      gradient,
      packed,
      sums.gradient,
      allHessian,
      scale,
      l2,
      highest,
    );
    gradient = state[0]!;
    packed = state[1]!;
    at = (found - base) / 8;
    if (at >= evenEnd) break;
    tryCell(at);
    tryCell(at + 2);
    at += 4;
  }
  if (evenEnd < end) tryCell(evenEnd);
}

/** As `scanFree`, under monotone rules and L1. */
function scanGuarded(
  { histogram }: ScanPlace,
  start: number,
  end: number,
  leftGradient: number,
  leftPacked: number,
  missingLeft: boolean | null,
  feature: number,
  sums: NodeSums,
  parent: number,
  rules: SplitRules,
  best: Split,
): void {
  let gradient = leftGradient;
  let packed = leftPacked;
  for (let at = start; at < end; at += 2) {
    // An empty bin parts the rows exactly as the bin before it.
    if (histogram[at + 1] === 0) continue;
    gradient += histogram[at]!;
    packed += histogram[at + 1]!;
    if (!isAllowed(packed, sums.packed, rules)) continue;
    const gain = guardedGain(gradient, packed, feature, sums, rules) - parent;
    if (gain > best.gain) keep(best, feature, (at - start) / 2, gain, gradient, packed, missingLeft, sums, rules);
  }
}

function isAllowed(left: number, all: number, rules: SplitRules): boolean {
  const { packing, minChildRows, minChildWeight } = rules;
  const leftRows = rowsOf(left, packing);
  const rightRows = rowsOf(all - left, packing);
  const least = Math.max(1, minChildRows);
  if (leftRows < least || rightRows < least) return false;
  return hessianOf(left, packing) >= minChildWeight && hessianOf(all - left, packing) >= minChildWeight;
}

function keep(
  best: Split,
  feature: number,
  bin: number,
  gain: number,
  gradient: number,
  packed: number,
  missingLeft: boolean | null,
  sums: NodeSums,
  { packing }: SplitRules,
): void {
  best.feature = feature;
  best.bin = bin;
  best.gain = gain;
  best.leftGradient = gradient;
  best.leftPacked = packed;
  // Unseen missing values follow the crowd.
  best.missingLeft = missingLeft ?? 2 * rowsOf(packed, packing) >= rowsOf(sums.packed, packing);
}

function guardedGain(gradient: number, packed: number, feature: number, sums: NodeSums, rules: SplitRules): number {
  const hessian = hessianOf(packed, rules.packing);
  const otherGradient = sums.gradient - gradient;
  const otherHessian = hessianOf(sums.packed - packed, rules.packing);
  if (rules.monotone === null) return freeGain(gradient, hessian, rules) + freeGain(otherGradient, otherHessian, rules);
  const hold = (value: number): number => Math.min(sums.highest, Math.max(sums.lowest, value));
  const left = hold(optimalValue(gradient, hessian, rules));
  const right = hold(optimalValue(otherGradient, otherHessian, rules));
  const direction = rules.monotone[feature] ?? 0;
  if ((direction > 0 && left > right) || (direction < 0 && left < right)) return -Infinity;
  return valueGain(gradient, hessian, left, rules) + valueGain(otherGradient, otherHessian, right, rules);
}

/** Twice the loss that a leaf of this value saves, to second order. */
function valueGain(gradient: number, hessian: number, value: number, rules: SplitRules): number {
  return -(2 * gradient * value + (hessian + rules.l2) * value * value + 2 * rules.l1 * Math.abs(value));
}

function freeGain(gradient: number, hessian: number, rules: SplitRules): number {
  const shrunk = soften(gradient, rules.l1);
  return shrunk === 0 ? 0 : (shrunk * shrunk) / (hessian + rules.l2);
}

function soften(gradient: number, l1: number): number {
  if (gradient > l1) return gradient - l1;
  if (gradient < -l1) return gradient + l1;
  return 0;
}
