import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { subtractExisting } from './difference.ts';
import { mergeSegments } from './merge.ts';
import type { PlainEvent } from './testing.ts';
import { anyEvents, columnsFrom, plainEvent, plainEvents, segmentFrom, sortPlainly } from './testing.ts';

function keyOf(event: PlainEvent): string {
  const { account, seconds, name, quantity, properties } = event;
  return JSON.stringify([account, seconds, name, quantity, Object.entries(properties).sort()]);
}

/** Removes from a list, one for one, what another list holds. */
function subtractPlainly(incoming: readonly PlainEvent[], existing: readonly PlainEvent[]): PlainEvent[] {
  const left = existing.map(keyOf);
  return incoming.filter((event) => {
    const at = left.indexOf(keyOf(event));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

const overlapping = fc
  .tuple(anyEvents, anyEvents, anyEvents)
  .map(([mine, both, theirs]) => ({ incoming: [...mine, ...both], existing: [...theirs, ...both.toReversed()] }));

describe('what an import adds', () => {
  it('is the multiset difference', () => {
    fc.assert(
      fc.property(overlapping, ({ incoming, existing }) => {
        const expected = subtractPlainly(incoming, existing);
        const { segment, unchanged } = subtractExisting(segmentFrom(incoming), columnsFrom(existing));
        expect(unchanged).toBe(incoming.length - expected.length);
        // Canonical: nothing is left of the removed events, not even in a dictionary.
        expect(segment).toEqual(segmentFrom(expected));
        expect(plainEvents(segment)).toEqual(sortPlainly(expected));
      }),
    );
  });

  it('is nothing when the same file comes again', () => {
    fc.assert(
      fc.property(anyEvents, anyEvents, (events, others) => {
        const existing = mergeSegments([segmentFrom(others), segmentFrom(events)]);
        const { segment, unchanged } = subtractExisting(segmentFrom(events), existing);
        expect(segment.seconds).toHaveLength(0);
        expect(unchanged).toBe(events.length);
      }),
    );
  });

  it('keeps equal events beyond those that exist', () => {
    const event = plainEvent('a', 5, 'open');
    const { segment, unchanged } = subtractExisting(segmentFrom([event, event, event]), columnsFrom([event]));
    expect(unchanged).toBe(1);
    expect(plainEvents(segment)).toEqual([event, event]);
  });

  it('tells a quantity or property apart from none', () => {
    const plain = plainEvent('a', 5, 'open');
    const existing = columnsFrom([
      { ...plain, quantity: 0 },
      { ...plain, properties: { plan: 'pro' } },
    ]);
    expect(subtractExisting(segmentFrom([plain]), existing).unchanged).toBe(0);
    expect(subtractExisting(segmentFrom([{ ...plain, quantity: 0 }]), existing).unchanged).toBe(1);
  });
});

describe('an import in several segments', () => {
  it('uses an existing event up only once', () => {
    const event = plainEvent('a', 5, 'x');
    const existing = columnsFrom([event]);
    const used = new Uint8Array(1);
    expect(subtractExisting(segmentFrom([event]), existing, used).unchanged).toBe(1);
    expect(subtractExisting(segmentFrom([event]), existing, used)).toMatchObject({ unchanged: 0 });
  });
});
