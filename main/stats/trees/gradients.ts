import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { LabelledRows } from './options.ts';

/** Log-odds of the weighted share of positives, where boosting starts. Throws where there is one class only. */
export function startingScore(labels: Uint8Array, weights: LabelledRows['weights'], usable: Int32Array): number {
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
 * The step to which gradients are rounded: a power of two, small enough to lose nothing that matters and large enough
 * that a sum over all rows fits 53 bits. Sums are then exact in any order, on one thread or many.
 */
export function gradientGrid(count: number, weights: LabelledRows['weights']): number {
  let largest = 1;
  if (weights) for (const weight of weights) largest = Math.max(largest, weight);
  return 2 ** (Math.ceil(Math.log2(largest * Math.max(2, count))) - 52);
}

/** Gradient and hessian of the logistic loss of every row, interleaved into `pairs`. */
export function fillGradients(
  pairs: Float64Array,
  scores: Float64Array,
  labels: Uint8Array,
  weights: LabelledRows['weights'],
  grid: number,
): void {
  const inverse = 1 / grid;
  for (let row = 0; row < labels.length; row++) {
    const probability = 1 / (1 + Math.exp(-scores[row]!));
    const weight = weights ? weights[row]! : 1;
    pairs[2 * row] = Math.round(weight * (probability - labels[row]!) * inverse) * grid;
    pairs[2 * row + 1] = Math.round(weight * probability * (1 - probability) * inverse) * grid;
  }
}
