import type { BinnedColumn } from './binning.ts';
import { largestFloat32 } from './binning.ts';
import type { CellMatrix, HistogramPool } from './histogram.ts';
import { buildHistogram, subtractHistogram } from './histogram.ts';
import type { Tree } from './model.ts';
import type { NodeSums, Split, SplitRules } from './split.ts';
import { boundedValue, findSplit } from './split.ts';

export interface GrowContext {
  columns: readonly BinnedColumn[];
  matrix: CellMatrix;
  pool: HistogramPool;
  rules: SplitRules;
  maxDepth: number;
  maxLeaves: number;
  learningRate: number;
  /** Gradient and hessian of every row, interleaved. */
  pairs: Float64Array;
  weights: Float32Array | Float64Array | null;
  /** Scratch space, as long as `rows` and twice as long. */
  scratchRows: Int32Array;
  gathered: Float64Array;
}

/** A grown tree, and where its leaves' rows lie in `rows`. */
export interface GrownTree {
  tree: Tree;
  /** Node index → last bin going left, for walking binned rows. */
  splitBin: number[];
  leafNodes: { node: number; start: number; end: number }[];
}

interface OpenNode extends NodeSums {
  node: number;
  start: number;
  end: number;
  depth: number;
  histogram: Float64Array | null;
  split: Split | null;
}

/**
 * Grows one tree over rows[0 … count), best split first, and leaves `rows` ordered by leaf. With
 * maxLeaves = 2^maxDepth this gives the depth-wise tree.
 */
export function growTree(context: GrowContext, rows: Int32Array, count: number, features: Int32Array): GrownTree {
  const { pairs, rules, pool } = context;
  const tree: Tree = { feature: [], threshold: [], missingLeft: [], left: [], right: [], value: [], cover: [] };
  const grown: GrownTree = { tree, splitBin: [], leafNodes: [] };
  let gradient = 0;
  let hessian = 0;
  for (let index = 0; index < count; index++) {
    const row = rows[index]!;
    gradient += pairs[2 * row]!;
    hessian += pairs[2 * row + 1]!;
  }
  const root: OpenNode = {
    node: addNode(grown),
    start: 0,
    end: count,
    depth: 0,
    histogram: null,
    split: null,
    gradient,
    hessian,
    rows: count,
    lowest: -Infinity,
    highest: Infinity,
  };
  const open: OpenNode[] = [];
  const settle = (node: OpenNode): void => {
    tree.value[node.node] = Math.fround(boundedValue(node, rules) * context.learningRate);
    tree.cover[node.node] = coverOf(context, rows, node);
    grown.leafNodes.push({ node: node.node, start: node.start, end: node.end });
    if (node.histogram !== null) pool.give(node.histogram);
    node.histogram = null;
  };
  const consider = (node: OpenNode): void => {
    if (node.histogram !== null) {
      node.split = findSplit(node.histogram, context.matrix.offsets, context.columns, features, node, rules);
    }
    if (node.split === null) settle(node);
    else open.push(node);
  };
  if (maySplit(context, root)) {
    root.histogram = pool.take();
    fillHistogram(context, rows, root, features);
  }
  consider(root);

  while (open.length > 0 && grown.leafNodes.length + open.length < context.maxLeaves) {
    const parent = takeBest(open);
    const [left, right] = divide(context, grown, rows, parent);
    shareHistogram(context, rows, features, parent, left, right);
    consider(left);
    consider(right);
  }
  for (const node of open) settle(node);
  fillCovers(tree);
  return grown;
}

function maySplit(context: GrowContext, node: OpenNode): boolean {
  return (
    node.depth < context.maxDepth &&
    node.rows >= Math.max(2, 2 * context.rules.minChildRows) &&
    node.hessian >= 2 * context.rules.minChildWeight
  );
}

function takeBest(open: OpenNode[]): OpenNode {
  let best = 0;
  for (let index = 1; index < open.length; index++) {
    if (open[index]!.split!.gain > open[best]!.split!.gain) best = index;
  }
  return open.splice(best, 1)[0]!;
}

function divide(context: GrowContext, grown: GrownTree, rows: Int32Array, parent: OpenNode): [OpenNode, OpenNode] {
  const split = parent.split!;
  const { tree } = grown;
  const column = context.columns[split.feature]!;
  const middle = partition(column, split, rows, parent, context.scratchRows);
  tree.feature[parent.node] = split.feature;
  tree.threshold[parent.node] = split.bin < column.cuts.length ? column.cuts[split.bin]! : largestFloat32;
  tree.missingLeft[parent.node] = split.missingLeft;
  grown.splitBin[parent.node] = split.bin;
  const depth = parent.depth + 1;
  const left: OpenNode = {
    node: addNode(grown),
    start: parent.start,
    end: middle,
    depth,
    histogram: null,
    split: null,
    gradient: split.leftGradient,
    hessian: split.leftHessian,
    rows: split.leftRows,
    lowest: parent.lowest,
    highest: parent.highest,
  };
  const right: OpenNode = {
    node: addNode(grown),
    start: middle,
    end: parent.end,
    depth,
    histogram: null,
    split: null,
    gradient: parent.gradient - split.leftGradient,
    hessian: parent.hessian - split.leftHessian,
    rows: parent.rows - split.leftRows,
    lowest: parent.lowest,
    highest: parent.highest,
  };
  tree.left[parent.node] = left.node;
  tree.right[parent.node] = right.node;
  const direction = context.rules.monotone?.[split.feature] ?? 0;
  if (direction !== 0) {
    // No later split below may cross the middle of the two sides.
    const border = (boundedValue(left, context.rules) + boundedValue(right, context.rules)) / 2;
    if (direction > 0) {
      left.highest = Math.min(left.highest, border);
      right.lowest = Math.max(right.lowest, border);
    } else {
      left.lowest = Math.max(left.lowest, border);
      right.highest = Math.min(right.highest, border);
    }
  }
  return [left, right];
}

function shareHistogram(
  context: GrowContext,
  rows: Int32Array,
  features: Int32Array,
  parent: OpenNode,
  left: OpenNode,
  right: OpenNode,
): void {
  const histogram = parent.histogram!;
  parent.histogram = null;
  const [small, large] = left.rows <= right.rows ? [left, right] : [right, left];
  const smallNeeds = maySplit(context, small);
  if (!smallNeeds && !maySplit(context, large)) {
    context.pool.give(histogram);
    return;
  }
  small.histogram = context.pool.take();
  fillHistogram(context, rows, small, features);
  if (maySplit(context, large)) {
    subtractHistogram(histogram, small.histogram);
    large.histogram = histogram;
  } else {
    context.pool.give(histogram);
  }
  if (!smallNeeds) {
    context.pool.give(small.histogram);
    small.histogram = null;
  }
}

function fillHistogram(context: GrowContext, rows: Int32Array, node: OpenNode, features: Int32Array): void {
  const { pairs, gathered } = context;
  let position = 0;
  for (let index = node.start; index < node.end; index++) {
    const row = 2 * rows[index]!;
    gathered[position] = pairs[row]!;
    gathered[position + 1] = pairs[row + 1]!;
    position += 2;
  }
  buildHistogram(context.matrix, features, rows, node.start, node.end, gathered, node.histogram!);
}

// Stable, so that the order of rows, and with it everything else, does not depend on how the split was found.
function partition(column: BinnedColumn, split: Split, rows: Int32Array, node: OpenNode, scratch: Int32Array): number {
  const { bins, valueBins } = column;
  let left = node.start;
  let right = 0;
  for (let index = node.start; index < node.end; index++) {
    const row = rows[index]!;
    const bin = bins[row]!;
    if (bin === valueBins ? split.missingLeft : bin <= split.bin) rows[left++] = row;
    else scratch[right++] = row;
  }
  rows.set(scratch.subarray(0, right), left);
  return left;
}

function coverOf(context: GrowContext, rows: Int32Array, node: OpenNode): number {
  if (context.weights === null) return node.rows;
  let sum = 0;
  for (let index = node.start; index < node.end; index++) sum += context.weights[rows[index]!]!;
  return sum;
}

function addNode(grown: GrownTree): number {
  const { tree } = grown;
  tree.feature.push(-1);
  tree.threshold.push(0);
  tree.missingLeft.push(false);
  tree.left.push(-1);
  tree.right.push(-1);
  tree.value.push(0);
  tree.cover.push(0);
  grown.splitBin.push(-1);
  return tree.feature.length - 1;
}

// Children are numbered after their parents, so one pass from the end suffices.
function fillCovers(tree: Tree): void {
  for (let node = tree.feature.length - 1; node >= 0; node--) {
    if (tree.feature[node]! >= 0) {
      tree.cover[node] = tree.cover[tree.left[node]!]! + tree.cover[tree.right[node]!]!;
    }
  }
}
