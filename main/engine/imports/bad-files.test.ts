import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileMapping } from '../../../shared/contract/index.ts';
import { proposeMappings, runImport } from './index.ts';
import { previewFile } from './preview.ts';
import { openTestSession, stagingFiles } from './testing/test-session.ts';
import type { TestSession } from './testing/test-session.ts';

let test: TestSession;
beforeAll(async () => void (test = await openTestSession()));
afterAll(() => test.close());

const header = 'account_id,account_name,country\n';

/** The container that Office uses for old and for encrypted files; the name of what is in it is written in UTF-16. */
const oldOffice = (name: string): Buffer =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(70_000), Buffer.from(name, 'utf16le')]);

describe('files that cannot be imported say why', () => {
  it.each([
    ['empty.csv', '', 'empty.csv is empty.'],
    ['blank.csv', '\n\n  \n', 'holds only blank lines'],
    ['header.csv', header, 'has a header and no rows'],
    ['quote.csv', `${header}A1,"Acme,ES\nA2,Bel,FR\n`, 'has a quote in row 2 that never closes'],
    ['headerless.csv', '1,2024-01-01,12.5\n2,2024-01-02,13.5\n', 'has no header'],
    ['nul.csv', `${header}A1,Ac\0me,ES\n`, 'is not a text file'],
    ['book.csv', Buffer.from('504b030414000600080000002100', 'hex'), 'the archive is damaged'],
    ['old.xls', oldOffice('Workbook'), 'is an old Excel workbook (.xls)'],
    ['locked.xlsx', oldOffice('EncryptedPackage'), 'is an Excel workbook with a password'],
    ['page.xls', '<html><table><tr><td>1</td></tr></table></html>', 'is a web page or XML file'],
    ['line.csv', 'x,'.repeat(10 * 1024 * 1024), 'has no end of its first line within 8 MB'],
    ['image.csv', Buffer.from([137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82]), 'is a picture'],
    [
      'noise.csv',
      Buffer.from(Array.from({ length: 4_000 }, (_, index) => 1 + ((index * 7919) % 255))),
      'is not a text file',
    ],
    [
      'cut.csv.gz',
      gzipSync(Buffer.from(`${header}${'A1,Acme,ES\n'.repeat(5_000)}`)).subarray(0, 60),
      'cannot be unpacked',
    ],
    ['wide.csv', `${Array.from({ length: 16_385 }, (_, index) => `c${index}`).join(',')}\n`, 'has 16385 columns'],
  ])('%s', async (name, content, sentence) => {
    const path = test.write(name, content);
    const [preview] = await previewFile({ path, name }, []);
    const problem = preview?.problem;
    expect(problem).toContain(sentence);
    expect(problem).toContain(name);
  });

  it('and an import of nothing else is refused', async () => {
    await expect(test.importFiles([test.write('empty.csv', '')])).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('a missing file', async () => {
    const [preview] = await proposeMappings(null, [{ path: '/nowhere/gone.csv', name: 'gone.csv' }]);
    expect(preview?.problem).toContain('gone.csv cannot be read: ENOENT');
    // Pages know files by grant and never learn where they are.
    expect(preview?.problem).not.toContain('/nowhere');
  });

  it('a folder in place of a file', async () => {
    const [file] = await proposeMappings(null, [{ path: test.write('a.csv', `${header}A1,Acme,ES\n`), name: 'a.csv' }]);
    const work = runImport(
      test.session,
      {
        files: [{ path: test.folder, name: 'a.csv', part: null, recipe: null, mapping: file!.readings[0]!.mapping! }],
        dryRun: false,
      },
      { id: 77, signal: new AbortController().signal, report: () => {} },
    );
    const error = (await work.catch((reason: unknown) => reason)) as Error;
    expect(error).toMatchObject({ code: 'file_unreadable' });
    expect(error.message).toContain('a.csv cannot be read: EISDIR');
    expect(error.message).not.toContain(test.folder);
  });
});

describe('faults beyond the head of a file stop the import and leave nothing', () => {
  const many = `${header}${Array.from({ length: 60_000 }, (_, index) => `A${index},Company ${index},ES\n`).join('')}`;
  it.each([
    [
      'late-quote.csv',
      `${many}B1,"open,ES\n${'B2,more,ES\n'.repeat(50)}`,
      'has a quote in row 60002 that never closes',
    ],
    [
      'late-latin-after-utf8.csv',
      Buffer.concat([
        Buffer.from(many.replace('Company 1,', 'Compañía,')),
        Buffer.from('B1,Espa\u00f1a,ES\n', 'latin1'),
      ]),
      'is not utf-8 throughout',
    ],
    ['late-nul.csv', `${many}B1,a\0b,ES\n`, 'it holds a byte of zero near row'],
  ])('%s', async (name, content, sentence) => {
    await expect(test.importFiles([test.write(name, content)])).rejects.toMatchObject({
      code: 'file_unreadable',
      message: expect.stringContaining(sentence) as string,
    });
    expect(test.session.database.prepare('SELECT count(*) FROM imports').pluck().get()).toBe(0);
    expect(stagingFiles(test)).toEqual([]);
  });

  it('bytes of Windows-1252 after a long stretch of plain text are still read as such', async () => {
    const path = test.write(
      'late-latin.csv',
      Buffer.concat([Buffer.from(many), Buffer.from('B1,Espa\u00f1a,ES\n', 'latin1')]),
    );
    const { totals, findings } = await test.importFiles([path]);
    expect(findings.map(({ key }) => key)).toEqual(['encoding-assumed']);
    expect(totals.accounts).toMatchObject({ read: 60_001, new: 60_001, rejected: 0 });
    expect(
      test.session.database.prepare(`SELECT name FROM current_accounts WHERE account_id = 'B1'`).pluck().get(),
    ).toBe('España');
  });
});

describe('rows that cannot be stored are kept with their reason', () => {
  it('ragged rows, values that do not fit, blank ids', async () => {
    const content = [
      'ticket_id,account_id,created at,priority,satisfaction,escalated',
      'T1,A1,16-10-2024,high,4,TRUE',
      'T2,A1,17-10-2024,high',
      'T3,A1,18-10-2024,high,4,TRUE,surplus',
      'T4,A1,10-19-2024,high,4,TRUE',
      ',,,,,',
      'T5,,20-10-2024,high,4,TRUE',
      'T6,A1,21-10-2024,"hi"gh","4",TRUE',
      'T7,A1,22-10-2024,high,n/a,',
    ].join('\r\n');
    const path = test.write('tickets.csv', content);
    const header = ['ticket_id', 'account_id', 'created at', 'priority', 'satisfaction', 'escalated'];
    const columns = header.map((column) => ({ column, field: column === 'created at' ? 'opened_at' : column }));
    const mapping = fileMapping.parse({
      table: 'tickets',
      columns,
      dateFormat: 'dmy',
    });
    const context = { id: 99, signal: new AbortController().signal, report: () => {} };
    const summary = await runImport(
      test.session,
      { files: [{ path, name: 'tickets.csv', part: null, recipe: null, mapping }], dryRun: false },
      context,
    );
    expect(summary.totals.tickets).toEqual({
      read: 7,
      new: 2,
      changed: 0,
      unchanged: 0,
      duplicate: 0,
      rejected: 5,
      filtered: 0,
      orphaned: 0,
    });
    const rejects = test.session.database
      .prepare('SELECT row_number, column_name, reason, raw FROM import_rejects WHERE import_id = ? ORDER BY id')
      .raw()
      .all(summary.id);
    expect(rejects).toEqual([
      [3, null, 'it has 4 values where the header has 6 columns', 'T2,A1,17-10-2024,high'],
      [4, null, 'it has 7 values where the header has 6 columns', 'T3,A1,18-10-2024,high,4,TRUE,surplus'],
      [5, 'created at', '"10-19-2024" is not a date read as day-month-year', 'T4,A1,10-19-2024,high,4,TRUE'],
      [7, 'account_id', 'Account is blank, and tickets cannot do without it', 'T5,,20-10-2024,high,4,TRUE'],
      [8, null, 'a quote inside a quoted value is not doubled, so its values cannot be told apart', expect.any(String)],
    ]);
  });
});
