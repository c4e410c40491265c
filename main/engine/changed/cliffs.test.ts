import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../stats/index.ts';
import type { Random } from '../../stats/index.ts';
import { bookPace, findCliffs, leastWeeks, mostWeeks, testOf, weekSize } from './cliffs.ts';
import type { WeeklyUse } from './cliffs.ts';

/** Knuth's for small means, the sum of parts for larger ones: exact for all. */
function poisson(random: Random, mean: number): number {
  if (mean > 20) return poisson(random, mean / 2) + poisson(random, mean / 2);
  const limit = Math.exp(-mean);
  let count = -1;
  for (let product = 1; product > limit; product *= random.next()) count++;
  return count;
}

/** Gamma of a whole shape with mean 1: a week's pace of a negative binomial account. */
function gamma(random: Random, shape: number): number {
  let sum = 0;
  for (let part = 0; part < shape; part++) sum -= Math.log(1 - random.next());
  return sum / shape;
}

/** An account that keeps its pace; `shape` null: Poisson. */
function steady(random: Random, pace: number, shape: number | null): WeeklyUse {
  const week = () => poisson(random, pace * (shape === null ? 1 : gamma(random, shape)));
  const weeks = Array.from({ length: leastWeeks + random.integer(mostWeeks - leastWeeks + 1) }, week);
  return { last: week() + week() + week() + week(), weeks };
}

const paces = [3, 5, 12, 40];
const shapes = [null, 8, 2, 1];

function steadyBook(random: Random, accounts: number): WeeklyUse[] {
  return Array.from({ length: accounts }, (_, place) => steady(random, paces[place % 4]!, shapes[(place >> 2) % 4]!));
}

describe('cliffs', () => {
  it('shows any cliff in at most one of twenty books in which nothing fell', () => {
    const random = createRandom(11);
    const books = 200;
    let alarmed = 0;
    for (let book = 0; book < books; book++) if (findCliffs(steadyBook(random, 64)).size > 0) alarmed++;
    // Three standard errors above 5 % of 200.
    expect(alarmed).toBeLessThanOrEqual(books * 0.05 + 3 * Math.sqrt(books * 0.05 * 0.95));
  });

  it('gives p-values that are no smaller than they should be, of every kind of account', () => {
    const random = createRandom(5);
    for (const shape of shapes)
      for (const pace of paces) {
        const ps = Array.from({ length: 1_500 }, () => testOf(steady(random, pace, shape))?.p ?? 1);
        for (const level of [0.05, 0.01, 0.001]) {
          const below = ps.filter((p) => p <= level).length;
          expect(below, `${pace} a week, shape ${shape}, at ${level}`).toBeLessThanOrEqual(
            ps.length * level + 3 * Math.sqrt(ps.length * level),
          );
        }
      }
  });

  it('finds accounts that went silent among steady ones, and few others', () => {
    const random = createRandom(3);
    const book = steadyBook(random, 400).map((use, place) =>
      place % 20 === 3 ? { ...use, last: use.last >> 4 } : use,
    );
    const fallen = book.flatMap((_, place) => (place % 20 === 3 && shapes[(place >> 2) % 4] === null ? [place] : []));
    const found = findCliffs(book);
    expect(fallen.length).toBeGreaterThan(3);
    for (const place of fallen) expect(found.has(place), `account ${place}`).toBe(true);
    expect([...found.keys()].filter((place) => place % 20 !== 3).length).toBeLessThanOrEqual(2);
  });

  it('leaves alone what is small, new, or falls with the whole book', () => {
    expect(testOf({ last: 0, weeks: new Array(24).fill(2) })).toBeNull();
    expect(testOf({ last: 0, weeks: new Array(leastWeeks - 1).fill(100) })).toBeNull();
    expect(testOf({ last: 0, weeks: new Array(24).fill(100) })!.p).toBeLessThan(1e-9);
    const holiday = Array.from({ length: 30 }, () => ({ last: 160, weeks: new Array<number>(24).fill(100) }));
    expect(bookPace(holiday)).toBe(0.4);
    expect(findCliffs(holiday).size).toBe(0);
    expect(findCliffs([...holiday, { last: 20, weeks: new Array<number>(24).fill(100) }])).toHaveLength(1);
    // A rising book makes no steady account look fallen.
    expect(bookPace(holiday.map((use) => ({ ...use, last: 900 })))).toBe(1);
  });

  it('calls no account fallen that lost less than three tenths', () => {
    expect(findCliffs([{ last: 2_900, weeks: new Array<number>(24).fill(1_000) }]).size).toBe(0);
    expect(findCliffs([{ last: 2_700, weeks: new Array<number>(24).fill(1_000) }]).size).toBe(1);
  });

  it('is the less surprised the more was seen, and the more the weeks differ', () => {
    const weeks = fc.array(fc.integer({ min: 5, max: 60 }), { minLength: leastWeeks, maxLength: 24 });
    fc.assert(
      fc.property(weeks, fc.nat(300), fc.nat(50), (own, last, more) => {
        expect(testOf({ last: last + more, weeks: own })!.p).toBeGreaterThanOrEqual(
          testOf({ last, weeks: own })!.p - 1e-12,
        );
      }),
    );
    const calm = testOf({ last: 100, weeks: new Array<number>(24).fill(50) })!;
    const wild = testOf({ last: 100, weeks: Array.from({ length: 24 }, (_, place) => (place % 2 === 0 ? 5 : 95)) })!;
    expect(wild.p).toBeGreaterThan(calm.p);
  });

  it('takes weeks of silence as what the account is like', () => {
    const random = createRandom(9);
    const weeks = Array.from({ length: 24 }, (_, place) => (place % 2 === 0 ? 0 : poisson(random, 40)));
    expect(weekSize(weeks)).toBeLessThan(0.5);
    expect(testOf({ last: 0, weeks })!.p).toBeGreaterThan(0.01);
    expect(weekSize(new Array<number>(24).fill(7))).toBeGreaterThan(10);
  });
});
