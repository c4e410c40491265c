import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ContractInputs } from '../../../shared/contract/index.ts';
import { addDays, secondsOfDay } from '../../../shared/domain/time.ts';
import { bumpDataVersion, writeMeta } from '../db/index.ts';
import { createEngine, noKeychain } from '../index.ts';
import type { Engine } from '../index.ts';

let home: string;
let engine: Engine;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'holdfast-home-'));
  engine = await createEngine({ host: 'cli', home, keychain: noKeychain('Not in this test.') });
  await engine.workspaces.create({ folder: join(home, 'book'), name: 'Book', protection: 'memory' });
});
afterAll(async () => {
  await engine.close();
  rmSync(home, { recursive: true, force: true });
});

const asOf = '2026-06-30';
const database = () => engine.workspaces.session().database;
type Row = Record<string, string | number | null>;

function insert(table: string, ...rows: Row[]): void {
  const of = { import_id: 1, file_id: 1, row_number: 2, known_at: 0, row_hash: '' };
  for (const row of rows) {
    const all: Row = { ...of, ...row };
    const names = Object.keys(all);
    database()
      .prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `:${name}`).join(', ')})`)
      .run(all);
  }
  bumpDataVersion(database());
}

const ticket = (id: string, account: string, day: string, more: Row = {}): void =>
  insert('tickets', {
    ticket_id: id,
    account_id: account,
    opened_at: secondsOfDay(day) + 3600,
    subject: `About ${id}`,
    ...more,
  });

/** All that a test may have put there. */
const filled = ['tickets', 'contacts', 'subscriptions', 'accounts', 'import_files', 'imports', 'scores', 'score_runs', 'models', 'tasks', 'review_decisions', 'home_seen', 'home_sittings', 'local_changes']; // prettier-ignore

beforeEach(async () => {
  await engine.client.system.saveSettings({ person: null });
  for (const table of filled) database().exec(`DELETE FROM ${table}`);
  database().exec(`
    INSERT INTO imports (id, state, totals, findings, committed_at) VALUES (1, 'committed', '{}', '[]', 0);
    INSERT INTO import_files (id, import_id, name, table_name, sha256, bytes, rows, mapping) VALUES (1, 1, 'a.csv', 'accounts', 'x', 1, 3, '{}')`);
  writeMeta(database(), 'data_until', String(secondsOfDay(asOf) + 80_000));
  bumpDataVersion(database());
});

/** Three customers, one that left, and no scores. */
function book(): void {
  insert(
    'accounts',
    { account_id: 'A', name: 'Acme', owner: 'Ana', renewal_day: addDays(asOf, 29) },
    { account_id: 'B', name: 'Bolt', owner: 'Ben' },
    { account_id: 'C', name: 'Cobalt', owner: 'Ana' },
    { account_id: 'X', name: 'Gone', owner: 'Ana' },
  );
  const runs = { start_day: '2025-01-01', end_day: null, currency: 'EUR', term_months: 12 };
  insert(
    'subscriptions',
    { ...runs, subscription_id: 's1', account_id: 'A', mrr: 100_000 },
    { ...runs, subscription_id: 's2', account_id: 'B', mrr: 300_000 },
    { ...runs, subscription_id: 's3', account_id: 'C', mrr: 50_000, term_months: 1 },
    { ...runs, subscription_id: 's4', account_id: 'X', mrr: 900_000, end_day: '2026-01-31' },
  );
}

/** Scores as of the end of May and of June. */
function scores(then: Record<string, number>, now: Record<string, number>): void {
  database().exec(`
    INSERT INTO models (id, name, kind, status, card, definition, golden, onnx, created_at)
      VALUES ('m', 'm', 'trees', 'champion', '{}', '{"horizonDays":90,"features":[],"model":{"kind":"opaque"}}', '{}', x'', 0);
    INSERT INTO score_runs (id, model_id, as_of, base, value_names, data_version, created_at)
      VALUES (1, 'm', '2026-05-31', 0.1, '[]', 0, 0), (2, 'm', '${asOf}', 0.1, '[]', 0, 0)`);
  const add = database().prepare(`INSERT INTO scores VALUES (?, ?, ?, 0, x'', x'')`);
  for (const [id, probability] of Object.entries(then)) add.run(1, id, probability);
  for (const [id, probability] of Object.entries(now)) add.run(2, id, probability);
}

const changed = (asked: ContractInputs['home']['changed'] = {}) => engine.client.home.changed(asked);
const names = async (asked: ContractInputs['home']['changed'] = {}) => (await changed(asked)).rows.map(({ id }) => id);
const forgetScores = { since: { of: 'days', days: 30 } } as const;

describe('what changed', () => {
  it('is nothing in an empty book, and says so', async () => {
    const answer = await changed();
    expect(answer).toMatchObject({ accounts: 0, rows: [], scores: null, total: 0 });
    expect(answer.since.of).toBe('first-visit');
    expect(answer.totals).toMatchObject({ atRisk: [], compared: null, scored: 0 });
  });

  it('groups news by account, leaves out who left, and ranks by revenue × weight where no score is known', async () => {
    book();
    ticket('t1', 'A', '2026-06-20', { escalated: 1 });
    ticket('t2', 'A', '2026-06-25', { priority: 'urgent' });
    ticket('t3', 'B', '2026-06-25', { priority: 'low' });
    ticket('t4', 'X', '2026-06-25', { priority: 'urgent' });
    ticket('t5', 'C', '2026-04-25', { priority: 'urgent' });
    insert('contacts', {
      contact_id: 'c1',
      account_id: 'B',
      first_name: 'Cai',
      role: 'Champion',
      last_seen_day: addDays(asOf, -61),
    });
    const { rows, kinds, totals } = await changed(forgetScores);
    expect(rows.map(({ id, rank }) => [id, rank.by, rank.amount?.minor])).toEqual([
      ['B', 'weight', 3_600_000 * 0.04],
      ['A', 'weight', 1_200_000 * 0.03],
    ]);
    expect(rows[1]!.news.map(({ kind, text }) => [kind, text.en])).toEqual([
      ['ticket', '2 tickets: escalated, high priority'],
      ['renewal', 'Renews in 29 days, 29 Jul 2026'],
    ]);
    expect(rows[0]!.news[0]!.text.es).toBe('Cai (Champion) sin actividad desde hace 61 días');
    expect(kinds).toMatchObject({ ticket: 1, contact: 1, renewal: 1, score: 0 });
    // Who pays by the month renews all the time: that is no news.
    expect(totals.renewals).toEqual({ accounts: 1, amounts: [{ minor: 1_200_000, currency: 'EUR' }] });
    expect(await names({ ...forgetScores, kinds: ['contact'] })).toEqual(['B']);
    expect(await names({ ...forgetScores, owner: ['Ana'] })).toEqual(['A']);
    expect(await names({ since: { of: 'day', day: '2026-06-29' } })).toEqual([]);
  });

  it('ranks by revenue × change of the probability, up or down, and sums what is at risk then and now', async () => {
    book();
    scores({ A: 0.1, B: 0.2, C: 0.5, X: 0.9 }, { A: 0.3, B: 0.14, C: 0.52, X: 0.9 });
    const { rows, totals, scores: told } = await changed(forgetScores);
    expect(told).toMatchObject({ asOf, before: '2026-05-31', horizonDays: 90 });
    expect(rows.map(({ id, change, rank }) => [id, Number(change?.toFixed(4)), rank.amount?.minor])).toEqual([
      ['A', 0.2, 240_000],
      ['B', -0.06, 216_000],
    ]);
    expect(rows[0]!.news[0]).toMatchObject({ isBad: true, text: { en: 'Risk rose 20.0 points to 30%' } });
    expect(rows[1]!.news[0]).toMatchObject({
      isBad: false,
      text: { es: 'El riesgo bajó 6,0 puntos, hasta 14\u00a0%' },
    });
    expect(totals).toMatchObject({
      scored: 3,
      rose: 1,
      fell: 1,
      atRisk: [{ minor: 0.3 * 1_200_000 + 0.14 * 3_600_000 + 0.52 * 600_000, currency: 'EUR' }],
      compared: { accounts: 3, then: { minor: 120_000 + 720_000 + 300_000 } },
    });
    expect(await names({ ...forgetScores, direction: 'fell' })).toEqual(['B']);
  });

  it('comes page by page', async () => {
    book();
    scores({ A: 0.1, B: 0.2 }, { A: 0.3, B: 0.4 });
    const first = await changed({ ...forgetScores, limit: 1 });
    expect([first.total, first.next]).toEqual([2, '1']);
    const second = await changed({ ...forgetScores, limit: 1, cursor: first.next });
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(['B', 'A']);
    expect(second.next).toBeNull();
    await expect(changed({ cursor: 'x' })).rejects.toThrow('cannot be continued');
  });
});

describe('what was seen', () => {
  it('is out of sight until something new is told of the account, and comes back by undo', async () => {
    book();
    ticket('t1', 'A', '2026-06-20', { escalated: 1 });
    const [row] = (await changed(forgetScores)).rows;
    const { change } = await engine.client.home.seen({
      subjects: [{ accountId: 'A', name: 'Acme', keys: row!.news.map(({ key }) => key) }],
    });
    expect(change).toMatchObject({ accountId: 'A', title: { en: 'Seen: Acme' } });
    expect(await changed(forgetScores)).toMatchObject({ total: 0, hidden: 1 });
    expect((await changed({ ...forgetScores, showHidden: true })).rows[0]).toMatchObject({ id: 'A', hidden: 'seen' });
    await engine.client.changes.undo({});
    expect(await names(forgetScores)).toEqual(['A']);
    await engine.client.changes.redo({});
    ticket('t2', 'A', '2026-06-28', { escalated: 1 });
    expect(await names(forgetScores)).toEqual(['A']);
  });

  it('is what was dismissed or is on watch on the present data', async () => {
    book();
    ticket('t1', 'A', '2026-06-20', { escalated: 1 });
    await engine.client.decisions.record({ accountId: 'A', kind: 'dismiss', reason: 'seasonal' });
    expect(await changed(forgetScores)).toMatchObject({ total: 0, hidden: 1 });
    await engine.client.changes.undo({});
    expect(await names(forgetScores)).toEqual(['A']);
  });

  it('is everything before “I have seen this”: later only what came after is new', async () => {
    book();
    ticket('t1', 'A', '2026-06-20', { escalated: 1 });
    await engine.client.home.look({});
    expect(await names()).toEqual(['A']);
    await engine.client.home.close({});
    await engine.client.home.look({});
    const after = await changed();
    expect(after.since).toMatchObject({ of: 'visit', from: asOf });
    expect(after.rows).toEqual([]);
    await engine.client.changes.undo({});
    expect(await names()).toEqual(['A']);
    await engine.client.changes.redo({});
    // A later day of data, and a row that came in late.
    database().exec(
      `INSERT INTO imports (id, state, totals, findings, committed_at) VALUES (2, 'committed', '{}', '[]', ${Math.floor(Date.now() / 1000) + 60})`,
    );
    writeMeta(database(), 'data_until', String(secondsOfDay(addDays(asOf, 1)) + 80_000));
    ticket('t2', 'B', addDays(asOf, 1), { escalated: 1 });
    ticket('t3', 'C', '2026-06-12', { escalated: 1, import_id: 2 });
    ticket('t4', 'A', '2026-03-12', { escalated: 1, import_id: 2 });
    expect(await names()).toEqual(['B', 'C']);
  });
});

describe('what belongs to somebody, or to no account', () => {
  it('tells of due tasks, whose they are, and of those without an account', async () => {
    book();
    await engine.client.tasks.save({ accountId: 'B', title: 'Call', due: '2020-01-01', assignee: 'Zoe' });
    await engine.client.tasks.save({ title: 'Prepare', due: '2020-01-02', assignee: 'Zoe' });
    await engine.client.tasks.save({ accountId: 'C', title: 'Later', due: '2999-01-01' });
    const { rows, notices, totals } = await changed(forgetScores);
    expect(rows.map(({ id }) => id)).toEqual(['B', 'A']);
    expect(rows[0]!.news[0]).toMatchObject({ kind: 'task', isBad: true });
    expect(notices.map(({ kind, text }) => [kind, text.en.replace(/\d[\d,]*/, 'N')])).toEqual([
      ['task', 'Task N days overdue: Prepare'],
    ]);
    expect(totals.tasks).toEqual({ overdue: 2, today: 0 });
    await engine.client.system.saveSettings({ person: 'Zoe' });
    expect(await names({ ...forgetScores, mine: true })).toEqual(['B']);
    await engine.client.system.saveSettings({ person: 'Ana' });
    expect(await names({ ...forgetScores, mine: true })).toEqual(['A']);
  });

  it('tells of imports with findings that nobody accepted', async () => {
    book();
    const findings = JSON.stringify([
      { severity: 'error' },
      { severity: 'warning' },
      { severity: 'warning', accepted: true },
    ]);
    const now = Math.floor(Date.now() / 1000);
    database()
      .prepare(`INSERT INTO imports (id, state, totals, findings, committed_at) VALUES (7, 'committed', '{}', ?, ?)`)
      .run(findings, now);
    database().exec(
      `INSERT INTO import_files (id, import_id, name, table_name, sha256, bytes, rows, mapping) VALUES (7, 7, 'b.csv', 'accounts', 'x', 1, 3, '{}')`,
    );
    const { notices } = await changed(forgetScores);
    expect(notices.filter(({ kind }) => kind === 'import')).toMatchObject([
      { id: 7, isSeen: false, text: { en: 'b.csv: 1 grave finding, 1 warning to look at' } },
    ]);
    await engine.client.home.seen({ subjects: [{ accountId: null, name: 'b.csv', keys: [notices[0]!.key] }] });
    expect((await changed(forgetScores)).notices[0]).toMatchObject({ isSeen: true });
  });
});
