import { HoldfastError } from '../../../shared/domain/errors.ts';
import { createCalendar } from '../events/index.ts';
import type { WeekStart } from '../events/index.ts';

export type DayRange = { from?: string | undefined; to?: string | undefined; zone: string; weekStart: WeekStart };

/**
 * Whole days, the last one included, as half-open seconds in the workspace's zone.
 * @throws invalid_input where the range ends before it begins, or a day does not exist
 */
export function secondsOfRange({ from, to, zone, weekStart }: DayRange): { from?: number; to?: number } {
  if (from !== undefined && to !== undefined && from > to) {
    throw new HoldfastError(
      'invalid_input',
      `The range ends (${to}) before it begins (${from}). Exchange the two days.`,
    );
  }
  const calendar = createCalendar({ zone, weekStart });
  const indexOf = (day: string): number => {
    const index = calendar.periodOfLabel('day', day);
    if (index === null) throw new HoldfastError('invalid_input', `There is no day ${day}. Write it as 2026-03-31.`);
    return index;
  };
  return {
    ...(from === undefined ? {} : { from: calendar.periodStart('day', indexOf(from)) }),
    ...(to === undefined ? {} : { to: calendar.periodStart('day', indexOf(to) + 1) }),
  };
}
