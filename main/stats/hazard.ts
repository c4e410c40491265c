import { choleskySolve } from './linear.ts';
import { fitLogistic } from './logistic-fit.ts';
import type { LogisticInput } from './logistic-fit.ts';
import { predictLogistic } from './logistic.ts';
import type { LogisticModel } from './logistic.ts';
import { normalQuantile, sigmoid } from './special.ts';

/**
 * Discrete-time hazard: the chance to leave in an interval, of those still there when it begins, as a logistic function of
 * columns that may differ from interval to interval (Singer and Willett 1993; Allison 1982). Plain JSON.
 */
export interface HazardModel {
  logistic: LogisticModel;
  /** Standard deviation of each column; 0 where it is constant. */
  deviations: number[];
  /** Columns with missing values, with the share of them. */
  indicators: { feature: number; share: number }[];
  /** Of intercept, standardised columns and standardised indicators; row-major. */
  covariance: number[];
}

/** Rows are intervals (an account and a month, say); `labels` is 1 where the account left in it. */
export function fitHazard(input: LogisticInput): HazardModel {
  const logistic = fitLogistic(input);
  const rows = input.labels.length;
  const weight = (row: number): number => (input.weights ? input.weights[row]! : 1);
  let total = 0;
  for (let row = 0; row < rows; row++) total += weight(row);
  const deviations: number[] = [];
  const indicators: HazardModel['indicators'] = [];
  input.columns.forEach((column, feature) => {
    const mean = logistic.fills[feature]!;
    let [known, squares] = [0, 0];
    for (let row = 0; row < rows; row++) {
      const x = Math.fround(column[row]!);
      if (x !== x) continue;
      known += weight(row);
      squares += weight(row) * (x - mean) ** 2;
    }
    const deviation = known > 0 ? Math.sqrt(squares / known) : 0;
    deviations.push(deviation > 1e-12 * Math.max(1, Math.abs(mean)) ? deviation : 0);
    const share = 1 - known / total;
    if (share > 1e-12 && share < 1 - 1e-12) indicators.push({ feature, share });
  });
  const model: HazardModel = { logistic, deviations, indicators, covariance: [] };
  const size = 1 + deviations.length + indicators.length;
  const information = new Float64Array(size * size);
  const logOdds = predictLogistic(logistic, input.columns, rows);
  const vector = new Float64Array(size);
  const values = new Float64Array(input.columns.length);
  for (let row = 0; row < rows; row++) {
    if (row % 4096 === 0 && input.shouldStop?.() === true) break;
    const p = sigmoid(logOdds[row]!);
    const curvature = weight(row) * p * (1 - p);
    for (let feature = 0; feature < values.length; feature++) values[feature] = input.columns[feature]![row]!;
    standardise(model, values, vector);
    for (let i = 0; i < size; i++) {
      const scaled = curvature * vector[i]!;
      for (let j = 0; j <= i; j++) information[i * size + j]! += scaled * vector[j]!;
    }
  }
  for (let i = 0; i < size; i++) {
    information[i * size + i]! += i === 0 ? 1e-9 : (input.l2 ?? 1) + 1e-9;
    for (let j = 0; j < i; j++) information[j * size + i] = information[i * size + j]!;
  }
  for (let column = 0; column < size; column++) {
    const unit = new Float64Array(size);
    unit[column] = 1;
    model.covariance.push(...choleskySolve(Float64Array.from(information), unit, size));
  }
  return model;
}

function standardise(
  { logistic, deviations, indicators }: HazardModel,
  values: Float64Array,
  into: Float64Array,
): void {
  into[0] = 1;
  deviations.forEach((deviation, feature) => {
    const x = Math.fround(values[feature]!);
    into[1 + feature] = x !== x || deviation === 0 ? 0 : (x - logistic.fills[feature]!) / deviation;
  });
  indicators.forEach(({ feature, share }, index) => {
    const x = Math.fround(values[feature]!);
    into[1 + deviations.length + index] = ((x !== x ? 1 : 0) - share) / Math.sqrt(share * (1 - share));
  });
}

export interface Survival {
  /** Chance to be still there after the last interval. */
  survival: number;
  lower: number;
  upper: number;
}

/**
 * Chance to stay through intervals one after another, each with its own row of values; the interval tells how sure the model's
 * weights are (delta method on the log(−log) scale), not what else may happen.
 */
export function survivalThrough(model: HazardModel, intervals: Iterable<Float64Array>, level = 0.95): Survival {
  const size = 1 + model.deviations.length + model.indicators.length;
  const vector = new Float64Array(size);
  const slope = new Float64Array(size);
  let logSurvival = 0;
  for (const values of intervals) {
    const hazard = hazardOf(model, values);
    logSurvival += Math.log1p(-hazard);
    standardise(model, values, vector);
    for (let i = 0; i < size; i++) slope[i]! += hazard * vector[i]!;
  }
  if (!(logSurvival < 0)) return { survival: 1, lower: 1, upper: 1 };
  let variance = 0;
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += model.covariance[i * size + j]! * slope[j]!;
    variance += slope[i]! * sum;
  }
  const z = normalQuantile(1 - (1 - level) / 2);
  const spread = (z * Math.sqrt(Math.max(0, variance))) / -logSurvival;
  return {
    survival: Math.exp(logSurvival),
    lower: Math.exp(logSurvival * Math.exp(spread)),
    upper: Math.exp(logSurvival * Math.exp(-spread)),
  };
}

/** Chance to leave within one interval. */
export function hazardOf({ logistic }: HazardModel, values: ArrayLike<number>): number {
  let logOdds = logistic.intercept;
  for (let feature = 0; feature < logistic.weights.length; feature++) {
    const x = Math.fround(values[feature]!);
    const weight = logistic.weights[feature]!;
    logOdds += x !== x ? weight * logistic.fills[feature]! + logistic.missingWeights[feature]! : weight * x;
  }
  return sigmoid(logOdds);
}
