import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MappingFile } from '../../../shared/contract/index.ts';
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

const mapping: MappingFile['files'][number] = {
  match: { header: ['Kunde', 'Wann', 'Was'] },
  table: 'events',
  columns: [
    { column: 'Kunde', field: 'account_id' },
    { column: 'Wann', field: 'occurred_at' },
    { column: 'Was', field: 'event' },
  ],
  constants: {},
  keepWhere: [],
  dateOrder: 'dmy',
  zone: 'UTC',
  decimal: '.',
};

it('a saved mapping is found again by the next file of its shape, previewed, imported, and its rejects are handed out', async () => {
  const { imports } = engine.client;
  const saved: MappingFile = { format: 'holdfast-mapping', version: 1, name: 'usage of the shop', files: [mapping] };
  await imports.saveMapping(saved);
  expect(await imports.savedMappings()).toEqual([saved]);

  const bad = Array.from({ length: 7 }, (_, index) => `A${index};never;=cmd|x`).join('\n');
  const file = grant('nutzung.csv', `Kunde;Wann;Was\nA1;16.10.2024 09:12;login\nA2;03.04.2024;login\n${bad}\n`);
  const [preview] = await imports.preview({ grants: [file] });
  expect(preview).toMatchObject({
    grant: file,
    delimiter: ';',
    table: { name: 'events', confidence: 1 },
    questions: [],
    problem: null,
  });
  expect(preview).not.toHaveProperty('path');
  expect(preview?.columns.map(({ proposed }) => proposed.reason)).toEqual(['saved', 'saved', 'saved']);
  expect(preview?.stored).toEqual([
    { account_id: 'A1', occurred_at: '2024-10-16T09:12:00Z', event: 'login' },
    { account_id: 'A2', occurred_at: '2024-04-03T00:00:00Z', event: 'login' },
  ]);
  if (!preview?.mapping) throw new Error('no mapping');

  const trial = await ended(
    (await imports.start({ files: [{ grant: file, mapping: preview.mapping }], dryRun: true })).jobId,
  );
  expect(trial.result).toMatchObject({ dryRun: true, read: 9, new: 2, rejected: 7 });
  expect(await imports.get({ id: Number(trial.result?.['importId']) })).toMatchObject({
    state: 'checked',
    totals: { events: { read: 9, rejected: 7 } },
  });
  expect(await imports.list()).toEqual([]);

  const job = await ended((await imports.start({ files: [{ grant: file, mapping: preview.mapping }] })).jobId);
  expect(job).toMatchObject({ state: 'done', result: { importId: 1, dryRun: false, read: 9, new: 2, rejected: 7 } });
  const page = await imports.rejects({ id: 1, limit: 5 });
  expect(page).toMatchObject({
    total: 7,
    rows: [
      { file: 'nutzung.csv', row: 4, column: 'Wann', reason: '"never" is not a date read as day-month-year' },
      {},
      {},
      {},
      {},
    ],
  });
  const rest = await imports.rejects({ id: 1, limit: 5, cursor: page.next });
  expect([rest.rows.length, rest.next]).toEqual([2, null]);
  expect((await imports.rejects({ id: 1, limit: 7 })).next).toBeNull();
  await expect(imports.rejects({ id: 1, cursor: 'nonsense' })).rejects.toMatchObject({ code: 'invalid_input' });

  const exported = await imports.exportRejects({ id: 1 });
  const lines = readFileSync(engine.grants.resolve(exported.grant).path, 'utf8').split('\r\n');
  expect(lines[0]).toBe('\ufefffile,row,column,reason,values');
  // A cell that a spreadsheet would run stands behind an apostrophe.
  expect(lines[1]).toBe(`nutzung.csv,4,Wann,"""never"" is not a date read as day-month-year",A0,never,"'=cmd|x"`);
  expect(lines).toHaveLength(9);

  expect(await ended((await imports.undo({ id: 1 })).jobId)).toMatchObject({ state: 'done', result: { importId: 1 } });
  expect(await imports.list()).toMatchObject([{ id: 1, state: 'undone', undoBlockedBy: 'It is undone already.' }]);
  expect((await imports.rejects({ id: 1 })).total).toBe(7);
});

it('a mapping that a person corrected is checked and previewed', async () => {
  const file = grant('list.csv', 'a,b,c\nA1,03/04/2024,x\n');
  const corrected = {
    table: 'churn_events' as const,
    columns: [
      { column: 'a', field: 'account_id' },
      { column: 'b', field: 'churn_day' },
    ],
  };
  const [open] = await engine.client.imports.preview({ grants: [file], mappings: { [file]: corrected } });
  expect(open?.questions).toEqual([{ kind: 'date-order', column: 'b', field: 'churn_day' }]);
  const [decided] = await engine.client.imports.preview({
    grants: [file],
    mappings: { [file]: { ...corrected, dateOrder: 'mdy' } },
  });
  expect([decided?.questions, decided?.stored]).toEqual([[], [{ account_id: 'A1', churn_day: '2024-03-04' }]]);
  const [missing] = await engine.client.imports.preview({
    grants: [file],
    mappings: { [file]: { table: 'tickets', columns: [{ column: 'a', field: 'account_id' }] } },
  });
  expect(missing?.questions).toEqual([{ kind: 'missing-field', column: null, field: 'opened_at' }]);
});
