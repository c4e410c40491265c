import type { MetricWithInterval } from '../../../../shared/contract/index.ts';
import { logit, sigmoid } from '../../../stats/index.ts';
import { calibrationLine } from '../evaluate.ts';
import { reach, sumOfSquares, sumsByAccount } from './by-account.ts';
import type { RealisedRows } from './by-account.ts';

const none: MetricWithInterval = { value: null, low: null, high: null };
const around = (value: number, variance: number): MetricWithInterval => {
  const half = reach * Math.sqrt(variance);
  return Number.isFinite(half) ? { value, low: value - half, high: value + half } : { value, low: null, high: null };
};

/**
 * Calibration in the large (intercept where the slope is held at 1) and slope, as on the model's card, with intervals that
 * take the rows of one account together (sandwich estimate of a logistic regression). Null with one outcome only.
 */
export function calibrationFit({
  labels,
  probabilities,
  accounts,
}: Pick<RealisedRows, 'labels' | 'probabilities' | 'accounts'>): {
  intercept: MetricWithInterval;
  slope: MetricWithInterval;
} {
  const { intercept, slope } = calibrationLine(labels, probabilities);
  const x = Float64Array.from(probabilities, (p) => logit(Math.min(1 - 1e-9, Math.max(1e-9, p))));
  if (intercept === null) return { intercept: none, slope: none };
  let information = 0;
  const errors = sumsByAccount(accounts, (row) => {
    const p = sigmoid(intercept + x[row]!);
    information += p * (1 - p);
    return labels[row]! - p;
  });
  const large = around(intercept, sumOfSquares(errors) / information ** 2);
  return { intercept: large, slope: slope === null ? none : slopeWithin(labels, x, accounts, slope) };
}

function slopeWithin(labels: Uint8Array, x: Float64Array, accounts: Int32Array, slope: number): MetricWithInterval {
  const start = interceptFor(labels, x, slope);
  const fitted = (row: number): number => sigmoid(start + slope * x[row]!);
  let h00 = 0;
  let h01 = 0;
  let h11 = 0;
  x.forEach((value, row) => {
    const weight = fitted(row) * (1 - fitted(row));
    h00 += weight;
    h01 += weight * value;
    h11 += weight * value * value;
  });
  const determinant = h00 * h11 - h01 * h01;
  // The slope's row of the inverse information, times each account's score.
  const parts = sumsByAccount(accounts, (row) => {
    const error = labels[row]! - fitted(row);
    return (error * (h00 * x[row]! - h01)) / determinant;
  });
  return around(slope, sumOfSquares(parts));
}

/** The intercept that goes with the slope: where as many leave as are expected. */
function interceptFor(labels: Uint8Array, x: Float64Array, slope: number): number {
  const observed = labels.reduce((sum, label) => sum + label, 0);
  let low = -60;
  let high = 60;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    const expected = x.reduce((sum, value) => sum + sigmoid(middle + slope * value), 0);
    if (expected < observed) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
