import { cancelled } from '../../../shared/domain/errors.ts';
import type { Arena } from './arena.ts';
import type { BinnedColumn } from './binning.ts';
import { largestFloat32 } from './binning.ts';
import { hessianOf, rowsOf } from './gradients.ts';
import type { Tree } from './model.ts';
import type { TreeOptions } from './options.ts';
import type { NodeSums, Split } from './split.ts';
import { boundedValue } from './split.ts';
import type { Task } from './tasks.ts';
import { writeTask } from './tasks.ts';
import type { Crew } from './crew.ts';

export interface GrowContext {
  arena: Arena;
  crew: Crew;
  /** The features of the arena, in its order. */
  columns: readonly BinnedColumn[];
  options: Pick<TreeOptions, 'growth' | 'maxDepth' | 'maxLeaves' | 'learningRate'>;
  weights: Float32Array | Float64Array | null;
  shouldStop: (() => boolean) | undefined;
}

/** A grown tree, and where its leaves' rows lie in the arena's `rows`. */
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
  /** Where its histogram is; null = none is kept. */
  slot: number | null;
  split: Split | null;
}

/** Grows one tree over the first `count` of the arena's rows, whose sums are given, and leaves them ordered by leaf. */
export function growTree(context: GrowContext, count: number, sums: { gradient: number; packed: number }): GrownTree {
  const { arena, options } = context;
  const grown: GrownTree = {
    tree: { feature: [], threshold: [], missingLeft: [], left: [], right: [], value: [], cover: [] },
    splitBin: [],
    leafNodes: [],
  };
  const free = arena.histograms.map((_unused, slot) => slot);
  const open: OpenNode[] = [];
  const settle = (node: OpenNode): void => {
    const { tree } = grown;
    tree.value[node.node] = Math.fround(boundedValue(node, arena.plan.rules) * options.learningRate);
    tree.cover[node.node] = coverOf(context, node);
    grown.leafNodes.push({ node: node.node, start: node.start, end: node.end });
    release(node);
  };
  const release = (node: OpenNode): void => {
    if (node.slot !== null) free.push(node.slot);
    node.slot = null;
  };
  /** Looks for the splits of new nodes, all in one batch. */
  const consider = (work: readonly NewNodes[]): void => {
    if (context.shouldStop?.() === true) throw cancelled('Training');
    const tasks: Task[] = [];
    const asked: (OpenNode | null)[] = [];
    for (const { parent, nodes } of work) {
      for (const task of tasksFor(context, parent, nodes, free)) {
        tasks.push(task.task);
        asked.push(task.node, task.sibling);
      }
    }
    tasks.forEach((task, index) => writeTask(arena, index, task));
    const splits = context.crew.run(tasks);
    tasks.forEach((task, index) => {
      if (asked[2 * index] === null) free.push(task.slot);
    });
    asked.forEach((node, index) => {
      if (node !== null) node.split = splits[index]!;
    });
    for (const node of work.flatMap(({ nodes }) => nodes)) {
      if (node.split === null) settle(node);
      else open.push(node);
    }
    // Two must be left for the next nodes; a histogram that was given up is made anew when its turn comes.
    for (let index = open.length - 1; index >= 0 && free.length < 2; index--) release(open[index]!);
  };

  const everywhere = { lowest: -Infinity, highest: Infinity, start: 0, depth: 0, slot: null, split: null };
  consider([{ parent: null, nodes: [{ ...sums, ...everywhere, node: addNode(grown), end: count }] }]);
  const mostLeaves = Math.min(options.maxLeaves, 2 ** options.maxDepth);
  const byDepth = options.growth === 'depth-wise' || mostLeaves === 2 ** options.maxDepth;
  while (open.length > 0 && grown.leafNodes.length + open.length < mostLeaves) {
    const room = mostLeaves - grown.leafNodes.length - open.length;
    const parents = byDepth ? takeLevel(open, Math.min(room, Math.floor(free.length / 2))) : [takeBest(open)];
    consider(parents.map((parent) => ({ parent, nodes: divide(context, grown, parent) })));
  }
  for (const node of open) settle(node);
  fillCovers(grown.tree);
  return grown;
}

interface NewNodes {
  parent: OpenNode | null;
  nodes: OpenNode[];
}

interface PlannedTask {
  task: Task;
  node: OpenNode | null;
  sibling: OpenNode | null;
}

/** What it takes to know the splits of a node's children: one pass over the smaller, or over both. */
function tasksFor(
  { arena, options }: GrowContext,
  parent: OpenNode | null,
  nodes: readonly OpenNode[],
  free: number[],
): PlannedTask[] {
  const { minChildRows, minChildWeight, packing } = arena.plan.rules;
  const maySplit = (node: OpenNode): boolean =>
    node.depth < options.maxDepth &&
    rowsOf(node.packed, packing) >= Math.max(2, 2 * minChildRows) &&
    hessianOf(node.packed, packing) >= 2 * minChildWeight;
  const wanted = nodes.filter(maySplit);
  const inherited = parent?.slot ?? null;
  if (parent !== null) parent.slot = null;
  const [one, other] = nodes;
  if (inherited !== null && one !== undefined && other !== undefined && wanted.length > 0) {
    const [small, large] = one.end - one.start <= other.end - other.start ? [one, other] : [other, one];
    const slot = free.pop()!;
    const node = wanted.includes(small) ? small : null;
    const sibling = wanted.includes(large) ? large : null;
    if (node !== null) node.slot = slot;
    if (sibling !== null) sibling.slot = inherited;
    else free.push(inherited);
    const task = { start: small.start, end: small.end, slot, parentSlot: sibling && inherited, node, sibling };
    return [{ task, node, sibling }];
  }
  if (inherited !== null) free.push(inherited);
  return wanted.map((node) => {
    node.slot = free.pop()!;
    const task = { start: node.start, end: node.end, slot: node.slot, parentSlot: null, node, sibling: null };
    return { task, node, sibling: null };
  });
}

function takeBest(open: OpenNode[]): OpenNode {
  let best = 0;
  for (let index = 1; index < open.length; index++) {
    if (open[index]!.split!.gain > open[best]!.split!.gain) best = index;
  }
  return open.splice(best, 1)[0]!;
}

/** The highest level's nodes, the best first where there is no room for all. */
function takeLevel(open: OpenNode[], most: number): OpenNode[] {
  const depth = Math.min(...open.map((node) => node.depth));
  const level = open.filter((node) => node.depth === depth);
  if (level.length > most) level.sort((a, b) => b.split!.gain - a.split!.gain || a.node - b.node);
  const taken = new Set(level.slice(0, most));
  const rest = open.filter((node) => !taken.has(node));
  open.splice(0, open.length, ...rest);
  return [...taken];
}

function divide(context: GrowContext, grown: GrownTree, parent: OpenNode): OpenNode[] {
  const { arena, columns } = context;
  const { rules } = arena.plan;
  const split = parent.split!;
  const { tree } = grown;
  const column = columns[split.feature]!;
  const middle = partition(arena, column, split, parent);
  tree.feature[parent.node] = split.feature;
  tree.threshold[parent.node] = split.bin < column.cuts.length ? column.cuts[split.bin]! : largestFloat32;
  tree.missingLeft[parent.node] = split.missingLeft;
  grown.splitBin[parent.node] = split.bin;
  const { lowest, highest } = parent;
  const shared = { lowest, highest, depth: parent.depth + 1, slot: null, split: null };
  const left: OpenNode = {
    ...shared,
    node: addNode(grown),
    start: parent.start,
    end: middle,
    gradient: split.leftGradient,
    packed: split.leftPacked,
  };
  const right: OpenNode = {
    ...shared,
    node: addNode(grown),
    start: middle,
    end: parent.end,
    gradient: parent.gradient - split.leftGradient,
    packed: parent.packed - split.leftPacked,
  };
  tree.left[parent.node] = left.node;
  tree.right[parent.node] = right.node;
  const direction = rules.monotone?.[split.feature] ?? 0;
  if (direction !== 0) {
    // No later split below may cross the middle of the two sides.
    const border = (boundedValue(left, rules) + boundedValue(right, rules)) / 2;
    const [lower, upper] = direction > 0 ? [left, right] : [right, left];
    lower.highest = Math.min(lower.highest, border);
    upper.lowest = Math.max(upper.lowest, border);
  }
  return [left, right];
}

const goesLeft = new Uint8Array(256);

// Stable, so that the order of rows, and with it everything else, does not depend on how the split was found.
function partition(
  { binStride, columnBins, rows, scratchRows }: Arena,
  column: BinnedColumn,
  split: Split,
  node: OpenNode,
): number {
  for (let bin = 0; bin < column.valueBins; bin++) goesLeft[bin] = bin <= split.bin ? 1 : 0;
  goesLeft[column.valueBins] = split.missingLeft ? 1 : 0;
  const bins = columnBins[split.feature]!;
  let left = node.start;
  let right = 0;
  // Written to both sides and counted on one: a branch here would be guessed wrong for half of the rows.
  for (let index = node.start; index < node.end; index++) {
    const row = rows[index]!;
    const isLeft = goesLeft[bins[row * binStride]!]!;
    rows[left] = row;
    scratchRows[right] = row;
    left += isLeft;
    right += 1 - isLeft;
  }
  rows.set(scratchRows.subarray(0, right), left);
  return left;
}

function coverOf({ arena, weights }: GrowContext, node: OpenNode): number {
  if (weights === null) return node.end - node.start;
  let sum = 0;
  for (let index = node.start; index < node.end; index++) sum += weights[arena.rows[index]!]!;
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
