import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FileMapping, Recipe } from '../../../shared/contract/index.ts';
import { fileMapping } from '../../../shared/contract/index.ts';
import { createEngine, noKeychain } from '../index.ts';
import type { Engine } from '../index.ts';

let engine: Engine;
const root = mkdtempSync(join(tmpdir(), 'holdfast-imports-'));
beforeAll(async () => {
  engine = await createEngine({ host: 'cli', home: root, keychain: noKeychain('Not in this test.') });
  await engine.workspaces.create({ name: 'Test', folder: join(root, 'workspace'), protection: 'memory' });
});
afterAll(async () => {
  await engine.close();
  rmSync(root, { recursive: true, force: true });
});

function grant(name: string, content: string): string {
  const path = join(root, name);
  writeFileSync(path, content);
  return engine.grants.register(path).grant;
}

async function ended(jobId: number) {
  for await (const job of await engine.client.jobs.watch({ id: jobId }))
    if (job.state !== 'queued' && job.state !== 'running') return job;
  return engine.client.jobs.get({ id: jobId });
}

const mapping: FileMapping = fileMapping.parse({
  table: 'events',
  columns: [
    { column: 'Kunde', field: 'account_id' },
    { column: 'Wann', field: 'occurred_at' },
    { column: 'Was', field: 'event' },
  ],
  dateFormat: 'dmy',
});

it('a saved recipe is found again by the next file of its shape, previewed, imported, and its rejects are handed out', async () => {
  const { imports, recipes } = engine.client;
  const recipe: Recipe = {
    format: 'holdfast-recipe',
    version: 2,
    name: 'usage of the shop',
    revision: 1,
    files: [{ ...mapping, match: { header: ['Kunde', 'Wann', 'Was'] } }],
  };
  await recipes.save(recipe);

  const bad = Array.from({ length: 7 }, (_, index) => `A${index};never;=cmd|x`).join('\n');
  const file = grant('nutzung.csv', `Kunde;Wann;Was\nA1;16.10.2024 09:12;login\nA2;03.04.2024;login\n${bad}\n`);
  const [preview] = await imports.preview({ grants: [file] });
  expect(preview).toMatchObject({ grant: file, delimiter: ';', problem: null });
  expect(preview).not.toHaveProperty('path');
  const reading = preview!.readings[0]!;
  expect(reading).toMatchObject({
    table: { name: 'events', confidence: 1 },
    questions: [],
    recipe: { name: 'usage of the shop', revision: 1 },
  });
  const files = [{ grant: file, mapping: reading.mapping!, recipe: reading.recipe }];

  const trial = await ended((await imports.start({ files, dryRun: true })).jobId);
  expect(trial.result).toMatchObject({ dryRun: true, read: 9, new: 2, rejected: 7 });
  const check = Number(trial.result?.['importId']);
  expect(await imports.get({ id: check })).toMatchObject({
    state: 'checked',
    totals: { events: { read: 9, rejected: 7, orphaned: 2 } },
    commitBlockedBy: null,
    request: [{ grant: file, name: 'nutzung.csv', part: null, mapping: { table: 'events' }, recipe: reading.recipe }],
  });
  expect((await imports.list()).rows).toEqual([]);
  expect(await imports.rejects({ id: check, limit: 5 })).toMatchObject({
    total: 7,
    rows: [{ file: 'nutzung.csv', row: 4 }, {}, {}, {}, {}],
  });

  const job = await ended((await imports.commit({ id: check })).jobId);
  expect(job).toMatchObject({ state: 'done', result: { importId: 1, dryRun: false, read: 9, new: 2, rejected: 7 } });
  engine.grants.release(file);
  expect(await imports.get({ id: check })).toMatchObject({
    commitBlockedBy: 'It was committed as import 1.',
    request: [{ grant: null, name: 'nutzung.csv' }],
  });
  await expect(imports.commit({ id: check })).rejects.toMatchObject({ code: 'conflict' });
  expect(await imports.get({ id: 1 })).toMatchObject({
    state: 'committed',
    files: [{ name: 'nutzung.csv', table: 'events', recipe: { name: 'usage of the shop', revision: 1 } }],
  });
  const page = await imports.rejects({ id: 1, limit: 5 });
  expect(page).toMatchObject({ total: 7, rows: [{ file: 'nutzung.csv', row: 4, column: 'Wann' }, {}, {}, {}, {}] });
  const rest = await imports.rejects({ id: 1, limit: 5, cursor: page.next });
  expect([rest.rows.length, rest.next]).toEqual([2, null]);
  expect((await imports.rejects({ id: 1, limit: 7 })).next).toBeNull();
  await expect(imports.rejects({ id: 1, cursor: 'nonsense' })).rejects.toMatchObject({ code: 'invalid_input' });

  const handed = await imports.exportRejects({ id: 1 });
  expect(handed.name).toBe('nutzung rejected.csv');
  const lines = readFileSync(engine.grants.resolve(handed.grant).path, 'utf8').split('\r\n');
  expect(lines[0]).toBe('\ufeffrejected row,rejected column,rejected because,Kunde,Wann,Was');
  expect(lines).toHaveLength(9);

  const accepted = await imports.acceptFinding({ id: 1, key: 'implied-accounts', table: 'accounts', accepted: true });
  expect(accepted.findings.find(({ key }) => key === 'implied-accounts')?.accepted).toBe(true);
  await expect(imports.acceptFinding({ id: 1, key: 'no-such', table: null, accepted: true })).rejects.toMatchObject({
    code: 'not_found',
  });

  expect(await ended((await imports.undo({ id: 1 })).jobId)).toMatchObject({ state: 'done', result: { importId: 1 } });
  expect((await imports.list()).rows).toMatchObject([
    { id: 1, state: 'undone', undoBlockedBy: 'It is undone already.' },
  ]);
  expect((await imports.rejects({ id: 1 })).total).toBe(7);
});

it('tells each changed row, old and new by field, before the commit and after it', async () => {
  const { imports } = engine.client;
  const subscriptions = fileMapping.parse({
    table: 'subscriptions',
    columns: ['subscription_id', 'account_id', 'start_day', 'mrr', 'currency', 'is_trial', 'note'].map((field) => ({
      column: field,
      field: field === 'note' ? 'attributes' : field,
    })),
  });
  const run = async (lines: readonly string[], dryRun = false) => {
    const content = `subscription_id,account_id,start_day,mrr,currency,is_trial,note\n${lines.join('\n')}\n`;
    const files = [{ grant: grant('subs.csv', content), mapping: subscriptions }];
    const job = await ended((await imports.start({ files, dryRun })).jobId);
    expect(job.state).toBe('done');
    return Number(job.result?.['importId']);
  };
  const first = ['S1', 'S2', 'S3', 'S4'].map((id) => `${id},A1,2024-01-01,10.5,EUR,yes,x`);
  await run(first);
  const changed = [
    'S1,A1,2024-01-01,12,EUR,yes,x',
    'S2,A1,2024-01-01,10.5,EUR,no,',
    'S3,A1,2024-01-01,10.5,EUR,yes,x',
    'S4,A1,2024-01-05,10.5,EUR,yes,y',
  ];
  const wanted = [
    { key: 'S1', row: 2, fields: [{ field: 'mrr', old: '10.50 EUR', new: '12.00 EUR' }] },
    {
      key: 'S2',
      row: 3,
      fields: [
        { field: 'is_trial', old: 'true', new: 'false' },
        { field: 'note', old: 'x', new: null },
      ],
    },
    {
      key: 'S4',
      row: 5,
      fields: [
        { field: 'start_day', old: '2024-01-01', new: '2024-01-05' },
        { field: 'note', old: 'x', new: 'y' },
      ],
    },
  ].map((row) => ({ table: 'subscriptions', file: 'subs.csv', ...row }));

  const check = await run(changed, true);
  expect((await imports.get({ id: check })).changedFields).toEqual({
    subscriptions: { mrr: 1, is_trial: 1, start_day: 1, note: 2 },
  });
  const page = await imports.changes({ id: check, limit: 2 });
  expect(page).toMatchObject({ total: 3, rows: wanted.slice(0, 2) });
  expect(await imports.changes({ id: check, limit: 2, cursor: page.next })).toEqual({
    total: 3,
    rows: wanted.slice(2),
    next: null,
  });
  const newer = await run(changed, true);
  expect((await imports.get({ id: check })).commitBlockedBy).toContain('no longer kept');
  const job = await ended((await imports.commit({ id: newer })).jobId);
  const id = Number(job.result?.['importId']);
  const after = await imports.changes({ id, limit: 2 });
  expect(after).toMatchObject({ total: 3, rows: wanted.slice(0, 2) });
  expect((await imports.changes({ id, limit: 2, cursor: after.next })).rows).toEqual(wanted.slice(2));
  await expect(imports.changes({ id, cursor: 'nonsense' })).rejects.toMatchObject({ code: 'invalid_input' });

  // Data that changed since a check make it worthless.
  const outdated = await run(first, true);
  await ended((await imports.undo({ id })).jobId);
  expect((await imports.get({ id: outdated })).commitBlockedBy).toContain('changed since this check');
  await expect(imports.commit({ id: outdated })).rejects.toMatchObject({ code: 'conflict' });
  expect((await imports.changes({ id, limit: 2 })).total).toBe(0);
});

it('a mapping that a person corrected is checked and previewed', async () => {
  const file = grant('list.csv', 'a,b,c\nA1,03/04/2024,x\n');
  const corrected = fileMapping.parse({
    table: 'churn_events',
    columns: [
      { column: 'a', field: 'account_id' },
      { column: 'b', field: 'churn_day' },
    ],
  });
  const previewed = async (given: FileMapping) => {
    const [preview] = await engine.client.imports.preview({ grants: [file], mappings: { [file]: [given] } });
    return preview!.readings[0]!;
  };
  const open = await previewed(corrected);
  expect(open.questions).toEqual([{ kind: 'date-format', column: 'b', field: 'churn_day' }]);
  const decided = await previewed({ ...corrected, dateFormat: 'mdy' });
  expect([decided.questions, decided.stored]).toEqual([[], [{ account_id: 'A1', churn_day: '2024-03-04' }]]);
  const missing = await previewed(
    fileMapping.parse({ table: 'tickets', columns: [{ column: 'a', field: 'account_id' }] }),
  );
  expect(missing.questions).toEqual([{ kind: 'missing-field', column: null, field: 'opened_at' }]);
});

it('a file that a page sent waits in the workspace until its import has ended', async () => {
  const path = join(root, 'sent.csv');
  writeFileSync(path, 'Kunde,Wann,Was\nA1,16.10.2025,login\n');
  const sent = engine.grants.register(path, { temporary: true }).grant;
  const files = [{ grant: sent, mapping }];
  const incoming = (): string[] => readdirSync(join(root, 'workspace', 'incoming'));
  await ended((await engine.client.imports.start({ files, dryRun: true })).jobId);
  expect(existsSync(path)).toBe(false);
  expect(incoming()).toHaveLength(1);
  expect(await ended((await engine.client.imports.start({ files })).jobId)).toMatchObject({ state: 'done' });
  expect(incoming()).toEqual([]);
  await expect(engine.client.imports.start({ files })).rejects.toMatchObject({ code: 'not_found' });
});
