import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, noKeychain } from '../index.ts';
import type { Engine } from '../index.ts';

let home: string;
let engine: Engine;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'holdfast-views-'));
  engine = await createEngine({ host: 'cli', home, keychain: noKeychain('Not in this test.') });
  await engine.workspaces.create({ folder: join(home, 'book'), name: 'Book', protection: 'memory' });
});
afterAll(async () => {
  await engine.close();
  rmSync(home, { recursive: true, force: true });
});

describe('saved views', () => {
  it('keep an address under a name, one of them the first to be shown, and can be taken back', async () => {
    const { views, changes } = engine.client;
    const list = async () => (await views.list({ page: 'accounts' })).map((view) => [view.name, view.isDefault]);
    const { view: first } = await views.save({ page: 'accounts', name: 'Mine', search: { owner: ['Ana'] } });
    const { view: second } = await views.save({ page: 'accounts', name: 'Árbol', search: {} });
    await views.save({ page: 'tasks', name: 'Mine', search: {} });
    expect(first).toMatchObject({ search: { owner: ['Ana'] }, isDefault: false });
    await views.setDefault({ id: first.id, isDefault: true });
    await views.setDefault({ id: second.id, isDefault: true });
    expect(await list()).toEqual([
      ['Árbol', true],
      ['Mine', false],
    ]);
    await changes.undo({});
    expect(await list()).toEqual([
      ['Árbol', false],
      ['Mine', true],
    ]);
    await expect(views.save({ page: 'accounts', name: 'mine', search: {} })).rejects.toThrow('named “Mine” already');
    await expect(views.rename({ id: second.id, name: 'MINE' })).rejects.toThrow('already');
    expect((await views.rename({ id: first.id, name: 'mine' })).view.name).toBe('mine');
    await views.remove({ id: first.id });
    expect(await list()).toEqual([['Árbol', false]]);
    await changes.undo({});
    expect(await list()).toEqual([
      ['Árbol', false],
      ['mine', true],
    ]);
    await expect(views.remove({ id: 99 })).rejects.toThrow('not there any more');
  });
});
