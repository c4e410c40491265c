import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mentionOf, shownText } from '../../../shared/domain/mentions.ts';
import { addDays } from '../../../shared/domain/time.ts';
import { createEngine, noKeychain } from '../index.ts';
import type { Engine } from '../index.ts';

let home: string;
let engine: Engine;
let tasks: Engine['client']['tasks'];
let notes: Engine['client']['notes'];
let changes: Engine['client']['changes'];
let books = 0;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'holdfast-tasks-'));
  engine = await createEngine({ host: 'cli', home, keychain: noKeychain('Not in this test.') });
  ({ tasks, changes, notes } = engine.client);
});
afterAll(async () => {
  await engine.close();
  rmSync(home, { recursive: true, force: true });
});
const database = () => engine.workspaces.session().database;
beforeEach(async () => {
  await engine.workspaces.create({ folder: join(home, `book-${++books}`), name: 'Book', protection: 'memory' });
  await engine.client.system.saveSettings({ person: null });
  database().exec(`
    INSERT INTO imports (id, state, totals, findings, committed_at) VALUES (1, 'committed', '{}', '[]', 0);
    INSERT INTO import_files (id, import_id, name, table_name, sha256, bytes, rows, mapping) VALUES (1, 1, 'a.csv', 'accounts', 'x', 1, 3, '{}');
    INSERT INTO accounts (import_id, file_id, row_number, known_at, row_hash, account_id, name, owner, segment)
      VALUES (1, 1, 2, 0, '', 'A', 'Acme', 'Ana', 'SMB'), (1, 1, 3, 0, '', 'B', 'Bolt', NULL, 'Enterprise'), (1, 1, 4, 0, '', 'C', 'Cobalt', 'Cruz', 'SMB')`);
});
const merge = (kept: string, merged: string) =>
  database().exec(`INSERT INTO account_aliases VALUES ('${merged}', '${kept}')`);

describe('tasks', () => {
  it('are made, changed, done and taken back, each as one change', async () => {
    const { task, change } = await tasks.save({ accountId: 'A', title: ' Call ', due: '2026-01-02' });
    expect(task).toMatchObject({ account: { id: 'A', name: 'Acme' }, title: 'Call', assignee: 'Ana', state: 'open' });
    expect(change).toMatchObject({ accountId: 'A', title: { en: 'Task added: Call', es: 'Tarea añadida: Call' } });
    const changed = await tasks.save({ id: task.id, due: null, assignee: null });
    expect(changed.task).toMatchObject({ title: 'Call', due: null, assignee: null, account: { id: 'A' } });
    const done = await tasks.done({ id: task.id });
    expect(done.task.state).toBe('done');
    expect(done.task.doneAt).not.toBeNull();
    await changes.undo({});
    await changes.undo({});
    expect((await tasks.list({})).rows).toEqual([task]);
    await changes.undo({});
    expect((await tasks.list({})).rows).toEqual([]);
    await changes.redo({});
    await tasks.remove({ id: task.id });
    await expect(tasks.done({ id: task.id })).rejects.toThrow('not there any more');
    await changes.undo({});
    expect((await tasks.list({})).counts).toMatchObject({ open: 1, overdue: 1, done: 0 });
  });

  it('refuse what cannot be meant', async () => {
    await expect(tasks.save({ accountId: 'nobody', title: 'x' })).rejects.toThrow('There is no account nobody');
    await expect(tasks.save({ accountId: 'A' })).rejects.toThrow('needs a title');
    await expect(tasks.save({ title: '  ' })).rejects.toThrow('not valid');
    await expect(tasks.saveRule({ way: 'load' })).rejects.toThrow('at least one person');
    await expect(tasks.list({ cursor: 'x' })).rejects.toThrow('cannot be continued');
  });

  it('are listed by day in groups, page by page, without gap or repeat', async () => {
    const { today } = await tasks.list({});
    const days = [null, addDays(today, -1), today, addDays(today, 3), addDays(today, 30), addDays(today, 3)];
    for (const due of days) await tasks.save({ title: String(due), due, assignee: 'Ana' });
    const { task } = await tasks.save({ title: 'old', due: addDays(today, -9), assignee: 'Ben' });
    await tasks.done({ id: task.id });
    const all = await tasks.list({});
    expect(all.rows.map((row) => row.due)).toEqual([
      addDays(today, -1),
      today,
      addDays(today, 3),
      addDays(today, 3),
      addDays(today, 30),
      null,
      addDays(today, -9),
    ]);
    expect(all.counts).toEqual({ overdue: 1, today: 1, soon: 2, later: 1, undated: 1, open: 6, done: 1 });
    expect((await tasks.list({ due: 'soon' })).rows).toHaveLength(2);
    expect((await tasks.list({ assignee: 'Ben' })).rows).toHaveLength(1);
    await tasks.save({ title: 'mine', assignee: 'me' });
    await engine.client.system.saveSettings({ person: 'Ana' });
    expect((await tasks.list({ assignee: 'Ana' })).counts.open).toBe(7);
    await changes.undo({});
    const paged: typeof all.rows = [];
    let cursor: string | null = null;
    do {
      const page: typeof all = await tasks.list({ cursor, limit: 2 });
      paged.push(...page.rows);
      cursor = page.next;
    } while (cursor !== null);
    expect(paged).toEqual(all.rows);
  });

  it('follow an account that is merged, and name accounts by what stands for them', async () => {
    const { task } = await tasks.save({ accountId: 'C', title: `Like ${mentionOf('C')} and ${mentionOf('A')}` });
    merge('A', 'C');
    const [row] = (await tasks.list({ accountId: 'A' })).rows;
    expect(row).toMatchObject({ id: task.id, account: { id: 'A', name: 'Acme' } });
    expect(row && shownText(row.title, row.mentions)).toBe('Like @Acme and @Acme');
    expect((await tasks.list({ search: 'acme' })).rows).toHaveLength(1);
    database().exec('DELETE FROM account_aliases');
    expect((await tasks.list({ accountId: 'C' })).rows[0]?.account).toEqual({ id: 'C', name: 'Cobalt' });
  });

  it('are given out by the rule, all as one change', async () => {
    await tasks.saveRule({ way: 'round-robin', people: ['Ana', 'Ben'] });
    expect((await tasks.save({ title: 'first' })).task.assignee).toBe('Ana');
    const given = await tasks.assign({ accountIds: ['A', 'B', 'C'], title: 'Call' });
    expect(given).toMatchObject({
      tasks: 3,
      people: [
        { person: 'Ben', tasks: 2 },
        { person: 'Ana', tasks: 1 },
      ],
    });
    await tasks.assign({
      accountIds: ['A', 'B', 'A'],
      title: 'Mail',
      rule: { way: 'segment', segments: [{ segment: 'SMB', people: ['Zoe'] }], otherwise: 'Ana' },
    });
    expect((await tasks.list({ search: 'Mail' })).rows.map((row) => [row.account?.id, row.assignee])).toEqual([
      ['A', 'Zoe'],
      ['B', 'Ana'],
    ]);
    await changes.undo({});
    await changes.undo({});
    expect((await tasks.list({})).counts.open).toBe(1);
  });

  it('know the people of the book, and the one who works here', async () => {
    await engine.client.system.saveSettings({ person: 'Me Here' });
    await tasks.save({ title: 'x', assignee: 'Zoe' });
    expect(await tasks.people()).toEqual([
      { name: 'Me Here', open: 0, isMe: true },
      { name: 'Ana', open: 0, isMe: false },
      { name: 'Cruz', open: 0, isMe: false },
      { name: 'Zoe', open: 1, isMe: false },
    ]);
  });

  it('are exported, names in place of references', async () => {
    await tasks.save({ accountId: 'A', title: `=1+1 ${mentionOf('B')}`, due: '2026-02-03', assignee: null });
    const file = await tasks.export({});
    const text = readFileSync(engine.grants.resolve(file.grant).path, 'utf8');
    expect(text.split('\r\n')[1]).toMatch(/^1,A,Acme,"?'=1\+1 @Bolt"?,,2026-02-03,,open,,/);
  });
});

describe('notes', () => {
  it('belong to an account and to those that they name, and are taken back', async () => {
    await engine.client.system.saveSettings({ person: 'Ana' });
    const { note } = await notes.save({ accountId: 'A', text: `Moves to ${mentionOf('B')}` });
    expect(note).toMatchObject({
      account: { id: 'A', name: 'Acme' },
      author: 'Ana',
      mentions: [{ id: 'B', name: 'Bolt' }],
    });
    await notes.save({ accountId: 'C', text: 'Other' });
    expect((await notes.list({ accountId: 'B' })).rows.map((row) => row.id)).toEqual([note.id]);
    expect((await notes.list({})).rows.map((row) => row.text)).toEqual(['Other', note.text]);
    merge('C', 'B');
    expect((await notes.list({ accountId: 'C' })).rows).toHaveLength(2);
    const changed = await notes.save({ id: note.id, accountId: 'A', text: 'Stays' });
    expect(changed.note).toMatchObject({ text: 'Stays', mentions: [] });
    await notes.remove({ id: note.id });
    expect((await notes.list({ accountId: 'A' })).rows).toEqual([]);
    await changes.undo({});
    await changes.undo({});
    expect((await notes.list({ accountId: 'A' })).rows).toMatchObject([{ id: note.id, text: note.text }]);
    await expect(notes.save({ accountId: 'Z', text: 'x' })).rejects.toThrow('There is no account Z');
  });
});
