import type { LifeSources } from './features/sources.ts';
import type { LifeFacts } from './labels.ts';

const daySeconds = 86_400;
const toDay = (seconds: number): number => Math.floor(seconds / daySeconds);

/** What labels need of each account, in the order of the sources' accounts. */
export function lifeFacts(sources: LifeSources): LifeFacts[] {
  return sources.accounts.map((_, account) => ({
    subscriptions: subscriptionsOf(sources.subscriptions, account),
    churnEvents: Array.from(slice(sources.churnEvents.day, sources.churnEvents.offsets, account), toDay).filter(
      (day) => !Number.isNaN(day),
    ),
    activeDays: activeDaysOf(sources, account),
    created: Number.isNaN(sources.created[account]!) ? null : toDay(sources.created[account]!),
  }));
}

function subscriptionsOf(table: LifeSources['subscriptions'], account: number): LifeFacts['subscriptions'] {
  const rows: { start: number; end: number | null }[] = [];
  for (let index = table.offsets[account]!; index < table.offsets[account + 1]!; index++) {
    if (table.trial[index] === 1 || Number.isNaN(table.started[index]!)) continue;
    const end = table.ended[index]!;
    rows.push({ start: toDay(table.started[index]!), end: Number.isNaN(end) ? null : toDay(end) });
  }
  return rows;
}

function activeDaysOf({ events, eventAccount }: LifeSources, account: number): Int32Array {
  const place = eventAccount[account]!;
  if (place < 0) return new Int32Array(0);
  const days: number[] = [];
  for (let index = events.offsets[place]!; index < events.offsets[place + 1]!; index++) {
    const day = toDay(events.seconds[index]!);
    if (days[days.length - 1] !== day) days.push(day);
  }
  return Int32Array.from(days);
}

function slice(column: Float64Array, offsets: Uint32Array, account: number): Float64Array {
  return column.subarray(offsets[account]!, offsets[account + 1]!);
}
