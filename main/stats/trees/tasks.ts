import type { Arena } from './arena.ts';

import { unrolled } from './kernels/module.ts';
import type { NodeSums, Split } from './split.ts';
import { control, resultSize, spareCells, taskSize } from './sizes.ts';
import { leafGain, leastGain, scanFeature } from './split.ts';

/**
 * A task makes the histogram of one node, derives its sibling's from their parent's, and looks for the best split of
 * both. It is written as numbers, so that every thread can do it for its share of the features:
 * first row, end, slot, slot of the parent (-1 = none), then the node's and the sibling's sums.
 */
export interface Task {
  start: number;
  end: number;
  slot: number;
  /** Its histogram becomes the sibling's; null: there is no sibling to look at. */
  parentSlot: number | null;
  /** Null: is only made to be subtracted. */
  node: NodeSums | null;
  sibling: NodeSums | null;
}

export function writeTask(arena: Arena, index: number, task: Task): void {
  const { tasks } = arena;
  const at = index * taskSize;
  tasks[at] = task.start;
  tasks[at + 1] = task.end;
  tasks[at + 2] = task.slot;
  tasks[at + 3] = task.parentSlot ?? -1;
  writeSums(tasks, at + 4, task.node);
  writeSums(tasks, at + 9, task.sibling);
}

function writeSums(tasks: Float64Array, at: number, sums: NodeSums | null): void {
  tasks[at] = sums === null ? 0 : 1;
  if (sums === null) return;
  tasks[at + 1] = sums.gradient;
  tasks[at + 2] = sums.packed;
  tasks[at + 3] = sums.lowest;
  tasks[at + 4] = sums.highest;
}

function readSums(tasks: Float64Array, at: number): NodeSums | null {
  if (tasks[at] === 0) return null;
  return { gradient: tasks[at + 1]!, packed: tasks[at + 2]!, lowest: tasks[at + 3]!, highest: tasks[at + 4]! };
}

/** One thread's share of some tasks: its part of the features, in groups of four. */
export function runPart(arena: Arena, thread: number, part: number, parts: number, taskCount: number): void {
  const count = arena.control[control.chosen]!;
  const groups = Math.ceil(count / unrolled);
  const from = Math.floor((part * groups) / parts) * unrolled;
  const to = Math.min(count, Math.floor(((part + 1) * groups) / parts) * unrolled);
  for (let index = 0; index < taskCount; index++) {
    const at = index * taskSize;
    const { tasks } = arena;
    const slot = tasks[at + 2]!;
    const parentSlot = tasks[at + 3]!;
    const node = readSums(tasks, at + 4);
    const sibling = readSums(tasks, at + 9);
    if (to > from) {
      makeHistogram(arena, thread, from, to, slot, tasks[at]!, tasks[at + 1]!);
      if (parentSlot >= 0) subtractHistogram(arena, from, to, parentSlot, slot);
    }
    writeResult(arena, thread, 2 * index, node === null ? null : bestSplit(arena, thread, from, to, slot, node));
    writeResult(
      arena,
      thread,
      2 * index + 1,
      sibling === null ? null : bestSplit(arena, thread, from, to, parentSlot, sibling),
    );
  }
}

function areNeighbours({ chosen }: Arena, from: number, to: number): boolean {
  return chosen[to - 1]! - chosen[from]! === to - 1 - from && chosen[from]! % unrolled === 0;
}

function makeHistogram(
  arena: Arena,
  thread: number,
  from: number,
  to: number,
  slot: number,
  start: number,
  end: number,
): void {
  const { chosen, firstCells, kernels, plan, width } = arena;
  const histogram = arena.histograms[slot]!;
  const list = arena.lists[thread]!;
  const spare = histogram.byteOffset + histogram.byteLength - 16 * spareCells;
  const padded = Math.ceil((to - from) / unrolled) * unrolled;
  const neighbours = areNeighbours(arena, from, to);
  for (let index = 0; index < padded; index++) {
    const feature = from + index < to ? chosen[from + index]! : -1;
    const address = feature < 0 ? spare : histogram.byteOffset + 16 * firstCells[feature]!;
    if (neighbours) {
      list[index] = address;
    } else {
      list[2 * index] = Math.max(0, feature);
      list[2 * index + 1] = address;
    }
    if (feature >= 0) {
      const first = 2 * firstCells[feature]!;
      histogram.fill(0, first, first + 2 * (plan.valueBins[feature]! + 1));
    }
  }
  if (end <= start) return;
  const add = neighbours ? kernels.addNeighbours : kernels.addChosen;
  add(
    arena.rows.byteOffset + 4 * start,
    arena.rows.byteOffset + 4 * end,
    arena.rowBins.byteOffset + (neighbours ? chosen[from]! : 0),
    width,
    list.byteOffset,
    list.byteOffset + (neighbours ? 4 : 8) * padded,
    arena.pairs.byteOffset,
  );
}

/** The sibling is the parent without the node: half of the rows are never read. */
function subtractHistogram(arena: Arena, from: number, to: number, slot: number, by: number): void {
  const { chosen, firstCells, kernels, plan } = arena;
  const target = arena.histograms[slot]!.byteOffset;
  const other = arena.histograms[by]!.byteOffset;
  // Runs of neighbouring features lie next to each other.
  for (let index = from; index < to;) {
    let last = index;
    while (last + 1 < to && chosen[last + 1] === chosen[last]! + 1) last++;
    const first = 16 * firstCells[chosen[index]!]!;
    const end = 16 * (firstCells[chosen[last]!]! + plan.valueBins[chosen[last]!]! + 1);
    kernels.subtract(target + first, target + end, other + first);
    index = last + 1;
  }
}

function bestSplit(arena: Arena, thread: number, from: number, to: number, slot: number, sums: NodeSums): Split {
  const { chosen, firstCells, plan } = arena;
  const best: Split = { feature: -1, bin: 0, missingLeft: false, gain: leastGain, leftGradient: 0, leftPacked: 0 };
  const parent = leafGain(sums, plan.rules);
  const place = { kernels: arena.kernels, histogram: arena.histograms[slot]!, state: arena.states[thread]! };
  for (let index = from; index < to; index++) {
    const feature = chosen[index]!;
    scanFeature(place, firstCells[feature]!, plan.valueBins[feature]!, feature, sums, parent, plan.rules, best);
  }
  return best;
}

function writeResult({ results }: Arena, thread: number, index: number, split: Split | null): void {
  const own = results[thread]!;
  const at = index * resultSize;
  own[at] = split === null ? -1 : split.feature;
  if (split === null) return;
  own[at + 1] = split.bin;
  own[at + 2] = split.missingLeft ? 1 : 0;
  own[at + 3] = split.gain;
  own[at + 4] = split.leftGradient;
  own[at + 5] = split.leftPacked;
}

/** The best split that any of the threads found; ties go to the lower feature. `threads` in the order of their parts. */
export function readResult({ results }: Arena, threads: readonly number[], index: number): Split | null {
  let found: Split | null = null;
  const at = index * resultSize;
  for (const thread of threads) {
    const own = results[thread]!;
    if (own[at]! < 0 || (found !== null && own[at + 3]! <= found.gain)) continue;
    found = {
      feature: own[at]!,
      bin: own[at + 1]!,
      missingLeft: own[at + 2] === 1,
      gain: own[at + 3]!,
      leftGradient: own[at + 4]!,
      leftPacked: own[at + 5]!,
    };
  }
  return found;
}
