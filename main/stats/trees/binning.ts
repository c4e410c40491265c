import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { NumericColumn } from './model.ts';

/** The largest finite float32: as a threshold it parts "known" from "missing". */
export const largestFloat32 = 3.4028234663852886e38;

/**
 * A column in at most 255 bins. A value lies in the first bin whose cut is not below it; the last value bin has no cut.
 * Bin number `valueBins` is kept for missing values, also where the training rows have none.
 */
export interface BinnedColumn {
  /** Upper thresholds of the bins 0 … valueBins-2, ascending, exact in float32. */
  cuts: Float32Array;
  valueBins: number;
  hasMissing: boolean;
}

export function beyondRange(feature: string, row: number): HoldfastError {
  return new HoldfastError(
    'invalid_input',
    `Feature "${feature}" holds a value beyond the range of 32-bit numbers in row ${row + 1}. Correct it or leave it blank.`,
    { feature, row: row + 1 },
  );
}

const quantileSampleSize = 200_000;

/** Where to part the values of a column. @throws invalid_input where a value is infinite */
export function cutColumn(column: NumericColumn, maxBins: number, name: string): BinnedColumn {
  const known = new Float32Array(column.length);
  let count = 0;
  for (let row = 0; row < column.length; row++) {
    const value = Math.fround(column[row]!);
    if (value !== value) continue;
    if (value === Infinity || value === -Infinity) throw beyondRange(name, row);
    known[count++] = value;
  }
  const cuts = quantileCuts(sortFloats(sampled(known.subarray(0, count))), maxBins);
  return { cuts, valueBins: cuts.length + 1, hasMissing: count < column.length };
}

/** The bin of each row. */
export function binsOf(column: NumericColumn, { cuts, valueBins }: BinnedColumn): Uint8Array {
  const bins = new Uint8Array(column.length);
  const guide = createGuide(cuts);
  for (let row = 0; row < column.length; row++) {
    const value = Math.fround(column[row]!);
    bins[row] = value !== value ? valueBins : guide(value);
  }
  return bins;
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

const guideSteps = 512;

/** Finds the first cut that is not below a value. Even steps over the cuts' range leave a search among few. */
function createGuide(cuts: Float32Array): (value: number) => number {
  const lowest = cuts[0] ?? 0;
  const perUnit = guideSteps / (cuts[cuts.length - 1]! - lowest);
  if (!(perUnit > 0 && perUnit < Infinity)) return (value) => search(cuts, value, 0, cuts.length);
  const stepOf = (value: number): number =>
    Math.min(guideSteps - 1, Math.max(0, Math.floor((value - lowest) * perUnit)));
  const first = new Uint8Array(guideSteps);
  const last = new Uint8Array(guideSteps).fill(cuts.length);
  // A value's answer lies between the first cut of its step and the first cut of the next.
  let step = 0;
  cuts.forEach((cut, index) => {
    const own = stepOf(cut);
    while (step < own) {
      last[step] = index;
      first[++step] = index;
    }
  });
  while (++step < guideSteps) first[step] = cuts.length;
  return (value) => {
    const own = stepOf(value);
    return search(cuts, value, first[own]!, last[own]!);
  };
}

function search(cuts: Float32Array, value: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (value <= cuts[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}

const digitBits = 11;
const digits = 1 << digitBits;

/** Ascending, in place where few. Radix sort by three digits of the bits, several times as fast as comparing. */
function sortFloats(values: Float32Array): Float32Array {
  if (values.length < 2000) return values.sort();
  let from = new Uint32Array(Float32Array.from(values).buffer);
  // Bits in the order of the numbers: negative ones turned round, positive ones after them.
  for (let index = 0; index < from.length; index++) {
    const bits = from[index]!;
    from[index] = bits >>> 31 === 1 ? ~bits : bits | 0x80000000;
  }
  let to = new Uint32Array(from.length);
  for (let shift = 0; shift < 32; shift += digitBits) {
    const places = new Uint32Array(digits + 1);
    for (let index = 0; index < from.length; index++) places[((from[index]! >>> shift) & (digits - 1)) + 1]!++;
    for (let digit = 0; digit < digits; digit++) places[digit + 1]! += places[digit]!;
    for (let index = 0; index < from.length; index++) {
      const bits = from[index]!;
      to[places[(bits >>> shift) & (digits - 1)]!++] = bits;
    }
    [from, to] = [to, from];
  }
  for (let index = 0; index < from.length; index++) {
    const bits = from[index]!;
    from[index] = bits >>> 31 === 1 ? bits & 0x7fffffff : ~bits;
  }
  return new Float32Array(from.buffer);
}
