import type { CalendarOptions, Period } from '../events/index.ts';

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Number of the period shown by the clocks of a zone, by asking them. */
export function periodOnTheClock({ zone, weekStart }: CalendarOptions, period: Period, seconds: number): number {
  const clock = clocks.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
  clocks.set(zone, clock);
  const date = clock.format(seconds * 1000);
  const day = Date.parse(`${date}T00:00:00Z`) / 86_400_000;
  const month = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
  if (period === 'day') return day;
  if (period === 'week') return Math.floor((day + { monday: 3, sunday: 4, saturday: 5 }[weekStart]) / 7);
  return Math.floor(month / { month: 1, quarter: 3, year: 12 }[period]);
}
