import { afterAll, describe, expect, it } from 'vitest';
import { findHeader, uniqueHeader } from './header.ts';
import { createRowsFeed } from './rows-feed.ts';
import { openTestFolder, readSource } from './testing/source-files.ts';

const folder = openTestFolder();
afterAll(() => folder.remove());
const read = (content: string, chosen?: object) => readSource(folder.write('file.csv', content), null, chosen);

describe('the row that names the columns', () => {
  it('is found under titles', async () => {
    const title = 'Customers of 2024\nPeriod;01/01/2024\n\n';
    const { head, rows, numbers } = await read(`${title}id;name;country;mrr\n1;Acme;ES;2,5\n2;Bel;FR;3,5\n`);
    expect(head.dialect).toMatchObject({ delimiter: ';', headerRow: 4 });
    expect(head.header).toEqual(['id', 'name', 'country', 'mrr']);
    expect(rows).toEqual([
      ['1', 'Acme', 'ES', '2,5'],
      ['2', 'Bel', 'FR', '3,5'],
    ]);
    expect(numbers).toEqual([5, 6]);
  });

  it('is found under a title that was filled up with delimiters', async () => {
    const { head } = await read('Report,,,\nid,name,country,mrr\n1,Acme,ES,5\n');
    expect(head.header).toEqual(['id', 'name', 'country', 'mrr']);
  });

  it.each([
    ['a title', 'Active customers\nid,name\nA-1,Acme\nB-2,Bel\n', 2],
    ['a title and a blank line', 'Active customers\n\nname,city\nAcme,Bonn\nBel,Paris\n', 3],
    ['a day of export', 'Exported on 2024-05-01\nid,name,city\nAA,Acme,Bonn\nBB,Bel,Paris\n', 2],
    ['a day of export in a cell of its own', 'Exported on,01/05/2024\nid,name,mrr\n1,Acme,5\n2,Bel,6\n', 2],
    ['a period and who made it', 'Period:,May\nBy:,Ana\nid,name,mrr,plan\n1,Acme,5,pro\n', 3],
    ['a title of a wide table', 'Customers,active\n,\nid,name,mrr,plan\n1,Acme,5,pro\n', 3],
  ])('is found under %s', async (_, content, headerRow) => {
    const { head, rows } = await read(content);
    expect(head.dialect.headerRow).toBe(headerRow);
    expect(rows).toHaveLength(content.trimEnd().split('\n').length - headerRow);
  });

  it('can be chosen', async () => {
    const { head, rows } = await read('a,b\nid,name\n1,x\n', { headerRow: 2 });
    expect(head.header).toEqual(['id', 'name']);
    expect(rows).toEqual([['1', 'x']]);
    await expect(read('a,b\n1,2\n', { headerRow: 9 })).rejects.toThrow('no names of columns in row 9');
  });

  it.each([
    ['a single column of text with commas', 'company\nAcme, Inc\nBeta, SL\n'],
    ['a single column of text with numbers and commas', 'company\nAcme, Inc\nBeta 2, SL\nGamma 3, SL\n'],
    ['a header shorter than its rows', 'id,name\n1,Acme,ES\n2,Bel,FR\n'],
    ['a header of codes shorter than its rows', 'id,name\nA1,Acme,ES\nB2,Bel,FR\nC3,Cor,DE\n'],
    ['a row with blanks under its header', 'id,name,city,plan\nA,,,\nB,Bel,Paris,pro\nC,Cor,Rome,pro\n'],
    ['names in two columns', 'first,last\nAna,Diaz\nEva,Ruiz\n'],
    ['a header with a blank name', 'id,name,\nA1,Acme,note\nB2,Bel,note\n'],
  ])('no row of data is taken for it: %s', async (_, content) => {
    expect((await read(content)).head.dialect.headerRow).toBe(1);
  });

  it('a table without names is refused, titles or not', () => {
    expect(() =>
      findHeader(
        [
          ['1', '2024-01-01', '5'],
          ['Acme', 'Bel', 'Cor'],
        ],
        'x.csv',
      ),
    ).toThrow('has no header');
  });

  it('every column gets a name of its own', () => {
    expect(uniqueHeader(['a', 'a', 'a (2)', '', 'a']).header).toEqual(['a', 'a (2)', 'a (2) (2)', 'column 4', 'a (3)']);
    expect(new Set(uniqueHeader(Array.from({ length: 16_384 }, () => 'same')).header).size).toBe(16_384);
  });

  it('10,000 columns can be read', async () => {
    const names = Array.from(
      { length: 10_000 },
      (_, index) => `a rather long name of column number ${index} that fills the head`,
    );
    const { head, rows } = await read(`${names.join(',')}\n${names.map((_, index) => index).join(',')}\n`);
    expect(head.header).toEqual(names);
    expect(rows[0]?.[9_999]).toBe('9999');
  });
});

describe('delimiters', () => {
  it.each(['^', '~', ':', ' ', '§', 'x'])('%j can be chosen', async (delimiter) => {
    const { rows } = await read(`id${delimiter}name\n1${delimiter}b\n`, { delimiter });
    expect(rows).toEqual([['1', 'b']]);
  });
  it('times of day are no columns', async () => {
    const { head } = await read('seen\n2024-01-01 10:20:30\n2024-01-02 10:20:31\n');
    expect(head.header).toEqual(['seen']);
  });
  it('a quote or a line end cannot be one', async () => {
    await expect(read('a,b\n1,2\n', { delimiter: '"' })).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

it('a line without end is refused long before it is read', () => {
  const dialect = { kind: 'text', encoding: 'utf-8', delimiter: ',', newline: '\n', headerRow: 1 } as const;
  for (const [piece, sentence] of [
    ['x'.repeat(1024 * 1024), 'has no end of row 2'],
    [`"${'x'.repeat(1024 * 1024)}""`, 'never closes'],
  ] as const) {
    const feed = createRowsFeed('long.csv', dialect, { rows: () => {} });
    let pieces = 0;
    expect(() => {
      feed.take('a,b\n');
      for (; pieces < 200; pieces++) feed.take(pieces === 0 ? piece : piece.replaceAll('"', ''));
    }).toThrow(sentence);
    expect(pieces).toBeLessThan(40);
  }
});
