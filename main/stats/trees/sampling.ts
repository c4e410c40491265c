import type { Random } from '../random.ts';
import type { RowWeights } from './model.ts';

/** Rows with a weight above 0. */
export function usableRows(count: number, weights: RowWeights): Int32Array {
  const usable = new Int32Array(count);
  let kept = 0;
  for (let row = 0; row < count; row++) if (!weights || weights[row]! > 0) usable[kept++] = row;
  return usable.subarray(0, kept);
}

/** Draws each usable row with the given chance into `rows`, the others into `rest`; answers how many were drawn. */
export function sampleRows(
  usable: Int32Array,
  rows: Int32Array,
  rest: Int32Array,
  share: number,
  random: Random,
): number {
  if (share >= 1) {
    rows.set(usable);
    return usable.length;
  }
  const threshold = Math.floor(share * 4294967296);
  let count = 0;
  let left = 0;
  for (let index = 0; index < usable.length; index++) {
    if (random.bits() < threshold) rows[count++] = usable[index]!;
    else rest[left++] = usable[index]!;
  }
  return count;
}

/** Draws a share of the features into `chosen`, ascending; answers how many. */
export function sampleFeatures(features: number, chosen: Int32Array, share: number, random: Random): number {
  const candidates = Int32Array.from({ length: features }, (_unused, index) => index);
  const wanted = Math.min(features, Math.max(1, Math.round(share * features)));
  if (wanted < features) {
    for (let index = 0; index < wanted; index++) {
      const other = index + random.integer(features - index);
      const kept = candidates[index]!;
      candidates[index] = candidates[other]!;
      candidates[other] = kept;
    }
  }
  chosen.set(candidates.subarray(0, wanted).sort());
  return wanted;
}
