import type { LabelRule } from '../../../../../shared/contract/index.ts';
import { createRandom } from '../../../../stats/index.ts';
import { accountLife } from '../../labels.ts';
import { lifeFacts } from '../../life-facts.ts';
import { emptyBook, sourcesOf } from '../../testing/plain-book.ts';
import type { PlainBook, PlainEvent } from '../../testing/plain-book.ts';
import type { Book } from '../../train-task.ts';

const daySeconds = 86_400;

/** 2022-01-01, on which the books begin. */
export const bookStart = 18_993;

export const leavingRule: LabelRule = {
  subscriptionEnded: { enabled: true, graceDays: 10 },
  churnEvent: { enabled: false },
  inactivity: { enabled: false, days: 60 },
  horizonDays: 60,
};

/** Subscriptions that end one after another; most of those that leave work less and less in the two months before. */
export function leavingBook(accounts: number, days: number, seed: number): PlainBook {
  const random = createRandom(seed);
  const book = emptyBook(accounts);
  const events: PlainEvent[] = [];
  const subscriptions: PlainBook['subscriptions'][number][] = [];
  for (let account = 0; account < accounts; account++) {
    const start = bookStart + random.integer(Math.floor(days / 2));
    const leaves = random.next() < 0.7;
    const end = leaves ? start + 90 + random.integer(Math.max(1, days - (start - bookStart) - 90)) : bookStart + days;
    const warns = random.next() < 0.8;
    const last = Math.min(end, bookStart + days);
    for (let day = start; day < last; day++) {
      const isFading = leaves && warns && day >= end - 60;
      if (random.next() > (isFading ? 0.08 : 0.4)) continue;
      events.push({
        account,
        at: day * daySeconds + random.integer(daySeconds),
        name: 'login',
        user: 'u1',
        platform: 'web',
      });
    }
    const ended = leaves && end <= bookStart + days ? end * daySeconds : NaN;
    subscriptions.push({
      account,
      known: start * daySeconds,
      started: start * daySeconds,
      ended,
      mrr: 100 + account,
      term: 12,
      trial: 0,
    });
  }
  return { ...book, events, subscriptions };
}

/** A book as it is read, with lives by all that it holds. */
export function bookOf(plain: PlainBook, until: number, rule: LabelRule = leavingRule): Book {
  const sources = sourcesOf(plain);
  return { sources, rule, lives: lifeFacts(sources).map((facts) => accountLife(facts, rule, until)) };
}

/** The same book as it was known at the end of a day: no row and no end of a subscription after it. */
export function bookThen(plain: PlainBook, day: number): PlainBook {
  const last = (day + 1) * daySeconds - 1;
  return {
    ...plain,
    events: plain.events.filter(({ at }) => at <= last),
    subscriptions: plain.subscriptions
      .filter(({ known }) => known <= last)
      .map((row) => ({ ...row, ended: row['ended']! <= last ? row['ended']! : NaN })),
  };
}
