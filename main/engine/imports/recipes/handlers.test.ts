import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, noKeychain } from '../../index.ts';
import type { Engine } from '../../index.ts';
import { mappingOf, recipeOf } from './testing/mappings.ts';

let engine: Engine;
const root = mkdtempSync(join(tmpdir(), 'holdfast-recipes-'));
beforeAll(async () => {
  engine = await createEngine({ host: 'cli', home: root, keychain: noKeychain('Not in this test.') });
  await engine.workspaces.create({ name: 'Test', folder: join(root, 'workspace'), protection: 'memory' });
});
afterAll(async () => {
  await engine.close();
  rmSync(root, { recursive: true, force: true });
});

const crm = (name: string, zone = 'UTC') =>
  recipeOf(name, [
    { ...mappingOf({ table: 'accounts', zone }, { id: 'account_id' }), match: { header: ['id'] } },
    { ...mappingOf({ table: 'contacts', zone }, { id: 'account_id', who: 'contact_id' }), match: { name: 'who*' } },
  ]);

function grant(name: string, content: string): string {
  const path = join(root, name);
  writeFileSync(path, content);
  return engine.grants.register(path).grant;
}

describe('saved recipes', () => {
  it('count their revisions; the same content again is none, and going back is one', async () => {
    const { recipes } = engine.client;
    expect(await recipes.save(crm('counted'))).toEqual({ name: 'counted', revision: 1 });
    expect(await recipes.save({ ...crm('counted'), revision: 9 })).toEqual({ name: 'counted', revision: 1 });
    expect(await recipes.save(crm('counted', 'Europe/Madrid'))).toEqual({ name: 'counted', revision: 2 });
    expect(await recipes.save(crm('counted'))).toEqual({ name: 'counted', revision: 3 });
    expect((await recipes.get({ name: 'counted', revision: 2 })).files[0]?.zone).toBe('Europe/Madrid');
    expect((await recipes.get({ name: 'counted' })).revision).toBe(3);
    expect((await recipes.revisions({ name: 'counted' })).map(({ revision }) => revision)).toEqual([3, 2, 1]);
    expect((await recipes.list()).find(({ name }) => name === 'counted')).toMatchObject({
      revision: 3,
      files: 2,
      tables: ['accounts', 'contacts'],
      used: 0,
      lastUsedAt: null,
    });
    expect(await recipes.remove({ name: 'counted' })).toEqual({ removed: 3 });
    await expect(recipes.get({ name: 'counted' })).rejects.toThrow(/There is no recipe "counted"/);
    await expect(recipes.revisions({ name: 'counted' })).rejects.toThrow(/There is no recipe/);
  });

  it('leave as a file and come back the same', async () => {
    const { recipes } = engine.client;
    await recipes.save(crm('Ventas: año 2026'));
    const file = await recipes.export({ name: 'Ventas: año 2026' });
    expect(file.name).toBe('ventas-ano-2026-1.recipe.json');
    const text = readFileSync(engine.grants.resolve(file.grant).path, 'utf8');
    const before = await recipes.get({ name: 'Ventas: año 2026' });
    await recipes.remove({ name: 'Ventas: año 2026' });
    expect(await recipes.import({ grant: grant('ventas.json', text) })).toEqual({
      name: 'Ventas: año 2026',
      revision: 1,
    });
    expect(await recipes.get({ name: 'Ventas: año 2026' })).toEqual(before);
  });

  it('come from the earlier format as well', async () => {
    const old = {
      format: 'holdfast-mapping',
      version: 1,
      name: 'old',
      files: [
        {
          match: { header: ['id'] },
          table: 'accounts',
          columns: [{ column: 'id', field: 'account_id' }],
          constants: {},
          keepWhere: [],
          dateOrder: 'mdy',
          zone: 'UTC',
          decimal: '.',
        },
      ],
    };
    await engine.client.recipes.import({ grant: grant('old.json', JSON.stringify(old)) });
    const { format, version, files } = await engine.client.recipes.get({ name: 'old' });
    expect({ format, version, dateFormat: files[0]?.dateFormat }).toEqual({
      format: 'holdfast-recipe',
      version: 2,
      dateFormat: 'mdy',
    });
  });

  it.each([
    ['not.json', 'a,b', /not readable JSON/],
    ['other.json', '{"format":"something"}', /cannot be read/],
    ['part.json', JSON.stringify({ ...crm('x'), files: [{ table: 'nothing' }] }), /files\.0\.table/],
  ])('refuse what is none: %s', async (name, content, message) => {
    await expect(engine.client.recipes.import({ grant: grant(name, content) })).rejects.toThrow(message);
  });

  it('cannot go while a folder is watched with them', async () => {
    const { recipes, watchedFolders } = engine.client;
    await recipes.save(crm('needed'));
    const { id } = await watchedFolders.add({ path: tmpdir(), recipe: 'needed' });
    await expect(recipes.remove({ name: 'needed' })).rejects.toThrow(/Stop watching it first/);
    await watchedFolders.remove({ id });
    expect(await recipes.remove({ name: 'needed' })).toEqual({ removed: 1 });
  });
});
