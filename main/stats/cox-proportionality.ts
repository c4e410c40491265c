import type { CoxRows, CoxStep } from './cox-likelihood.ts';
import { chiSquaredTail } from './special.ts';

export interface ProportionalityTest {
  /** Null: all columns together. */
  name: string | null;
  chiSquared: number;
  degrees: number;
  p: number;
}

/**
 * Grambsch and Therneau's test on scaled Schoenfeld residuals, against 1 − Kaplan-Meier of the event times. A small p says
 * that the column's effect changes over time.
 */
export function proportionality(
  rows: CoxRows,
  steps: readonly CoxStep[],
  covariance: Float64Array,
  names: readonly string[],
): ProportionalityTest[] {
  const size = names.length;
  const events = steps.reduce((sum, step) => sum + step.events.length, 0);
  if (events < 2 || size === 0) return [];
  const left = leftAfter(rows, steps);
  const mean = steps.reduce((sum, step, index) => sum + step.events.length * left[index]!, 0) / events;
  const slope = new Float64Array(size);
  let squares = 0;
  steps.forEach((step, index) => {
    const moved = mean - left[index]!;
    squares += step.events.length * moved * moved;
    for (const row of step.events)
      for (let i = 0; i < size; i++) slope[i]! += moved * (rows.columns[i]![row]! - step.mean[i]!);
  });
  if (!(squares > 0)) return [];
  const scaledSlope = Float64Array.from(slope, (_value, i) =>
    slope.reduce((sum, value, j) => sum + covariance[i * size + j]! * value, 0),
  );
  const result: ProportionalityTest[] = names.map((name, i) => {
    const chiSquared = (events * scaledSlope[i]! ** 2) / (covariance[i * size + i]! * squares);
    return { name, chiSquared, degrees: 1, p: chiSquaredTail(chiSquared, 1) };
  });
  const all = (events * slope.reduce((sum, value, i) => sum + value * scaledSlope[i]!, 0)) / squares;
  return [...result, { name: null, chiSquared: all, degrees: size, p: chiSquaredTail(all, size) }];
}

/** Kaplan-Meier just before each event time. */
function leftAfter({ durations, entries }: CoxRows, steps: readonly CoxStep[]): number[] {
  const ends = Float64Array.from(durations).sort();
  const starts = entries === null ? null : Float64Array.from(entries).sort();
  const below = (sorted: Float64Array, time: number): number => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sorted[middle]! < time) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  let survival = 1;
  return steps.map(({ time, events }) => {
    const before = survival;
    const atRisk = (starts === null ? ends.length : below(starts, time)) - below(ends, time);
    survival *= 1 - events.length / atRisk;
    return before;
  });
}
