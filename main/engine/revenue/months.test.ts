import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber, dayOfNumber } from '../../../shared/domain/time.ts';
import { addMonths } from './months.ts';

describe('the same day of another month', () => {
  it.each([
    ['2024-01-31', 1, '2024-02-29'],
    ['2023-01-31', 1, '2023-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2024-03-31', -1, '2024-02-29'],
    ['2024-12-31', 2, '2025-02-28'],
    ['1899-12-31', 2, '1900-02-28'],
    ['1970-01-01', -1, '1969-12-01'],
  ])('of %s, %i months on, is %s', (from, months, to) => {
    expect(dayOfNumber(addMonths(dayNumber(from), months))).toBe(to);
  });

  it('is the one that a calendar gives', () => {
    const anyDay = fc.integer({ min: dayNumber('1600-01-01'), max: dayNumber('2500-12-31') });
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -500, max: 500 }), (day, months) => {
        const date = new Date(day * 86_400_000);
        const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0));
        last.setUTCDate(Math.min(date.getUTCDate(), last.getUTCDate()));
        expect(addMonths(day, months)).toBe(last.getTime() / 86_400_000);
      }),
      { numRuns: 2_000 },
    );
  });
});
