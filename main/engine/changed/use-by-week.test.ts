import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, secondsOfDay } from '../../../shared/domain/time.ts';
import { columnsFrom, plainEvent } from '../testing/index.ts';
import { mostWeeks } from './cliffs.ts';
import { cliffsOn, weeklyUse } from './use-by-week.ts';

const lastDay = '2026-06-30';
const end = secondsOfDay(addDays(lastDay, 1));
const daySeconds = 86_400;

describe('use by week', () => {
  it('counts as one event after another would', () => {
    const ago = fc.integer({ min: -2 * daySeconds, max: 260 * daySeconds });
    fc.assert(
      fc.property(fc.array(ago, { maxLength: 60 }), (list) => {
        const seconds = Uint32Array.from(list, (past) => end - 1 - past).sort();
        const { last, weeks } = weeklyUse(seconds, 0, seconds.length, lastDay);
        const between = (from: number, to: number) => seconds.filter((second) => second >= from && second < to).length;
        const start = end - 28 * daySeconds;
        expect(last).toBe(between(start, end));
        const whole = seconds.length === 0 ? 0 : Math.floor((start - seconds[0]!) / (7 * daySeconds));
        expect(weeks).toHaveLength(Math.max(0, Math.min(mostWeeks, whole)));
        weeks.forEach((count, at) =>
          expect(count).toBe(between(start - (at + 1) * 7 * daySeconds, start - at * 7 * daySeconds)),
        );
      }),
    );
  });

  it('looks for cliffs among customers only, and asks on the way whether to stop', () => {
    const events = ['gone', 'left', 'steady'].flatMap((account) =>
      Array.from({ length: 200 }, (_, day) => day)
        .filter((day) => account === 'steady' || day >= 28)
        .map((day) => plainEvent(account, end - 1 - day * daySeconds, 'login')),
    );
    const columns = columnsFrom(events);
    const isCustomer = Uint8Array.from(columns.accounts, (id) => (id === 'left' ? 0 : 1));
    const looked: number[] = [];
    const found = cliffsOn(columns, isCustomer, lastDay, (account) => looked.push(account));
    expect([...found.keys()]).toEqual(['gone']);
    expect(found.get('gone')).toMatchObject({ seen: 0, expected: 28, weeks: 24 });
    expect(looked).toEqual([0, 1, 2]);
  });
});
