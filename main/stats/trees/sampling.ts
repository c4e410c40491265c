import type { Random } from '../random.ts';
import type { BinnedColumn } from './binning.ts';
import type { LabelledRows } from './options.ts';

/** Rows with a weight above 0. */
export function usableRows(count: number, weights: LabelledRows['weights']): Int32Array {
  const usable = new Int32Array(count);
  let kept = 0;
  for (let row = 0; row < count; row++) if (!weights || weights[row]! > 0) usable[kept++] = row;
  return usable.subarray(0, kept);
}

/** Draws each usable row with the given chance into `rows`; answers how many. */
export function sampleRows(usable: Int32Array, rows: Int32Array, share: number, random: Random): number {
  if (share >= 1) {
    rows.set(usable);
    return usable.length;
  }
  const threshold = Math.floor(share * 4294967296);
  let count = 0;
  for (let index = 0; index < usable.length; index++) {
    if (random.bits() < threshold) rows[count++] = usable[index]!;
  }
  return count;
}

/** Draws a share of the features that can part rows at all, ascending. */
export function sampleFeatures(columns: readonly BinnedColumn[], share: number, random: Random): Int32Array {
  // A column with one value parts nothing.
  const candidates: number[] = [];
  columns.forEach((column, index) => {
    if (column.valueBins > 1 || column.hasMissing) candidates.push(index);
  });
  const wanted = Math.max(1, Math.round(share * candidates.length));
  if (wanted >= candidates.length) return Int32Array.from(candidates);
  for (let index = 0; index < wanted; index++) {
    const other = index + random.integer(candidates.length - index);
    const kept = candidates[index]!;
    candidates[index] = candidates[other]!;
    candidates[other] = kept;
  }
  return Int32Array.from(candidates.slice(0, wanted)).sort();
}
