import type { NumericColumn } from './trees/model.ts';

/**
 * Log-odds = intercept + Σ weights[f] · (x or, where missing, fills[f]) + Σ missingWeights[f] · [x missing].
 * Weights are on the raw scale of the features. Plain JSON.
 */
export interface LogisticModel {
  kind: 'logistic';
  featureNames: string[];
  intercept: number;
  weights: number[];
  fills: number[];
  missingWeights: number[];
}

/** Log-odds of every row. */
export function predictLogistic(model: LogisticModel, columns: readonly NumericColumn[], rows: number): Float64Array {
  const result = new Float64Array(rows).fill(model.intercept);
  columns.forEach((column, feature) => {
    const weight = model.weights[feature]!;
    const whenMissing = weight * model.fills[feature]! + model.missingWeights[feature]!;
    for (let row = 0; row < rows; row++) {
      const x = Math.fround(column[row]!);
      result[row]! += x !== x ? whenMissing : weight * x;
    }
  });
  return result;
}

/** Log-odds of one row of feature values. */
export function predictLogisticRow(model: LogisticModel, row: ArrayLike<number>): number {
  return predictLogistic(
    model,
    Array.from({ length: row.length }, (_unused, index) => Float64Array.of(row[index]!)),
    1,
  )[0]!;
}

/**
 * Each feature's addition to the log-odds against a row of mean values: weight · (x − mean). Exact, because the model
 * is a sum; these are the Shapley values for independent features.
 */
export function logisticContributions(
  model: LogisticModel,
  row: ArrayLike<number>,
): { base: number; contributions: Float64Array } {
  let base = model.intercept;
  const contributions = new Float64Array(model.weights.length);
  for (let feature = 0; feature < contributions.length; feature++) {
    const weight = model.weights[feature]!;
    base += weight * model.fills[feature]!;
    const x = Math.fround(row[feature]!);
    contributions[feature] = x !== x ? model.missingWeights[feature]! : weight * (x - model.fills[feature]!);
  }
  return { base, contributions };
}
