import type { LogisticModel } from '../../../../stats/index.ts';
import { attributeOf, numbersOf } from '../../onnx/attributes.ts';
import { tensorNumbers } from '../../onnx/proto.ts';
import type { OnnxModel, OnnxNode } from '../../onnx/proto.ts';
import type { RunPlan } from '../foreign-part.ts';
import type { Column } from './columns.ts';

/** A weighted sum of columns. */
export type WeightedSum = { readonly weights: readonly number[]; readonly intercept: number };

/** The sums that a linear operator makes, one an outcome; empty where it is none. */
export function readSums(node: OnnxNode, model: OnnxModel, width: number): WeightedSum[] {
  const constant = (name: string | undefined): number[] | null =>
    tensorNumbers(model.graph?.initializer?.find((one) => one.name === name));
  switch (node.opType) {
    case 'LinearClassifier':
    case 'LinearRegressor': {
      const weights = numbersOf(node, 'coefficients');
      const intercepts = numbersOf(node, 'intercepts');
      return split(weights, intercepts, width, false);
    }
    case 'Gemm': {
      const weights = constant(node.input?.[1]);
      if (!weights || Number(attributeOf(node, 'transA')?.i ?? 0) === 1) return [];
      const alpha = attributeOf(node, 'alpha')?.f ?? 1;
      const beta = attributeOf(node, 'beta')?.f ?? 1;
      const isByColumn = Number(attributeOf(node, 'transB')?.i ?? 0) === 0;
      const offsets = constant(node.input?.[2]) ?? [];
      return split(
        weights.map((weight) => weight * alpha),
        offsets.map((offset) => offset * beta),
        width,
        isByColumn,
      );
    }
    case 'MatMul': {
      const weights = constant(node.input?.[1]);
      const next = model.graph?.node?.find(
        (one) => one.opType === 'Add' && one.input?.includes(node.output?.[0] ?? ''),
      );
      const offset = next?.input?.map(constant).find((numbers) => numbers !== null) ?? [];
      return weights ? split(weights, offset, width, true) : [];
    }
    default:
      return [];
  }
}

/** @param isByColumn weights of one column stand together (columns × outcomes) */
function split(
  weights: readonly number[],
  intercepts: readonly number[],
  width: number,
  isByColumn: boolean,
): WeightedSum[] {
  const outcomes = weights.length / width;
  if (!Number.isInteger(outcomes) || outcomes < 1 || outcomes > 10) return [];
  return Array.from({ length: outcomes }, (_, outcome) => ({
    weights: Array.from(
      { length: width },
      (_, column) => weights[isByColumn ? column * outcomes + outcome : outcome * width + column]!,
    ),
    intercept: intercepts[outcome] ?? intercepts[0] ?? 0,
  }));
}

export function difference(one: WeightedSum, other: WeightedSum): WeightedSum {
  return {
    weights: other.weights.map((weight, place) => weight - one.weights[place]!),
    intercept: other.intercept - one.intercept,
  };
}

/** The sum over the plan's features; null where a column is no straight line of its feature, or may stay missing. */
export function overFeatures(
  { weights, intercept }: WeightedSum,
  columns: readonly Column[],
  plan: RunPlan,
  means: Float64Array,
): LogisticModel | null {
  const model: LogisticModel = {
    kind: 'logistic',
    featureNames: [...plan.features],
    intercept,
    weights: plan.features.map(() => 0),
    fills: Array.from(means, Math.fround),
    missingWeights: plan.features.map(() => 0),
  };
  const whenMissing = plan.features.map(() => 0);
  for (const [place, column] of columns.entries()) {
    const weight = weights[place]!;
    if (!column.line) return null;
    model.intercept += weight * column.line.offset;
    if (column.feature < 0) continue;
    model.weights[column.feature]! += weight * column.line.slope;
    // Where nothing is filled in a missing value has no answer; such rows are refused before.
    whenMissing[column.feature]! += Number.isNaN(column.whenMissing)
      ? NaN
      : weight * (column.whenMissing - column.line.offset);
  }
  model.missingWeights = whenMissing.map((sum, feature) =>
    Number.isNaN(sum) ? 0 : sum - model.weights[feature]! * model.fills[feature]!,
  );
  return model;
}
