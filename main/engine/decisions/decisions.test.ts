import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ContractInputs } from '../../../shared/contract/index.ts';
import { addDays } from '../../../shared/domain/time.ts';
import { bumpDataVersion, writeMeta } from '../db/index.ts';
import { createEngine, noKeychain } from '../index.ts';
import type { Engine } from '../index.ts';

let home: string;
let engine: Engine;
const today = new Date().toISOString().slice(0, 10);
const tomorrow = addDays(today, 1);
const asOf = addDays(today, -3);
const database = () => engine.workspaces.session().database;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'holdfast-decisions-'));
  engine = await createEngine({ host: 'cli', home, keychain: noKeychain('Not in this test.') });
  await engine.workspaces.create({ folder: join(home, 'book'), name: 'Book', protection: 'memory' });
  database().exec(`
    INSERT INTO imports (id, state, totals, findings, committed_at) VALUES (1, 'committed', '{}', '[]', 0);
    INSERT INTO import_files (id, import_id, name, table_name, sha256, bytes, rows, mapping) VALUES (1, 1, 'a.csv', 'accounts', 'x', 1, 1, '{}');
    INSERT INTO models (id, name, kind, status, card, definition, golden, onnx, created_at)
      VALUES ('m', 'Model', 'trees', 'champion', '{}', '{"horizonDays":90}', '{}', x'', 0)`);
});
afterAll(async () => {
  await engine.close();
  rmSync(home, { recursive: true, force: true });
});

/** Ten customers of which a has the most to lose and j has churned. */
const accounts = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
beforeEach(() => {
  for (const table of [
    'review_decisions',
    'tasks',
    'local_changes',
    'account_aliases',
    'subscriptions',
    'accounts',
    'score_runs',
  ])
    database().exec(`DELETE FROM ${table}`);
  const source = 'import_id, file_id, row_number, known_at, row_hash';
  const from = `1, 1, 2, 0, ''`;
  accounts.forEach((id, index) =>
    database().exec(`
      INSERT INTO accounts (account_id, name, owner, ${source}) VALUES ('${id}', 'Account ${id}', 'Owner of ${id}', ${from});
      INSERT INTO subscriptions (subscription_id, account_id, start_day, end_day, mrr, currency, ${source})
        VALUES ('s${id}', '${id}', '2020-01-01', ${id === 'j' ? `'${asOf}'` : 'NULL'}, ${1000 * (20 - index)}, 'EUR', ${from})`),
  );
  score(1, addDays(asOf, -30), 1_000, 0.3);
  dataUntil(asOf);
});

function dataUntil(day: string): void {
  writeMeta(database(), 'data_until', String(Date.parse(`${day}T12:00:00Z`) / 1000));
  bumpDataVersion(database());
}

function score(run: number, day: string, at: number, probability: number): void {
  database().exec(
    `INSERT INTO score_runs (id, model_id, as_of, base, value_names, data_version, created_at) VALUES (${run}, 'm', '${day}', 0.1, '[]', 0, ${at})`,
  );
  for (const id of accounts)
    database().exec(
      `INSERT INTO scores (run_id, account_id, probability, log_odds, contributions, feature_values) VALUES (${run}, '${id}', ${probability}, 0, x'', x'')`,
    );
  bumpDataVersion(database());
}

const record = (input: ContractInputs['decisions']['record']) => engine.client.decisions.record(input);
const review = async (input: ContractInputs['decisions']['review'] = {}) => {
  const { rows, ...counts } = await engine.client.decisions.review(input);
  return { ids: rows.map(({ id }) => id).join(''), rows, ...counts };
};

describe('the review', () => {
  it('goes through customers in the order of the queue, without those that were decided on', async () => {
    expect(await review({ limit: 3 })).toMatchObject({ ids: 'abc', total: 9, waiting: 9, lastDecision: 0 });
    await record({ accountId: 'a', kind: 'dismiss', reason: 'seasonal' });
    await record({ accountId: 'b', kind: 'watch', watchUntil: tomorrow });
    await record({ accountId: 'c', kind: 'act' });
    expect(await review({ limit: 3 })).toMatchObject({
      ids: 'def',
      waiting: 6,
      decided: 2,
      watched: 1,
      lastDecision: 3,
    });
    expect(await review({ limit: 3, also: 'b' })).toMatchObject({ ids: 'bdef' });
    expect(await review({ filter: { owner: ['Owner of a'] } })).toMatchObject({ ids: '', total: 1, decided: 1 });
    await engine.client.changes.undo({});
    expect(await review({ limit: 2 })).toMatchObject({ ids: 'cd' });
  });

  it('brings accounts back, and says why', async () => {
    await record({ accountId: 'a', kind: 'dismiss', reason: 'seasonal' });
    await record({ accountId: 'b', kind: 'watch', watchUntil: tomorrow });
    await record({ accountId: 'c', kind: 'watch', watchUntil: tomorrow });
    database().exec(`UPDATE review_decisions SET watch_until = '${today}' WHERE account_id = 'c'`);
    expect((await review()).rows.map(({ id, back }) => `${id} ${back}`)).toContain('c watch-day');
    expect((await review()).ids).not.toContain('b');
    // Scored anew: a is open again, b stays on watch as its score has not risen by more than five points.
    const later = Math.floor(Date.now() / 1000) + 10;
    score(2, asOf, later, 0.35);
    const open = await review();
    expect(open.ids).not.toContain('b');
    expect(open.rows.find(({ id }) => id === 'a')).toMatchObject({ back: 'new-score', last: { kind: 'dismiss' } });
    database().exec(`UPDATE scores SET probability = 0.351 WHERE run_id = 2`);
    bumpDataVersion(database());
    expect((await review()).rows.find(({ id }) => id === 'b')).toMatchObject({
      back: 'score-rose',
      probability: 0.351,
    });
  });
});

describe('a decision', () => {
  it('is kept with what the model said, and taken back with its task', async () => {
    const { decision, change } = await record({
      accountId: 'a',
      kind: 'act',
      person: 'Ada',
      task: { title: 'Call them', due: tomorrow, assignee: 'Bo' },
    });
    expect(decision).toMatchObject({
      accountName: 'Account a',
      expects: 'leaves',
      person: 'Ada',
      score: { modelId: 'm', probability: 0.3, threshold: 0.3, horizonDays: 90 },
    });
    expect(change.title).toEqual({ en: 'Account a: Act, with a task', es: 'Account a: Actuar, con una tarea' });
    const tasks = () => engine.client.tasks.list({ accountId: 'a' });
    expect((await tasks()).rows).toMatchObject([
      { id: decision.taskId, title: 'Call them', due: tomorrow, assignee: 'Bo' },
    ]);
    await engine.client.changes.undo({ id: change.id });
    expect((await tasks()).rows).toEqual([]);
    expect((await engine.client.decisions.list({})).total).toBe(0);
    await engine.client.changes.redo({});
    expect((await engine.client.decisions.list({ accountId: 'a' })).rows).toEqual([decision]);
  });

  it('is refused with a sentence where it makes no sense', async () => {
    const refusals: [ContractInputs['decisions']['record'], string][] = [
      [{ accountId: 'z', kind: 'act' }, 'There is no account z'],
      [{ accountId: 'j', kind: 'act' }, `Account j churned on ${asOf}`],
      [{ accountId: 'a', kind: 'watch' }, 'Until when'],
      [{ accountId: 'a', kind: 'watch', watchUntil: today }, 'has come already'],
      [{ accountId: 'a', kind: 'watch', watchUntil: '2999-02-31' }, 'is no day'],
      [{ accountId: 'a', kind: 'act', watchUntil: tomorrow }, 'Only the decision to watch has a day'],
      [{ accountId: 'a', kind: 'dismiss' }, 'needs a reason: seasonal'],
      [{ accountId: 'a', kind: 'dismiss', reason: 'mood' }, '"mood" is no reason'],
      [{ accountId: 'a', kind: 'dismiss', reason: 'other-reason' }, 'what the other reason is'],
      [{ accountId: 'a', kind: 'wrong', text: '  ' }, 'why the model is wrong'],
      [{ accountId: 'a', kind: 'act', reason: 'seasonal' }, 'Only a dismissal'],
      [{ accountId: 'a', kind: 'watch', watchUntil: tomorrow, task: { title: 'x' } }, 'Only the decision to act'],
    ];
    for (const [input, sentence] of refusals) await expect(record(input)).rejects.toThrow(sentence);
    expect((await engine.client.decisions.list({})).total).toBe(0);
  });

  it('follows its account into the one that it was merged with', async () => {
    await record({ accountId: 'b', kind: 'dismiss', reason: 'strategic' });
    database().exec(`INSERT INTO account_aliases (alias_id, account_id) VALUES ('b', 'a')`);
    bumpDataVersion(database());
    expect((await engine.client.decisions.list({ accountId: 'b' })).rows).toMatchObject([
      { accountId: 'a', accountName: 'Account a' },
    ]);
    expect((await review()).ids).toBe('cdefghi');
  });

  it('comes in pages and in a file', async () => {
    for (const accountId of ['a', 'b', 'c']) await record({ accountId, kind: 'wrong', text: '=1+1, a formula' });
    const first = await engine.client.decisions.list({ limit: 2 });
    expect(first).toMatchObject({ total: 3, rows: [{ accountId: 'c' }, { accountId: 'b' }] });
    expect(await engine.client.decisions.list({ limit: 2, cursor: first.next })).toMatchObject({
      rows: [{ accountId: 'a' }],
      next: null,
    });
    await expect(engine.client.decisions.list({ cursor: 'x' })).rejects.toThrow('cannot be continued');
    const { grant } = await engine.client.decisions.export({ kind: 'wrong' });
    const lines = readFileSync(engine.grants.resolve(grant).path, 'utf8').trim().split(/\r?\n/);
    expect(lines).toHaveLength(4);
    expect(lines[1]).toContain(`"'=1+1, a formula"`);
  });
});

describe('the top accounts of a book', () => {
  it('are the first of the queue with their sums', async () => {
    const found = await engine.client.decisions.top({ capacity: 2, cost: 10, saveRate: 0.5 });
    expect(found).toMatchObject({
      accounts: 9,
      scored: 9,
      rows: [{ id: 'a', rank: 1 }, { id: 'b' }],
      covered: [{ minor: 140_400, currency: 'EUR' }],
      atRisk: [{ minor: 518_400, currency: 'EUR' }],
      cost: { total: { minor: 2_000, currency: 'EUR' } },
      coveredRange: null,
      validation: { modelId: 'm', modelName: 'Model', month: null, groups: [] },
    });
    expect(found.coveredShare).toBeCloseTo(39 / 144, 10);
    const { grant } = await engine.client.decisions.exportTop({ capacity: 2 });
    expect(readFileSync(engine.grants.resolve(grant).path, 'utf8').split(/\r?\n/)[1]).toMatch(/^1,a,Account a,/);
  });
});

describe('judging a book', () => {
  it('waits for the data', async () => {
    await record({ accountId: 'a', kind: 'dismiss', reason: 'seasonal' });
    const found = await engine.client.decisions.judge({});
    expect(found).toMatchObject({ decisions: 1, judged: 0, open: 1, person: null, left: { late: 0 } });
    // The horizon of the score, and the thirty days after which an ended subscription is certain.
    expect(found.firstSettles).toBe(addDays(asOf, -30 + 90 + 30));
  });

  it('says who was right once they tell', async () => {
    await record({ accountId: 'a', kind: 'dismiss', reason: 'seasonal' });
    await record({ accountId: 'b', kind: 'wrong', text: 'They love it' });
    database().exec(`UPDATE subscriptions SET end_day = '${addDays(today, 5)}' WHERE account_id = 'b'`);
    dataUntil(addDays(today, 200));
    expect(await engine.client.decisions.judge({})).toMatchObject({
      judged: 2,
      person: { right: 1, of: 2 },
      model: { right: 1, of: 2 },
      disagreed: { right: 1, of: 2 },
      table: [{ person: 'stays', model: 'above', decisions: 2, left: 1 }],
      reasons: [{ key: 'seasonal', decisions: 1, left: 0 }],
    });
    expect(await engine.client.decisions.judge({ threshold: 0.9 })).toMatchObject({ disagreed: null });
  });
});
