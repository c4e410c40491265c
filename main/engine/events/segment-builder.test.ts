import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assembleSegment, buffersOf, rangeOf } from './segment-assembly.ts';
import { createSegmentBuilder } from './segment-builder.ts';
import { anyEvents, plainEvent, plainEvents, segmentFrom, sortPlainly } from './testing.ts';

describe('segment builder', () => {
  it('keeps every event, sorted by account and instant, ties in input order', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        expect(plainEvents(segmentFrom(events))).toEqual(sortPlainly(events));
      }),
    );
  });

  it('sorts dictionaries and keeps only what is used', () => {
    const builder = createSegmentBuilder();
    builder.add('b', 10, 'open', null, { plan: 'pro' });
    expect(() => builder.add('unused', -1, 'never', null, { plan: 'none', other: 'x' })).toThrow(
      /between 1970 and 2106/,
    );
    builder.add('a', 5, 'close', 2);
    const segment = builder.build();
    expect(segment.accounts).toEqual(['a', 'b']);
    expect(segment.names).toEqual(['close', 'open']);
    expect([...segment.offsets]).toEqual([0, 1, 2]);
    expect(segment.properties.map(({ key, values, codes }) => ({ key, values, codes: [...codes] }))).toEqual([
      { key: 'plan', values: ['pro'], codes: [0, 1] },
    ]);
    expect([...(segment.quantity ?? [])]).toEqual([2, Number.NaN]);
  });

  it('leaves out the quantity column when no event has one', () => {
    expect(segmentFrom([plainEvent('a', 1, 'open')]).quantity).toBeNull();
  });

  it('builds an empty segment', () => {
    const segment = createSegmentBuilder().build();
    expect(segment.accounts).toEqual([]);
    expect([...segment.offsets]).toEqual([0]);
  });

  it.each([
    ['an instant before 1970', 'a', -1, 'open', null],
    ['an instant after 2106', 'a', 2 ** 32, 'open', null],
    ['a fraction of a second', 'a', 1.5, 'open', null],
    ['no instant', 'a', Number.NaN, 'open', null],
    ['no account', '', 1, 'open', null],
    ['no event name', 'a', 1, '', null],
    ['an endless quantity', 'a', 1, 'open', 1e39],
    ['an endless account id', 'a'.repeat(5000), 1, 'open', null],
  ])('refuses %s and stays as it was', (_, account, seconds, name, quantity) => {
    const builder = createSegmentBuilder();
    expect(() => builder.add(account, seconds, name, quantity)).toThrow(
      expect.objectContaining({ code: 'invalid_input' }),
    );
    expect(builder.rows).toBe(0);
    builder.add('a', 1, 'open', null);
    expect(plainEvents(builder.build())).toEqual([plainEvent('a', 1, 'open')]);
  });

  it('forgets the properties of an event that it refused', () => {
    const builder = createSegmentBuilder();
    expect(() => builder.add('a', 1, 'open', null, { plan: 'pro', note: 'x'.repeat(5000) })).toThrow(/property "note"/);
    expect(() => builder.add('a', -1, 'open', null, { plan: 'pro' })).toThrow(/between 1970 and 2106/);
    builder.add('a', 1, 'open', null);
    expect(builder.build().properties).toEqual([]);
  });

  it('refuses more event names than fit', () => {
    const builder = createSegmentBuilder();
    for (let name = 0; name < 65_536; name++) builder.add('a', name, `event ${name}`, null);
    expect(() => builder.add('a', 1, 'one more', null)).toThrow(/65,536 different values/);
    expect(builder.build().names).toHaveLength(65_536);
  });

  it('takes codes instead of texts', () => {
    const builder = createSegmentBuilder();
    const account = builder.accountCode('a');
    builder.addCoded(account, 7, builder.nameCode('open'), Number.NaN);
    builder.addCoded(account, 3, builder.nameCode('close'), 4);
    expect(plainEvents(builder.build())).toEqual([
      { ...plainEvent('a', 3, 'close'), quantity: 4 },
      plainEvent('a', 7, 'open'),
    ]);
  });

  it('sorts more rows than a block, for one account and for many', () => {
    const rows = 150_000;
    for (const accounts of [1, 777]) {
      const builder = createSegmentBuilder();
      // A multiplicative walk visits the instants in a scrambled order, each several times.
      for (let row = 0; row < rows; row++) {
        builder.add(
          `account ${row % accounts}`,
          (row * 7919) % 10_007,
          'open',
          row % 1000,
          row % 3 ? {} : { row: `${row % 100}` },
        );
      }
      const segment = builder.build();
      const offsets = segment.offsets;
      expect(segment.accounts).toHaveLength(accounts);
      let total = 0;
      for (let account = 0; account < accounts; account++) {
        for (let row = offsets[account]! + 1; row < offsets[account + 1]!; row++) {
          if (segment.seconds[row - 1]! > segment.seconds[row]!) throw new Error(`row ${row} is out of order`);
        }
      }
      for (const quantity of segment.quantity ?? []) total += quantity;
      expect(total).toBe((rows / 1000) * ((999 * 1000) / 2));
      expect(segment.properties[0]?.codes.filter((code) => code > 0)).toHaveLength(rows / 3);
    }
  });

  it('takes no event after it was built', () => {
    const builder = createSegmentBuilder();
    builder.build();
    expect(() => builder.add('a', 1, 'open', null)).toThrow(/built already/);
    expect(() => builder.build()).toThrow(/built already/);
  });
});

describe('a builder that comes after another', () => {
  it('goes on counting its codes, and its segment holds only texts of its own events', () => {
    const first = createSegmentBuilder();
    first.add('b', 5, 'login', null, { plan: 'pro' });
    first.add('a', 7, 'export', 2, { plan: 'free' });
    const staged = first.handOver();
    const second = first.next()!;
    expect(second.accountCode('a')).toBe(first.accountCode('a'));
    expect(second.bytes).toBe(0);
    second.add('a', 3, 'export', null, { plan: 'free' });
    const alone = createSegmentBuilder();
    alone.add('a', 3, 'export', null, { plan: 'free' });
    expect(second.build()).toEqual(alone.build());
    expect(rangeOf(staged)).toEqual({ min: 5, max: 7 });
    const sent = structuredClone(staged, { transfer: buffersOf(staged) });
    expect(assembleSegment(sent).accounts).toEqual(['a', 'b']);
  });
});
