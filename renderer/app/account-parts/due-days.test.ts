import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayOfNumber, daysBetween } from '../../../shared/domain/time.ts';
import { dayOfWord } from './due-days.ts';

describe('days that words mean', () => {
  it('finds the first day of next week, whatever the week starts on', () => {
    // 2026-03-31 is a Tuesday.
    expect(dayOfWord('nextWeek', '2026-03-31', 'monday')).toBe('2026-04-06');
    expect(dayOfWord('nextWeek', '2026-03-31', 'sunday')).toBe('2026-04-05');
    expect(dayOfWord('nextWeek', '2026-03-31', 'saturday')).toBe('2026-04-04');
    expect(dayOfWord('nextWeek', '2026-04-06', 'monday')).toBe('2026-04-13');
  });

  it('keeps the date in a month, or takes the last there is', () => {
    expect(dayOfWord('nextMonth', '2026-01-31', 'monday')).toBe('2026-02-28');
    expect(dayOfWord('nextMonth', '2026-12-15', 'monday')).toBe('2027-01-15');
    expect(dayOfWord('tomorrow', '2026-12-31', 'monday')).toBe('2027-01-01');
  });

  it('always lies ahead: a week begins within seven days, a month within 31', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40_000 }),
        fc.constantFrom('monday', 'sunday', 'saturday'),
        (number, start) => {
          const today = dayOfNumber(number);
          const week = dayOfWord('nextWeek', today, start);
          const weekday = new Date(`${week}T00:00:00Z`).getUTCDay();
          expect({ sunday: 0, monday: 1, saturday: 6 }[start]).toBe(weekday);
          expect(daysBetween(today, week)).toBeGreaterThanOrEqual(1);
          expect(week <= addDays(today, 7)).toBe(true);
          const month = daysBetween(today, dayOfWord('nextMonth', today, start));
          expect(month).toBeGreaterThanOrEqual(28);
          expect(month).toBeLessThanOrEqual(31);
        },
      ),
    );
  });
});
