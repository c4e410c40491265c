import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { RowWeights } from './model.ts';

/** Log-odds of the weighted share of positives, where boosting starts. Throws where there is one class only. */
export function startingScore(labels: Uint8Array, weights: RowWeights, usable: Int32Array): number {
  let positive = 0;
  let total = 0;
  for (const row of usable) {
    const weight = weights ? weights[row]! : 1;
    total += weight;
    if (labels[row] === 1) positive += weight;
  }
  if (positive === 0 || positive === total) {
    throw new HoldfastError(
      'not_enough_data',
      'All rows have the same outcome, so there is nothing to tell apart. Use a period that holds both accounts that churned and accounts that stayed.',
    );
  }
  return Math.log(positive / (total - positive));
}

/**
 * How gradients and hessians are written, so that their sums are exact in any order, on one thread or many.
 *
 * Gradients are multiples of a power of two, so small that nothing is lost that matters and so large that a sum over all
 * rows fits the 53 bits of a float64. A row's hessian is a whole number of steps, and shares its float64 with a count:
 * hessian steps · places + 1, where `places` is a power of two above the number of rows. One addition then adds both.
 */
export interface Packing {
  gradientStep: number;
  hessianStep: number;
  places: number;
  /** Packed value · scale = hessian, to within one step. */
  scale: number;
}

export function packingFor(rows: number, weights: RowWeights): Packing {
  let largest = 1;
  if (weights) for (const weight of weights) largest = Math.max(largest, weight);
  const countBits = Math.ceil(Math.log2(rows + 1));
  // A hessian is at most a quarter of its weight, so the sum of all is below 2^weightBits · 2^countBits / 4.
  const weightBits = Math.ceil(Math.log2(largest));
  const gradientStep = 2 ** (weightBits + countBits - 52);
  const hessianStep = 2 ** (weightBits + countBits - 2 - (53 - countBits));
  const places = 2 ** countBits;
  return { gradientStep, hessianStep, places, scale: hessianStep / places };
}

export function hessianOf(packed: number, { places, hessianStep }: Packing): number {
  return Math.floor(packed / places) * hessianStep;
}

export function rowsOf(packed: number, { places }: Packing): number {
  return packed - Math.floor(packed / places) * places;
}

const steps = 64;
const powers = Float64Array.from({ length: 257 }, (_unused, index) => 2 ** (index - 128));
const roots = Float64Array.from({ length: steps }, (_unused, index) => 2 ** (index / steps));

/**
 * exp(x) to 1e-10 relative, x held to ±88: exp(x) = 2^k · 2^(j/64) · exp(r) with |r| < 0.0055, where four terms of the series
 * do. Several times as fast as Math.exp, and the same on every machine.
 */
export function quickExp(x: number): number {
  const held = Math.min(88, Math.max(-88, x));
  const nearest = Math.floor(held * (Math.LOG2E * steps) + 0.5);
  const r = held - nearest * (Math.LN2 / steps);
  return powers[(nearest >> 6) + 128]! * roots[nearest & 63]! * (1 + r * (1 + r * (1 / 2 + r * (1 / 6))));
}

/** Gradient and packed hessian of the logistic loss of the given rows, interleaved into `pairs`; answers their sums. */
export function fillGradients(
  pairs: Float64Array,
  rows: Int32Array,
  scores: Float64Array,
  labels: Uint8Array,
  weights: RowWeights,
  { gradientStep, hessianStep, places }: Packing,
): { gradient: number; packed: number } {
  const perGradient = 1 / gradientStep;
  const perHessian = 1 / hessianStep;
  let allGradient = 0;
  let allPacked = 0;
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index]!;
    const probability = 1 / (1 + quickExp(-scores[row]!));
    const weight = weights ? weights[row]! : 1;
    const gradient = Math.floor(weight * (probability - labels[row]!) * perGradient + 0.5) * gradientStep;
    const packed = Math.floor(weight * probability * (1 - probability) * perHessian + 0.5) * places + 1;
    pairs[2 * row] = gradient;
    pairs[2 * row + 1] = packed;
    allGradient += gradient;
    allPacked += packed;
  }
  return { gradient: allGradient, packed: allPacked };
}
