import type { FunnelResult } from '../../../shared/contract/index.ts';
import { wilson } from '../../stats/index.ts';
import { requiredBefore } from './funnel-plan.ts';
import type { FunnelRule } from './funnel-plan.ts';
import { quantileOf } from './quantile.ts';
import type { UnitTable } from './unit-table.ts';

export type StepFigures = FunnelResult['steps'][number];

/** Counts, rates and times of some units of the table. */
export function figuresOf(
  table: UnitTable,
  rule: Pick<FunnelRule, 'steps' | 'order'>,
  units: ArrayLike<number>,
): StepFigures[] {
  const stepCount = rule.steps.length;
  const counts = rule.steps.map(() => 0);
  // durations[k] = seconds from the entry to step k, the first counts[k] of them.
  const durations = rule.steps.map(() => new Float64Array(units.length));
  const { at } = table;
  for (let index = 0; index < units.length; index++) {
    const base = units[index]! * stepCount;
    for (let k = 0; k < stepCount; k++) {
      if (at[base + k]! >= 0) durations[k]![counts[k]!++] = at[base + k]! - at[base]!;
    }
  }
  const entered = counts[0] ?? 0;
  return rule.steps.map(({ events, optional }, k) => {
    const count = counts[k]!;
    const before = requiredBefore(rule, k);
    const taken = durations[k]!.subarray(0, k === 0 ? 0 : count);
    return {
      event: events.length === 0 ? '*' : events.join(' / '),
      optional,
      count,
      overall: ratio(count, entered),
      interval: shareInterval(count, entered),
      relative: ratio(count, before < 0 ? entered : counts[before]!),
      medianSeconds: quantileOf(taken, 0.5),
      p90Seconds: quantileOf(taken, 0.9),
    };
  });
}

export function allUnits({ size }: UnitTable): Int32Array {
  const units = new Int32Array(size);
  for (let unit = 0; unit < size; unit++) units[unit] = unit;
  return units;
}

export function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** Wilson 95 %; null where nothing was counted. */
export function shareInterval(part: number, whole: number): { low: number; high: number } | null {
  const interval = wilson(part, whole);
  return interval === null ? null : { low: interval.lower, high: interval.upper };
}

/** True where the unit was lost between the required step before and this one. */
export function isDropped(
  { steps }: UnitTable,
  rule: Pick<FunnelRule, 'steps' | 'order'>,
  unit: number,
  step: number,
): boolean {
  const before = requiredBefore(rule, step);
  return before >= 0 && (steps[unit]! & (1 << before)) !== 0 && (steps[unit]! & (1 << step)) === 0;
}
