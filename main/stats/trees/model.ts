/** A feature, one number a row; NaN is "missing". Values are read as float32, as the exported model reads them. */
export type NumericColumn = Float32Array | Float64Array;

/** Positive numbers, one a row; rows of weight 0 take no part. Null or absent = 1 each. */
export type RowWeights = Float32Array | Float64Array | null | undefined;

/**
 * One regression tree as parallel arrays; node 0 is the root. `feature[n] = -1` marks a leaf. A row goes left where
 * `float32(x) <= threshold[n]`, and where x is missing and `missingLeft[n]`. `value` is the leaf's addition to the
 * log-odds (learning rate included); `cover` is the training weight that passed the node.
 * Thresholds and values are exact in float32, so that the exported model decides and adds the same.
 */
export interface Tree {
  feature: number[];
  threshold: number[];
  missingLeft: boolean[];
  left: number[];
  right: number[];
  value: number[];
  cover: number[];
}

/** Gradient-boosted trees for a yes/no outcome. Plain JSON. Log-odds = baseScore + the sum of one leaf a tree. */
export interface TreesModel {
  kind: 'trees';
  featureNames: string[];
  baseScore: number;
  trees: Tree[];
}
