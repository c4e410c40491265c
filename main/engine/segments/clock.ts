import { createCalendar } from '../events/index.ts';
import type { Calendar, CalendarOptions } from '../events/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { dataUntil } from '../workspace/index.ts';

/** The day as of which rules hold: the workspace's last day with data, in its zone. */
export interface Clock {
  readonly calendar: Calendar;
  /** The last second that counts; what is dated later lies in the future. */
  readonly until: number;
  /** Calendar index of its day. */
  readonly today: number;
  /** First second of so many days that end with today; 0 for null, ever. */
  since(withinDays: number | null): number;
}

export function clockOf({ database, events }: ReadContext, options: CalendarOptions): Clock {
  const calendar = createCalendar(options);
  const until = dataUntil(database) ?? events().maxSeconds ?? Math.floor(Date.now() / 1000);
  const today = calendar.dayIndex(until);
  return {
    calendar,
    until,
    today,
    since: (withinDays) => (withinDays === null ? 0 : Math.max(0, calendar.periodStart('day', today - withinDays + 1))),
  };
}

/** What a condition is asked of. */
export type Compare = 'at-least' | 'at-most' | 'exactly';

export function holds(value: number, compare: Compare, limit: number): boolean {
  if (compare === 'at-least') return value >= limit;
  return compare === 'at-most' ? value <= limit : value === limit;
}
