import type { Settings } from '../../../shared/contract/index.ts';
import { addDays, dayNumber } from '../../../shared/domain/time.ts';

export const dueWords = ['today', 'tomorrow', 'nextWeek', 'nextMonth'] as const;
export type DueWord = (typeof dueWords)[number];

/** Days after a Sunday. */
const firstDay = { sunday: 0, monday: 1, saturday: 6 } as const satisfies Record<Settings['weekStart'], number>;

/** The day that a word means: next week begins with its first day, in a month is the same date, or the month's last. */
export function dayOfWord(word: DueWord, today: string, weekStart: Settings['weekStart']): string {
  if (word === 'today') return today;
  if (word === 'tomorrow') return addDays(today, 1);
  if (word === 'nextWeek') {
    // 1970-01-01 was a Thursday, four days after a Sunday.
    const weekday = (dayNumber(today) + 4) % 7;
    return addDays(today, 7 - ((weekday - firstDay[weekStart] + 7) % 7));
  }
  const [year = 0, month = 1, date = 1] = today.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(date, last))).toISOString().slice(0, 10);
}

/** The day it is now in a zone. */
export function todayIn(zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    new Date(),
  );
}
