import { describe, expect, it } from 'vitest';
import { dayNumber } from '../../../../shared/domain/time.ts';
import { wilson } from '../../../stats/index.ts';
import { emptyBook, sourcesOf } from '../testing/plain-book.ts';
import { backtestScores } from './backtest-scores.ts';
import { pastRenewals } from './past-renewals.ts';
import { bookOf, leavingRule } from './testing/leaving-book.ts';
import type { ScoringFunction } from './types.ts';

const seconds = (day: string): number => dayNumber(day) * 86_400;
const subscription = (account: number, start: string, end: string | null, term = 12, trial = 0) => ({
  account,
  known: seconds(start),
  started: seconds(start),
  ended: end === null ? NaN : seconds(end),
  mrr: 10,
  term,
  trial,
});
const until = dayNumber('2024-06-30');

describe('past renewals', () => {
  const renewalsOf = (...subscriptions: ReturnType<typeof subscription>[]) =>
    pastRenewals(sourcesOf({ ...emptyBook(3), subscriptions }), until).map(({ account, day }) => [account, day]);

  it('are the ends of terms, as long as the contract runs or ends with one', () => {
    expect(renewalsOf(subscription(0, '2022-03-15', null))).toEqual([
      [0, dayNumber('2023-03-15')],
      [0, dayNumber('2024-03-15')],
    ]);
    expect(renewalsOf(subscription(1, '2022-03-15', '2023-03-15'))).toEqual([[1, dayNumber('2023-03-15')]]);
    // Ended in the middle of a term: nobody decided about a renewal.
    expect(renewalsOf(subscription(1, '2022-03-15', '2022-10-01'))).toEqual([]);
    // The last paid day is written down instead of the first unpaid one.
    expect(renewalsOf(subscription(1, '2022-03-15', '2023-03-14'))).toEqual([[1, dayNumber('2023-03-15')]]);
  });

  it('go on where a change of seats splits a contract, and leave trials and short terms out', () => {
    expect(
      renewalsOf(subscription(2, '2022-03-15', '2022-09-01'), subscription(2, '2022-09-01', '2023-03-15')),
    ).toEqual([[2, dayNumber('2023-03-15')]]);
    expect(renewalsOf(subscription(2, '2022-03-15', null, 1), subscription(2, '2022-03-15', null, 12, 1))).toEqual([]);
  });
});

describe('bands 90 days before', () => {
  // Every account has one renewal on 2024-03-15; every third is lost then.
  const accounts = 60;
  const subscriptions = Array.from({ length: accounts }, (_, account) =>
    subscription(account, '2023-03-15', account % 3 === 0 ? '2024-03-15' : null),
  );
  const events = Array.from({ length: 20 }, (_, index) => ({
    account: 0,
    at: seconds('2023-03-15') + index * 86_400,
    name: 'login',
    user: '',
    platform: '',
  }));
  const book = bookOf({ ...emptyBook(accounts), subscriptions, events }, until);
  const asked: number[] = [];
  const health: ScoringFunction = {
    id: 'health',
    name: { en: 'Health', es: 'Salud' },
    direction: 'health',
    scoresAt(day, of) {
      asked.push(day);
      return Float64Array.from(of, (account) =>
        account < 6 ? NaN : account % 3 === 0 ? 49.9 : account < 40 ? 50 : 100,
      );
    },
  };
  const bands = [
    { id: 'red', from: -Infinity, to: 50 },
    { id: 'amber', from: 50, to: 75 },
    { id: 'green', from: 75, to: Infinity },
  ];

  it('hold what became of the renewals, by the score that was there before', () => {
    const { renewals } = backtestScores({ book, until, scoring: health, bands, currency: 'EUR' });
    const row = (id: string, lost: number, count: number) => {
      const interval = wilson(lost, count)!;
      return { id, renewals: count, lost, rate: { value: lost / count, low: interval.lower, high: interval.upper } };
    };
    expect(renewals).toEqual({
      daysBefore: 90,
      renewals: 60,
      lost: 20,
      state: 'too-few-for-a-verdict',
      bands: [row('red', 18, 18), row('amber', 0, 22), row('green', 0, 14), row('none', 2, 6)],
    });
    expect(asked.at(-1)).toBe(dayNumber('2024-03-15') - 90);
  });

  it('leave out renewals whose outcome is open, and accounts that left before the look', () => {
    const early = backtestScores({ book, until: dayNumber('2024-03-10'), scoring: health, bands, currency: 'EUR' });
    expect(early.renewals).toMatchObject({ renewals: 0, lost: 0, state: 'not-enough' });
    const look = backtestScores({ book, until, scoring: health, bands, currency: 'EUR', daysBefore: 30 });
    expect(look.renewals!.renewals).toBe(60);
    const grace = bookOf({ ...emptyBook(accounts), subscriptions, events }, dayNumber('2024-03-20'), leavingRule);
    const open = backtestScores({
      book: grace,
      until: dayNumber('2024-03-20'),
      scoring: health,
      bands,
      currency: 'EUR',
    });
    // The 20 that ended five days ago may still come back, and the others alone would make all look kept.
    expect(open.renewals).toMatchObject({ renewals: 0, lost: 0 });
  });
});
