import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { automaticMapping, createEngine, noKeychain, parseRecipe } from '../../main/engine/index.ts';
import type { Engine } from '../../main/engine/index.ts';

const here = import.meta.dirname;
const data = join(here, '../../../shared/data');
const recipes = readdirSync(here).filter((name) => name.endsWith('.json'));

let engine: Engine;
let root: string;
beforeAll(() => void (root = mkdtempSync(join(tmpdir(), 'holdfast-recipes-'))));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let workspaces = 0;
/** A workspace of its own, with one of the recipes saved or with none. */
async function withRecipe(name: string | null): Promise<void> {
  const number = ++workspaces;
  engine = await createEngine({ host: 'cli', home: join(root, `home-${number}`), keychain: noKeychain('Not here.') });
  await engine.workspaces.create({ name: 'Test', folder: join(root, `book-${number}`), protection: 'memory' });
  if (name !== null) await engine.client.recipes.save(parseRecipe(readFileSync(join(here, name)), name));
}

/** Imports files as a page does, and tells what came of it. */
async function importFiles(paths: readonly string[]) {
  const grants = paths.map((path) => engine.grants.register(path).grant);
  const previews = await engine.client.imports.preview({ grants });
  const { files, skipped } = automaticMapping(previews);
  expect(skipped).toEqual([]);
  const { jobId } = await engine.client.imports.start({
    files: files.map(({ grant, part, mapping, recipe }) => ({ grant, part, mapping, recipe })),
  });
  const job = await engine.workspaces.session().jobs.ended(jobId);
  expect(job.error).toBeNull();
  const summary = await engine.client.imports.get({ id: Number(job.result?.['importId']) });
  return { ...summary, byRecipe: files.every(({ recipe }) => recipe !== null) };
}

function write(name: string, ...lines: string[]): string {
  const path = join(root, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

const rows = (sql: string): unknown[] => engine.workspaces.session().database.prepare(sql).raw().all();

/** Everything stored of a table, as one short text. */
const digest = (table: string, columns: string): string =>
  createHash('sha256')
    .update(JSON.stringify(rows(`SELECT ${columns} FROM current_${table} ORDER BY 1`)))
    .digest('hex');

describe('the recipes', () => {
  it('are all of the present format', () => {
    expect(recipes.length).toBeGreaterThan(3);
    for (const name of recipes) {
      const content = readFileSync(join(here, name));
      expect(JSON.parse(content.toString())).toMatchObject({ format: 'holdfast-recipe', version: 2 });
      expect(parseRecipe(content, name).files.length).toBeGreaterThan(0);
    }
  });

  it('make events of a table with a column a feature', async () => {
    await withRecipe('wide-usage.json');
    const file = write(
      'wide.csv',
      'Day,Account,Logins,Reports,Exports,API calls,Invited users',
      '2026-01-01,acme,3,0,,12,',
      '2026-01-02,ACME,1,2,0,n/a,0',
      '2026-01-02,bo,0,0,0,0,0',
    );
    const { totals, byRecipe } = await importFiles([file]);
    expect(byRecipe).toBe(true);
    expect(totals['events']).toMatchObject({ read: 4, new: 4, rejected: 0 });
    const { names } = await engine.client.events.names();
    expect(names.map(({ name, count }) => [name, count]).sort()).toEqual([
      ['call API', 1],
      ['log in', 2],
      ['open report', 1],
    ]);
    expect(rows('SELECT account_id FROM current_accounts')).toEqual([['ACME']]);
    await engine.close();
  });

  it('make customers, invoices and events of invoice lines, and keep no address', async () => {
    await withRecipe('invoice-lines.json');
    const file = write(
      'lines.csv',
      'Invoice;Line;Customer no;Customer;E-mail;Issued;Product;Quantity;Net;Currency',
      'F1;1;00042;Acme S.L.;ana@mail.acme.es;03/02/2026;Seats / Pro;5;1.250,50;EUR',
      'F1;2;00042;Acme S.L.;ana@mail.acme.es;03/02/2026;Support / Gold;1;99;EUR',
      'F2;1;7;Bo;bo@gmail.com;13/02/2026;Seats / Basic;-1;-20,00;EUR',
      'F3;1;7;Bo;bo@gmail.com;31/02/2026;Seats / Basic;1;20,00;EUR',
    );
    const { totals } = await importFiles([file]);
    expect(totals['accounts']).toMatchObject({ read: 4, new: 2 });
    expect(totals['invoices']).toMatchObject({ read: 4, new: 3, rejected: 1 });
    expect(totals['events']).toMatchObject({ read: 4, new: 2, filtered: 1, rejected: 1 });
    expect(rows('SELECT account_id, name, website, source FROM current_accounts ORDER BY account_id')).toEqual([
      ['42', 'Acme S.L.', 'acme.es', 'billing'],
      ['7', 'Bo', null, 'billing'],
    ]);
    expect(rows('SELECT invoice_id, account_id, issued_day, amount FROM current_invoices ORDER BY invoice_id')).toEqual(
      [
        ['F1-1', '42', '2026-02-03', 125_050],
        ['F1-2', '42', '2026-02-03', 9900],
        ['F2-1', '7', '2026-02-13', -2000],
      ],
    );
    const kept = JSON.stringify(rows('SELECT raw FROM import_rejects'));
    expect(kept).toContain('31/02/2026');
    expect(kept).not.toContain('bo@gmail.com');
    await engine.close();
  });
});

const ravenstack = join(data, 'ravenstack');
describe.skipIf(!existsSync(ravenstack))('RavenStack (skipped where ../shared/data/ravenstack is absent)', () => {
  it('gives by its recipe the data that it gives by itself', { timeout: 240_000 }, async () => {
    const files = readdirSync(ravenstack).map((name) => join(ravenstack, name));
    const seen: unknown[] = [];
    for (const recipe of ['ravenstack.json', null]) {
      await withRecipe(recipe);
      const { totals, byRecipe } = await importFiles(files);
      expect(byRecipe).toBe(recipe !== null);
      const events = await engine.client.events.names();
      expect(events.total).toBe(24_979);
      seen.push([
        totals,
        events,
        digest('accounts', 'account_id, name, industry, country, created_day, plan, churn_flag, attributes'),
        digest(
          'subscriptions',
          'subscription_id, account_id, start_day, end_day, mrr, term_months, auto_renew, attributes',
        ),
        digest('tickets', 'ticket_id, account_id, opened_at, closed_at, priority, satisfaction, escalated, attributes'),
        digest('churn_events', 'churn_event_id, account_id, churn_day, reason, feedback, attributes'),
      ]);
      await engine.close();
    }
    expect(seen[0]).toEqual(seen[1]);
  });
});

const telco = join(data, 'telco');
describe.skipIf(!existsSync(telco))('Telco (skipped where ../shared/data/telco is absent)', () => {
  it('is imported by its recipe, every value of the mapped columns known', { timeout: 120_000 }, async () => {
    await withRecipe('telco.json');
    const { totals } = await importFiles(readdirSync(telco).map((name) => join(telco, name)));
    expect(totals['accounts']).toMatchObject({ read: 7043, new: 7043, rejected: 0 });
    expect(rows('SELECT plan, count(*), sum(churn_flag) FROM current_accounts GROUP BY plan ORDER BY plan')).toEqual([
      ['annual', 1473, 166],
      ['monthly', 3875, 1655],
      ['two years', 1695, 48],
    ]);
    await engine.close();
  });
});
