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
  units: Iterable<number>,
): StepFigures[] {
  const stepCount = rule.steps.length;
  const counts = rule.steps.map(() => 0);
  const durations = rule.steps.map((): number[] => []);
  for (const unit of units) {
    const base = unit * stepCount;
    const entry = table.at[base]!;
    for (let k = 0; k < stepCount; k++) {
      const at = table.at[base + k]!;
      if (at < 0) continue;
      counts[k]! += 1;
      durations[k]!.push(at - entry);
    }
  }
  const entered = counts[0] ?? 0;
  return rule.steps.map(({ events, optional }, k) => {
    const count = counts[k]!;
    const before = requiredBefore(rule, k);
    const sorted = k === 0 ? [] : new Float64Array(durations[k]!).sort();
    return {
      event: events.length === 0 ? '*' : events.join(' / '),
      optional,
      count,
      overall: ratio(count, entered),
      interval: shareInterval(count, entered),
      relative: ratio(count, before < 0 ? entered : counts[before]!),
      medianSeconds: quantileOf(sorted, 0.5),
      p90Seconds: quantileOf(sorted, 0.9),
    };
  });
}

export function allUnits({ size }: UnitTable): Iterable<number> {
  return Array(size).keys();
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
