import { firstRowAt } from '../events/index.ts';
import type { FeatureSources } from './features/sources.ts';

const daySeconds = 86_400;

/**
 * Recurring revenue a month of the paying subscriptions that run on a day (days since 1970-01-01), in the book's base
 * currency: 0 where none runs, NaN where the amount of one is not known.
 */
export function revenueOn(table: FeatureSources['subscriptions'], account: number, day: number): number {
  const instant = day * daySeconds;
  let sum = 0;
  for (let row = table.offsets[account]!; row < table.offsets[account + 1]!; row++) {
    if (table.trial[row] === 1 || !(table.started[row]! <= instant) || table.ended[row]! <= instant) continue;
    sum += table.mrr[row]!;
  }
  return sum;
}

/** Different days with events in (from, to]; days since 1970-01-01. */
export function activeDaysBetween(
  { events, eventAccount }: Pick<FeatureSources, 'events' | 'eventAccount'>,
  account: number,
  from: number,
  to: number,
): number {
  const place = eventAccount[account]!;
  if (place < 0) return 0;
  const { seconds, offsets } = events;
  const end = firstRowAt(seconds, offsets[place]!, offsets[place + 1]!, (to + 1) * daySeconds);
  let days = 0,
    last = -1;
  for (let row = firstRowAt(seconds, offsets[place]!, end, (from + 1) * daySeconds); row < end; row++) {
    const day = Math.floor(seconds[row]! / daySeconds);
    if (day !== last) days++;
    last = day;
  }
  return days;
}
