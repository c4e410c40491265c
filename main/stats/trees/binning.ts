import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { NumericColumn } from './model.ts';

/** The largest finite float32: as a threshold it parts "known" from "missing". */
export const largestFloat32 = 3.4028234663852886e38;

/**
 * A column in at most 255 bins. A value lies in the first bin whose cut is not below it; the last value bin has no cut.
 * Bin number `valueBins` is kept for missing values, also where the training rows have none.
 */
export interface BinnedColumn {
  bins: Uint8Array;
  /** Upper thresholds of the bins 0 … valueBins-2, ascending, exact in float32. */
  cuts: Float32Array;
  valueBins: number;
  hasMissing: boolean;
}

const quantileSampleSize = 200_000;

export function binColumn(column: NumericColumn, maxBins: number, name: string): BinnedColumn {
  const known = new Float32Array(column.length);
  let count = 0;
  for (let row = 0; row < column.length; row++) {
    const value = Math.fround(column[row]!);
    if (value !== value) continue;
    if (value === Infinity || value === -Infinity) {
      throw new HoldfastError(
        'invalid_input',
        `Feature "${name}" holds a value beyond the range of 32-bit numbers in row ${row + 1}. Correct it or leave it blank.`,
        { feature: name, row: row + 1 },
      );
    }
    known[count++] = value;
  }
  const cuts = quantileCuts(sampled(known.subarray(0, count)).sort(), maxBins);
  const valueBins = cuts.length + 1;
  const bins = new Uint8Array(column.length);
  for (let row = 0; row < column.length; row++) {
    const value = Math.fround(column[row]!);
    bins[row] = value !== value ? valueBins : firstNotBelow(cuts, value);
  }
  return { bins, cuts, valueBins, hasMissing: count < column.length };
}

// Evenly spaced rows stand for the whole: quantiles of a sample this large are as good as the exact ones.
function sampled(values: Float32Array): Float32Array {
  if (values.length <= quantileSampleSize) return values;
  const step = values.length / quantileSampleSize;
  const sample = new Float32Array(quantileSampleSize);
  for (let index = 0; index < quantileSampleSize; index++) sample[index] = values[Math.floor(index * step)]!;
  return sample;
}

function quantileCuts(sorted: Float32Array, maxBins: number): Float32Array {
  let distinct = sorted.length > 0 ? 1 : 0;
  for (let index = 1; index < sorted.length; index++) if (sorted[index] !== sorted[index - 1]) distinct++;
  const cuts: number[] = [];
  let binsLeft = maxBins;
  let rowsLeft = sorted.length;
  let inBin = 0;
  for (let index = 0; index < sorted.length - 1; index++) {
    inBin++;
    const value = sorted[index]!;
    const next = sorted[index + 1]!;
    if (value === next) continue;
    // A value held by many rows fills a bin alone; the rows that remain are shared among the bins that remain.
    if (distinct > maxBins && (inBin < rowsLeft / binsLeft || binsLeft <= 1)) continue;
    cuts.push(between(value, next));
    rowsLeft -= inBin;
    binsLeft--;
    inBin = 0;
  }
  return Float32Array.from(cuts);
}

// The middle, unless rounding to float32 would put it on the upper value, which must stay on the right.
function between(lower: number, upper: number): number {
  const middle = Math.fround(lower / 2 + upper / 2);
  return middle >= lower && middle < upper ? middle : lower;
}

function firstNotBelow(cuts: Float32Array, value: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (value <= cuts[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}
