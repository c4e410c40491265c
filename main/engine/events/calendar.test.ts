import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Period, WeekStart } from './calendar.ts';
import { createCalendar, placeIn } from './calendar.ts';

const zones = [
  'UTC',
  'Europe/Madrid',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Pacific/Kiritimati',
  'Africa/Monrovia',
  'Africa/Cairo',
] as const;

/** The local day the obvious way: ask the zone what the clock shows. */
function dateOnTheClock(zone: string, seconds: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(seconds * 1000);
}

function slowLabel(zone: string, weekStart: WeekStart, period: Period, seconds: number): string {
  const date = dateOnTheClock(zone, seconds);
  if (period === 'day') return date;
  if (period === 'month') return date.slice(0, 7);
  const first = { sunday: 0, monday: 1, saturday: 6 }[weekStart];
  const day = new Date(`${date}T12:00:00Z`);
  while (day.getUTCDay() !== first) day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}

const calendars = zones.flatMap((zone) =>
  (['monday', 'sunday', 'saturday'] as const).map((weekStart) => createCalendar({ zone, weekStart })),
);
const anyCalendar = fc.constantFrom(...calendars);
const anyPeriod = fc.constantFrom<Period>('day', 'week', 'month');
/** Near a change of the clocks or of the day as often as anywhere else. */
const anySecond = fc.oneof(
  fc.integer({ min: 0, max: 0xffff_ffff }),
  fc.tuple(fc.integer({ min: 0, max: 4_400 }), fc.integer({ min: -7200, max: 7200 })).map(([day, near]) => {
    return Math.max(0, 1_200_000_000 - (1_200_000_000 % 86_400) + day * 86_400 + near);
  }),
  fc.integer({ min: 0, max: 2 * 86_400 }),
);

describe('calendar', () => {
  it('agrees with the clocks of the zone', () => {
    fc.assert(
      fc.property(anyCalendar, anyPeriod, anySecond, (calendar, period, second) => {
        const label = calendar.periodLabel(period, calendar.periodIndex(period, second));
        expect(label).toBe(slowLabel(calendar.zone, calendar.weekStart, period, second));
      }),
      { numRuns: 3000 },
    );
  });

  it('puts every instant between the start of its period and the start of the next', () => {
    fc.assert(
      fc.property(anyCalendar, anyPeriod, anySecond, (calendar, period, second) => {
        const index = calendar.periodIndex(period, second);
        expect(calendar.periodStart(period, index)).toBeLessThanOrEqual(second);
        expect(calendar.periodStart(period, index + 1)).toBeGreaterThan(second);
        expect(calendar.periodOfLabel(period, calendar.periodLabel(period, index))).toBe(index);
      }),
      { numRuns: 1000 },
    );
  });

  it('knows days of 23, 24 and 25 hours', () => {
    const madrid = createCalendar({ zone: 'Europe/Madrid', weekStart: 'monday' });
    const hours = (label: string) => {
      const day = madrid.periodOfLabel('day', label) ?? Number.NaN;
      return (madrid.periodStart('day', day + 1) - madrid.periodStart('day', day)) / 3600;
    };
    expect([hours('2026-03-29'), hours('2026-03-30'), hours('2026-10-25')]).toEqual([23, 24, 25]);
  });

  it('starts a day at the first instant that exists where midnight is skipped', () => {
    const saoPaulo = createCalendar({ zone: 'America/Sao_Paulo', weekStart: 'monday' });
    const day = saoPaulo.dayIndex(Date.UTC(2018, 10, 4, 12) / 1000);
    expect(new Date(saoPaulo.periodStart('day', day) * 1000).toISOString()).toBe('2018-11-04T03:00:00.000Z');
  });

  it('leaves a day that the zone skipped empty', () => {
    const apia = createCalendar({ zone: 'Pacific/Apia', weekStart: 'monday' });
    const skipped = apia.periodOfLabel('day', '2011-12-30') ?? Number.NaN;
    expect(apia.periodStart('day', skipped)).toBe(apia.periodStart('day', skipped + 1));
    const second = apia.periodStart('day', skipped);
    expect(apia.periodLabel('day', apia.dayIndex(second))).toBe('2011-12-31');
    expect(apia.periodLabel('day', apia.dayIndex(second - 1))).toBe('2011-12-29');
  });

  it('never runs backwards, even where the clock shows yesterday again for an hour', () => {
    const saintJohns = createCalendar({ zone: 'America/St_Johns', weekStart: 'monday' });
    // 2010-11-07 00:01 became 2010-11-06 23:01.
    const start = Date.UTC(2010, 10, 7, 2) / 1000;
    let last = -Infinity;
    for (let second = start; second < start + 4 * 3600; second += 60) {
      const day = saintJohns.dayIndex(second);
      expect(day).toBeGreaterThanOrEqual(last);
      last = day;
    }
  });

  it('tables the periods of a range', () => {
    const calendar = createCalendar({ zone: 'UTC', weekStart: 'monday' });
    const table = calendar.periodTable('month', Date.UTC(2010, 11, 31) / 1000, Date.UTC(2011, 1, 1) / 1000);
    expect(calendar.periodLabel('month', table.first)).toBe('2010-12');
    expect([...table.starts].map((start) => new Date(start * 1000).toISOString().slice(0, 10))).toEqual([
      '2010-12-01',
      '2011-01-01',
      '2011-02-01',
      '2011-03-01',
    ]);
  });

  it('places every instant of a table in its period', () => {
    const apia = createCalendar({ zone: 'Pacific/Apia', weekStart: 'monday' });
    fc.assert(
      fc.property(
        fc.oneof(anyCalendar, fc.constant(apia)),
        anyPeriod,
        fc.array(fc.oneof(anySecond, fc.integer({ min: 1_325_000_000, max: 1_325_500_000 })), { minLength: 1 }),
        (calendar, period, seconds) => {
          const least = Math.min(...seconds);
          const inside = seconds.filter((second) => second < least + 400 * 86_400);
          const table = calendar.periodTable(period, least, Math.max(...inside));
          for (const second of inside) {
            expect(table.first + placeIn(table, second)).toBe(calendar.periodIndex(period, second));
          }
        },
      ),
    );
  });

  it('refuses labels and zones that do not exist', () => {
    const calendar = createCalendar({ zone: 'UTC', weekStart: 'monday' });
    expect(calendar.periodOfLabel('month', '2011-13')).toBeNull();
    expect(calendar.periodOfLabel('month', '2011-01-01')).toBeNull();
    expect(calendar.periodOfLabel('day', '2011-02-30')).toBeNull();
    expect(calendar.periodOfLabel('week', '2026-03-31')).toBeNull();
    expect(() => createCalendar({ zone: 'Mars/Olympus', weekStart: 'monday' })).toThrow(/not a time zone/);
  });
});
