import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createEngine, noKeychain } from '../index.ts';
import type { Engine } from '../index.ts';
import { recordChange } from './index.ts';
import type { ChangeRows } from './index.ts';

let home: string;
let engine: Engine;
let books = 0;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'holdfast-changes-'));
  engine = await createEngine({ host: 'cli', home, keychain: noKeychain('Not in this test.') });
});
afterAll(async () => {
  await engine.close();
  rmSync(home, { recursive: true, force: true });
});
beforeEach(newBook);

async function newBook(): Promise<void> {
  await engine.workspaces.create({ folder: join(home, `book-${++books}`), name: 'Book', protection: 'memory' });
  engine.workspaces
    .session()
    .database.exec('CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT, size INTEGER) STRICT');
}

const database = () => engine.workspaces.session().database;
const things = () => database().prepare('SELECT id, name, size FROM things ORDER BY id').all();
const change = <Result>(work: (rows: ChangeRows) => Result, accountId?: string) =>
  recordChange(
    engine.workspaces.session(),
    {
      kind: 'thing.changed',
      title: { en: 'A thing', es: 'Una cosa' },
      words: ['things'],
      accountId: accountId ?? null,
    },
    work,
  );
const { undo, redo, next, list } = {
  undo: (id?: number) => engine.client.changes.undo({ id }),
  redo: (id?: number) => engine.client.changes.redo({ id }),
  next: () => engine.client.changes.next(),
  list: (accountId?: string) => engine.client.changes.list({ accountId }),
};

describe('what people change by hand', () => {
  it('is taken back and done again, row by row', async () => {
    const { result: id } = change((rows) => rows.insert('things', { name: 'a', size: 1 }));
    change((rows) => {
      rows.update('things', id, { size: 2 });
      rows.insert('things', { name: 'b', size: null });
    });
    const after = things();
    await undo();
    expect(things()).toEqual([{ id, name: 'a', size: 1 }]);
    expect(await next()).toMatchObject({ undo: { id: 1 }, redo: { id: 2, state: 'undone' } });
    await undo();
    expect(things()).toEqual([]);
    await redo();
    await redo();
    expect(things()).toEqual(after);
    await expect(redo()).rejects.toThrow('There is nothing to redo.');
  });

  it('tells which words changed, each time', async () => {
    const heard: string[][] = [];
    const stop = engine.workspaces.session().onChanged(({ words }) => heard.push(words));
    change((rows) => rows.insert('things', { name: 'a', size: 1 }));
    await undo();
    stop();
    expect(heard).toEqual([
      ['things', 'changes'],
      ['things', 'changes'],
    ]);
  });

  it('writes nothing where it fails', async () => {
    expect(() =>
      change((rows) => {
        rows.insert('things', { name: 'a', size: 1 });
        rows.update('things', 99, { size: 2 });
      }),
    ).toThrow('no longer there');
    expect(things()).toEqual([]);
    expect((await list()).rows).toEqual([]);
  });

  it('refuses to take back what was changed again, and takes back an earlier change that stands alone', async () => {
    const { result: id, change: first } = change((rows) => rows.insert('things', { name: 'a', size: 1 }));
    const { change: alone } = change((rows) => rows.insert('things', { name: 'b', size: 5 }), 'A1');
    change((rows) => rows.update('things', id, { size: 2 }));
    await expect(undo(first.id)).rejects.toThrow('changed again since');
    await undo(alone.id);
    expect(things()).toEqual([{ id, name: 'a', size: 2 }]);
    await expect(undo(alone.id)).rejects.toThrow('taken back already');
    expect((await list('A1')).rows.map((row) => [row.id, row.state])).toEqual([[alone.id, 'undone']]);
  });

  it('says so where something else is built on it', async () => {
    database().exec('CREATE TABLE parts (id INTEGER PRIMARY KEY, thing INTEGER REFERENCES things (id)) STRICT');
    const { result: id, change: first } = change((rows) => rows.insert('things', { name: 'a', size: 1 }));
    change((rows) => rows.insert('parts', { thing: id }));
    await expect(undo(first.id)).rejects.toThrow('built on this');
    expect(things()).toHaveLength(1);
    await undo();
    await undo();
    expect(things()).toEqual([]);
  });

  it('forgets what was taken back as soon as something else is done', async () => {
    change((rows) => rows.insert('things', { name: 'a', size: 1 }));
    await undo();
    change((rows) => rows.insert('things', { name: 'b', size: 1 }));
    await expect(redo()).rejects.toThrow('nothing to redo');
    expect((await list()).rows.map((row) => row.state)).toEqual(['done', 'dropped']);
  });

  it('comes back to every state on the way, whatever was done', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ what: fc.nat(2), at: fc.nat(5), size: fc.integer() }), { maxLength: 12 }),
        async (steps) => {
          await newBook();
          const states = [things()];
          for (const { what, at, size } of steps) {
            const ids = things().map((row) => (row as { id: number }).id);
            const id = ids[at % Math.max(ids.length, 1)];
            change((rows) => {
              if (what === 0 || id === undefined) rows.insert('things', { name: 'x', size });
              else if (what === 1) rows.update('things', id, { size });
              else rows.remove('things', id);
            });
            states.push(things());
          }
          for (const state of states.slice(0, -1).toReversed()) {
            await undo();
            expect(things()).toEqual(state);
          }
          for (const state of states.slice(1)) {
            await redo();
            expect(things()).toEqual(state);
          }
        },
      ),
      { numRuns: 15 },
    );
  });
});
