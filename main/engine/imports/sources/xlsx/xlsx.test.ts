import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, describe, expect, it } from 'vitest';
import { partsOf } from '../index.ts';
import { openTestFolder, readSource, textRows, workbookOf, zipOf } from '../testing/source-files.ts';
import { meaningOfFormat, textOfNumber } from './formats.ts';

const folder = openTestFolder();
afterAll(() => folder.remove());

const header = textRows([['id', 'value']]);
const data = (xml: string): string => `<sheetData>${xml}</sheetData>`;

describe('cells', () => {
  it('of every kind become canonical texts', async () => {
    const cells = [
      '<c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c>',
      '<c r="A3"><v>1234567.25</v></c><c r="B3"><v>1.0000000000000001E-2</v></c>',
      '<c r="A4" t="b"><v>1</v></c><c r="B4" t="b"><v>0</v></c>',
      '<c r="A5" t="e"><v>#DIV/0!</v></c><c r="B5" t="str"><f>A1&amp;"x"</f><v>idx</v></c>',
      '<c r="A6"><f>1+1</f><v>2</v></c><c r="B6"><f>NOW()</f></c>',
      '<c r="A7" s="1"><v>45382</v></c><c r="B7" s="2"><v>45382.430902777778</v></c>',
      '<c r="A8" s="3"><v>123</v></c><c r="B8" s="4"><v>0.5</v></c>',
      '<c r="A9" t="inlineStr"><is><r><t>rich</t></r><r><t xml:space="preserve"> text</t></r></is></c><c r="B9" t="d"><v>2024-03-31T00:00:00Z</v></c>',
      '<c><v>7</v></c><c t="inlineStr"><is><t>=cmd|x</t></is></c>',
    ];
    const rows = cells.map((xml, index) => `<row r="${index + 2}">${xml}</row>`).join('');
    const workbook = workbookOf([{ name: 'Data', xml: data(header + rows) }], {
      strings:
        '<si><t>Acme &amp; Söhne_x000D_</t></si><si><r><t>東</t></r><rPh sb="0" eb="1"><t>ヒガシ</t></rPh><r><t>京</t></r></si>',
      formats: '<numFmt numFmtId="164" formatCode="dd/mm/yyyy hh:mm"/><numFmt numFmtId="165" formatCode="00000"/>',
      styles: '<xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="9"/>',
    });
    const { rows: found, numbers, notes } = await readSource(folder.write('cells.xlsx', workbook), 'Data');
    expect(found).toEqual([
      ['Acme & Söhne', '東京'],
      ['1234567.25', '0.01'],
      ['true', 'false'],
      ['', 'idx'],
      ['2', ''],
      ['2024-03-31', '2024-03-31T10:20:30'],
      ['00123', '0.5'],
      ['rich text', '2024-03-31'],
      ['7', '=cmd|x'],
    ]);
    expect(numbers).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(notes).toEqual([
      { key: 'error-cells', count: 1, examples: ['A5 #DIV/0!'] },
      { key: 'cells-without-value', count: 1, examples: ['B6'] },
    ]);
  });

  it('dates follow the calendar of the workbook', async () => {
    const xml = data(`${header}<row r="2"><c r="A2" s="1"><v>0</v></c><c r="B2" s="1"><v>43920</v></c></row>`);
    const workbook = workbookOf([{ name: 'Mac', xml }], { styles: '<xf numFmtId="14"/>', is1904: true });
    expect((await readSource(folder.write('mac.xlsx', workbook), 'Mac')).rows).toEqual([['1904-01-01', '2024-03-31']]);
    const day = meaningOfFormat('yyyy-mm-dd');
    expect(['1', '59', '60', '61', '2958465', '2958466', '-1'].map((text) => textOfNumber(text, day, false))).toEqual([
      '1900-01-01',
      '1900-02-28',
      '1900-02-28',
      '1900-03-01',
      '9999-12-31',
      '2958466',
      '-1',
    ]);
  });

  it.each([
    ['General', 'number'],
    ['#,##0.00 "days"', 'number'],
    ['[$-409]#,##0.00 [Red]', 'number'],
    ['0.00E+00', 'number'],
    ['_-* #,##0.00\\ "€"_-', 'number'],
    ['@', 'number'],
    ['d-mmm-yy', 'date'],
    ['[$-F800]dddd\\,\\ mmmm\\ dd', 'date'],
    ['yyyy"年"m"月"d"日"', 'date'],
    ['mmm', 'date'],
    ['h:mm AM/PM', 'time'],
    ['[h]:mm:ss', 'time'],
    ['mm:ss.0', 'time'],
    ['000', 'padded'],
  ])('the format %s is a %s', (code, kind) => expect(meaningOfFormat(code).kind).toBe(kind));

  it('hours counted beyond a day stay hours', () => {
    expect(textOfNumber('1.5', meaningOfFormat('[h]:mm'), false)).toBe('36:00:00');
    expect(textOfNumber('0.25', meaningOfFormat('hh:mm'), false)).toBe('06:00:00');
  });
});

describe('headers', () => {
  const values = textRows(
    [
      ['A1', 'Acme', '3', '4'],
      ['A2', 'Bel', '5', '6'],
    ],
    4,
  );
  it('merged group names and the names under them make one name', async () => {
    const top = textRows([['Usage report 2024'], ['Account', 'Name', 'Usage', ''], ['', '', 'Logins', 'Exports']]);
    const merged =
      '<mergeCells><mergeCell ref="A1:D1"/><mergeCell ref="A2:A3"/><mergeCell ref="B2:B3"/><mergeCell ref="C2:D2"/></mergeCells>';
    const workbook = workbookOf([{ name: 'Data', xml: data(top + values) + merged }]);
    const { head, rows, numbers } = await readSource(folder.write('merged.xlsx', workbook), 'Data');
    expect(head.header).toEqual(['Account', 'Name', 'Usage Logins', 'Usage Exports']);
    expect(head.dialect).toMatchObject({ headerRow: 2, headerRows: 2 });
    expect(rows).toEqual([
      ['A1', 'Acme', '3', '4'],
      ['A2', 'Bel', '5', '6'],
    ]);
    expect(numbers).toEqual([4, 5]);
  });

  it('a merged name without names under it names all its columns', async () => {
    const top = textRows([['id', 'company', 'score', '']], 3);
    const workbook = workbookOf([
      { name: 'Data', xml: `${data(top + values)}<mergeCells><mergeCell ref="C3:D3"/></mergeCells>` },
    ]);
    const { head } = await readSource(folder.write('wide.xlsx', workbook), 'Data');
    expect(head.header).toEqual(['id', 'company', 'score', 'score (2)']);
    expect(head.dialect).toMatchObject({ headerRow: 3, headerRows: 1 });
  });

  it('can be chosen', async () => {
    const workbook = workbookOf([
      {
        name: 'Data',
        xml: data(
          textRows([
            ['a', 'b'],
            ['id', 'name'],
            ['1', 'x'],
          ]),
        ),
      },
    ]);
    const { head, rows } = await readSource(folder.write('chosen.xlsx', workbook), 'Data', { headerRow: 2 });
    expect(head.header).toEqual(['id', 'name']);
    expect(rows).toEqual([['1', 'x']]);
  });

  it('rows keep their numbers across gaps, and values beyond the header are not dropped', async () => {
    const xml = data(header + textRows([['1', 'a']], 5) + textRows([['2', 'b', 'surplus']], 9_000));
    const { head, rows, numbers } = await readSource(folder.write('gaps.xlsx', workbookOf([{ name: 'S', xml }])), 'S');
    expect(head.header).toEqual(['id', 'value', 'column 3']);
    expect(rows).toEqual([
      ['1', 'a', ''],
      ['2', 'b', 'surplus'],
    ]);
    expect(numbers).toEqual([5, 9_000]);
  });
});

describe('sheets', () => {
  it('are the visible ones with values, also inside of zip and gzip', async () => {
    const full = data(
      textRows([
        ['id', 'name'],
        ['1', 'x'],
      ]),
    );
    const workbook = workbookOf([
      { name: 'Empty', xml: data('') },
      { name: 'Customers &amp; plans', xml: full },
      { name: 'Secret', xml: full, state: 'hidden' },
      { name: 'Blank', xml: data('<row r="1"><c r="A1" t="inlineStr"><is><t> </t></is></c></row>') },
      { name: '2025', xml: full },
    ]);
    const names = ['Customers & plans', '2025'];
    const path = folder.write('book.xlsx', workbook);
    expect((await partsOf(path, 'book.xlsx')).map(({ part }) => part)).toEqual(names);
    const packed = folder.write('book.xlsx.gz', gzipSync(workbook));
    expect((await partsOf(packed, 'book.xlsx.gz')).map(({ part }) => part)).toEqual(names);
    const archive = folder.write('books.zip', zipOf({ 'in/book#1.xlsx': workbook, 'a.csv': 'id,name\n1,x\n' }));
    const parts = (await partsOf(archive, 'books.zip')).map(({ part }) => part);
    expect(parts).toEqual(['a.csv', 'in/book#1.xlsx#Customers & plans', 'in/book#1.xlsx#2025']);
    for (const part of parts) expect((await readSource(archive, part)).rows).toEqual([['1', 'x']]);
    expect((await readSource(packed, '2025')).rows).toEqual([['1', 'x']]);
  });

  it('without any value are refused', async () => {
    const path = folder.write('none.xlsx', workbookOf([{ name: 'Empty', xml: data('') }]));
    await expect(partsOf(path, 'none.xlsx')).rejects.toThrow('without a visible sheet that holds a value');
  });

  it('that are cut off are refused', async () => {
    const bytes = workbookOf([{ name: 'S', xml: data(header) }]);
    const path = folder.write('cut.xlsx', bytes.subarray(0, bytes.length - 40));
    await expect(partsOf(path, 'cut.xlsx')).rejects.toMatchObject({ code: 'file_unreadable' });
  });
});

it('any table that another program writes is read back equal', async () => {
  const cell = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', 'ñ', '<', '&', '"', '漢', '😀', ' ', '\n') }).map((text) => text.trim()),
    fc.integer(),
    fc.boolean(),
  );
  const rows = fc.array(fc.tuple(fc.constant('key'), cell, cell), { minLength: 1, maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(rows, async (table) => {
      const bytes = await writeXlsx({ sheets: [{ name: 'S', rows: [['key column', 'first', 'second'], ...table] }] });
      const { rows: found } = await readSource(folder.write('any.xlsx', bytes), 'S');
      expect(found).toEqual(table.map((row) => row.map(String)));
    }),
    { numRuns: 60 },
  );
});
