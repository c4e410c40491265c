import { HoldfastError, cancelled } from '../../shared/domain/errors.ts';
import type { Sloped } from './lbfgs.ts';
import { minimise } from './lbfgs.ts';
import { choleskySolve } from './linear.ts';
import type { LogisticModel } from './logistic.ts';
import { sigmoid, softplus } from './special.ts';
import type { LabelledRows } from './trees/options.ts';
import { beyondRange } from './trees/binning.ts';

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

/** Newton's method needs all pairs of coefficients; beyond so many, L-BFGS is quicker. */
const mostForNewton = 250;
const mostSteps = 500;

/**
 * L2-regularised logistic regression by Newton's method with step halving, or L-BFGS for many features. Features are standardised inside; missing
 * values get the mean and an indicator. Constant features get weight 0.
 */
export function fitLogistic(input: LogisticInput): LogisticModel {
  const { labels, featureNames } = input;
  const weights = input.weights ?? null;
  const l2 = input.l2 ?? 1;
  const design = createDesign(input, weights);
  const size = design.columns.length + 1;
  const coefficients = new Float64Array(size);
  coefficients[0] = startingIntercept(labels, weights);
  if (size > mostForNewton) {
    const of = slopedLoss(design, labels, weights, l2, input.shouldStop);
    minimise(of, coefficients, mostSteps, 1e-9);
    return toRawScale(design, featureNames, coefficients);
  }
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

function createDesign({ columns, featureNames, labels }: LogisticInput, weights: LabelledRows['weights']): Design {
  const rows = labels.length;
  const design: Design = { columns: [], means: [], deviations: [], indicators: [] };
  const indicatorColumns: Float64Array[] = [];
  columns.forEach((source, feature) => {
    const column = new Float64Array(rows);
    let known = 0;
    let total = 0;
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      const x = Math.fround(source[row]!);
      if (x === Infinity || x === -Infinity) throw beyondRange(featureNames[feature]!, row);
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

/** The same loss and its slope, for many coefficients. */
function slopedLoss(
  design: Design,
  labels: Uint8Array,
  weights: LabelledRows['weights'],
  l2: number,
  shouldStop: LogisticInput['shouldStop'],
): Sloped {
  return (coefficients, slope) => {
    if (shouldStop?.() === true) throw cancelled('Training');
    const difference = linear(design, coefficients, labels.length);
    let sum = 0;
    let start = 0;
    for (let row = 0; row < labels.length; row++) {
      const z = difference[row]!;
      const weight = weights ? weights[row]! : 1;
      sum += weight * softplus(labels[row] === 1 ? -z : z);
      difference[row] = weight * (sigmoid(z) - labels[row]!);
      start += difference[row]!;
    }
    slope[0] = start;
    design.columns.forEach((column, index) => {
      const coefficient = coefficients[index + 1]!;
      let product = l2 * coefficient;
      for (let row = 0; row < column.length; row++) product += difference[row]! * column[row]!;
      slope[index + 1] = product;
      sum += (l2 / 2) * coefficient ** 2;
    });
    return sum;
  };
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
    let total = 0;
    for (let row = 0; row < rows; row++) total += scaled[row]!;
    hessian[i * size] = hessian[i] = total;
    for (let j = 1; j <= i; j += 4) {
      // Four at a time, so that `scaled` is read once for four sums.
      const products = fourProducts(scaled, design.columns, j - 1);
      for (let k = 0; k < 4 && j + k <= i; k++) {
        hessian[i * size + j + k] = products[k]!;
        hessian[(j + k) * size + i] = products[k]!;
      }
    }
    // The tiny ridge keeps constant columns and a nearly separated intercept solvable.
    hessian[i * size + i]! += i === 0 ? 1e-9 : l2 + 1e-9;
  }
  return { gradient, hessian };
}

/** Sums of products with the columns first … first + 3; columns beyond the last repeat it. */
function fourProducts(by: Float64Array, columns: readonly Float64Array[], first: number): readonly number[] {
  const last = columns.length - 1;
  const a = columns[first]!;
  const b = columns[Math.min(last, first + 1)]!;
  const c = columns[Math.min(last, first + 2)]!;
  const d = columns[Math.min(last, first + 3)]!;
  let [sumA, sumB, sumC, sumD] = [0, 0, 0, 0];
  for (let row = 0; row < by.length; row++) {
    const x = by[row]!;
    sumA += x * a[row]!;
    sumB += x * b[row]!;
    sumC += x * c[row]!;
    sumD += x * d[row]!;
  }
  return [sumA, sumB, sumC, sumD];
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
