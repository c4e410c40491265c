import { describe, expect, it } from 'vitest';
import { dayOfNumber } from '../../../../shared/domain/time.ts';
import { auc } from '../../../stats/index.ts';
import type { ModelKind } from '../candidates.ts';
import { fate, fateOf } from './fates.ts';
import { livesThen } from './lives-then.ts';
import { backtestDays } from './month-ends.ts';
import { refitScoring } from './refit.ts';
import { bookOf, bookStart, bookThen, leavingBook, leavingRule } from './testing/leaving-book.ts';
import { customersOn } from './walk.ts';

const days = 560;
const until = bookStart + days;
const plain = leavingBook(260, days, 11);
const features = ['active_days_28', 'active_days_ratio', 'days_since_event', 'tenure_days', 'mrr'];
const noName = { en: '', es: '' };

/** What the months' models said of the customers of each day. */
function saidOf(source: typeof plain, end: number, asked: readonly number[], kind: ModelKind) {
  const book = bookOf(source, end);
  const known = livesThen(book.sources, book.rule);
  const scoring = refitScoring({
    id: 'm',
    name: noName,
    book,
    until: end,
    known,
    first: bookStart,
    from: asked[0]!,
    kind,
    features,
    seed: 7,
    shouldStop: () => false,
    onMonth: () => {},
  });
  return asked.map((day) => {
    const customers = customersOn(known.on(day), day);
    const said = scoring.scoresAt(day, customers);
    return { day, customers, said, learned: scoring.learnedFor!(day) };
  });
}

describe('a model as it would have been trained then', () => {
  const months = backtestDays(bookStart, until, 24);

  it('says the same, whatever came later, and learns nothing whose outcome was not known', { timeout: 60_000 }, () => {
    const asked = months.slice(-6, -3);
    const whole = saidOf(plain, until, asked, 'logistic');
    const last = asked.at(-1)!;
    // As if the day after were the last one of the data: everything later is gone.
    const cut = saidOf(bookThen(plain, last + 1), last + 1, asked, 'logistic');
    expect(cut).toEqual(whole);
    for (const { day, said, learned } of whole) {
      expect(said).not.toBeNull();
      expect(learned!.until + leavingRule.horizonDays).toBeLessThanOrEqual(day);
      expect(learned!.churns).toBeGreaterThanOrEqual(50);
    }
  });

  it('tells who will leave from who stays, in probabilities', { timeout: 60_000 }, () => {
    const { lives } = bookOf(plain, until);
    const asked = months.slice(-5, -3);
    for (const { day, customers, said } of saidOf(plain, until, asked, 'boosted-trees')) {
      const labels = Uint8Array.from(customers, (account) =>
        fateOf(lives[account]!, day, leavingRule.horizonDays, until).fate === fate.left ? 1 : 0,
      );
      expect(auc(labels, said!)!, dayOfNumber(day)).toBeGreaterThan(0.75);
      const expected = said!.reduce((sum, value) => sum + value, 0);
      const left = labels.reduce((sum, label) => sum + label, 0);
      expect(said!.every((value) => value >= 0 && value <= 1)).toBe(true);
      // Calibrated on earlier months: right within what a month of this book varies by.
      expect(Math.abs(expected - left)).toBeLessThan(0.6 * left);
    }
  });

  it('is not made before enough departures are known', () => {
    const [first] = saidOf(plain, until, months.slice(0, 1), 'logistic');
    expect(first).toMatchObject({ said: null, learned: null });
  });
});
