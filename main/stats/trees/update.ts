import { softplus } from '../special.ts';
import type { Arena } from './arena.ts';
import type { BinnedColumn } from './binning.ts';
import type { GrownTree } from './grow.ts';
import type { Tree } from './model.ts';
import type { LabelledRows } from './options.ts';
import { addTree } from './predict.ts';

/** Adds a tree to the scores of the rows that it was grown on; `rows` is ordered by leaf. */
export function addLeaves(grown: GrownTree, rows: Int32Array, scores: Float64Array): void {
  for (const leaf of grown.leafNodes) {
    const value = grown.tree.value[leaf.node]!;
    for (let index = leaf.start; index < leaf.end; index++) scores[rows[index]!]! += value;
  }
}

/** Adds a tree to the scores of the given rows by their bins: rows that were not drawn get the tree too. */
export function addBinned(
  grown: GrownTree,
  columns: readonly BinnedColumn[],
  { columnBins, binStride }: Pick<Arena, 'columnBins' | 'binStride'>,
  rows: Int32Array,
  scores: Float64Array,
): void {
  const feature = Int32Array.from(grown.tree.feature);
  const lastLeft = Uint8Array.from(grown.splitBin);
  const missingBin = Int32Array.from(feature, (split) => (split < 0 ? -1 : columns[split]!.valueBins));
  const missingLeft = Uint8Array.from(grown.tree.missingLeft, Number);
  const left = Int32Array.from(grown.tree.left);
  const right = Int32Array.from(grown.tree.right);
  const value = Float64Array.from(grown.tree.value);
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index]!;
    let node = 0;
    for (let split = feature[0]!; split >= 0; split = feature[node]!) {
      const bin = columnBins[split]![row * binStride]!;
      const isLeft = bin === missingBin[node] ? missingLeft[node] === 1 : bin <= lastLeft[node]!;
      node = isLeft ? left[node]! : right[node]!;
    }
    scores[row]! += value[node]!;
  }
}

/** Running log-odds of the rows that decide when to stop. */
export interface Validation {
  /** Mean log loss. */
  loss(): number;
  add(tree: Tree): number;
}

export function createValidation(input: LabelledRows | null, baseScore: number): Validation | null {
  if (input === null || input.labels.length === 0) return null;
  const { labels } = input;
  const weights = input.weights ?? null;
  const columns = input.columns.map((column) => Float32Array.from(column));
  const scores = new Float64Array(labels.length).fill(baseScore);
  const loss = (): number => {
    let sum = 0;
    let total = 0;
    for (let row = 0; row < labels.length; row++) {
      const weight = weights ? weights[row]! : 1;
      sum += weight * softplus(labels[row] === 1 ? -scores[row]! : scores[row]!);
      total += weight;
    }
    return sum / total;
  };
  return {
    loss,
    add: (tree) => {
      addTree(tree, columns, scores);
      return loss();
    },
  };
}
