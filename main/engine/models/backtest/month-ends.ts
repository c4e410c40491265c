import { dayNumber, dayOfNumber } from '../../../../shared/domain/time.ts';
import { historyDaysBeforeFirst } from '../snapshots.ts';

/**
 * The last days of calendar months before the last day of the data, ascending: after that day itself nothing is known, so it
 * could teach nothing.
 * @param until last day of the data, as days since 1970-01-01
 * @param first days before it are left out
 */
export function monthEnds(until: number, count: number, first = -Infinity): number[] {
  const [year = 1970, month = 1] = dayOfNumber(until).split('-').map(Number);
  const days: number[] = [];
  for (let back = 0; days.length < count; back++) {
    // Day 0 of a month is the last one of the month before.
    const day = dayNumber(new Date(Date.UTC(year, month - back, 0)).toISOString().slice(0, 10));
    if (day < first) break;
    if (day < until) days.unshift(day);
  }
  return days;
}

/** Month ends with enough history before them to say anything; none in a book without dated rows. */
export function backtestDays(first: number, until: number, months: number): number[] {
  return Number.isFinite(first) ? monthEnds(until, months, first + historyDaysBeforeFirst) : [];
}
