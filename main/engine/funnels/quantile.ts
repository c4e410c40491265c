/**
 * Quantile by linear interpolation between order statistics (Hyndman and Fan 1996, type 7).
 *
 * @param values in any order; they are put into another one.
 * @param share 0 … 1.
 * @returns null for no values.
 */
export function quantileOf(values: Float64Array, share: number): number | null {
  if (values.length === 0) return null;
  const position = (values.length - 1) * share;
  const below = Math.floor(position);
  const low = select(values, below);
  // Whatever stands behind is no smaller, so the next one is the least of it.
  let high = low;
  if (position > below) {
    high = Infinity;
    for (let at = below + 1; at < values.length; at++) if (values[at]! < high) high = values[at]!;
  }
  return low + (high - low) * (position - below);
}

/** The value that would stand at a place if they were sorted (Hoare 1961); those before it are no larger, those behind no smaller. */
function select(values: Float64Array, place: number): number {
  let from = 0;
  let to = values.length - 1;
  while (from < to) {
    const pivot = values[(from + to) >>> 1]!;
    let left = from;
    let right = to;
    while (left <= right) {
      while (values[left]! < pivot) left += 1;
      while (values[right]! > pivot) right -= 1;
      if (left > right) break;
      const value = values[left]!;
      values[left++] = values[right]!;
      values[right--] = value;
    }
    if (place <= right) to = right;
    else if (place >= left) from = left;
    else break;
  }
  return values[place]!;
}
