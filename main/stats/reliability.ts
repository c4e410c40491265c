import type { Labels, Scores } from './metrics.ts';
import { byScore } from './metrics.ts';

export interface ReliabilityBin {
  rows: number;
  events: number;
  meanProbability: number;
  observedRate: number;
  lowest: number;
  highest: number;
}

/**
 * Said against seen, in bins of equal size from the lowest probability. Neighbours are joined until each bin holds
 * `minEvents` events, where there are so many; equal probabilities are never parted.
 */
export function reliabilityBins(labels: Labels, probabilities: Scores, bins = 10, minEvents = 10): ReliabilityBin[] {
  const order = byScore(probabilities).reverse();
  const target = order.length / bins;
  const result: ReliabilityBin[] = [];
  let start = 0;
  let events = 0;
  for (let index = 0; index < order.length; index++) {
    events += labels[order[index]!]!;
    const last = index === order.length - 1;
    const tied = !last && probabilities[order[index]!] === probabilities[order[index + 1]!];
    const full =
      index + 1 >= (result.length + 1) * target - 1e-9 && index + 1 - start >= target * 0.5 && events >= minEvents;
    if (!last && (tied || !full)) continue;
    result.push(summarise(labels, probabilities, order.subarray(start, index + 1)));
    start = index + 1;
    events = 0;
  }
  const tail = result.at(-1);
  const before = result.at(-2);
  if (tail && before && tail.events < minEvents) {
    result.splice(-2, 2, summarise(labels, probabilities, order.subarray(order.length - tail.rows - before.rows)));
  }
  return result;
}

function summarise(labels: Labels, probabilities: Scores, rows: Uint32Array): ReliabilityBin {
  let events = 0;
  let sum = 0;
  for (const row of rows) {
    events += labels[row]!;
    sum += probabilities[row]!;
  }
  return {
    rows: rows.length,
    events,
    meanProbability: sum / rows.length,
    observedRate: events / rows.length,
    lowest: probabilities[rows[0]!]!,
    highest: probabilities[rows[rows.length - 1]!]!,
  };
}

/** Rows-weighted mean gap between said and seen over the reliability bins (expected calibration error). */
export function calibrationError(bins: readonly ReliabilityBin[]): number | null {
  const rows = bins.reduce((sum, bin) => sum + bin.rows, 0);
  if (rows === 0) return null;
  return bins.reduce((sum, bin) => sum + bin.rows * Math.abs(bin.meanProbability - bin.observedRate), 0) / rows;
}
