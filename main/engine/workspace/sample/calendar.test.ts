import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber, dayOfNumber } from '../../../../shared/domain/time.ts';
import { addMonths, dayParts, seasonFactor } from './calendar.ts';

describe('addMonths', () => {
  it('keeps to the last day of shorter months', () => {
    expect(dayOfNumber(addMonths(dayNumber('2024-01-31'), 1))).toBe('2024-02-29');
    expect(dayOfNumber(addMonths(dayNumber('2024-02-29'), 12))).toBe('2025-02-28');
    expect(dayOfNumber(addMonths(dayNumber('2026-07-01'), -24))).toBe('2024-07-01');
  });

  it('moves by the calendar: the month number always advances by the months asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: -60, max: 60 }), (day, months) => {
        const monthIndex = (value: number): number => {
          const [year, month] = dayOfNumber(value).split('-').map(Number);
          return year! * 12 + month!;
        };
        expect(monthIndex(addMonths(day, months))).toBe(monthIndex(day) + months);
      }),
    );
  });
});

describe('seasonFactor', () => {
  it('rests at weekends, in August and at Christmas', () => {
    const on = (day: string): number => seasonFactor(dayParts(dayNumber(day)), 'long-august');
    expect(dayParts(dayNumber('2026-06-29')).weekday).toBe(0);
    expect(on('2026-06-27')).toBeLessThan(0.2 * on('2026-06-26'));
    expect(on('2025-08-11')).toBeLessThan(0.6 * on('2025-06-09'));
    expect(on('2025-12-29')).toBeLessThan(0.5 * on('2025-12-01'));
  });
});
