import * as fc from 'fast-check';
import type { EventColumns } from './columns.ts';
import { mergeSegments } from './merge.ts';
import type { EventSegment, NumericColumn } from './segment.ts';
import { propertyAt } from './segment.ts';
import { createSegmentBuilder } from './segment-builder.ts';

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

export function segmentFrom(events: readonly PlainEvent[]): EventSegment {
  const builder = createSegmentBuilder();
  for (const { account, seconds, name, quantity, properties } of events) {
    builder.add(account, seconds, name, quantity, properties);
  }
  return builder.build();
}

export function columnsFrom(events: readonly PlainEvent[]): EventColumns {
  return mergeSegments([segmentFrom(events)]);
}

/** Rows in stored order. */
export function plainEvents(segment: EventSegment): PlainEvent[] {
  const events: PlainEvent[] = [];
  segment.accounts.forEach((account, index) => {
    for (let row = segment.offsets[index]!; row < segment.offsets[index + 1]!; row++) {
      const quantity = segment.quantity?.[row] ?? Number.NaN;
      const properties: Record<string, string> = {};
      for (const property of segment.properties) {
        const value = propertyAt(property, row);
        if (value !== null) properties[property.key] = value;
      }
      events.push({
        account,
        seconds: segment.seconds[row]!,
        name: segment.names[segment.name[row]!]!,
        quantity: Number.isNaN(quantity) ? null : quantity,
        properties,
      });
    }
  });
  return events;
}

/** The order in which the store keeps events, the slow way: a stable sort. */
export function sortPlainly(events: readonly PlainEvent[]): PlainEvent[] {
  return events.toSorted((a, b) => {
    if (a.account !== b.account) return a.account < b.account ? -1 : 1;
    return a.seconds - b.seconds;
  });
}

const anyText = fc.oneof(
  fc.constantFrom('a', 'b', 'B', 'ä', '日本', '😀', 'a b', '__proto__', 'constructor', '\ud800'),
  fc.string({ minLength: 1, maxLength: 3 }),
);

/** Few accounts, instants and names, so that ties and duplicates are common. */
export const anyEvents = fc.array(
  fc.record({
    account: anyText,
    seconds: fc.oneof(fc.nat(5), fc.integer({ min: 0, max: 0xffff_ffff })),
    name: anyText,
    quantity: fc.option(fc.constantFrom(0, 1, -2.5, 0.1, 1e30).map(Math.fround)),
    properties: fc.dictionary(fc.constantFrom('plan', 'a', 'ü:b'), anyText, { maxKeys: 2 }),
  }),
  { maxLength: 60 },
);

/** Comparing bytes is fast where comparing long arrays value by value is not. */
export function bytesOf(column: NumericColumn | null | undefined): Uint8Array {
  return column ? new Uint8Array(column.buffer, column.byteOffset, column.byteLength) : new Uint8Array();
}
