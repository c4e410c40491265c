import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSegmentBuilder, mergeSegments } from '../events/index.ts';
import type { EventColumns } from '../events/index.ts';
import { listProperties, searchValues } from './properties.ts';

const never = (): boolean => false;

type PlainEvent = { seconds: number; quantity: number | null; properties: Readonly<Record<string, string>> };

const plainEvent = (seconds: number): PlainEvent => ({ seconds, quantity: null, properties: {} });

function columnsFrom(events: readonly PlainEvent[]): EventColumns {
  const builder = createSegmentBuilder();
  for (const { seconds, quantity, properties } of events)
    builder.add(`A-${seconds % 7}`, seconds, 'view', quantity, properties);
  return mergeSegments([builder.build()]);
}

const anyEvents = fc.array(
  fc.record({
    seconds: fc.nat(50),
    quantity: fc.option(fc.constantFrom(0, 1, -2.5, 0.1, 1e30).map(Math.fround)),
    properties: fc.dictionary(fc.constantFrom('plan', 'a', 'ü:b'), fc.string({ minLength: 1, maxLength: 2 }), {
      maxKeys: 2,
    }),
  }),
  { maxLength: 60 },
);

/** The slow way: a plain count of what each event carries. */
function countPlainly(events: readonly PlainEvent[], key: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { quantity, properties } of events) {
    const value = key === 'quantity' ? quantity : Object.hasOwn(properties, key) ? properties[key] : null;
    if (value === null || value === undefined) continue;
    const text = typeof value === 'number' ? String(Number(value.toPrecision(7))) : value;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return counts;
}

describe('the properties of events', () => {
  it('says of every property how many values it has, and counts each', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const columns = columnsFrom(events);
        const keys = [
          ...(events.some(({ quantity }) => quantity !== null) ? ['quantity'] : []),
          ...[...new Set(events.flatMap(({ properties }) => Object.keys(properties)))].sort(),
        ];
        const listed = listProperties(columns, never);
        expect(listed.map(({ key }) => key)).toEqual(keys);
        for (const { key, distinct } of listed) {
          const expected = countPlainly(events, key);
          expect(distinct).toBe(expected.size);
          const { values, more } = searchValues(columns, key, '', never);
          expect(more).toBe(false);
          expect(new Map(values.map(({ value, count }) => [value, count]))).toEqual(expected);
          expect(values.map(({ count }) => count)).toEqual([...expected.values()].sort((a, b) => b - a));
        }
      }),
    );
  });

  it('tells numbers from texts', () => {
    const event = (properties: Record<string, string>): PlainEvent => ({ ...plainEvent(0), properties });
    const columns = columnsFrom([event({ size: '12', plan: 'pro' }), event({ size: '-0.5', plan: '3' })]);
    expect(listProperties(columns, never).map(({ key, kind }) => [key, kind])).toEqual([
      ['plan', 'text'],
      ['size', 'number'],
    ]);
  });

  it('counts the same where there are too many numbers for a table', () => {
    const events = Array.from({ length: 50_100 }, (_, index) => ({
      ...plainEvent(index),
      quantity: index % 50_050,
    }));
    const columns = columnsFrom([...events, plainEvent(9)]);
    expect(listProperties(columns, never)).toEqual([{ key: 'quantity', kind: 'number', distinct: 50_050 }]);
    expect(searchValues(columns, 'quantity', '50049', never).values).toEqual([{ value: '50049', count: 1 }]);
    expect(searchValues(columns, 'quantity', '', never).values[0]).toEqual({ value: '0', count: 2 });
  });

  it('searches whatever the case, and tells that there are more', () => {
    const events = Array.from({ length: 250 }, (_, index) => ({
      ...plainEvent(index),
      properties: { page: index < 120 ? `Home ${index}` : `Away ${index}` },
    }));
    const columns = columnsFrom(events);
    const found = searchValues(columns, 'page', ' hOME', never);
    expect(found.values).toHaveLength(100);
    expect(found.more).toBe(true);
    expect(searchValues(columns, 'page', 'Home 119', never)).toEqual({
      values: [{ value: 'Home 119', count: 1 }],
      more: false,
    });
    expect(searchValues(columns, 'nothing', '', never)).toEqual({ values: [], more: false });
  });

  it('stops when it is asked to', () => {
    const columns = columnsFrom([{ ...plainEvent(0), properties: { plan: 'pro' } }]);
    expect(() => searchValues(columns, 'plan', '', () => true)).toThrow(/cancelled/i);
  });
});
