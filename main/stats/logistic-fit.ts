import { HoldfastError, cancelled } from '../../shared/domain/errors.ts';
import { choleskySolve } from './linear.ts';
import type { LogisticModel } from './logistic.ts';
import { sigmoid, softplus } from './special.ts';
import type { LabelledRows } from './trees/options.ts';
import type { NumericColumn } from './trees/model.ts';

export interface LogisticInput extends LabelledRows {
  featureNames: readonly string[];
  /** Penalty: l2/2 · Σ (standardised weight)². The intercept is free. Default 1. */
  l2?: number;
  shouldStop?: (() => boolean) | undefined;
}

interface Design {
  /** Standardised columns, missing = 0 (the mean), then one indicator column for each feature with missing values. */
  columns: Float64Array[];
  means: number[];
  deviations: number[];
  /** Feature of each indicator column, and its mean and deviation. */
  indicators: { feature: number; mean: number; deviation: number }[];
}

/**
 * L2-regularised logistic regression by Newton's method with step halving. Features are standardised inside; missing
 * values get the mean and an indicator. Constant features get weight 0.
 */
export function fitLogistic(input: LogisticInput): LogisticModel {
  const { labels, featureNames } = input;
  const weights = input.weights ?? null;
  const l2 = input.l2 ?? 1;
  const design = createDesign(input.columns, weights, labels.length);
  const size = design.columns.length + 1;
  const coefficients = new Float64Array(size);
  coefficients[0] = startingIntercept(labels, weights);
  let loss = penalisedLoss(design, labels, weights, coefficients, l2);
  for (let iteration = 0; iteration < 50; iteration++) {
    if (input.shouldStop?.() === true) throw cancelled('Training');
    const { gradient, hessian } = derivatives(design, labels, weights, coefficients, l2);
    const step = choleskySolve(hessian, gradient, size);
    let decrement = 0;
    for (let index = 0; index < size; index++) decrement += step[index]! * gradient[index]!;
    if (decrement < 1e-10 * Math.max(1, loss)) break;
    let share = 1;
    for (;;) {
      const tried = coefficients.map((value, index) => value - share * step[index]!);
      const next = penalisedLoss(design, labels, weights, tried, l2);
      if (next < loss) {
        coefficients.set(tried);
        loss = next;
        break;
      }
      share /= 2;
      if (share < 1e-6) return toRawScale(design, featureNames, coefficients);
    }
  }
  return toRawScale(design, featureNames, coefficients);
}

function createDesign(columns: readonly NumericColumn[], weights: LabelledRows['weights'], rows: number): Design {
  const design: Design = { columns: [], means: [], deviations: [], indicators: [] };
  const indicatorColumns: Float64Array[] = [];
  columns.forEach((source, feature) => {
    const column = new Float64Array(rows);
    let known = 0;
    let total = 0;
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      const x = Math.fround(source[row]!);
      column[row] = x;
      const weight = weights ? weights[row]! : 1;
      total += weight;
      if (x !== x) continue;
      known += weight;
      sum += weight * x;
    }
    const mean = known > 0 ? Math.fround(sum / known) : 0;
    let squares = 0;
    for (let row = 0; row < rows; row++) {
      const x = column[row]!;
      if (x === x) squares += (weights ? weights[row]! : 1) * (x - mean) ** 2;
    }
    const deviation = known > 0 ? Math.sqrt(squares / known) : 0;
    const scale = deviation > 1e-12 * Math.max(1, Math.abs(mean)) ? 1 / deviation : 0;
    const share = total > 0 ? 1 - known / total : 0;
    if (share > 0 && share < 1) {
      const spread = Math.sqrt(share * (1 - share));
      design.indicators.push({ feature, mean: share, deviation: spread });
      indicatorColumns.push(Float64Array.from(column, (x) => ((x !== x ? 1 : 0) - share) / spread));
    }
    for (let row = 0; row < rows; row++) {
      const x = column[row]!;
      column[row] = x !== x ? 0 : (x - mean) * scale;
    }
    design.columns.push(column);
    design.means.push(mean);
    design.deviations.push(scale === 0 ? 0 : deviation);
  });
  design.columns.push(...indicatorColumns);
  return design;
}

function startingIntercept(labels: Uint8Array, weights: LabelledRows['weights']): number {
  let positive = 0;
  let total = 0;
  for (let row = 0; row < labels.length; row++) {
    const weight = weights ? weights[row]! : 1;
    total += weight;
    positive += weight * labels[row]!;
  }
  if (positive <= 0 || positive >= total) {
    throw new HoldfastError(
      'not_enough_data',
      'All rows have the same outcome, so there is nothing to tell apart. Use a period that holds both accounts that churned and accounts that stayed.',
    );
  }
  return Math.log(positive / (total - positive));
}

function linear(design: Design, coefficients: Float64Array, rows: number): Float64Array {
  const result = new Float64Array(rows).fill(coefficients[0]!);
  design.columns.forEach((column, index) => {
    const weight = coefficients[index + 1]!;
    if (weight !== 0) for (let row = 0; row < rows; row++) result[row]! += weight * column[row]!;
  });
  return result;
}

function penalisedLoss(
  design: Design,
  labels: Uint8Array,
  weights: LabelledRows['weights'],
  coefficients: Float64Array,
  l2: number,
): number {
  const logOdds = linear(design, coefficients, labels.length);
  let sum = 0;
  for (let row = 0; row < labels.length; row++) {
    const z = logOdds[row]!;
    sum += (weights ? weights[row]! : 1) * softplus(labels[row] === 1 ? -z : z);
  }
  for (let index = 1; index < coefficients.length; index++) sum += (l2 / 2) * coefficients[index]! ** 2;
  return sum;
}

function derivatives(
  design: Design,
  labels: Uint8Array,
  weights: LabelledRows['weights'],
  coefficients: Float64Array,
  l2: number,
): { gradient: Float64Array; hessian: Float64Array } {
  const rows = labels.length;
  const size = coefficients.length;
  const difference = linear(design, coefficients, rows);
  const curvature = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const p = sigmoid(difference[row]!);
    const weight = weights ? weights[row]! : 1;
    difference[row] = weight * (p - labels[row]!);
    curvature[row] = weight * p * (1 - p);
  }
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  const scaled = new Float64Array(rows);
  for (let i = 0; i < size; i++) {
    const first = i === 0 ? null : design.columns[i - 1]!;
    let slope = 0;
    for (let row = 0; row < rows; row++) {
      const x = first === null ? 1 : first[row]!;
      slope += difference[row]! * x;
      scaled[row] = curvature[row]! * x;
    }
    gradient[i] = slope + (i === 0 ? 0 : l2 * coefficients[i]!);
    for (let j = 0; j <= i; j++) {
      const second = j === 0 ? null : design.columns[j - 1]!;
      let sum = 0;
      if (second === null) for (let row = 0; row < rows; row++) sum += scaled[row]!;
      else for (let row = 0; row < rows; row++) sum += scaled[row]! * second[row]!;
      hessian[i * size + j] = sum;
      hessian[j * size + i] = sum;
    }
    // The tiny ridge keeps constant columns and a nearly separated intercept solvable.
    hessian[i * size + i]! += i === 0 ? 1e-9 : l2 + 1e-9;
  }
  return { gradient, hessian };
}

function toRawScale(design: Design, featureNames: readonly string[], coefficients: Float64Array): LogisticModel {
  const features = design.means.length;
  let intercept = coefficients[0]!;
  const weights: number[] = [];
  const missingWeights = new Array<number>(features).fill(0);
  for (let feature = 0; feature < features; feature++) {
    const deviation = design.deviations[feature]!;
    const weight = deviation === 0 ? 0 : coefficients[feature + 1]! / deviation;
    weights.push(weight);
    intercept -= weight * design.means[feature]!;
  }
  design.indicators.forEach(({ feature, mean, deviation }, index) => {
    const weight = coefficients[features + 1 + index]! / deviation;
    missingWeights[feature] = weight;
    intercept -= weight * mean;
  });
  return {
    kind: 'logistic',
    featureNames: [...featureNames],
    intercept,
    weights,
    fills: [...design.means],
    missingWeights,
  };
}
