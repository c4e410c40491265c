import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { BinnedColumn } from './binning.ts';
import type { Kernels, TreeMemory } from './kernels/kernels.ts';
import { createMemory, kernelsOf } from './kernels/kernels.ts';
import { unrolled } from './kernels/module.ts';
import type { SplitRules } from './split.ts';
import { control as controls, resultSize, spareCells, taskSize } from './sizes.ts';

/** What threads must know to share a training; plain data. */
export interface ArenaPlan {
  rows: number;
  /** For each feature: bins for known values. One more bin is kept for missing ones. */
  valueBins: number[];
  /** Nodes whose histograms can be kept at the same time. */
  slots: number;
  /** Whether the bins are there feature by feature too. */
  isCopied: boolean;
  /** Tasks that can be given out at the same time. */
  tasks: number;
  threads: number;
  rules: SplitRules;
}

/**
 * The memory in which trees grow, laid out once a training and seen by all its threads.
 *
 * A histogram is a run of cells, two float64 each: the sum of the gradients and, packed into one number, hessians and
 * rows (see Packing in gradients.ts).
 */
export interface Arena {
  plan: ArenaPlan;
  memory: TreeMemory;
  kernels: Kernels;
  /** Gradient and packed hessian of each row. */
  pairs: Float64Array;
  /** Numbers of the rows that the tree learns from, ordered by node. */
  rows: Int32Array;
  scratchRows: Int32Array;
  /** Bytes of a row in `rowBins`: one a feature, filled up to a multiple of four. */
  width: number;
  /** Bins row by row: a row's gradient is then read once for all features. */
  rowBins: Uint8Array;
  /** A feature's bins for dividing rows: that of a row is at row · binStride. */
  columnBins: Uint8Array[];
  binStride: number;
  /** Each feature's first cell in a histogram. */
  firstCells: Int32Array;
  histograms: Float64Array[];
  /** Features that the tree may ask for; the count is control[controls.chosen]. */
  chosen: Int32Array;
  tasks: Float64Array;
  /** For each thread, as long as two results a task. */
  results: Float64Array[];
  /** For each thread, addresses for the kernels. */
  lists: Int32Array[];
  /** For each thread, two sums that the kernels hand over. */
  states: Float64Array[];
  control: Int32Array;
}

const mostBytes = 3.5 * 2 ** 30;

/** @param columns only those that can part rows */
export function planArena(
  columns: readonly BinnedColumn[],
  rows: number,
  threads: number,
  { maxLeaves, spareBytes }: { maxLeaves: number; spareBytes: number },
  rules: SplitRules,
): ArenaPlan {
  const valueBins = columns.map((column) => column.valueBins);
  const cells = valueBins.reduce((sum, bins) => sum + bins + 1, spareCells);
  const affordable = Math.floor(spareBytes / (16 * cells));
  const slots = Math.max(4, Math.min(maxLeaves + 2, affordable));
  const isCopied = rows * valueBins.length <= spareBytes;
  return { rows, valueBins, slots, isCopied, tasks: Math.max(2, slots), threads, rules };
}

/** @param memory of the same plan, made by another thread; absent = a new one */
export function openArena(plan: ArenaPlan, memory?: TreeMemory, kind: 'wasm' | 'plain' = 'wasm'): Arena {
  const features = plan.valueBins.length;
  const width = Math.ceil(features / unrolled) * unrolled;
  const firstCells = new Int32Array(features);
  let cells = 0;
  plan.valueBins.forEach((bins, feature) => {
    firstCells[feature] = cells;
    cells += bins + 1;
  });
  cells += spareCells;
  let end = 0;
  const place = (bytes: number): number => {
    const at = end;
    end += Math.ceil(bytes / 64) * 64;
    return at;
  };
  const many = (count: number, bytes: number): number[] => Array.from({ length: count }, () => place(bytes));
  const control = place(4 * controls.size);
  const pairs = place(16 * plan.rows);
  const rows = place(4 * plan.rows);
  const scratch = place(4 * plan.rows);
  const rowBins = place(plan.rows * width);
  // A copy feature by feature is read faster, but is not worth doubling the memory of a large table.
  const { isCopied } = plan;
  const columnBins = isCopied ? many(features, plan.rows) : plan.valueBins.map((_bins, feature) => rowBins + feature);
  const histograms = many(plan.slots, 16 * cells);
  const chosen = place(4 * width);
  const tasks = place(8 * taskSize * plan.tasks);
  const results = many(plan.threads, 16 * resultSize * plan.tasks);
  const lists = many(plan.threads, 8 * (width + unrolled));
  const states = many(plan.threads, 16);
  if (end > mostBytes) {
    throw new HoldfastError(
      'invalid_input',
      `${plan.rows.toLocaleString('en')} rows of ${features} features are more than one training can hold. Use fewer rows or fewer features.`,
    );
  }
  const opened = memory ?? createMemory(end, plan.threads > 1, kind);
  const { buffer } = opened;
  return {
    plan,
    memory: opened,
    kernels: kernelsOf(opened),
    width,
    firstCells,
    control: new Int32Array(buffer, control, controls.size),
    pairs: new Float64Array(buffer, pairs, 2 * plan.rows),
    rows: new Int32Array(buffer, rows, plan.rows),
    scratchRows: new Int32Array(buffer, scratch, plan.rows),
    rowBins: new Uint8Array(buffer, rowBins, plan.rows * width),
    columnBins: columnBins.map(
      (at) => new Uint8Array(buffer, at, isCopied ? plan.rows : plan.rows * width - width + 1),
    ),
    binStride: isCopied ? 1 : width,
    histograms: histograms.map((at) => new Float64Array(buffer, at, 2 * cells)),
    chosen: new Int32Array(buffer, chosen, width),
    tasks: new Float64Array(buffer, tasks, taskSize * plan.tasks),
    results: results.map((at) => new Float64Array(buffer, at, 2 * resultSize * plan.tasks)),
    states: states.map((at) => new Float64Array(buffer, at, 2)),
    lists: lists.map((at) => new Int32Array(buffer, at, 2 * (width + unrolled))),
  };
}

/** Puts the bins of a feature in both places. */
export function fillBins(arena: Arena, feature: number, bins: Uint8Array): void {
  if (arena.binStride === 1) arena.columnBins[feature]!.set(bins);
  const { rowBins, width } = arena;
  for (let row = 0, at = feature; row < bins.length; row++, at += width) rowBins[at] = bins[row]!;
}
