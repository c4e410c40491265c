import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyBook, daySeconds, emptyBook, lastInstant, sourcesOf, withOtherFuture } from '../testing/plain-book.ts';
import { rowNames, rowWidth } from './catalogue.ts';
import { computeSnapshot } from './compute.ts';

const at = fc.integer({ min: 0, max: lastInstant });
const snapshot = (book: Parameters<typeof sourcesOf>[0], instant: number) =>
  computeSnapshot(sourcesOf(book), instant).values;

const usageComparedWithBook = [
  'events_ratio_book',
  'events_level_book',
  'usage_surprise',
  'usage_surprise_14',
  'usage_surprise_long',
  'fall_evidence',
  'fall_weeks',
  'events_expected_28',
];
const comparedWithBook = [...usageComparedWithBook.slice(0, -1), 'price_to_usual', 'events_expected_28'];

describe('a snapshot', () => {
  it('never changes by what became known after it', () => {
    fc.assert(
      fc.property(anyBook, anyBook, at, (book, other, instant) => {
        expect(snapshot(withOtherFuture(book, other, instant), instant)).toEqual(snapshot(book, instant));
      }),
      { numRuns: 250 },
    );
  });

  it('does change by what was known: the test above could not pass by looking at nothing', () => {
    const moved = new Set<string>();
    fc.assert(
      fc.property(anyBook, anyBook, (book, other) => {
        const now = lastInstant;
        const before = snapshot(book, now);
        const after = snapshot(other, now);
        before.forEach((value, place) => {
          if (!Object.is(value, after[place])) moved.add(rowNames[place % rowWidth]!);
        });
      }),
      { numRuns: 200, seed: 5 },
    );
    // The book-wide median needs ten accounts, these books have three; below is a property of its own.
    expect(rowNames.filter((name) => !moved.has(name))).toEqual(comparedWithBook);
  });

  it('compares with the rest of the book as it was then', () => {
    const strides = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 12, maxLength: 12 });
    const seen = new Set<string>();
    fc.assert(
      fc.property(strides, strides, strides, fc.integer({ min: 150, max: 390 }), (past, future, otherFuture, day) => {
        const instant = day * daySeconds - 1;
        const book = (later: readonly number[]) => ({
          ...emptyBook(12),
          events: past.flatMap((stride, account) =>
            Array.from({ length: 400 }, (_, at) => at)
              .filter((at) => at % (at < day ? (at < day - 28 ? stride : 1 + (stride % 4)) : later[account]!) === 0)
              .map((at) => ({ account, at: at * daySeconds, name: 'login', user: '', platform: '' })),
          ),
        });
        const row = snapshot(book(future), instant);
        expect(snapshot(book(otherFuture), instant)).toEqual(row);
        for (const name of usageComparedWithBook) if (!Number.isNaN(row[rowNames.indexOf(name)])) seen.add(name);
      }),
      { numRuns: 25 },
    );
    expect([...seen].sort()).toEqual([...usageComparedWithBook].sort());
  });

  it('does not depend on the order in which rows were imported', () => {
    fc.assert(
      fc.property(anyBook, at, (book, instant) => {
        const reversed = {
          ...book,
          events: book.events.toReversed(),
          tickets: book.tickets.toReversed(),
          interactions: book.interactions.toReversed(),
        };
        const first = snapshot(book, instant);
        const second = snapshot(reversed, instant);
        // The main user is the first of those with as many events; ties follow the order of arrival.
        const skipped = rowNames.indexOf('main_user_silent_days');
        first.forEach((value, place) => {
          if (place % rowWidth !== skipped && value === value) expect(second[place]).toBeCloseTo(value, 9);
        });
      }),
      { numRuns: 100 },
    );
  });

  it('counts the last second of the day and nothing of the next', () => {
    const day = 200 * daySeconds;
    const events = [
      { account: 0, at: day - 1, name: 'login', user: '', platform: '' },
      { account: 0, at: day, name: 'login', user: '', platform: '' },
    ];
    const empty = { ...emptyBook(), events };
    const place = rowNames.indexOf('events_28');
    expect(snapshot(empty, day - 1)[place]).toBe(1);
    expect(snapshot(empty, day)[place]).toBe(2);
    expect(snapshot(empty, day - 2)[place]).toBeNaN();
  });
});
