import type { Dependence } from '../../../../shared/contract/index.ts';
import { quantile } from '../../../stats/index.ts';

export type Dot = { readonly value: number; readonly part: number };

const mostBins = 20;
const leastInBin = 5;

/**
 * Dots ascending by value in bins of about as many each; equal values stand in one bin, and a bin of very few joins its
 * neighbour. Of each the mean part and its 10th and 90th percentile.
 */
export function binDots(dots: readonly Dot[]): Dependence['bins'] {
  const sorted = dots.filter(({ value }) => !Number.isNaN(value)).sort((a, b) => a.value - b.value || a.part - b.part);
  const size = Math.max(leastInBin, Math.ceil(sorted.length / mostBins));
  const groups: Dot[][] = [];
  for (let from = 0; from < sorted.length;) {
    let to = Math.min(sorted.length, from + size);
    while (to < sorted.length && sorted[to]!.value === sorted[to - 1]!.value) to++;
    groups.push(sorted.slice(from, to));
    from = to;
  }
  const last = groups.at(-1);
  if (groups.length > 1 && last!.length < leastInBin) groups.splice(-2, 2, [...groups.at(-2)!, ...last!]);
  return groups.map((group) => {
    const parts = group.map(({ part }) => part).sort((a, b) => a - b);
    return {
      from: group[0]!.value,
      to: group.at(-1)!.value,
      count: group.length,
      part: mean(parts),
      low: quantile(parts, 0.1),
      high: quantile(parts, 0.9),
    };
  });
}

const mostSpans = 24;

/** How many dots lie in each of some spans of equal width from the least value to the greatest. */
export function histogramOf(dots: readonly Dot[]): Dependence['histogram'] {
  const values = dots.map(({ value }) => value).filter((value) => !Number.isNaN(value));
  if (values.length === 0) return [];
  const [least, most] = values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
  if (least === most) return [{ from: least, to: most, count: values.length }];
  const width = (most - least) / mostSpans;
  const counts = new Int32Array(mostSpans);
  for (const value of values) counts[Math.min(mostSpans - 1, Math.floor((value - least) / width))]!++;
  return Array.from(counts, (count, span) => ({ from: least + span * width, to: least + (span + 1) * width, count }));
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Below this correlation, what a second feature adds cannot be seen in a picture. */
const leastStrength = 0.2;

/**
 * The feature whose value goes most with what the bin's mean leaves of the parts: largest absolute correlation (missing
 * values left out), null where none reaches 0.2.
 * @param valueOf a row's value of another feature; rows in the order of `dots`
 */
export function strongestInteraction(
  dots: readonly Dot[],
  features: readonly number[],
  valueOf: (row: number, feature: number) => number,
): { feature: number; strength: number } | null {
  const bins = binDots(dots);
  const rest = dots.map(({ value, part }) => {
    const bin = bins.findLast(({ from }) => value >= from);
    return bin === undefined ? NaN : part - bin.part;
  });
  let best: { feature: number; strength: number } | null = null;
  for (const feature of features) {
    const strength = Math.abs(correlation(rest, (row) => valueOf(row, feature)));
    if (strength >= leastStrength && strength > (best?.strength ?? 0)) best = { feature, strength };
  }
  return best;
}

/** Pearson's correlation over the rows where both are known; 0 where one of them does not vary. */
function correlation(first: readonly number[], second: (row: number) => number): number {
  let [count, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
  first.forEach((x, row) => {
    const y = second(row);
    if (Number.isNaN(x) || Number.isNaN(y)) return;
    count++;
    a += x;
    b += y;
    aa += x * x;
    bb += y * y;
    ab += x * y;
  });
  const spread = (aa - (a * a) / count) * (bb - (b * b) / count);
  return count > 2 && spread > 1e-18 ? (ab - (a * b) / count) / Math.sqrt(spread) : 0;
}
