import { placeOf } from '../features/catalogue.ts';
import { computeSnapshot } from '../features/compute.ts';
import { daySeconds, emptyBook, sourcesOf } from './plain-book.ts';
import type { PlainBook, PlainEvent } from './plain-book.ts';

/** The end of a day, as of which `featureOf` looks. */
export const now = 300 * daySeconds - 1;
export const daysAgo = (days: number): number => now - days * daySeconds;

export const event = (days: number, user = 'u1', name = 'login', platform = 'web'): PlainEvent => ({
  account: 0,
  at: daysAgo(days),
  name,
  user,
  platform,
});

/** One feature of one account of a small book. */
export function featureOf(book: Partial<PlainBook>, name: string, account = 0): number {
  const accounts = book.accounts ?? 1;
  const { values } = computeSnapshot(sourcesOf({ ...emptyBook(accounts), ...book }), now);
  return values[account * (values.length / accounts) + placeOf(name)]!;
}
