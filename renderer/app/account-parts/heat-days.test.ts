import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../shared/domain/time.ts';
import { heatWeeks } from './heat-days.ts';

describe('a year of days', () => {
  it('stands in weeks that begin as the settings say', () => {
    // 2026-03-31 is a Tuesday.
    const weeks = heatWeeks('2026-03-31', [0, 1, 2, 3, 4, 5, 6, 7], 'monday');
    expect(weeks).toHaveLength(2);
    expect(weeks[0]?.map((day) => day?.day ?? null)).toEqual([
      null,
      '2026-03-31',
      '2026-04-01',
      '2026-04-02',
      '2026-04-03',
      '2026-04-04',
      '2026-04-05',
    ]);
    expect(heatWeeks('2026-03-31', [1], 'sunday')[0]?.[2]?.count).toBe(1);
  });

  it('keeps every day in its order, with levels that follow the counts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(50), { minLength: 1, maxLength: 400 }),
        fc.constantFrom('monday', 'sunday', 'saturday'),
        (counts, start) => {
          const days = heatWeeks('2025-07-01', counts, start)
            .flat()
            .filter((day) => day !== null);
          expect(days.map((day) => day.count)).toEqual(counts);
          expect(days.at(-1)?.day).toBe(addDays('2025-07-01', counts.length - 1));
          const byCount = days.toSorted((a, b) => a.count - b.count);
          for (const [index, day] of byCount.entries()) {
            expect(day.level).toBeGreaterThanOrEqual(byCount[index - 1]?.level ?? 0);
            expect(day.level === 0).toBe(day.count === 0);
            expect(day.level).toBeLessThanOrEqual(4);
          }
        },
      ),
    );
  });
});
