import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCalendar } from '../events/index.ts';
import type { Period } from '../events/index.ts';
import type { RevenueBook } from '../recurring-revenue/index.ts';
import { revenueOn, runsOn } from '../recurring-revenue/index.ts';
import { frameOf } from './frame.ts';
import { churnedSpans, closingDays, payingSpans, revenueSpans } from './revenue-spans.ts';
import { anyZone, wallClock } from './testing.ts';

describe('recurring revenue over time', () => {
  const anyBook = fc
    .array(
      fc.record({
        account: fc.constantFrom('a', 'b', 'c'),
        start: fc.integer({ min: 19_000, max: 19_400 }),
        length: fc.option(fc.integer({ min: 1, max: 200 })),
        minor: fc.integer({ min: 1, max: 1000 }),
      }),
      { maxLength: 8 },
    )
    .map((rows): RevenueBook => {
      const sorted = rows.toSorted((a, b) =>
        a.account < b.account ? -1 : a.account > b.account ? 1 : a.start - b.start,
      );
      const accounts = [...new Set(sorted.map(({ account }) => account))];
      return {
        base: 'EUR',
        accounts,
        positionOf: new Map(accounts.map((account, index) => [account, index])),
        offsets: Uint32Array.from([
          ...accounts.map((account) => sorted.findIndex((row) => row.account === account)),
          sorted.length,
        ]),
        start: Int32Array.from(sorted, ({ start }) => start),
        end: Int32Array.from(sorted, ({ start, length }) => (length === null ? runsOn : start + length)),
        minor: Float64Array.from(sorted, ({ minor }) => minor),
        term: new Uint16Array(sorted.length),
        statedOn: null,
        assumed: 0,
        converted: 0,
        leftOut: { currencies: [], withoutAmount: 0 },
      };
    });

  it('is what runs at the close of each period, account by account', () => {
    fc.assert(
      fc.property(
        anyBook,
        fc.constantFrom<Period>('day', 'week', 'month', 'quarter'),
        fc.integer({ min: 19_000, max: 19_300 }),
        fc.integer({ min: 1, max: 300 }),
        anyZone,
        (book, period, first, length, zone) => {
          const calendar = createCalendar({ zone, weekStart: 'monday' });
          const since = calendar.periodStart('day', first);
          const frame = frameOf(calendar, period, {}, [
            { since, until: calendar.periodStart('day', first + length) - 1 },
          ])!;
          const closing = closingDays(frame);
          const on = (account: string, day: number): number => revenueOn(book, book.positionOf.get(account)!, day);
          const cellsOf = (spans: typeof revenueSpans): Record<string, number[]> => {
            const cells = Object.fromEntries(book.accounts.map((id) => [id, frame.complete.map(() => 0)]));
            spans(book, frame, (account, from, to, value) => {
              for (let place = from; place < to; place++) cells[account]![place]! += value;
            });
            return cells;
          };
          const expected = (valueOf: (account: string, place: number) => number): Record<string, number[]> =>
            Object.fromEntries(book.accounts.map((id) => [id, frame.complete.map((_, place) => valueOf(id, place))]));
          expect(cellsOf(revenueSpans)).toEqual(expected((id, place) => on(id, closing[place + 1]!)));
          expect(cellsOf(payingSpans)).toEqual(expected((id, place) => (on(id, closing[place + 1]!) > 0 ? 1 : 0)));
          expect(cellsOf(churnedSpans)).toEqual(
            expected((id, place) => (on(id, closing[place]!) > 0 && on(id, closing[place + 1]!) === 0 ? 1 : 0)),
          );
          // Each period closes on its last day that the range holds.
          frame.complete.forEach((_, place) => {
            expect(closing[place + 1]).toBe(
              wallClock(zone, Math.min(frame.table.starts[place + 1]!, frame.to) - 1).day,
            );
          });
        },
      ),
      { numRuns: 200 },
    );
  });
});
