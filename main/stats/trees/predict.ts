import type { NumericColumn, Tree, TreesModel } from './model.ts';

/** Log-odds of every row. Columns in the order of the model's features; NaN is missing. */
export function predictTrees(model: TreesModel, columns: readonly NumericColumn[], rows: number): Float64Array {
  const rounded = columns.map((column) => (column instanceof Float32Array ? column : Float32Array.from(column)));
  const result = new Float64Array(rows).fill(model.baseScore);
  for (const tree of model.trees) addTree(tree, rounded, result);
  return result;
}

/** Log-odds of one row of feature values. */
export function predictTreesRow(model: TreesModel, row: ArrayLike<number>): number {
  let sum = model.baseScore;
  for (const tree of model.trees) {
    let node = 0;
    for (let feature = tree.feature[0]!; feature >= 0; feature = tree.feature[node]!) {
      const value = Math.fround(row[feature]!);
      const left = value !== value ? tree.missingLeft[node]! : value <= tree.threshold[node]!;
      node = left ? tree.left[node]! : tree.right[node]!;
    }
    sum += tree.value[node]!;
  }
  return sum;
}

/** Adds one tree's leaf to each row's sum. */
export function addTree(tree: Tree, columns: readonly Float32Array[], sums: Float64Array): void {
  // Typed arrays are walked twice as fast as the lists that JSON needs.
  const feature = Int32Array.from(tree.feature);
  const threshold = Float32Array.from(tree.threshold);
  const missingLeft = Uint8Array.from(tree.missingLeft, Number);
  const left = Int32Array.from(tree.left);
  const right = Int32Array.from(tree.right);
  const value = Float64Array.from(tree.value);
  for (let row = 0; row < sums.length; row++) {
    let node = 0;
    for (let split = feature[0]!; split >= 0; split = feature[node]!) {
      const x = columns[split]![row]!;
      node = (x !== x ? missingLeft[node] === 1 : x <= threshold[node]!) ? left[node]! : right[node]!;
    }
    sums[row]! += value[node]!;
  }
}
