import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCalendar } from '../events/index.ts';
import { entryTrend } from './trend.ts';
import type { TrendOptions } from './trend.ts';
import type { UnitTable } from './unit-table.ts';

const at = (instant: string) => Date.parse(instant) / 1000;
const day = 86_400;

function tableOf(units: readonly (readonly [number, number])[]): UnitTable {
  return {
    size: units.length,
    account: Int32Array.from(units.keys()),
    steps: Int32Array.from(units, ([, converted]) => (converted < 0 ? 1 : 3)),
    at: Float64Array.from(units.flat()),
    group: new Int32Array(units.length),
  };
}

const options = (part: Partial<TrendOptions>): TrendOptions => ({
  calendar: createCalendar({ zone: 'Europe/Madrid', weekStart: 'monday' }),
  period: 'month',
  stepCount: 2,
  windowSeconds: 10 * day,
  first: at('2026-01-10T00:00:00Z'),
  last: at('2026-04-20T00:00:00Z'),
  asOf: at('2026-04-20T00:00:00Z'),
  ...part,
});

describe('the trend of a funnel', () => {
  it('counts by the month of entry in the zone, empty months included, and says which are complete', () => {
    const table = tableOf([
      // Still January in London, already February in Madrid.
      [at('2026-01-31T23:30:00Z'), at('2026-02-03T00:00:00Z')],
      [at('2026-02-10T00:00:00Z'), -1],
      [at('2026-04-15T00:00:00Z'), -1],
    ]);
    expect(entryTrend(table, options({}))).toMatchObject([
      { period: '2026-01', entered: 0, converted: 0, share: null, interval: null, complete: true },
      { period: '2026-02', entered: 2, converted: 1, share: 0.5, complete: true },
      { period: '2026-03', entered: 0, complete: true },
      { period: '2026-04', entered: 1, converted: 0, share: 0, complete: false },
    ]);
  });

  it('has an ended period that is not complete while a window is open', () => {
    const table = tableOf([[at('2026-03-31T12:00:00Z'), -1]]);
    const complete = (asOf: string) =>
      entryTrend(table, options({ asOf: at(asOf), last: at(asOf) })).find(({ period }) => period === '2026-03')
        ?.complete;
    expect(complete('2026-04-10T11:59:59Z')).toBe(false);
    expect(complete('2026-04-10T12:00:00Z')).toBe(true);
  });

  it('is what plain counting finds, across changes of the clock', () => {
    const start = at('2026-03-20T00:00:00Z');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(20 * day), fc.boolean()), { maxLength: 30 }),
        fc.constantFrom('day', 'week', 'month', 'quarter', 'year'),
        fc.constantFrom('Europe/Madrid', 'America/Sao_Paulo', 'Asia/Kolkata', 'UTC'),
        (units, period, zone) => {
          const calendar = createCalendar({ zone, weekStart: 'sunday' });
          const asked = options({ calendar, period, first: start, last: start + 20 * day, asOf: start + 20 * day });
          const table = tableOf(units.map(([after, converts]) => [start + after, converts ? start + after + 1 : -1]));
          const label = (second: number) => calendar.periodLabel(period, calendar.periodIndex(period, second));
          for (const { period: name, entered, converted } of entryTrend(table, asked)) {
            const own = units.filter(([after]) => label(start + after) === name);
            expect([entered, converted]).toEqual([own.length, own.filter(([, converts]) => converts).length]);
          }
        },
      ),
    );
  });

  it('has no periods in a range before the data, and refuses too many', () => {
    expect(entryTrend(tableOf([]), options({ last: at('2025-01-01T00:00:00Z') }))).toEqual([]);
    expect(entryTrend(tableOf([]), options({ first: null, last: null, asOf: null }))).toEqual([]);
    expect(() => entryTrend(tableOf([]), options({ first: 0, period: 'day' }))).toThrow(/at most 5000/);
  });
});
