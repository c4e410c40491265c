import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAnyTable } from './read-any.ts';

describe('readAnyTable', () => {
  let folder: string;
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'tables-any-'))));
  afterAll(() => rmSync(folder, { recursive: true }));
  const written = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  it('reads JSON and lines of JSON as the CSV of the same rows', async () => {
    const rows = [
      { id: 'a', seats: 3, left: true },
      { id: 'b', seats: null, left: false },
    ];
    const csv = await readAnyTable(written('t.csv', 'id,seats,left\na,3,true\nb,,false\n'));
    const { header, columns } = csv;
    expect(await readAnyTable(written('t.json', JSON.stringify(rows)))).toEqual({ file: 't.json', header, columns });
    const lines = rows.map((row) => JSON.stringify(row)).join('\n');
    expect(await readAnyTable(written('t.ndjson', lines))).toEqual({ file: 't.ndjson', header, columns });
    expect((await readAnyTable(written('upload', 'id,seats\na,3\n'), 'book.csv')).file).toBe('book.csv');
  });

  it('asks which table where a file holds several, and names what cannot be read', async () => {
    const two = written('two.json', JSON.stringify({ accounts: [{ id: 'a' }], users: [{ id: 'u' }] }));
    await expect(readAnyTable(two)).rejects.toThrow(/two\.json holds 2 tables: accounts, users\. Name one/);
    expect((await readAnyTable(`${two}#users`)).columns).toEqual([['u']]);
    await expect(readAnyTable(written('bad.xlsx', 'no workbook'))).rejects.toMatchObject({ code: 'file_unreadable' });
  });
});
