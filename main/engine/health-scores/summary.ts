import type { MeasureSummary } from './snapshot-store.ts';

/** The value below which a share of the sorted values lies, on a line between neighbours. */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)]!;
  return below + (sorted[Math.ceil(at)]! - below) * (at - Math.floor(at));
}

/** The values without the missing ones, ascending. */
export const presentSorted = (values: ArrayLike<number>): Float64Array =>
  Float64Array.from(values)
    .filter((value) => Number.isFinite(value))
    .sort();

/** How many customers have a value, and how the values spread. */
export function summaryOf(values: ArrayLike<number>): MeasureSummary {
  const sorted = presentSorted(values);
  if (values.length === 0 || sorted.length === 0) return { share: values.length === 0 ? null : 0, spread: null };
  const at = (share: number): number => quantile(sorted, share);
  return {
    share: sorted.length / values.length,
    spread: { p5: at(0.05), p25: at(0.25), p50: at(0.5), p75: at(0.75), p95: at(0.95) },
  };
}

type Bin = { readonly from: number; readonly to: number; readonly count: number };

/**
 * Customers by value: equal parts between the 1st and the 99th hundredth, where the first and the last part also take all
 * beyond. One part where all values are the same, and one a value where they are few whole numbers.
 */
export function histogramOf(
  values: ArrayLike<number>,
  bins: number,
): { readonly missing: number; readonly bins: Bin[] } {
  const sorted = presentSorted(values);
  const missing = values.length - sorted.length;
  if (sorted.length === 0) return { missing, bins: [] };
  const [low, high] = [quantile(sorted, 0.01), quantile(sorted, 0.99)];
  if (low === high) return { missing, bins: [{ from: low, to: high, count: sorted.length }] };
  if (high - low < bins && sorted.every(Number.isInteger))
    return { missing, bins: partsOf(sorted, Math.floor(low), 1, Math.ceil(high) - Math.floor(low) + 1) };
  return { missing, bins: partsOf(sorted, low, (high - low) / bins, bins) };
}

function partsOf(sorted: Float64Array, low: number, width: number, bins: number): Bin[] {
  const counts = new Array<number>(bins).fill(0);
  for (const value of sorted) counts[Math.min(bins - 1, Math.max(0, Math.floor((value - low) / width)))]!++;
  return counts.map((count, index) => ({ from: low + index * width, to: low + (index + 1) * width, count }));
}
