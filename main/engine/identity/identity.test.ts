import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createEngine, noKeychain } from '../index.ts';
import type { Engine } from '../index.ts';
import { fillBook } from './testing/fill-book.ts';

let home: string;
let engine: Engine;
let books = 0;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'holdfast-identity-'));
  engine = await createEngine({ host: 'cli', home, keychain: noKeychain('Not in this test.') });
});
beforeEach(async () => {
  const folder = join(home, `book-${++books}`);
  await engine.workspaces.create({ folder, name: 'Book', protection: 'passphrase', passphrase: 'correct horse' });
});
afterAll(async () => {
  await engine.close();
  rmSync(home, { recursive: true, force: true });
});

const session = () => engine.workspaces.session();

function fill(): void {
  fillBook(
    session(),
    {
      accounts: [
        {
          account_id: '001',
          name: 'Northwind Traders, Inc.',
          website: 'www.northwind.com',
          country: 'United States',
          tax_id: 'US 12-3456789',
        },
        { account_id: '002', name: 'Contoso', external_id: 'zendesk:9', country: 'ES' },
        { account_id: '003', name: 'Fabrikam Seeds', country: 'España' },
        { account_id: '004', name: 'Litware Optics' },
        { account_id: '005', name: 'Wingtip' },
      ],
      subscriptions: [
        { subscription_id: 'S1', account_id: '001', start_day: '2020-01-01', mrr: 120_00, currency: 'USD' },
      ],
      contacts: [
        { contact_id: 'P1', account_id: '004', email: 'Eva@litware.es' },
        { contact_id: 'P9', account_id: '005', email: 'boss@gmail.com' },
      ],
    },
    'salesforce',
  );
  fillBook(
    session(),
    {
      accounts: [
        { account_id: 'zendesk:7', name: 'NORTHWIND TRADERS', website: 'https://northwind.com/support' },
        { account_id: 'zendesk:9', name: 'Contoso Iberia' },
        { account_id: 'zendesk:11', name: 'Fabrikan Seeds SL', country: 'es' },
        { account_id: 'zendesk:12', name: 'Litware' },
        { account_id: 'zendesk:13', name: 'Somebody Else' },
      ],
      tickets: [{ ticket_id: 'T1', account_id: 'zendesk:7', opened_at: 1_700_000_000 }],
      contacts: [{ contact_id: 'P2', account_id: 'zendesk:12', email: 'eva@litware.es' }],
    },
    'zendesk',
  );
}

async function find() {
  const { jobId } = await engine.client.identity.find();
  return session().jobs.ended(jobId);
}

describe('which accounts are one', () => {
  it('is proposed with its evidence, decided by people and taken back', async () => {
    fill();
    const empty = await engine.client.identity.proposals({});
    expect(empty).toEqual({ rows: [], total: 0, next: null, foundAt: null, isOutdated: false });

    const job = await find();
    expect(job.state).toBe('done');
    expect(job.result).toMatchObject({ accounts: 10, exact: 3, likely: 1, leftOut: 0 });
    const page = await engine.client.identity.proposals({});
    expect(page).toMatchObject({ total: 4, next: null, isOutdated: false });
    expect(page.rows.map(({ keep, merge, kind }) => [keep.id, merge.id, kind])).toEqual([
      ['002', 'zendesk:9', 'exact'],
      ['001', 'zendesk:7', 'exact'],
      ['004', 'zendesk:12', 'exact'],
      ['003', 'zendesk:11', 'likely'],
    ]);
    expect(page.rows[1]).toMatchObject({
      keep: { rows: 1, monthlyRevenue: { minor: 120_00, currency: 'USD' }, source: 'salesforce' },
      merge: { rows: 1, monthlyRevenue: null, name: 'NORTHWIND TRADERS' },
      evidence: [
        { kind: 'domain', left: 'northwind.com', right: 'northwind.com', likeness: 1 },
        { kind: 'name', likeness: 1 },
      ],
    });

    const [contoso, northwind, litware, fabrikam] = page.rows;
    const { merges } = await engine.client.identity.merge({ proposals: [northwind!.id, litware!.id] });
    expect(merges).toHaveLength(2);
    expect(await engine.client.identity.refuse({ proposals: [fabrikam!.id] })).toEqual({ refused: 1 });
    const rest = await engine.client.identity.proposals({});
    expect(rest.rows.map(({ id }) => id)).toEqual([contoso!.id]);
    expect(rest.isOutdated).toBe(false);
    expect(await engine.client.identity.reopen({ proposals: [fabrikam!.id, contoso!.id] })).toEqual({ reopened: 1 });
    expect((await engine.client.identity.proposals({})).rows.map(({ id }) => id)).toEqual([contoso!.id, fabrikam!.id]);
    expect(await engine.client.identity.refuse({ proposals: [fabrikam!.id] })).toEqual({ refused: 1 });
    expect((await engine.client.accounts.timeline({ id: '001', tables: ['tickets'] })).rows).toHaveLength(1);
    expect((await engine.client.accounts.queue({})).total).toBe(8);
    expect((await engine.client.accounts.get({ id: '001' })).counts).toMatchObject({ tickets: 1, subscriptions: 1 });
    // A link that names the merged one leads to the one that stands for it.
    for (const ask of ['get', 'usage', 'timeline'] as const)
      expect(await engine.client.accounts[ask]({ id: 'zendesk:7' })).toEqual(
        await engine.client.accounts[ask]({ id: '001' }),
      );

    await find();
    const again = await engine.client.identity.proposals({});
    expect(again.rows.map(({ id }) => id)).toEqual([contoso!.id]);

    expect(await engine.client.identity.unmerge({ ids: [merges[0]!] })).toEqual({ undone: 1 });
    const listed = await engine.client.identity.merges();
    expect(listed).toMatchObject({ total: 2, next: null });
    expect(listed.rows.map(({ kept, merged, undoneAt }) => [kept, merged, undoneAt !== null])).toEqual([
      ['004', 'zendesk:12', false],
      ['001', 'zendesk:7', true],
    ]);
    expect((await engine.client.accounts.timeline({ id: '001', tables: ['tickets'] })).rows).toHaveLength(0);
    const found = await find();
    expect(found.result).toMatchObject({ accounts: 9, exact: 2 });
  });

  it('shows one account where two were scored, with the score of the one that is kept', async () => {
    fill();
    const { database } = session();
    database.exec(`
      INSERT INTO models (id, name, kind, status, card, definition, golden, onnx, created_at) VALUES ('m', 'Model', 'trees', 'champion', '{}', '{"horizonDays":90}', '[]', x'00', 0);
      INSERT INTO score_runs (id, model_id, as_of, base, value_names, data_version, created_at) VALUES (1, 'm', '2024-01-01', 0.1, '[]', 1, 0);
      INSERT INTO scores SELECT 1, account_id, 0.25 + 0.5 * (account_id LIKE 'zendesk%'), 0, x'', x'' FROM accounts`);
    const { accounts, identity } = engine.client;
    const ask = async () => {
      const { rows, total } = await accounts.queue({ sort: 'name', descending: false });
      const facets = await accounts.facets();
      return {
        total,
        scores: rows.map(({ id, probability }) => [id, probability]),
        countries: facets.country.reduce((sum, { count }) => sum + count, 0),
      };
    };
    const before = await ask();
    expect(before.total).toBe(10);
    const { merges } = await identity.merge({ pairs: [{ keep: '003', merge: 'zendesk:11' }] });
    const merged = await ask();
    expect(merged.scores).toEqual(before.scores.filter(([id]) => id !== 'zendesk:11'));
    expect(merged).toMatchObject({ total: 9, countries: before.countries - 1 });
    expect((await accounts.get({ id: 'zendesk:11' })).score).toMatchObject({ probability: 0.25 });
    expect(await identity.unmerge({ ids: [...merges, ...merges] })).toEqual({ undone: 1 });
    expect(await ask()).toEqual(before);
  });

  it('says that its list is older than the book', async () => {
    fill();
    await find();
    fillBook(session(), { accounts: [{ account_id: 'new', name: 'Newcomer' }] });
    expect((await engine.client.identity.proposals({})).isOutdated).toBe(true);
  });

  it('pages through proposals and merges, each once', async () => {
    const names = ['Alpha', 'Bravo', 'Cedar', 'Delta', 'Ember', 'Falcon', 'Granite'];
    fillBook(
      session(),
      {
        accounts: names.map((name, at) => ({
          account_id: `c${at}`,
          name: `${name} Robotics`,
          tax_id: `B1234567${at}`,
        })),
      },
      'crm',
    );
    fillBook(
      session(),
      {
        accounts: names.map((name, at) => ({
          account_id: `d${at}`,
          name: `${name} Robotics`,
          tax_id: `B-1234567${at}`,
        })),
      },
      'desk',
    );
    await find();
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof engine.client.identity.proposals>> = await engine.client.identity.proposals(
        { cursor, limit: 3, kind: 'exact' },
      );
      expect(page.total).toBe(7);
      seen.push(...page.rows.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== null);
    expect(new Set(seen).size).toBe(7);
    expect(seen).toHaveLength(7);
    await engine.client.identity.merge({ proposals: seen });
    const first = await engine.client.identity.merges({ limit: 4 });
    const second = await engine.client.identity.merges({ limit: 4, cursor: first.next });
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual([7, 6, 5, 4, 3, 2, 1]);
    await expect(engine.client.identity.proposals({ cursor: 'nonsense' })).rejects.toThrow(/cannot be continued/);
  });

  it('can be cancelled', async () => {
    fill();
    const { jobId } = await engine.client.identity.find();
    await engine.client.jobs.cancel({ id: jobId });
    expect((await session().jobs.ended(jobId)).state).toBe('cancelled');
    expect((await engine.client.identity.proposals({})).foundAt).toBeNull();
  });
});
