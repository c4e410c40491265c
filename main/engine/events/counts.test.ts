import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCalendar } from './calendar.ts';
import { countAccount, countNames, dailyActive, lastSeen } from './counts.ts';
import type { PlainEvent } from './testing.ts';
import { columnsFrom, plainEvent } from './testing.ts';

const calendar = createCalendar({ zone: 'Europe/Madrid', weekStart: 'monday' });
const at = (instant: string) => Date.parse(instant) / 1000;

const anyEvents = fc.array(
  fc
    .tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(70 * 86_400), fc.constantFrom('open', 'close'))
    .map(([account, second, name]) => plainEvent(account, at('2026-03-01T00:00:00Z') + second, name)),
  { minLength: 1, maxLength: 40 },
);

describe('counting names', () => {
  it('counts events and accounts, most frequent first', () => {
    const columns = columnsFrom([
      plainEvent('a', 1, 'x'),
      plainEvent('a', 2, 'x'),
      plainEvent('a', 3, 'y'),
      plainEvent('b', 3, 'y'),
    ]);
    expect(countNames(columns)).toEqual([
      { name: 'x', events: 2, accounts: 1 },
      { name: 'y', events: 2, accounts: 2 },
    ]);
  });
});

describe('counting an account', () => {
  const columns = columnsFrom([
    plainEvent('a', at('2026-03-01T10:00:00Z'), 'open'),
    plainEvent('b', at('2026-03-01T10:00:00Z'), 'open'),
    plainEvent('b', at('2026-03-08T22:59:59Z'), 'close'),
    plainEvent('b', at('2026-03-08T23:00:00Z'), 'close'),
    plainEvent('b', at('2026-03-17T00:00:00Z'), 'close'),
  ]);

  it('gives a series by week and name, empty weeks included', () => {
    expect(countAccount(columns, 1, calendar, 'week')).toEqual({
      period: 'week',
      periods: ['2026-02-23', '2026-03-02', '2026-03-09', '2026-03-16'],
      series: [
        { name: 'close', counts: [0, 1, 1, 1] },
        { name: 'open', counts: [1, 0, 0, 0] },
      ],
    });
  });

  it('covers the range that was asked for', () => {
    const range = { from: at('2026-03-08T00:00:00Z'), to: at('2026-03-10T23:00:00Z') };
    expect(countAccount(columns, 1, calendar, 'day', range)).toEqual({
      period: 'day',
      periods: ['2026-03-08', '2026-03-09', '2026-03-10'],
      series: [{ name: 'close', counts: [1, 1, 0] }],
    });
    const none = { from: at('2026-05-01T12:00:00Z'), to: at('2026-05-01T13:00:00Z') };
    expect(countAccount(columns, 1, calendar, 'day', none)).toEqual({
      period: 'day',
      periods: ['2026-05-01'],
      series: [],
    });
    expect(countAccount(columns, 1, calendar, 'day', { from: 10, to: 10 }).periods).toEqual([]);
    expect(countAccount(columns, 1, calendar, 'day', { from: at('2026-05-01T12:00:00Z') }).periods).toEqual([]);
  });
});

describe('last seen', () => {
  it('is the last event, or the last one until an instant', () => {
    const columns = columnsFrom([plainEvent('a', 5, 'x'), plainEvent('a', 9, 'x'), plainEvent('b', 7, 'x')]);
    expect([...lastSeen(columns)]).toEqual([9, 7]);
    expect([...lastSeen(columns, 8)]).toEqual([5, 7]);
    expect([...lastSeen(columns, 6)]).toEqual([5, Number.NaN]);
  });
});

describe('daily active accounts', () => {
  /** For every day, look at every event. */
  function slowly(events: readonly PlainEvent[], name: string | null, trailingDays: number) {
    const days = events.map((event) => calendar.dayIndex(event.seconds));
    const first = Math.min(...days);
    const count = Math.max(...days) - first + 1;
    const activeBetween = (from: number, to: number) =>
      new Set(
        events
          .filter(
            (event, index) => (name === null || event.name === name) && days[index]! >= from && days[index]! <= to,
          )
          .map((event) => event.account),
      ).size;
    return {
      firstDay: first,
      active: Array.from({ length: count }, (_, day) => activeBetween(first + day, first + day)),
      trailing: Array.from({ length: count }, (_, day) => activeBetween(first + day - trailingDays + 1, first + day)),
    };
  }

  it('agrees with looking at every day', () => {
    fc.assert(
      fc.property(
        anyEvents,
        fc.constantFrom(null, 'open'),
        fc.integer({ min: 1, max: 30 }),
        (events, name, trailingDays) => {
          const found = dailyActive(columnsFrom(events), calendar, {
            events: name === null ? null : [name],
            trailingDays,
          });
          expect(found && { ...found, active: [...found.active], trailing: [...found.trailing] }).toEqual(
            slowly(events, name, trailingDays),
          );
        },
      ),
    );
  });

  it('leaves filtered accounts out, and says null for an empty store', () => {
    const columns = columnsFrom([plainEvent('a', 86_400, 'x'), plainEvent('b', 86_400, 'x')]);
    const activity = dailyActive(columns, calendar, {
      events: null,
      trailingDays: 28,
      accountFilter: Uint8Array.of(0, 1),
    });
    expect([...(activity?.active ?? [])]).toEqual([1]);
    expect(dailyActive(columnsFrom([]), calendar, { events: null, trailingDays: 28 })).toBeNull();
  });
});
