import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeSegment } from './decode.ts';
import { encodeSegment } from './encode.ts';
import { mergeSegments } from './merge.ts';
import { createSegmentBuilder } from './segment-builder.ts';
import { anyEvents, bytesOf, plainEvent, segmentFrom } from './testing.ts';

const unreadable = expect.objectContaining({ code: 'file_unreadable' });

describe('segment encoding', () => {
  it('comes back exactly, from chunks in any order', () => {
    fc.assert(
      fc.property(anyEvents, fc.boolean(), (events, reverse) => {
        const segment = segmentFrom(events);
        const chunks = encodeSegment(segment);
        expect(decodeSegment(reverse ? chunks.toReversed() : chunks)).toEqual(segment);
      }),
    );
  });

  it('reads chunks that a database hands out as unaligned buffers', () => {
    const segment = segmentFrom([plainEvent('a', 3, 'open'), plainEvent('a', 0xffff_ffff, 'close')]);
    const chunks = encodeSegment(segment).map(({ column, part, bytes }) => {
      const odd = Buffer.alloc(bytes.length + 1);
      odd.set(bytes, 1);
      return { column, part, bytes: odd.subarray(1) };
    });
    expect(decodeSegment(chunks)).toEqual(segment);
  });

  it('splits long columns into parts of at most 4 MiB, in the middle of accounts too', () => {
    const builder = createSegmentBuilder();
    const rows = 1_200_000;
    for (let row = 0; row < rows; row++) {
      const account = row % 3 === 0 ? 'large' : `account ${row % 100_000}`;
      builder.add(account, (row * 7_919 * 977) % 0xffff_fffb, `event ${row % 300}`, (row * 0.37) % 11);
    }
    const segment = builder.build();
    const chunks = encodeSegment(segment);
    expect(chunks.filter((chunk) => chunk.column === 'seconds').map((chunk) => chunk.rows)).toEqual([
      524_288, 524_288, 151_424,
    ]);
    expect(Math.max(...chunks.map((chunk) => chunk.bytes.length))).toBeLessThanOrEqual(4 * 1024 * 1024);
    const decoded = decodeSegment(chunks);
    for (const column of ['offsets', 'seconds', 'name', 'quantity'] as const) {
      expect(Buffer.compare(bytesOf(decoded[column]), bytesOf(segment[column]))).toBe(0);
    }
    expect(decoded.accounts).toEqual(segment.accounts);
  });

  it('keeps dictionaries of more than 65,535 values', () => {
    const builder = createSegmentBuilder();
    for (let row = 0; row < 70_000; row++) builder.add('a', row, 'open', null, { ticket: `T-${row}` });
    const segment = builder.build();
    const ticket = decodeSegment(encodeSegment(segment)).properties[0];
    expect(ticket?.codes).toBeInstanceOf(Uint32Array);
    expect(ticket?.values).toEqual(segment.properties[0]?.values);
    expect(Buffer.compare(bytesOf(ticket?.codes), bytesOf(segment.properties[0]?.codes))).toBe(0);
  });

  it('refuses any altered, cut off, missing or repeated chunk', () => {
    fc.assert(
      fc.property(
        anyEvents.filter((events) => events.length > 0),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (events, whichChunk, whichByte, change) => {
          const chunks = encodeSegment(segmentFrom(events));
          const target = whichChunk % chunks.length;
          const chunk = chunks[target]!;
          const altered = Uint8Array.from(chunk.bytes);
          altered[whichByte % altered.length]! ^= change;
          const cut = chunk.bytes.subarray(0, whichByte % chunk.bytes.length);
          const fails = (replacement: Uint8Array) =>
            expect(() => decodeSegment(chunks.with(target, { ...chunk, bytes: replacement }))).toThrow(unreadable);
          fails(altered);
          fails(cut);
          expect(() => decodeSegment(chunks.toSpliced(target, 1))).toThrow(unreadable);
          expect(() => decodeSegment([...chunks, chunk])).toThrow(unreadable);
        },
      ),
    );
  });

  it('refuses a chunk of another import and says where the damage is', () => {
    const mine = encodeSegment(segmentFrom([plainEvent('a', 3, 'open')]));
    const theirs = encodeSegment(segmentFrom([plainEvent('a', 3, 'close')]));
    const swapped = mine.map(
      (chunk) => theirs.find((other) => chunk.column === 'names' && other.column === 'names') ?? chunk,
    );
    expect(() => decodeSegment(swapped)).toThrow(/column "names", part 0: it belongs to another import/);
  });

  it('takes merged columns too, which is how segments are compacted', () => {
    const events = [plainEvent('a', 3, 'open'), plainEvent('b', 9, 'close'), plainEvent('a', 1, 'close')];
    const merged = mergeSegments(events.map((event) => segmentFrom([event])));
    expect(decodeSegment(encodeSegment(merged))).toEqual(segmentFrom(events));
  });

  it('refuses a format from the future', () => {
    const chunks = encodeSegment(segmentFrom([plainEvent('a', 3, 'open')]));
    const future = chunks.map((chunk) => ({ ...chunk, bytes: Uint8Array.from(chunk.bytes).fill(9, 0, 1) }));
    expect(() => decodeSegment(future)).toThrow(/written in format 9/);
  });
});
