import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fileMapping } from '../../../shared/contract/index.ts';
import { createEngine, noKeychain } from '../index.ts';
import type { Engine } from '../index.ts';

let engine: Engine;
const root = mkdtempSync(join(tmpdir(), 'holdfast-drafts-'));
beforeAll(async () => {
  engine = await createEngine({ host: 'cli', home: root, keychain: noKeychain('Not in this test.') });
  await engine.workspaces.create({ name: 'Test', folder: join(root, 'workspace'), protection: 'memory' });
});
afterAll(async () => {
  await engine.close();
  rmSync(root, { recursive: true, force: true });
});

function grant(name: string): string {
  const path = join(root, name);
  writeFileSync(path, 'id,name\n1,One\n');
  return engine.grants.register(path).grant;
}

it('what was decided about a file is told again, of each file its own, until it is forgotten', async () => {
  const { imports } = engine.client;
  const [first, second] = [grant('a.csv'), grant('b.xlsx')];
  const mappings = [fileMapping.parse({ table: 'accounts', columns: [{ column: 'id', field: 'account_id' }] })];
  await imports.keepDraft({ grant: first, decisions: [{ key: first, mappings, table: 'accounts' }] });
  await imports.keepDraft({ grant: second, decisions: [{ key: `${second}#Notes`, isLeftOut: true }] });
  expect(await imports.drafts({ grants: [first, second] })).toEqual([
    { grant: first, key: first, mappings, table: 'accounts' },
    { grant: second, key: `${second}#Notes`, isLeftOut: true },
  ]);

  await imports.keepDraft({ grant: first, decisions: [] });
  expect(await imports.drafts({ grants: [first] })).toEqual([]);
  expect(await imports.drafts({ grants: [second] })).toHaveLength(1);
});

it('nothing is kept about a file that nobody handed over, nor told once it is gone', async () => {
  const { imports } = engine.client;
  await expect(imports.keepDraft({ grant: 'guessed', decisions: [{ key: 'guessed' }] })).rejects.toMatchObject({
    code: 'not_found',
  });
  const gone = grant('c.csv');
  await imports.keepDraft({ grant: gone, decisions: [{ key: gone, isLeftOut: true }] });
  engine.grants.release(gone);
  expect(await imports.drafts({ grants: [gone, 'guessed'] })).toEqual([]);
});
