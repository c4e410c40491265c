import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventSelector } from '../../../shared/contract/index.ts';
import { compileSelectors, createCalendar } from '../events/index.ts';
import type { CalendarOptions, EventColumns, Period } from '../events/index.ts';
import { columnsFrom } from '../testing/index.ts';
import type { PlainEvent } from '../testing/index.ts';
import { clockHours } from './clock-hours.ts';
import { tallyDays } from './daily-values.ts';
import { accountsOfEvents, tallyEvents, ungrouped, weighGroups } from './event-series.ts';
import type { EventGrouping, EventSource } from './event-series.ts';
import { frameOf } from './frame.ts';
import type { TrendFrame } from './frame.ts';
import { largestGroups } from './groups.ts';
import { rhythmsOf } from './seasonality.ts';
import { anyZone, wallClock } from './testing.ts';

const at = (instant: string): number => Date.parse(instant) / 1000;
const daySeconds = 86_400;
const anchors = [
  at('2026-03-27T22:30:00Z'),
  at('2026-10-24T12:00:00Z'),
  at('2024-02-27T23:00:00Z'),
  at('2011-12-28T12:00:00Z'),
];

const anyEvents = fc
  .tuple(
    fc.constantFrom(...anchors),
    fc.array(
      fc.record({
        account: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
        offset: fc.oneof(fc.nat(3), fc.nat(4 * daySeconds), fc.nat(40 * daySeconds), fc.nat(800 * daySeconds)),
        name: fc.constantFrom('login', 'export', 'error'),
        quantity: fc.constantFrom(null, 1, 2.5, 0),
        plan: fc.constantFrom(null, 'free', 'pro', 'max', 'trial'),
      }),
      { minLength: 1, maxLength: 50 },
    ),
  )
  .map(([anchor, rows]) => ({
    anchor,
    events: rows.map(({ offset, plan, ...row }): PlainEvent => ({
      ...row,
      seconds: anchor + offset,
      properties: plan === null ? {} : { plan },
    })),
  }));

const anyCase = fc.record({
  book: anyEvents,
  zone: anyZone,
  weekStart: fc.constantFrom('monday', 'sunday', 'saturday'),
  period: fc.constantFrom<Period>('day', 'week', 'month', 'quarter', 'year'),
  names: fc.constantFrom<readonly string[]>([], ['login'], ['login', 'error']),
  where: fc.constantFrom(null, null, 'pro'),
  from: fc.option(fc.integer({ min: -5, max: 300 }), { nil: undefined }),
  length: fc.option(fc.integer({ min: 1, max: 500 }), { nil: undefined }),
  among: fc.constantFrom<readonly string[] | null>(null, null, ['a', 'c']),
  by: fc.constantFrom('none', 'event', 'property', 'attribute'),
  most: fc.integer({ min: 1, max: 3 }),
});

function labelOnTheClock({ zone, weekStart }: CalendarOptions, period: Period, seconds: number): string {
  const { day } = wallClock(zone, seconds);
  const date = new Date(day * 86_400_000).toISOString();
  if (period === 'day') return date.slice(0, 10);
  if (period === 'month') return date.slice(0, 7);
  if (period === 'year') return date.slice(0, 4);
  if (period === 'quarter') return `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
  const into = (new Date(day * 86_400_000).getUTCDay() - { monday: 1, sunday: 0, saturday: 6 }[weekStart] + 7) % 7;
  return new Date((day - into) * 86_400_000).toISOString().slice(0, 10);
}

/** Account → its attribute; e has none. */
const attribute: Readonly<Record<string, string>> = { a: 'north', b: 'south', c: 'north', d: 'east' };

function groupingOf(columns: EventColumns, by: string): EventGrouping {
  if (by === 'none') return ungrouped;
  if (by === 'event') {
    return {
      ofRow: columns.name,
      ofAccount: null,
      size: columns.names.length,
      valueOf: (code) => columns.names[code]!,
    };
  }
  if (by === 'attribute') {
    const values = [...new Set(Object.values(attribute))].sort();
    const ofAccount = Uint32Array.from(columns.accounts, (id) => values.indexOf(attribute[id] ?? '') + 1);
    return { ofRow: null, ofAccount, size: values.length + 1, valueOf: (code) => values[code - 1] ?? null };
  }
  const property = columns.properties.find(({ key }) => key === 'plan');
  if (property === undefined) return ungrouped;
  return {
    ofRow: property.codes,
    ofAccount: null,
    size: property.values.length + 1,
    valueOf: (code) => property.values[code - 1] ?? null,
  };
}

const groupOf = (event: PlainEvent, by: string): string | null => {
  if (by === 'event') return event.name;
  if (by === 'attribute') return attribute[event.account] ?? null;
  return by === 'property' ? (event.properties['plan'] ?? null) : null;
};

const distinct = (values: readonly string[]): number => new Set(values).size;

describe('a trend of events', () => {
  it('counts events, accounts and quantities of every group as plain loops do', () => {
    fc.assert(
      fc.property(anyCase, ({ book, zone, weekStart, period, names, where, from, length, among, by, most }) => {
        const { events, anchor } = book;
        const columns = columnsFrom(events);
        const hasPlan = columns.properties.length > 0;
        const until = columns.maxSeconds!;
        const range = {
          ...(from === undefined ? {} : { from: anchor + from * daySeconds }),
          ...(length === undefined ? {} : { to: anchor + ((from ?? 0) + length) * daySeconds }),
        };
        const frame = frameOf(createCalendar({ zone, weekStart }), period, range, [
          { since: columns.minSeconds!, until },
        ]);
        const inRange = events.filter(
          ({ seconds }) => seconds >= (range.from ?? 0) && seconds < (range.to ?? Infinity),
        );
        if (frame === null) {
          expect(inRange).toEqual([]);
          return;
        }
        const matching = inRange.filter(
          (event) =>
            (names.length === 0 || names.includes(event.name)) &&
            (where === null || !hasPlan || event.properties['plan'] === where) &&
            (among === null || among.includes(event.account)),
        );
        const filter =
          where === null || !hasPlan ? [] : [{ property: 'plan', operator: 'is', values: [where] } as const];
        const source: EventSource = {
          columns,
          // A name that no event has matches nothing.
          bits: compileSelectors(columns, [eventSelector.parse({ events: names, where: filter })]),
          from: frame.from,
          to: frame.to,
          accountFilter:
            among === null ? null : Uint8Array.from(columns.accounts, (id) => (among.includes(id) ? 1 : 0)),
          by: groupingOf(columns, by),
        };
        const groups = largestGroups(weighGroups(source), most, source.by.valueOf);
        const tally = tallyEvents(source, frame.table, groups);

        const sizes = new Map<string | null, number>();
        for (const event of matching) sizes.set(groupOf(event, by), (sizes.get(groupOf(event, by)) ?? 0) + 1);
        const shown = groups.slots.filter(({ rest }) => !rest).map(({ value }) => value);
        expect(shown.length).toBe(Math.min(most, sizes.size));
        expect(groups.slots.some(({ rest }) => rest)).toBe(sizes.size > most);
        const largest = [...sizes.values()].sort((a, b) => b - a).slice(0, most);
        expect(shown.map((value) => sizes.get(value))).toEqual(largest);

        groups.slots.forEach(({ value, rest }, slot) => {
          const own = matching.filter((event) =>
            rest ? !shown.includes(groupOf(event, by)) : groupOf(event, by) === value,
          );
          expect(tally.total.events[slot]).toBe(own.length);
          expect(tally.total.accounts[slot]).toBe(distinct(own.map(({ account }) => account)));
          frame.complete.forEach((_, place) => {
            const label = frame.calendar.periodLabel(period, frame.table.first + place);
            const here = own.filter(({ seconds }) => labelOnTheClock({ zone, weekStart }, period, seconds) === label);
            const cell = slot * frame.table.count + place;
            const measured = here.flatMap(({ quantity }) => (quantity === null ? [] : [quantity]));
            expect(tally.events[cell]).toBe(here.length);
            expect(tally.accounts[cell]).toBe(distinct(here.map(({ account }) => account)));
            expect(tally.measured[cell]).toBe(measured.length);
            expect(tally.quantity[cell]).toBeCloseTo(
              measured.reduce((sum, value) => sum + value, 0),
              6,
            );
            const only = { ...source, from: Math.max(frame.from, frame.table.starts[place]!), to: frame.ends[place]! };
            expect(accountsOfEvents(only, groups, slot).map((account) => columns.accounts[account])).toEqual(
              [...new Set(here.map(({ account }) => account))].sort(),
            );
          });
        });
        expect(tally.events.reduce((sum, count) => sum + count, 0)).toBe(matching.length);
        expect(columns.accounts.filter((_, account) => tally.tookPart[account] === 1)).toEqual(
          [...new Set(matching.map(({ account }) => account))].sort(),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('calls a period complete only where range and data hold all of it', () => {
    const calendar = createCalendar({ zone: 'Europe/Madrid', weekStart: 'monday' });
    const known = { since: at('2026-01-10T12:00:00Z'), until: at('2026-03-31T21:59:59Z') };
    const completeOf = (range: { from?: number; to?: number }, until = known.until) =>
      frameOf(calendar, 'month', range, [{ ...known, until }])?.complete;
    expect(completeOf({})).toEqual([true, true, true]);
    expect(completeOf({}, known.until - 1)).toEqual([true, true, false]);
    expect(completeOf({ from: at('2026-01-15T00:00:00Z'), to: at('2026-03-20T00:00:00Z') })).toEqual([
      false,
      true,
      false,
    ]);
    expect(completeOf({ to: at('2026-01-10T12:00:00Z') })).toBeUndefined();
    expect(frameOf(calendar, 'month', {}, [])).toBeNull();
  });
});

const daysFrame = (calendar: ReturnType<typeof createCalendar>, since: number, until: number): TrendFrame =>
  frameOf(calendar, 'day', {}, [{ since, until }])!;

describe('rhythms', () => {
  it('puts every event on the clocks of the zone, and counts how long they show each hour', () => {
    fc.assert(
      fc.property(anyEvents, anyZone, ({ events, anchor }, zone) => {
        const near = events.filter(({ seconds }) => seconds < anchor + 40 * daySeconds);
        if (near.length === 0) return;
        const columns = columnsFrom(near);
        const calendar = createCalendar({ zone, weekStart: 'monday' });
        const frame = daysFrame(calendar, columns.minSeconds!, columns.maxSeconds!);
        const clock = clockHours(zone, frame.table);
        const source: EventSource = {
          columns,
          bits: compileSelectors(columns, [eventSelector.parse({})]),
          from: frame.from,
          to: frame.to,
          accountFilter: null,
          by: ungrouped,
        };
        const { days, hours } = tallyDays(source, frame, clock);
        for (let hour = 0; hour < 24; hour++) {
          const here = near.filter(({ seconds }) => wallClock(zone, seconds).hour === hour);
          expect(hours.events[hour]).toBe(here.length);
          expect(hours.accounts[hour]).toBe(
            distinct(here.map(({ account, seconds }) => `${account} ${wallClock(zone, seconds).day}`)),
          );
        }
        for (let place = 0; place < frame.table.count; place++) {
          const here = near.filter(({ seconds }) => wallClock(zone, seconds).day === frame.table.first + place);
          expect(days.events[place]).toBe(here.length);
          expect(days.accounts[place]).toBe(distinct(here.map(({ account }) => account)));
        }
        const shown = new Float64Array(24);
        for (let second = frame.table.starts[0]!; second < frame.table.starts.at(-1)!; second += 900) {
          shown[wallClock(zone, second).hour]! += 900;
        }
        expect([...clock.seconds]).toEqual([...shown]);
      }),
      { numRuns: 60 },
    );
  });

  const calendar = createCalendar({ zone: 'UTC', weekStart: 'monday' });
  /** Whole days from an instant on, with a value for each. */
  const daily = (from: string, length: number, valueOf: (day: number) => number) => {
    const days = calendar.periodTable('day', at(from), at(from) + length * daySeconds - 1);
    return { days, top: Float64Array.from({ length }, (_, i) => valueOf(days.first + i)), bottom: null, hours: null };
  };

  it('compares days of the week over the latest whole weeks, from the first day of the week on', () => {
    // 2026-01-05 is a Monday. Twice as much on Saturdays; the two days before the three weeks are left out.
    const values = daily('2026-01-03T00:00:00Z', 23, (day) => {
      if (day < at('2026-01-05T00:00:00Z') / daySeconds) return 1000;
      return (day + 4) % 7 === 6 ? 20 : 10;
    });
    const { weekdays, compared, months, decomposition } = rhythmsOf(calendar, values);
    expect(compared).toEqual({ days: 23, weeks: 3, years: 0 });
    expect(weekdays.map(({ weekday }) => weekday)).toEqual([1, 2, 3, 4, 5, 6, 0]);
    expect(weekdays[5]).toEqual({ weekday: 6, mean: 20, index: 20 / (80 / 7) });
    expect(weekdays[0]!.index).toBeCloseTo(10 / (80 / 7), 12);
    expect(months.every(({ index, mean }) => index === null && mean === null)).toBe(true);
    expect(decomposition?.days).toHaveLength(23);
  });

  it('compares months by their mean a day over the latest whole years', () => {
    // Thirteen whole months and a bit: the first February is not part of the year.
    const values = daily('2025-02-01T00:00:00Z', 28 + 365 + 9, (day) => {
      const date = new Date(day * 86_400_000);
      if (date.getUTCFullYear() === 2025 && date.getUTCMonth() === 1) return 1e6;
      return date.getUTCMonth() === 6 ? 3 : 1;
    });
    const { months, compared } = rhythmsOf(calendar, values);
    expect(compared.years).toBe(1);
    const all = (365 + 2 * 31) / 365;
    expect(months.map(({ mean }) => mean)).toEqual([1, 1, 1, 1, 1, 1, 3, 1, 1, 1, 1, 1]);
    expect(months[6]!.index).toBeCloseTo(3 / all, 12);
  });

  it('says nothing of what it cannot take apart', () => {
    expect(
      rhythmsOf(
        calendar,
        daily('2026-01-05T00:00:00Z', 20, () => 1),
      ).decomposition,
    ).toBeNull();
    const gap = {
      ...daily('2026-01-05T00:00:00Z', 28, () => 4),
      bottom: Float64Array.from({ length: 28 }, (_, i) => i),
    };
    expect(rhythmsOf(calendar, gap).decomposition).toBeNull();
    const empty = rhythmsOf(
      calendar,
      daily('2026-01-05T00:00:00Z', 7, () => 0),
    );
    expect(empty.weekdays.every(({ index, mean }) => index === null && mean === 0)).toBe(true);
  });
});
