import type { NumericColumn } from './trees/model.ts';
import type { LabelledRows, TreeOptions } from './trees/options.ts';
import { defaultTreeOptions } from './trees/options.ts';

/**
 * The house configuration: many small, slow, randomised trees. Chosen for books of some hundreds to tens of thousands
 * of accounts, where variance hurts more than bias; not tuned to any one data set.
 */
export function churnTreeOptions(rows: number): TreeOptions {
  return {
    ...defaultTreeOptions,
    rounds: 800,
    learningRate: 0.03,
    maxDepth: 4,
    maxLeaves: 12,
    minChildRows: Math.max(5, Math.min(30, Math.round(rows / 200))),
    minChildWeight: 1,
    l1: 0,
    l2: 5,
    rowSample: 0.7,
    columnSample: 0.5,
    // Some twenty rows a bin: finer cuts would only be noise, and slow.
    maxBins: Math.max(32, Math.min(128, Math.round(rows / 20))),
    earlyStoppingRounds: 60,
  };
}

/** The given rows of columns, labels, weights and groups. */
export function takeRows(
  from: LabelledRows,
  rows: Int32Array,
): { columns: Float32Array[]; labels: Uint8Array; weights: Float64Array | null; groups: Float64Array | null } {
  const { weights = null, groups = null } = from;
  return {
    columns: takeColumns(from.columns, rows),
    labels: Uint8Array.from(rows, (row) => from.labels[row]!),
    weights: weights === null ? null : Float64Array.from(rows, (row) => weights[row]!),
    groups: groups === null ? null : Float64Array.from(rows, (row) => groups[row]!),
  };
}

export function takeColumns(columns: readonly NumericColumn[], rows: Int32Array): Float32Array[] {
  return columns.map((column) => Float32Array.from(rows, (row) => column[row]!));
}
