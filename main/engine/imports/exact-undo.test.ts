import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createEngine, noKeychain } from '../index.ts';
import type { Engine } from '../index.ts';

let engine: Engine;
const root = mkdtempSync(join(tmpdir(), 'holdfast-undo-'));
beforeAll(async () => {
  engine = await createEngine({ host: 'cli', home: root, keychain: noKeychain('Not in this test.') });
  await engine.workspaces.create({ name: 'Test', folder: join(root, 'workspace'), protection: 'memory' });
});
afterAll(async () => {
  await engine.close();
  rmSync(root, { recursive: true, force: true });
});

/** As the page does it: granted, looked at, imported by what was proposed. @returns the import's number */
async function importFiles(folder: string, files: Readonly<Record<string, readonly string[]>>): Promise<number> {
  const { imports } = engine.client;
  const grants = Object.entries(files).map(([name, lines]) => {
    const path = join(root, `${folder}-${name}`);
    writeFileSync(path, `${lines.join('\n')}\n`);
    return engine.grants.register(path, { name }).grant;
  });
  const previews = await imports.preview({ grants });
  const { jobId } = await imports.start({
    files: previews.flatMap(({ grant, part, readings }) =>
      readings.map((reading) => ({ grant, part, mapping: reading.mapping! })),
    ),
  });
  return Number((await ended(jobId)).result?.['importId']);
}

async function ended(jobId: number) {
  const job = await engine.workspaces.session().jobs.ended(jobId);
  expect([job.state, job.error]).toEqual(['done', null]);
  return job;
}

/** All that a person sees of the accounts, as the page receives it. */
async function seen(): Promise<string> {
  const { accounts } = engine.client;
  const queue = await accounts.queue({ filter: { includeChurned: true }, sort: 'name' });
  const pages = [];
  for (const { id } of queue.rows)
    pages.push([
      await accounts.get({ id }),
      await accounts.timeline({ id, tables: [], limit: 200 }),
      await accounts.usage({ id, period: 'day' }),
    ]);
  return JSON.stringify([queue, pages, await accounts.facets()]);
}

const first = {
  'accounts.csv': [
    'account_id,account_name,country,signup_date,tier',
    'A1,Acme,ES,2024-01-01,gold',
    'A2,Bel,FR,2024-01-02,',
  ],
  'subscriptions.csv': [
    'subscription_id,account_id,start_date,end_date,mrr,currency,plan',
    'S1,A1,2024-01-01,,100.50,EUR,pro',
    'S2,A2,2024-02-01,2024-08-01,20,EUR,basic',
  ],
  'tickets.csv': [
    'ticket_id,account_id,created_at,priority,subject',
    'T1,A1,2024-03-01T10:00:00Z,high,Login fails',
    'T2,A2,2024-03-02T10:00:00Z,low,A question',
  ],
  'events.csv': [
    'account_id,event,timestamp,quantity',
    'A1,login,2024-03-01T10:00:00Z,1',
    'A1,export,2024-03-05T10:00:00Z,3',
    'A2,login,2024-04-01T10:00:00Z,1',
  ],
};
const second = {
  'accounts.csv': [
    'account_id,account_name,country,signup_date,tier',
    'A1,Acme Iberia,PT,2024-01-01,silver',
    'A2,Bel,FR,2024-01-02,bronze',
    'A3,Cid,US,2024-05-01,gold',
  ],
  'subscriptions.csv': [
    'subscription_id,account_id,start_date,end_date,mrr,currency,plan',
    'S1,A1,2024-01-01,2024-09-01,90,EUR,basic',
    'S3,A3,2024-05-01,,70,USD,pro',
  ],
  'tickets.csv': [
    'ticket_id,account_id,created_at,priority,subject',
    'T1,A2,2024-03-01T10:00:00Z,urgent,Login fails again',
    'T3,A9,2024-06-01T10:00:00Z,low,From nobody known',
  ],
  'events.csv': [
    'account_id,event,timestamp,quantity',
    'A1,login,2024-07-01T10:00:00Z,9',
    'A3,open,2024-07-02T10:00:00Z,',
  ],
};

it('after undoing, the page of every account is byte for byte what it was', { timeout: 120_000 }, async () => {
  const { imports } = engine.client;
  await importFiles('first', first);
  const before = await seen();
  for (const word of ['Acme', 'Login fails', '"gold"', '"login"', '"monthlyRevenue":{"minor":10050'])
    expect(before).toContain(word);

  const id = await importFiles('second', second);
  const after = await seen();
  expect(after).toContain('Acme Iberia');

  await ended((await imports.undo({ id })).jobId);
  expect(await seen()).toBe(before);

  const again = await importFiles('again', second);
  expect((await imports.get({ id: again })).totals).toEqual((await imports.get({ id })).totals);
  await ended((await imports.undo({ id: again })).jobId);
  expect(await seen()).toBe(before);
});

it('what a spreadsheet would run is stored as it stands and handed out as text, by every file that people get', async () => {
  const { accounts, imports } = engine.client;
  const cells = Array.from({ length: 6 }, () => ['=cmd|x', '+cmd|x', '-cmd|x', '@cmd', '-12.5']).flat();
  const id = await importFiles('formulas', {
    'accounts.csv': [
      'account_id,account_name,country,signup_date,owner',
      ...cells.map((cell, index) => `=F${index},${cell},ES,2024-01-01,${cell}`),
      '@bad,=cmd|bad',
    ],
  });
  expect((await accounts.get({ id: '=F0' })).name).toBe('=cmd|x');
  const files = [await accounts.exportQueue({ filter: {} }), await imports.exportRejects({ id })];
  for (const { grant } of files) {
    const text = readFileSync(engine.grants.resolve(grant).path, 'utf8');
    expect(text).toContain(`'=cmd|`);
    for (const cell of text.replaceAll('"', '').split(/[,\r\n]/)) expect(cell).not.toMatch(/^(?:[=@]|[+-](?![\d.]*$))/);
  }
});
