import { describe, expect, it } from 'vitest';
import { filesOfEntries } from './dropped-files.ts';
import type { Entry } from './dropped-files.ts';
import { isImportable } from './kinds.ts';
import { isTable, pastedName } from './pasted.ts';

const file = (name: string): Entry => ({
  isFile: true,
  isDirectory: false,
  name,
  file: (taken) => taken(new File(['x'], name)),
});
/** Gives its entries two at a time, as a browser gives them by the hundred. */
const folder = (name: string, entries: readonly Entry[]): Entry => ({
  isFile: false,
  isDirectory: true,
  name,
  createReader() {
    const left = [...entries];
    return { readEntries: (taken) => taken(left.splice(0, 2)) };
  },
});
const names = async (entries: readonly Entry[]) =>
  (await filesOfEntries(entries, isImportable)).map(({ name }) => name);

describe('filesOfEntries', () => {
  it('walks folders to their end, in the order of names', async () => {
    const exports = folder('exports', [
      file('b10.csv'),
      file('b2.csv'),
      folder('old', [file('c.xlsx'), file('d.parquet')]),
      file('a.json.gz'),
    ]);
    expect(await names([exports])).toEqual(['a.json.gz', 'b2.csv', 'b10.csv', 'c.xlsx', 'd.parquet']);
  });

  it('leaves hidden things and unknown kinds within folders alone, but not what was dropped by itself', async () => {
    const mixed = folder('mixed', [
      file('.DS_Store'),
      file('photo.png'),
      file('x.csv'),
      folder('.git', [file('y.csv')]),
    ]);
    expect(await names([mixed, file('strange.export')])).toEqual(['x.csv', 'strange.export']);
  });

  it('tells of a file that cannot be read', async () => {
    const gone: Entry = { ...file('gone.csv'), file: (_, failed) => failed(new Error('gone')) };
    await expect(filesOfEntries([gone], isImportable)).rejects.toThrow('gone');
  });
});

describe('pasted tables', () => {
  it('are told from words that were pasted by mistake', () => {
    expect(isTable('a\tb\n1\t2')).toBe(true);
    expect(isTable('a,b')).toBe(true);
    expect(isTable('acme\nglobex')).toBe(true);
    expect(isTable('acme')).toBe(false);
    expect(isTable('')).toBe(false);
  });

  it('become a file with a number', () => {
    expect(pastedName(2)).toBe('pasted-2.csv');
  });
});
