/**
 * Quantile by linear interpolation between order statistics (Hyndman and Fan 1996, type 7).
 *
 * @param sorted ascending.
 * @param share 0 … 1.
 * @returns null for no values.
 */
export function quantileOf(sorted: ArrayLike<number>, share: number): number | null {
  if (sorted.length === 0) return null;
  const position = (sorted.length - 1) * share;
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (position - below);
}
