import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildDataset } from './dataset.ts';
import type { AccountLife } from './labels.ts';
import { outcomesOf } from './outcomes.ts';
import { outcomeRule } from './outcome-texts.ts';
import { snapshotDays } from './snapshots.ts';
import { daySeconds, emptyBook, sourcesOf } from './testing/plain-book.ts';
import type { PlainBook } from './testing/plain-book.ts';

const horizonDays = 90;
const customer: AccountLife = { spans: [{ from: 0, to: Infinity }], churns: [], pendingFrom: null };
const left = (day: number): AccountLife => ({ spans: [{ from: 0, to: day }], churns: [day], pendingFrom: null });
const of = (
  target: 'churn' | 'expansion' | 'engagement',
  book: Partial<PlainBook>,
  lives: readonly AccountLife[] = [customer],
  until = 1_000,
) => outcomesOf(target, { sources: sourcesOf({ ...emptyBook(lives.length), ...book }), lives, until, horizonDays });

/** Subscriptions of account 0: first day, first day that is not paid for, revenue. */
const paying = (...rows: readonly (readonly [from: number, to: number, mrr: number, trial?: number])[]) => ({
  subscriptions: rows.map(([from, to, mrr, trial = 0]) => ({
    account: 0,
    known: from * daySeconds,
    started: from * daySeconds,
    ended: to * daySeconds,
    mrr,
    trial,
  })),
});

describe('leaving', () => {
  it('is asked of customers only, and settled while nobody’s fate is open', () => {
    const lives = [left(200), customer, { ...customer, pendingFrom: 700 }];
    const { outcome, settled } = of('churn', {}, lives);
    expect(settled).toBe(699);
    expect([outcome(0, 109), outcome(0, 110), outcome(0, 200), outcome(1, 110)]).toEqual([
      { label: 0, day: 0 },
      { label: 1, day: 200 },
      null,
      { label: 0, day: 0 },
    ]);
  });
});

describe('expansion', () => {
  const label = (book: Partial<PlainBook>, life = customer, day = 100) => of('expansion', book, [life]).outcome(0, day);

  it('is growth by a tenth at the end of the horizon, to the very tenth', () => {
    expect(label(paying([0, 150, 100], [150, NaN, 110]))).toEqual({ label: 1, day: 150 });
    expect(label(paying([0, 150, 100], [150, NaN, 109.9]))).toEqual({ label: 0, day: 0 });
    expect(label(paying([0, NaN, 0.1], [120, NaN, 0.01]))).toEqual({ label: 1, day: 120 });
  });

  it('asks for another growth, and engagement for another share, where a threshold says so', () => {
    const threshold = (target: 'expansion' | 'engagement', book: Partial<PlainBook>, share?: number) =>
      outcomesOf(target, {
        sources: sourcesOf({ ...emptyBook(1), ...book }),
        lives: [customer],
        until: 1_000,
        horizonDays,
        threshold: share,
      }).outcome(0, 100)?.label;
    const grown = paying([0, 150, 100], [150, NaN, 125]);
    expect([0.25, 0.26, undefined].map((share) => threshold('expansion', grown, share))).toEqual([1, 0, 1]);
    const days = [
      ...Array.from({ length: 20 }, (_, day) => 81 + day),
      ...Array.from({ length: 8 }, (_, day) => 180 + day),
    ];
    const events = days.map((day) => ({ account: 0, at: day * daySeconds, name: 'login', user: '', platform: '' }));
    expect([0.4, 0.41, undefined].map((share) => threshold('engagement', { events }, share))).toEqual([1, 0, 0]);
    expect(outcomeRule('expansion', 90, 0.25).es).toMatch(/al menos un 25 % mayor/);
  });

  it('is not a second subscription that ran for a while, one after the horizon, or a trial', () => {
    expect(label(paying([0, NaN, 100], [120, 180, 100]))?.label).toBe(0);
    expect(label(paying([0, NaN, 100], [191, NaN, 100]))?.label).toBe(0);
    expect(label(paying([0, NaN, 100], [190, NaN, 100]))?.label).toBe(1);
    expect(label(paying([0, NaN, 100], [120, NaN, 100, 1]))?.label).toBe(0);
  });

  it('is not asked of accounts without revenue or in a currency without a rate, and who left has not grown', () => {
    expect(label(paying([120, NaN, 100]))).toBeNull();
    expect(label(paying([0, NaN, NaN]))).toBeNull();
    expect(label(paying([0, NaN, 100], [150, NaN, NaN]))).toBeNull();
    expect(label(paying([0, 150, 100]), left(150))).toEqual({ label: 0, day: 0 });
    expect(label(paying([0, 150, 100]), left(150), 160)).toBeNull();
  });

  it('agrees with the revenue of each day, whatever the subscriptions', () => {
    const row = fc.tuple(
      fc.integer({ min: 0, max: 250 }),
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 1, max: 50 }),
    );
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), fc.integer({ min: 0, max: 200 }), (rows, day) => {
        const revenue = (at: number) =>
          rows.reduce((sum, [from, length, mrr]) => sum + (from <= at && at < from + length ? mrr : 0), 0);
        const found = label(
          paying(...rows.map(([from, length, mrr]) => [from, from + length, mrr] as const)),
          customer,
          day,
        );
        const grown = revenue(day + horizonDays) >= revenue(day) * 1.1 - 1e-6;
        expect(found === null ? null : found.label).toBe(revenue(day) === 0 ? null : grown ? 1 : 0);
      }),
    );
  });
});

describe('engagement', () => {
  const active = (...days: readonly number[]) => ({
    events: days.map((day) => ({ account: 0, at: day * daySeconds, name: 'login', user: '', platform: '' })),
  });
  const span = (from: number, to: number, step = 1) =>
    Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => from + index * step);

  it('compares active days of 28 with those of the last 28 of the horizon', () => {
    const before = span(73, 101);
    const label = (...after: readonly number[]) => of('engagement', active(...before, ...after)).outcome(0, 100)?.label;
    expect(label(...span(163, 191, 2))).toBe(1);
    expect(label(...span(163, 191, 2).slice(1))).toBe(0);
    // Before the last 28 days of the horizon, and after its end.
    expect(label(...span(100, 163))).toBe(0);
    expect(label(...span(191, 219))).toBe(0);
  });

  it('is not asked where there is nothing to keep, and who left is not engaged', () => {
    expect(of('engagement', active(80, 90, 100)).outcome(0, 100)).toBeNull();
    expect(of('engagement', active(72, 80, 90, 100)).outcome(0, 100)).toBeNull();
    expect(of('engagement', active(73, 80, 90, 100, 180, 190)).outcome(0, 100)).toEqual({ label: 1, day: 190 });
    const leaving = of('engagement', active(73, 80, 90, 100, 180, 190), [left(185)]);
    expect(leaving.outcome(0, 100)).toEqual({ label: 0, day: 0 });
  });

  it('is settled until the last event, and never where there are none', () => {
    expect(of('engagement', active(10, 400)).settled).toBe(400);
    expect(of('engagement', active(10, 400), [customer], 300).settled).toBe(300);
    expect(of('engagement', {}).settled).toBe(-Infinity);
    expect(snapshotDays(0, -Infinity, horizonDays)).toEqual([]);
  });
});

describe('the data set of a target', () => {
  it('holds the accounts of which the question makes sense, with the same features', () => {
    const book = { ...emptyBook(2), ...paying([0, 150, 100], [150, NaN, 150]) };
    const sources = sourcesOf(book);
    const lives = [customer, customer];
    const context = { shouldStop: () => false, onProgress: () => {} };
    const days = [100, 160];
    const churn = buildDataset(sources, lives, days, horizonDays, context);
    const outcomes = outcomesOf('expansion', { sources, lives, until: 1_000, horizonDays });
    const grown = buildDataset(sources, lives, days, horizonDays, context, outcomes);
    expect([...churn.accounts]).toEqual([0, 1, 0, 1]);
    expect([[...grown.accounts], [...grown.labels], [...grown.churnDays]]).toEqual([
      [0, 0],
      [1, 0],
      [150, 0],
    ]);
    const revenue = grown.names.indexOf('mrr');
    expect([...grown.columns[revenue]!]).toEqual([100, 150]);
    expect(grown.names).toEqual(churn.names);
  });

  it('has its rule in words in both languages', () => {
    const { en, es } = outcomeRule('engagement', 20, 0.6);
    expect(en).toMatch(/last 20 of the following 20 days hold at least 60%/);
    expect(es).toMatch(/los últimos 20 de los 20 días siguientes tienen al menos un 60 %/);
    expect(outcomeRule('expansion', 90).en).toMatch(/at least 10% higher/);
  });
});
