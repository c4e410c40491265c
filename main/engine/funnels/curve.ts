import type { ContractOutputs } from '../../../shared/contract/index.ts';
import { kaplanMeier } from '../../stats/index.ts';
import type { UnitTable } from './unit-table.ts';

type Curve = Omit<ContractOutputs['funnels']['curve'], 'definition'>;

export const mostCurvePoints = 500;

/**
 * Time from the entry to a step, by Kaplan and Meier. Whoever did not get there is censored when the window or the data
 * ends, whichever is first.
 *
 * @param asOf the last second of the data; null without events
 */
export function convertCurve(
  { size, at }: UnitTable,
  stepCount: number,
  step: number,
  windowSeconds: number,
  asOf: number | null,
): Curve {
  if (size === 0) return { points: [], medianSeconds: null };
  const durations = new Float64Array(size);
  const isConverted = new Uint8Array(size);
  for (let unit = 0; unit < size; unit++) {
    const entry = at[unit * stepCount]!;
    const arrived = at[unit * stepCount + step]!;
    isConverted[unit] = arrived < 0 ? 0 : 1;
    // With a grace time, a later step may lie a little before the entry.
    durations[unit] = Math.max(0, arrived < 0 ? Math.min(windowSeconds, (asOf ?? entry) - entry) : arrived - entry);
  }
  const { timeline, median } = kaplanMeier(durations, isConverted);
  const steps = timeline.filter(({ events }, index) => events > 0 || index === timeline.length - 1);
  return {
    points: thinOut(steps, mostCurvePoints).map(({ time, survival, lower, upper, atRisk }) => ({
      seconds: time,
      converted: 1 - survival,
      low: upper === null ? null : 1 - upper,
      high: lower === null ? null : 1 - lower,
      atRisk,
    })),
    medianSeconds: median,
  };
}

/** Evenly, the first and the last kept. */
function thinOut<T>(values: readonly T[], most: number): T[] {
  if (values.length <= most) return [...values];
  return Array.from({ length: most }, (_, index) => values[Math.round((index * (values.length - 1)) / (most - 1))]!);
}
