import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { readXlsx } from 'hucre/xlsx';
import Papa from 'papaparse';
import { afterAll, describe, expect, it } from 'vitest';
import { fileName, writeCsv, writeWorkbook } from './index.ts';
import type { Sheet, SheetCell } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-exports-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'file');

const sheet = (rows: SheetCell[][], name = 'Data'): Sheet => ({
  name,
  columns: Array.from({ length: rows[0]?.length ?? 1 }, (_, index) => `column ${index + 1}`),
  rows,
});

/** The members of an archive as their local headers tell them: sizes and places must be right there too. */
function members(bytes: Buffer): Map<string, string> {
  const found = new Map<string, string>();
  let at = 0;
  while (bytes.readUInt32LE(at) === 0x04034b50) {
    const packed = bytes.readUInt32LE(at + 18);
    const label = bytes.readUInt16LE(at + 26);
    const name = bytes.subarray(at + 30, at + 30 + label).toString();
    const body = bytes.subarray(at + 30 + label, at + 30 + label + packed);
    const text = inflateRawSync(body).toString();
    expect(Buffer.byteLength(text)).toBe(bytes.readUInt32LE(at + 22));
    found.set(name, text);
    at += 30 + label + packed;
  }
  return found;
}

async function readBack(sheets: readonly Sheet[], notes: string[] = []) {
  await writeWorkbook(path, sheets, { notes });
  return (await readXlsx(readFileSync(path))).sheets;
}

describe('a workbook', () => {
  it('holds every sheet and the notes, and numbers stay numbers', async () => {
    const found = await readBack([sheet([[1.5, 'a', true, null]]), sheet([['x']], 'Second')], ['Rule', 'As of 2026']);
    expect(found.map(({ name }) => name)).toEqual(['Data', 'Second', 'Notes']);
    expect(found[0]?.rows.map((row) => row.slice(0, 3))).toEqual([
      ['column 1', 'column 2', 'column 3'],
      [1.5, 'a', true],
    ]);
    expect(found[1]?.rows).toEqual([['column 1'], ['x']]);
    expect(found[2]?.rows).toEqual([['Rule'], ['As of 2026']]);
  });

  it('never holds a formula: such texts are texts, and stay texts when they are edited', async () => {
    const dangerous = ['=1+1', '@SUM(1)', '+cmd|x', '-2+3', '\t=1', '=HYPERLINK("x")'];
    await writeWorkbook(path, [{ name: '=1', columns: ['=head'], rows: dangerous.map((text) => [text]) }], {
      notes: ['=note'],
    });
    const parts = members(readFileSync(path));
    const all = [...parts].filter(([name]) => name.includes('sheet')).map(([, text]) => text);
    for (const text of all) expect(text).not.toMatch(/<f[ >]/);
    const cells = parts.get('xl/worksheets/sheet1.xml')?.match(/<c [^>]*>/g) ?? [];
    expect(cells).toEqual(Array.from({ length: 7 }, (_, index) => `<c t="inlineStr" s="${index === 0 ? 1 : 2}">`));
    expect(parts.get('xl/styles.xml')?.match(/<xf [^>]*quotePrefix="1"/g)).toHaveLength(3);
    const [read] = (await readXlsx(readFileSync(path))).sheets;
    expect(read?.rows.flat()).toEqual(['=head', ...dangerous]);
  });

  it('brings back any text', async () => {
    const text = fc.string({ unit: fc.oneof(fc.string({ unit: 'binary', maxLength: 1 }), fc.constantFrom('_x0041_', '&', '<', '\u0001')), maxLength: 8 }); // prettier-ignore
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          text.filter((value) => value !== ''),
          { minLength: 1, maxLength: 5 },
        ),
        async (texts) => {
          const [read] = await readBack([sheet(texts.map((value) => [value]))]);
          const normal = (value: unknown) => String(value).replace(/\r\n?/g, '\n');
          expect(read?.rows.slice(1).map(([value]) => normal(value))).toEqual(texts.map(normal));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('cuts a text that is longer than a cell, and says so by its end', async () => {
    const [read] = await readBack([sheet([['x'.repeat(40_000)]])]);
    expect(String(read?.rows[1]?.[0])).toHaveLength(32_767);
    expect(String(read?.rows[1]?.[0]).endsWith('…')).toBe(true);
  });

  it('gives sheets names that spreadsheets take', async () => {
    const found = await readBack(
      ['a/b:c', 'A B C', 'x'.repeat(40), 'x'.repeat(40), '[]', 'History'].map((name) => sheet([['v']], name)),
    );
    expect(found.map(({ name }) => name)).toEqual([
      'a b c',
      'A B C 2',
      'x'.repeat(31),
      `${'x'.repeat(29)} 2`,
      'Sheet',
      'History 2',
    ]);
  });

  it('is written in pieces that come back whole', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index): SheetCell[] => [index, `text ${index}`]);
    const [read] = await readBack([sheet(rows)]);
    expect(read?.rows).toHaveLength(20_001);
    expect(read?.rows[20_000]).toEqual([19_999, 'text 19999']);
  });

  it('refuses more rows than a sheet can hold', async () => {
    function* endless(): Generator<SheetCell[]> {
      for (;;) yield [];
    }
    await expect(writeWorkbook(path, [{ name: 'x', columns: [], rows: endless() }])).rejects.toThrow(/1,048,575 rows/);
  }, 60_000);
});

describe('CSV', () => {
  it('holds the table, an empty line and the notes, and no formula', async () => {
    await writeCsv(
      path,
      sheet([
        ['=1+1', -2.5],
        ['-', null],
        ['a "b", c', Number.NaN],
      ]),
      ['Rule', '=x'],
    );
    const text = readFileSync(path, 'utf8');
    expect(Papa.parse<string[]>(text).data.slice(0, -1)).toEqual([
      ['column 1', 'column 2'],
      ["'=1+1", '-2.5'],
      ['-', ''],
      ['a "b", c', ''],
      [''],
      ['Rule'],
      ["'=x"],
    ]);
  });

  it('keeps lines of one empty cell', async () => {
    await writeCsv(path, sheet([[null], ['a'], ['']]));
    expect(readFileSync(path, 'utf8')).toBe('column 1\r\n""\r\na\r\n""\r\n');
  });
});

it('files have names that every system takes', () => {
  expect(fileName('Retención / marzo: "A"', 'csv')).toBe('Retención marzo A.csv');
  expect(fileName('../../etc', 'xlsx')).toBe('etc.xlsx');
  expect(fileName('///', 'csv')).toBe('export.csv');
});
