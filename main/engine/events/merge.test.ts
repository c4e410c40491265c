import * as fc from 'fast-check';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import type { SharedEventColumns } from './columns.ts';
import { accountIndexOf, attachColumns, columnsOf, eventMask, shareColumns } from './columns.ts';
import { mergeSegments } from './merge.ts';
import { createSegmentBuilder } from './segment-builder.ts';
import { anyEvents, bytesOf, columnsFrom, plainEvent, plainEvents, segmentFrom } from './testing.ts';

describe('merging segments', () => {
  it('gives the same bytes as one build of all the rows', () => {
    fc.assert(
      fc.property(fc.array(anyEvents, { maxLength: 5 }), (imports) => {
        const merged = mergeSegments(imports.map(segmentFrom));
        expect(merged).toEqual(columnsOf(segmentFrom(imports.flat())));
      }),
    );
  });

  it('does so for more rows than one stretch, whether imports follow each other in time or not', () => {
    const rows = 120_000;
    for (const isInOrder of [true, false]) {
      const imports = [0, 1, 2].map(() => createSegmentBuilder());
      const whole = createSegmentBuilder();
      for (const [index, builder] of imports.entries()) {
        for (let row = 0; row < rows / 3; row++) {
          const account = index === 1 && row % 2 === 0 ? 'one large account' : `account ${(row * 31) % (900 + index)}`;
          const seconds = (isInOrder ? index * 1000 : 0) + ((row * 7919) % 997);
          for (const target of [builder, whole]) {
            target.add(
              account,
              seconds,
              `event ${row % (5 + index)}`,
              index === 2 ? row : null,
              index === 1 ? { row: `${row}` } : {},
            );
          }
        }
      }
      const merged = mergeSegments(imports.map((builder) => builder.build()));
      const single = columnsOf(whole.build());
      expect(merged.accounts).toEqual(single.accounts);
      for (const column of ['offsets', 'seconds', 'name', 'quantity'] as const) {
        expect(Buffer.compare(bytesOf(merged[column]), bytesOf(single[column]))).toBe(0);
      }
      expect(merged.properties[0]?.values).toEqual(single.properties[0]?.values);
      expect(Buffer.compare(bytesOf(merged.properties[0]?.codes), bytesOf(single.properties[0]?.codes))).toBe(0);
    }
  });

  it('takes a single segment over without copying', () => {
    const segment = segmentFrom([plainEvent('a', 3, 'open')]);
    const merged = mergeSegments([segment]);
    expect(merged.seconds.buffer).toBe(segment.seconds.buffer);
    expect(merged.name.buffer).toBe(segment.name.buffer);
  });

  it('knows the range, and that an empty store has none', () => {
    const { count, minSeconds, maxSeconds } = columnsFrom([plainEvent('a', 9, 'x'), plainEvent('b', 4, 'x')]);
    expect({ count, minSeconds, maxSeconds }).toEqual({ count: 2, minSeconds: 4, maxSeconds: 9 });
    expect(mergeSegments([])).toMatchObject({ count: 0, minSeconds: null, maxSeconds: null, accounts: [] });
  });
});

describe('sharing columns', () => {
  it('crosses a thread boundary without copying the rows', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const columns = columnsFrom(events);
        const { port1, port2 } = new MessageChannel();
        port1.postMessage(shareColumns(columns));
        const message: { message: SharedEventColumns } | undefined = receiveMessageOnPort(port2);
        port1.close();
        if (message === undefined) throw new Error('no message arrived');
        const attached = attachColumns(message.message);
        expect(plainEvents(attached)).toEqual(plainEvents(columns));
        expect(attached).toMatchObject({ count: columns.count, minSeconds: columns.minSeconds });
        if (events.length > 0) {
          // Seen on one side when changed on the other: it is the same memory.
          columns.seconds[0] = columns.seconds[0]! ^ 1;
          expect(attached.seconds[0]).toBe(columns.seconds[0]);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('looking up', () => {
  const columns = columnsFrom([plainEvent('a', 1, 'x'), plainEvent('c', 2, 'y'), plainEvent('é', 3, 'z')]);

  it('finds accounts', () => {
    expect(['a', 'b', 'c', 'é', 'zz'].map((id) => accountIndexOf(columns, id))).toEqual([0, -1, 1, 2, -1]);
  });

  it('masks event names', () => {
    expect([...eventMask(columns, ['y', 'none'])]).toEqual([0, 1, 0]);
    expect([...eventMask(columns, null)]).toEqual([1, 1, 1]);
  });
});
