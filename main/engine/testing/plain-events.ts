import { createSegmentBuilder, mergeSegments } from '../events/index.ts';
import type { EventColumns } from '../events/index.ts';

/** One event as a plain value: what tests build from and compare with. */
export interface PlainEvent {
  readonly account: string;
  readonly seconds: number;
  readonly name: string;
  readonly quantity: number | null;
  readonly properties: Readonly<Record<string, string>>;
}

export function plainEvent(account: string, seconds: number, name: string): PlainEvent {
  return { account, seconds, name, quantity: null, properties: {} };
}

export function columnsFrom(events: readonly PlainEvent[]): EventColumns {
  const builder = createSegmentBuilder();
  for (const { account, seconds, name, quantity, properties } of events) {
    builder.add(account, seconds, name, quantity, properties);
  }
  return mergeSegments([builder.build()]);
}

/** The order in which the store keeps events, the slow way: a stable sort. */
export function sortPlainly(events: readonly PlainEvent[]): PlainEvent[] {
  return events.toSorted((a, b) => {
    if (a.account !== b.account) return a.account < b.account ? -1 : 1;
    return a.seconds - b.seconds;
  });
}
