import { attributeOf, intsOf, nodesReading, numbersOf } from '../onnx/attributes.ts';
import type { OnnxModel, OnnxNode } from '../onnx/proto.ts';

/** How many columns the first operator that reads this tensor works on; 0 where that cannot be told. */
export function columnCount(model: OnnxModel, tensor: string): number {
  for (const node of nodesReading(model, tensor)) {
    const count = widthOf(model, node);
    if (count > 0) return count;
  }
  return 0;
}

function widthOf(model: OnnxModel, node: OnnxNode): number {
  switch (node.opType) {
    case 'TreeEnsembleClassifier':
    case 'TreeEnsembleRegressor':
      // At least so many: a column that no tree asks for cannot be seen.
      return 1 + intsOf(node, 'nodes_featureids').reduce((most, id) => Math.max(most, id), -1);
    case 'Scaler':
      return Math.max(numbersOf(node, 'offset').length, numbersOf(node, 'scale').length);
    case 'Imputer':
      return numbersOf(node, 'imputed_value_floats').length;
    case 'LinearRegressor':
      return numbersOf(node, 'coefficients').length;
    case 'LinearClassifier':
      return numbersOf(node, 'coefficients').length / Math.max(1, numbersOf(node, 'intercepts').length);
    case 'Gemm':
    case 'MatMul': {
      const weights = model.graph?.initializer?.find((one) => one.name === node.input?.[1]);
      const isTurned = Number(attributeOf(node, 'transB')?.i ?? 0) === 1;
      return Number(weights?.dims?.[isTurned ? 1 : 0] ?? 0);
    }
    case 'Cast':
    case 'Identity':
      return columnCount(model, node.output?.[0] ?? '');
    default:
      return 0;
  }
}
