import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WatchedFolder } from '../../../../shared/contract/index.ts';
import { createEngine, noKeychain } from '../../index.ts';
import type { Engine } from '../../index.ts';
import { mappingOf, recipeOf } from '../recipes/testing/mappings.ts';
import { folderWatchOf } from './index.ts';
import type { FolderWatch } from './index.ts';

let engine: Engine;
let root: string;
let folder: string;
let watch: FolderWatch;
const times = { settle: 20, poll: 40 };

const accounts = recipeOf('accounts', [
  {
    ...mappingOf({ table: 'accounts' }, { id: 'account_id', name: 'name', since: 'created_day' }),
    match: { header: ['id', 'name'] },
  },
]);

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'holdfast-watched-'));
  folder = join(root, 'in');
  mkdirSync(folder);
  engine = await createEngine({ host: 'cli', home: join(root, 'home'), keychain: noKeychain('Not in this test.') });
  await engine.workspaces.create({ name: 'Test', folder: join(root, 'workspace'), protection: 'memory' });
  watch = folderWatchOf(engine.workspaces.session(), times);
  await engine.client.recipes.save(accounts);
});
afterEach(async () => {
  await engine.close();
  rmSync(root, { recursive: true, force: true });
});

const put = (name: string, ...rows: string[]): void =>
  writeFileSync(join(folder, name), ['id,name,since', ...rows, ''].join('\n'));
const add = (): Promise<WatchedFolder> => engine.client.watchedFolders.add({ path: folder, recipe: 'accounts' });
const only = async (): Promise<WatchedFolder> => (await engine.client.watchedFolders.list())[0]!;
const states = async (): Promise<Record<string, string>> =>
  Object.fromEntries((await only()).files.map(({ name, state }) => [name, state]));
const accountIds = (): unknown[] =>
  engine.workspaces
    .session()
    .database.prepare('SELECT account_id FROM current_accounts ORDER BY account_id')
    .pluck()
    .all();

/** For what happens in its own time. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await condition()) return;
    await delay(25);
  }
  throw new Error(`Still not so: ${JSON.stringify(await only())}`);
}

describe('a watched folder', () => {
  it('imports what is in it, in the order of names, and leaves the files as they are', async () => {
    put('b.csv', 'B,Bo,2026-01-02');
    put('a.csv', 'A,Acme,2026-01-01', 'B,Other,2026-01-01');
    writeFileSync(join(folder, '~$a.xlsx'), 'lock');
    writeFileSync(join(folder, 'c.csv.part'), 'id,name\n');
    writeFileSync(join(folder, 'notes.md'), '# notes');
    await add();
    await watch.look();
    expect(await states()).toEqual({ 'a.csv': 'imported', 'b.csv': 'imported' });
    expect(accountIds()).toEqual(['A', 'B']);
    const { rows } = await engine.client.imports.list({});
    expect(rows.map(({ files }) => [files[0]?.name, files[0]?.recipe])).toEqual([
      ['b.csv', { name: 'accounts', revision: 1 }],
      ['a.csv', { name: 'accounts', revision: 1 }],
    ]);
    expect(readFileSync(join(folder, 'a.csv'), 'utf8')).toContain('Acme');
    expect((await engine.client.recipes.list())[0]).toMatchObject({ used: 2 });
  });

  it('knows the same content again, under the same name and under another', async () => {
    put('a.csv', 'A,Acme,2026-01-01');
    await add();
    await watch.look();
    const later = new Date(Date.now() + 60_000);
    utimesSync(join(folder, 'a.csv'), later, later);
    put('again.csv', 'A,Acme,2026-01-01');
    await watch.look();
    expect(await states()).toEqual({ 'a.csv': 'unchanged', 'again.csv': 'unchanged' });
    expect((await engine.client.imports.list({})).total).toBe(1);
  });

  it('imports a file again when it changed', async () => {
    put('a.csv', 'A,Acme,2026-01-01');
    await add();
    await watch.look();
    put('a.csv', 'A,Acme,2026-01-01', 'C,Cy,2026-01-03');
    await watch.look();
    expect(await states()).toEqual({ 'a.csv': 'imported' });
    expect(accountIds()).toEqual(['A', 'C']);
  });

  it('asks a person where a file does not fit the recipe or leaves a question, and tries again when told to', async () => {
    writeFileSync(join(folder, 'other.csv'), 'id,plan\nA,Gold\n');
    put('open.csv', 'A,Acme,03/04/2026', 'B,Bo,05/06/2026');
    writeFileSync(join(folder, 'empty.csv'), '');
    const { id } = await add();
    await watch.look();
    const problems = Object.fromEntries((await only()).files.map(({ name, problem }) => [name, problem]));
    expect(problems).toEqual({
      'other.csv': 'other.csv does not fit the recipe "accounts": it has no column "name".',
      'open.csv': expect.stringMatching(/leaves a question open for "since" in open\.csv/) as unknown,
      'empty.csv': expect.stringMatching(/empty/) as unknown,
    });
    expect((await only()).files.map(({ state }) => state)).toEqual(Array(3).fill('needs-attention'));
    const [entry] = accounts.files;
    await engine.client.recipes.save({ ...accounts, files: [{ ...entry!, dateFormat: 'dmy' }] });
    await engine.client.watchedFolders.lookNow({ id });
    await until(async () => (await states())['open.csv'] === 'imported');
    await watch.look();
    expect((await states())['other.csv']).toBe('needs-attention');
  });

  it('tells of rejected rows, and of sheets that the recipe does not know', async () => {
    put('a.csv', 'A,Acme,2026-01-01', ',Nobody,2026-01-01');
    await add();
    await watch.look();
    const [file] = (await only()).files;
    expect(file).toMatchObject({
      state: 'imported',
      problem: expect.stringMatching(/^1 of 2 rows were rejected/) as unknown,
    });
  });

  it('is missing while it is away, and goes on when it comes back', async () => {
    await add();
    renameSync(folder, `${folder}-away`);
    await watch.look();
    expect((await only()).state).toBe('missing');
    renameSync(`${folder}-away`, folder);
    put('a.csv', 'A,Acme,2026-01-01');
    await watch.look();
    expect(await only()).toMatchObject({ state: 'watching', files: [{ name: 'a.csv', state: 'imported' }] });
  });

  it('rests while it is paused', async () => {
    const { id } = await add();
    expect((await engine.client.watchedFolders.pause({ id, paused: true })).state).toBe('paused');
    put('a.csv', 'A,Acme,2026-01-01');
    await watch.look();
    expect(await states()).toEqual({});
    await engine.client.watchedFolders.pause({ id, paused: false });
    await watch.look();
    expect(await states()).toEqual({ 'a.csv': 'imported' });
  });

  it('waits for a file that is still being written', async () => {
    const slow = folderWatchOf(engine.workspaces.session());
    expect(slow).toBe(watch);
    put('a.csv', 'A,Acme,2026-01-01');
    await add();
    const looking = watch.look();
    for (let line = 0; line < 5; line++) {
      appendFileSync(join(folder, 'a.csv'), `X${line},Ex,2026-01-01\n`);
      await delay(5);
    }
    await looking;
    await watch.look();
    expect(accountIds()).toHaveLength(6);
    expect(await states()).toEqual({ 'a.csv': 'imported' });
  });

  it('notices by itself once it is started, also after it was away', async () => {
    watch.start();
    await add();
    put('a.csv', 'A,Acme,2026-01-01');
    await until(async () => (await states())['a.csv'] === 'imported');
    rmSync(folder, { recursive: true });
    await until(async () => (await only()).state === 'missing');
    mkdirSync(folder);
    put('b.csv', 'B,Bo,2026-01-01');
    await until(async () => (await states())['b.csv'] === 'imported');
  });

  it('stops with the workspace', async () => {
    watch.start();
    await add();
    put('a.csv', 'A,Acme,2026-01-01');
    await engine.workspaces.close();
    await delay(100);
    await expect(engine.client.watchedFolders.list()).rejects.toThrow(/No workspace is open/);
  });

  it.each([
    [
      'a folder that is not there',
      () => engine.client.watchedFolders.add({ path: join(root, 'nowhere'), recipe: 'accounts' }),
      /There is no folder/,
    ],
    [
      'a recipe that is not there',
      () => engine.client.watchedFolders.add({ path: folder, recipe: 'nothing' }),
      /There is no recipe/,
    ],
    [
      'the workspace',
      () => engine.client.watchedFolders.add({ path: join(root, 'workspace'), recipe: 'accounts' }),
      /workspace itself/,
    ],
    [
      'a folder twice',
      async () => {
        await add();
        await add();
      },
      /watched already/,
    ],
    [
      'a folder that is not watched',
      () => engine.client.watchedFolders.lookNow({ id: 7 }),
      /There is no watched folder 7/,
    ],
  ])('refuses %s', async (_what, call, message) => {
    await expect(call()).rejects.toThrow(message);
  });
});

describe('which folder is watched', () => {
  it('is told by what the host granted', async () => {
    const { grant } = engine.grants.register(folder);
    const added = await engine.client.watchedFolders.add({ folder: grant, recipe: 'accounts' });
    expect(added).toMatchObject({ name: 'in', state: 'watching' });
    await expect(engine.client.watchedFolders.add({ folder: 'made-up', recipe: 'accounts' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('is never told by its path in the desktop program, whose page may have been taken over', async () => {
    await engine.close();
    engine = await createEngine({
      host: 'electron',
      home: join(root, 'other'),
      keychain: noKeychain('Not in this test.'),
    });
    await engine.workspaces.create({ name: 'Desk', folder: join(root, 'desk'), protection: 'memory' });
    await engine.client.recipes.save(accounts);
    await expect(add()).rejects.toMatchObject({ code: 'invalid_input' });
    const { grant } = engine.grants.register(folder);
    expect((await engine.client.watchedFolders.add({ folder: grant, recipe: 'accounts' })).name).toBe('in');
  });
});
