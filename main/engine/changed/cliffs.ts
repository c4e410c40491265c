import { benjaminiHochberg, betaBinomialAtMost, binomialAtMost, normalQuantile } from '../../stats/index.ts';

/** Events of the last 28 days, and of whole weeks before them, the newest first. */
export type WeeklyUse = { readonly last: number; readonly weeks: readonly number[] };

export type Cliff = {
  /** Events of the last 28 days, and how many there would have been at the account's own pace. */
  readonly seen: number;
  readonly expected: number;
  readonly weeks: number;
  /** Smallest false discovery rate at which it would still be called a cliff. */
  readonly q: number;
};

export const lastDays = 28;
export const mostWeeks = 24;
/** With fewer, an account has no pace of its own. */
export const leastWeeks = 16;
/** Below so many expected events not even silence is unusual. */
const leastExpected = 10;
/** A fall by less is no cliff, however certain. */
const leastFall = 0.3;
const falseDiscoveries = 0.05;
/** The book has a common pace where so many accounts tell of it. */
const leastForBook = 20;

/**
 * The accounts whose last 28 days are unusually low against their own earlier weeks: weeks of an account are taken for
 * negative binomial counts of one pace, so that, given all its events, those of the last 28 days are beta-binomial (binomial
 * where its weeks are as even as counts can be). Among all accounts that are tested false discoveries are held to 5 %
 * (Benjamini-Hochberg), so that of books in which nothing fell at most one in twenty shows any cliff. What the whole book
 * loses at once (a holiday) is expected of each account.
 *
 * @returns by place in `accounts`
 */
export function findCliffs(accounts: readonly WeeklyUse[]): Map<number, Cliff> {
  const pace = bookPace(accounts);
  const tests = accounts.map((use) => testOf(use, pace));
  const qs = benjaminiHochberg(tests.map((test) => test?.p ?? null));
  const found = new Map<number, Cliff>();
  tests.forEach((test, place) => {
    const q = qs[place] ?? null;
    if (test === null || q === null || q > falseDiscoveries || test.seen > (1 - leastFall) * test.expected) return;
    found.set(place, { seen: test.seen, expected: test.expected, weeks: accounts[place]!.weeks.length, q });
  });
  return found;
}

/** How much of its own earlier pace the middle account of the book kept; never more than all of it. */
export function bookPace(accounts: readonly WeeklyUse[]): number {
  const kept = accounts
    .filter(({ weeks }) => weeks.length >= leastWeeks && 4 * mean(weeks) >= leastExpected)
    .map(({ last, weeks }) => last / (4 * mean(weeks)))
    .sort((a, b) => a - b);
  if (kept.length < leastForBook) return 1;
  const middle = kept.length >> 1;
  return Math.min(1, kept.length % 2 === 1 ? kept[middle]! : (kept[middle - 1]! + kept[middle]!) / 2);
}

/** Null where the account cannot be tested. `p`: that a steady account of its kind has so few, or fewer. */
export function testOf({ last, weeks }: WeeklyUse, pace = 1): { seen: number; expected: number; p: number } | null {
  const count = weeks.length;
  if (count < leastWeeks || pace <= 0) return null;
  const total = weeks.reduce((sum, week) => sum + week, 0);
  const expected = (4 * pace * total) / count;
  if (expected < leastExpected) return null;
  if (last > (1 - leastFall) * expected) return { seen: last, expected, p: 1 };
  const size = weekSize(weeks);
  const p =
    size === Infinity
      ? binomialAtMost(last, last + total, (4 * pace) / (4 * pace + count))
      : betaBinomialAtMost(last, last + total, 4 * pace * size, count * size);
  return { seen: last, expected, p };
}

/**
 * The size of the negative binomial that the account's weeks are drawn from, on the cautious side: small = weeks differ much.
 * By the variance of its weeks, or of four in a row where that is more (weeks that go up and down together), with the upper
 * end of its interval; and no larger than the share of its silent weeks allows. Infinity: as even as counts can be.
 */
export function weekSize(weeks: readonly number[]): number {
  const middle = mean(weeks);
  const fours = weeks.slice(3).map((week, place) => week + weeks[place]! + weeks[place + 1]! + weeks[place + 2]!);
  const dispersion = Math.max(1, ratio(weeks), ratio(fours)) * upperEnd(weeks.length - 1);
  const silent = weeks.filter((week) => week === 0).length / weeks.length;
  return Math.min(dispersion <= 1 ? Infinity : middle / (dispersion - 1), sizeOfSilence(middle, silent));
}

/** How much larger than a sample's variance that of its source may well be: degrees ÷ the tenth hundredth of chi-squared (Wilson-Hilferty). */
function upperEnd(degrees: number): number {
  const part = 2 / (9 * degrees);
  return 1 / (1 - part + normalQuantile(0.1) * Math.sqrt(part)) ** 3;
}

/** The size at which weeks of this mean are silent as often as seen: (size / (size + mean)) ^ size = share. */
function sizeOfSilence(middle: number, share: number): number {
  if (share <= Math.exp(-middle)) return Infinity;
  let [low, high] = [1e-6, 1e6];
  for (let step = 0; step < 60; step++) {
    const size = Math.sqrt(low * high);
    if (size * Math.log(size / (size + middle)) > Math.log(share)) low = size;
    else high = size;
  }
  return low;
}

function ratio(values: readonly number[]): number {
  const middle = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return middle === 0 ? 1 : squares / (values.length - 1) / middle;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
