import { addDays, dayNumber } from '../../../shared/domain/time.ts';
import type { Settings } from '../../../shared/contract/index.ts';

export type HeatDay = {
  readonly day: string;
  readonly count: number;
  /** 0 for none, 1 to 4 for quarters of the busiest days. */ readonly level: number;
};
/** Weeks as columns, weekdays as rows; null before the first and after the last day. */
export type HeatWeek = readonly (HeatDay | null)[];

/** Days after a Sunday on which a week begins. */
const starts = { sunday: 0, monday: 1, saturday: 6 } as const satisfies Record<Settings['weekStart'], number>;

/** Where a day stands in its week, from 0. 1970-01-01 was a Thursday, four days after a Sunday. */
export function weekdayOf(day: string, weekStart: Settings['weekStart']): number {
  return (dayNumber(day) + 4 - starts[weekStart] + 7) % 7;
}

/**
 * A year of days as a calendar. The levels are quarters of the days that had any: one burst does not make every other
 * day look empty.
 */
export function heatWeeks(from: string, counts: readonly number[], weekStart: Settings['weekStart']): HeatWeek[] {
  const busy = counts.filter((count) => count > 0).toSorted((a, b) => a - b);
  const bounds = [0.25, 0.5, 0.75].map((share) => busy[Math.ceil(busy.length * share) - 1] ?? 0);
  const levelOf = (count: number): number => (count === 0 ? 0 : 1 + bounds.filter((bound) => count > bound).length);
  const before = weekdayOf(from, weekStart);
  const cells: (HeatDay | null)[] = [
    ...Array.from({ length: before }, () => null),
    ...counts.map((count, index) => ({ day: addDays(from, index), count, level: levelOf(count) })),
  ];
  return Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
    Array.from({ length: 7 }, (_cell, weekday) => cells[week * 7 + weekday] ?? null),
  );
}
