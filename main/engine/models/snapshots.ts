import { dayNumber, dayOfNumber } from '../../../shared/domain/time.ts';

export const historyDaysBeforeFirst = 90;
const mostSnapshots = 36;

/** The last instant (epoch seconds) of a day: what was known by then is what a snapshot of the day may use. */
export function endOfDay(day: number): number {
  return (day + 1) * 86_400 - 1;
}

/**
 * Monthly snapshot days (days since 1970-01-01), ascending: back in calendar months from the last day whose horizon is
 * wholly known, as long as 90 days of history lie before.
 * @param first first day of the data
 * @param settled last day until which every account's fate is known; -Infinity = none
 */
export function snapshotDays(first: number, settled: number, horizonDays: number): number[] {
  const last = settled - horizonDays;
  if (!Number.isFinite(last)) return [];
  const anchor = dayOfNumber(last);
  const days: number[] = [];
  for (let back = 0; back < mostSnapshots; back++) {
    const day = monthsBefore(anchor, back);
    if (day < first + historyDaysBeforeFirst) break;
    days.unshift(day);
  }
  return days;
}

function monthsBefore(day: string, months: number): number {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  const lastDate = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return dayNumber(new Date(Date.UTC(year, month - 1 - months, Math.min(date, lastDate))).toISOString().slice(0, 10));
}
