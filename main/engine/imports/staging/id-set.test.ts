import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createIdFilter } from './id-filter.ts';
import { hashBytes, hashId, hashWidth } from './id-hash.ts';
import { mergeIdRuns, writeIdRun } from './id-run.ts';
import { createIdSet } from './id-set.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-ids-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = join(folder, 'staged.db');

describe('remembering ids', () => {
  it.each([
    { most: 100_000, filterBytes: 1 << 20 },
    { most: 700, filterBytes: 1 << 12 },
    // So small a filter lets nearly all through: then only the disk tells.
    { most: 40, filterBytes: 64 },
  ])('tells what was there before, within $most ids in memory and $filterBytes bytes of filter', (limits) => {
    const ids = createIdSet(file, limits);
    const known = new Set<string>();
    let number = 7;
    for (let turn = 0; turn < 6_000; turn++) {
      number = (Math.imul(number, 1_103_515_245) + 12_345) >>> 0;
      const id = `event-${number % 4_000}`;
      expect(ids.add(id)).toBe(!known.has(id));
      known.add(id);
    }
    expect(ids.size).toBe(known.size);
    ids.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('takes no more memory for many ids than for some, and finds each of them again', () => {
    const limits = { most: 500, filterBytes: 1 << 16 };
    const ids = createIdSet(file, limits);
    const places = 1 << 14;
    // Besides the table and the filter there is four bytes for every 256 ids, and a piece to read into for each run.
    const bound = (count: number): number =>
      places * hashWidth * 4 + limits.filterBytes + (count / 256) * 4 + 40 * (256 * hashWidth * 4 + 4);
    for (let number = 0; number < 60_000; number++) {
      if (!ids.add(`evt-${number}`)) expect.fail(`evt-${number} was not there before`);
      if (number % 10_000 === 0) expect(ids.bytes).toBeLessThanOrEqual(bound(number));
    }
    expect(ids.bytes).toBeLessThanOrEqual(bound(60_000));
    // The first went to disk long ago and were merged since, the last are in memory.
    for (let number = 0; number < 60_000; number++)
      if (ids.add(`evt-${number}`)) expect.fail(`evt-${number} was there before`);
    expect(ids.size).toBe(60_000);
    ids.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('keeps ids apart whose hashes differ in one number only', () => {
    const ids = createIdSet(file, { most: 3, filterBytes: 64 });
    const hashes = [
      [7, 1, 1],
      [7, 1, 2],
      [7, 2, 1],
      [8, 1, 1],
      [7, 0, 0],
      [0, 7, 0],
      [0, 0, 7],
    ] as const;
    for (const [first, second, third] of hashes) expect(ids.addHash(first, second, third)).toBe(true);
    for (const [first, second, third] of hashes) expect(ids.addHash(first, second, third)).toBe(false);
    ids.close();
  });
});

it('finds hashes of one first number in all the pieces of a run', () => {
  const count = 1_500;
  const hashes = (from: number): Uint32Array =>
    Uint32Array.from({ length: 2_048 * hashWidth }, (_, at) =>
      at >= count * hashWidth ? 0 : at % hashWidth === 0 ? 5 : from + Math.floor(at / hashWidth),
    );
  const merged = mergeIdRuns(`${file}-merged`, [
    writeIdRun(`${file}-1`, hashes(0), count),
    writeIdRun(`${file}-2`, hashes(10_000), count),
  ]);
  expect(merged.count).toBe(count * 2);
  for (const start of [0, 10_000])
    for (const number of [start, start + 700, start + count - 1]) expect(merged.has(5, number, number)).toBe(true);
  expect(merged.has(5, count, count)).toBe(false);
  expect(merged.has(4, 1, 1)).toBe(false);
  expect(merged.has(6, 1, 1)).toBe(false);
  merged.close();
  expect(readdirSync(folder)).toEqual([]);
});

it('the filter never misses what was added, and lets few others through', () => {
  const filter = createIdFilter(1 << 14);
  const hash = new Uint32Array(hashWidth);
  const visit = (text: string, use: (first: number, second: number, third: number) => unknown): unknown => {
    hashId(text, [1, 2, 3], hash);
    return use(hash[0]!, hash[1]!, hash[2]!);
  };
  for (let number = 0; number < 12_000; number++) visit(`evt-${number}`, filter.add);
  let passed = 0;
  for (let number = 0; number < 12_000; number++) {
    expect(visit(`evt-${number}`, filter.mayHave)).toBe(true);
    if (visit(`other-${number}`, filter.mayHave) === true) passed++;
  }
  expect(passed).toBeLessThan(600);
});

describe('hashes of ids', () => {
  it('are the same of bytes as of their text', () => {
    const [ofText, ofBytes] = [new Uint32Array(hashWidth), new Uint32Array(hashWidth)];
    const bytes = Buffer.from('xevent-0042y');
    hashId('event-0042', [1, 2, 3], ofText);
    expect(hashBytes(bytes, 1, bytes.length - 1, [1, 2, 3], ofBytes)).toBe(true);
    expect(ofBytes).toEqual(ofText);
    for (const odd of [' event', 'event ', 'evént']) {
      const content = Buffer.from(odd);
      expect(hashBytes(content, 0, content.length, [1, 2, 3], ofBytes)).toBe(false);
    }
  });

  it('spread ids that follow each other as chance would, in each number and across them', () => {
    const count = 200_000;
    const hash = new Uint32Array(hashWidth);
    const pieces = Array.from({ length: 4 }, () => new Float64Array(count));
    for (let number = 0; number < count; number++) {
      hashId(`evt-${number}`, [11, 22, 33], hash);
      const [first, second, third] = [hash[0]!, hash[1]!, hash[2]!];
      pieces[0]![number] = first;
      pieces[1]![number] = second;
      pieces[2]![number] = third;
      pieces[3]![number] = (first >>> 21) * 2 ** 22 + (second >>> 21) * 2 ** 11 + (third >>> 21);
    }
    // n²/2 pairs over 2³² and 2³³ values: 4.7 and 2.3 of them are expected to meet.
    for (const values of pieces) expect(count - new Set(values).size).toBeLessThan(25);
  });
});
