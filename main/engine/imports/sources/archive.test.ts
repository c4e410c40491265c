import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { fingerprint, importableFiles, partsOf } from './index.ts';
import { openTestFolder, readSource, zipOf } from './testing/source-files.ts';
import type { Lie } from './testing/source-files.ts';

const folder = openTestFolder();
afterAll(() => folder.remove());
const csv = 'id,name\n1,x\n';

describe('archives', () => {
  it('are their importable members', async () => {
    const members = {
      'export/accounts.csv': csv,
      'export/usage.json': '{"a":[{"id":1}],"b":[{"id":2}]}',
      'readme.pdf': '%PDF-1.4',
      '__MACOSX/export/._accounts.csv': 'x',
      'export/.hidden.csv': csv,
      'export/': '',
    };
    const path = folder.write('export.zip', zipOf(members));
    const parts = (await partsOf(path, 'export.zip')).map(({ part }) => part);
    expect(parts).toEqual(['export/accounts.csv', 'export/usage.json#a', 'export/usage.json#b']);
    expect((await readSource(path, 'export/accounts.csv')).rows).toEqual([['1', 'x']]);
    expect((await readSource(path, 'export/usage.json#b')).rows).toEqual([['2']]);
    expect(await fingerprint(path, 'export.zip', () => false)).toMatchObject({ isPacked: true });
  });

  it('a broken member does not take the others with it', async () => {
    const path = folder.write('mixed.zip', zipOf({ 'a.csv': csv, 'b.csv': Buffer.from('89504e470d0a1a0a', 'hex') }));
    expect((await partsOf(path, 'mixed.zip')).map(({ part }) => part)).toEqual(['a.csv', 'b.csv']);
    await expect(readSource(path, 'b.csv')).rejects.toThrow('is a picture');
  });

  const lie = (members: Record<string, string>, lies: Record<string, Lie>): Buffer => zipOf(members, lies);
  it.each([
    ['nested.zip', zipOf({ 'a.zip': zipOf({ 'a.csv': csv }) }), 'is an archive inside of an archive'],
    ['gz-inside.zip', zipOf({ 'a.csv.gz': gzipSync(csv) }), 'is an archive inside of an archive'],
    ['disguised.zip', zipOf({ 'a.csv': zipOf({ 'a.csv': csv }) }), 'is an archive inside of an archive'],
    ['secret.zip', lie({ 'a.csv': csv }, { 'a.csv': { flags: 1 } }), 'behind a password'],
    ['nothing.zip', zipOf({ 'a.pdf': 'x' }), 'without a file that can be imported'],
    ['bomb.zip', lie({ 'a.csv': csv }, { 'a.csv': { size: 51 * 1024 * 1024 } }), 'as in a file made to do harm'],
    ['real-bomb.zip', zipOf({ 'a.csv': Buffer.alloc(60 * 1024 * 1024, 'a,b\n') }), 'as in a file made to do harm'],
    ['cut.zip', zipOf({ 'a.csv': csv }).subarray(0, 60), 'the archive is damaged'],
  ])('%s is refused', async (name, content, sentence) => {
    await expect(partsOf(folder.write(name, content), name)).rejects.toThrow(sentence);
  });

  it('a member that is larger than its archive says is refused while it is read', async () => {
    const path = folder.write('liar.zip', zipOf({ 'a.csv': csv.repeat(100) }, { 'a.csv': { size: 20 } }));
    await expect(readSource(path, 'a.csv')).rejects.toThrow('the archive is damaged');
  });

  it('gzip beyond all measure is refused too', async () => {
    const path = folder.write('bomb.csv.gz', gzipSync(Buffer.alloc(80 * 1024 * 1024, 'a,b\n')));
    await expect(readSource(path)).rejects.toThrow('as in a file made to do harm');
  });
});

it('a folder stands for the importable files in it', () => {
  const inside = openTestFolder();
  const names = ['b.CSV', 'a.xlsx', 'c.json.gz', 'd.zip', '~$a.xlsx', '.e.csv', 'notes.md'];
  const paths = names.map((name) => inside.write(name, 'x'));
  const path = paths[0]!.slice(0, -'/b.CSV'.length);
  expect(importableFiles(path).map((file) => file.slice(path.length + 1))).toEqual([
    'a.xlsx',
    'b.CSV',
    'c.json.gz',
    'd.zip',
  ]);
  expect(importableFiles(paths[6]!)).toEqual([paths[6]]);
  inside.remove();
  expect(() => importableFiles(path)).toThrow('There is no file or folder');
});
