import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, describe, expect, it } from 'vitest';
import { openTestFolder, readSource, zipOf } from '../testing/source-files.ts';

const folder = openTestFolder();
afterAll(() => folder.remove());

const count = 5_000;
const places = Array.from({ length: count }, (_, index) => index);
const bytes = Buffer.from(
  parquetWriteBuffer({
    rowGroupSize: 2_048,
    columnData: [
      { name: 'id', data: places.map((index) => `A${index}`), type: 'STRING' },
      { name: 'mrr', data: places.map((index) => index / 8), type: 'DOUBLE' },
      { name: 'share', data: places.map(() => Math.fround(0.1)), type: 'FLOAT' },
      { name: 'big', data: places.map((index) => 9_007_199_254_740_993n + BigInt(index)), type: 'INT64' },
      { name: 'seen', data: places.map((index) => new Date(Date.UTC(2024, 0, 1, 10, 0, index))), type: 'TIMESTAMP' },
      {
        name: 'ok',
        data: places.map((index) => (index % 3 === 0 ? null : index % 2 === 0)),
        type: 'BOOLEAN',
        nullable: true,
      },
      { name: 'extra', data: places.map((index) => ({ tags: ['x', index] })), type: 'JSON' },
    ],
  }),
);

describe('Parquet', () => {
  const first = ['A0', '0', '0.1', '9007199254740993', '2024-01-01T10:00:00Z', '', '{"tags":["x",0]}'];
  const last = ['A4999', '624.875', '0.1', '9007199254745992', '2024-01-01T11:23:19Z', 'false', '{"tags":["x",4999]}'];
  it.each([
    ['plain.parquet', bytes, null],
    ['packed.parquet.gz', gzipSync(bytes), null],
    ['packed.zip', zipOf({ 'in/a.parquet': bytes }), 'in/a.parquet'],
  ])('%s is read group by group as canonical texts', async (name, content, part) => {
    const { head, rows, numbers } = await readSource(folder.write(name, content), part);
    expect(head.header).toEqual(['id', 'mrr', 'share', 'big', 'seen', 'ok', 'extra']);
    expect(head.dialect.kind).toBe('parquet');
    expect(Math.round(head.size / head.bytes)).toBe(count);
    expect(rows).toHaveLength(count);
    expect([rows[0], rows.at(-1)]).toEqual([first, last]);
    expect([numbers[0], numbers.at(-1)]).toEqual([2, count + 1]);
    expect(rows.map(([id]) => id)).toEqual(places.map((index) => `A${index}`));
  });

  it('that is cut off or holds nothing is refused', async () => {
    await expect(readSource(folder.write('cut.parquet', bytes.subarray(0, 3_000)))).rejects.toThrow(
      'is a Parquet file that cannot be read',
    );
    const empty = Buffer.from(parquetWriteBuffer({ columnData: [{ name: 'id', data: [], type: 'STRING' }] }));
    await expect(readSource(folder.write('empty.parquet', empty))).rejects.toThrow('has a header and no rows');
  });
});
