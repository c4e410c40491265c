import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportRejects } from './export-rejects.ts';
import { guarded, isRejectFile, unguarded } from './reject-guard.ts';
import { readHead, readRows } from './sources/index.ts';
import { openTestSession } from './testing/test-session.ts';
import type { MappedText, TestSession } from './testing/test-session.ts';

let test: TestSession;
beforeEach(async () => void (test = await openTestSession()));
afterEach(() => test.close());

const select = (sql: string): unknown[] => test.session.database.prepare(sql).raw().all();

function tickets(content: string, mapping: object = {}, name = 'tickets.csv'): MappedText {
  const fields = { Ticket: 'ticket_id', Kunde: 'account_id', Auf: 'opened_at', Zu: 'closed_at', Was: 'subject' };
  return { name, content, fields, mapping: { table: 'tickets', dateFormat: 'ymd', ...mapping } };
}
const header = 'Ticket;Kunde;Auf;Zu;Was';
const lines = [
  'T1;A1;2024-01-01;2024-01-02;fine',
  'T2;A1;never;2024-01-02;"=cmd|\' /C calc\'!A0"',
  'T3;A1;2024-02-01;2024-01-02;backwards',
  `T4;A1;soon;;"'=already quoted; ""so"" it said\nin two lines"`,
  'T5;A1;2024-02-01',
];
const content = `${header}\n${lines.join('\n')}\n`;

/** The exported file as text, in the encoding that it was written in. */
async function exported(id: number, encoding = 'utf-8'): Promise<string> {
  const { grant } = await exportRejects(test.session, id);
  return new TextDecoder(encoding).decode(readFileSync(test.session.grants.resolve(grant).path));
}

describe('rejected rows', () => {
  it('exported, mended and imported again are the rows that they should have been', async () => {
    const mapping = { delimiter: ';', choices: { 'end-before-start': 'leave-out' } };
    const { importId, result } = await test.importMapped([tickets(content, mapping)]);
    expect(result.totals.tickets).toMatchObject({ read: 5, new: 1, rejected: 4 });
    expect(result.findings.find(({ key }) => key === 'end-before-start')).toMatchObject({
      table: 'tickets',
      count: 1,
      choices: ['keep', 'leave-out'],
      choice: 'leave-out',
    });
    const text = await exported(importId);
    const rows = text.split('\r\n');
    expect(rows[0]).toBe(`rejected row;rejected column;rejected because;${header}`);
    // A spreadsheet would run it.
    expect(rows[1]).toBe(
      `3;Auf;"""never"" is not a date read as year-month-day";T2;A1;never;2024-01-02;'=cmd|' /C calc'!A0`,
    );
    expect(text).toContain('4;Zu;it was closed before it was opened');
    expect(text).toContain('it has 3 values where the header has 5 columns');

    const mended = text
      .replace('never;', '2024-01-01;')
      .replace('soon;', '2024-03-02;')
      .replace('2024-02-01;2024-01-02', '2024-02-01;2024-02-02')
      .replace('T5;A1;2024-02-01', 'T5;A1;2024-02-01;;mended');
    const again = await test.importMapped([tickets(mended, mapping, 'mended.csv')]);
    expect(again.result.totals.tickets).toMatchObject({ read: 4, new: 4, rejected: 0 });
    expect(select('SELECT ticket_id, subject FROM current_tickets ORDER BY ticket_id')).toEqual([
      ['T1', 'fine'],
      ['T2', "=cmd|' /C calc'!A0"],
      ['T3', 'backwards'],
      ['T4', `'=already quoted; "so" it said\nin two lines`],
      ['T5', 'mended'],
    ]);
  });

  it('are written as their recipe reads: encoding, delimiter, place of the header', async () => {
    const mapping = { delimiter: ';', encoding: 'windows-1252', headerRow: 3 };
    const bytes = Buffer.from(`Bericht\n\n${header}\nT1;A1;jamás;;ñandú €\n`, 'latin1');
    const path = test.write('t.csv', Buffer.from(bytes.toString('latin1').replace('¬', '\x80'), 'latin1'));
    const { importId } = await test.importMapped([
      tickets(readFileSync(path, 'latin1'), { ...mapping, encoding: 'utf-8' }),
    ]);
    expect(importId).toBe(1);
    test.session.database
      .prepare(`UPDATE import_files SET mapping = json_set(mapping, '$.encoding', 'windows-1252')`)
      .run();
    const text = await exported(1, 'windows-1252');
    expect(text.split('\r\n')[2]).toContain('rejected because;Ticket;Kunde');
    expect(text).toContain('jamás');
  });

  it('of several files come as an archive that can be read', async () => {
    const { importId } = await test.importMapped([
      tickets(`${header}\nT1;A1;never;;x\nT2;A1;2024-01-01;;x\n`, { delimiter: ';' }, 'one.csv'),
      tickets(`${header}\nT3;A1;never;;x\nT4;A1;2024-01-01;;x\n`, { delimiter: ';' }, 'two.csv'),
    ]);
    const { grant, name } = await exportRejects(test.session, importId);
    expect(name).toBe('rejected-rows-import-1.zip');
    const { path } = test.session.grants.resolve(grant);
    const file = { path, name, part: 'two rejected.csv' };
    const head = await readHead(file);
    expect(isRejectFile(head.header)).toBe(true);
    const rows: string[][] = [];
    await readRows(file, head.dialect, {
      rows: (found) => void rows.push(...found),
      progress: () => {},
      shouldStop: () => false,
    });
    expect(rows.map((row) => row[3])).toEqual(['T3']);
  });

  it('nothing rejected, nothing to export', async () => {
    await test.importMapped([tickets(`${header}\nT1;A1;2024-01-01;;x\n`)]);
    await expect(exportRejects(test.session, 1)).rejects.toMatchObject({ code: 'not_found' });
  });
});

it('every cell survives the guard against formulas', () => {
  const letters = fc.constantFrom("'", '=', '+', '-', '@', '\t', '1', '.', 'a');
  fc.assert(
    fc.property(fc.string({ unit: letters, maxLength: 6 }), (cell) => {
      expect(unguarded(guarded(cell))).toBe(cell);
      expect(/^[=@\t\r]/.test(guarded(cell))).toBe(false);
    }),
  );
});
