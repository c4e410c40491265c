import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { segmentRule } from '../../../shared/contract/index.ts';
import type { Segment, SegmentRule } from '../../../shared/contract/index.ts';
import { createEngine, noKeychain } from '../index.ts';
import type { Engine } from '../index.ts';

let home: string;
let engine: Engine;
let books = 0;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'holdfast-segments-'));
  engine = await createEngine({ host: 'cli', home, keychain: noKeychain('Not in this test.') });
});
afterAll(async () => {
  await engine.close();
  rmSync(home, { recursive: true, force: true });
});
beforeEach(async () => {
  await engine.workspaces.create({
    folder: join(home, `book-${++books}`),
    name: 'Book',
    protection: 'memory',
  });
  engine.workspaces.session().database.exec(`
    INSERT INTO imports (id, state, totals, findings, committed_at) VALUES (1, 'committed', '{}', '[]', 0);
    INSERT INTO import_files (id, import_id, name, table_name, sha256, bytes, rows, mapping) VALUES (1, 1, 'a.csv', 'accounts', 'x', 1, 1, '{}')`);
  add('A', 'SMB', '=cmd()');
  add('B', 'SMB', 'Bolt');
  add('C', 'Mid', 'Cobalt');
});

const segments = () => engine.client.segments;

function add(id: string, segment: string, name: string): void {
  const session = engine.workspaces.session();
  session.database
    .prepare(
      `INSERT INTO accounts (import_id, file_id, row_number, known_at, row_hash, account_id, name, segment) VALUES (1, 1, 2, 0, '', ?, ?, ?)`,
    )
    .run(id, name, segment);
  session.bumpDataVersion();
}

const rule = (...rules: unknown[]): SegmentRule => segmentRule.parse({ rules });
const isSmb = { on: 'attribute', key: 'segment', operator: 'is', values: ['SMB'] };
const inSegment = ({ id }: Segment) => ({ on: 'segment', segment: id });
const save = (name: string, asked: SegmentRule, more: Partial<{ id: number; kind: 'live' | 'static' }> = {}) =>
  segments().save({ name, kind: 'live', from: { rule: asked }, ...more });
const idsOf = async ({ id }: Segment): Promise<string[]> =>
  (await segments().members({ id })).rows.map((account) => account.id);

describe('a saved segment', () => {
  it('live: follows the data; static: stays; both are counted and listed by name', async () => {
    const live = await save('b live', rule(isSmb));
    const fixed = await save('A fixed', rule(isSmb), { kind: 'static' });
    expect([live.members, fixed.members]).toEqual([2, 2]);
    add('D', 'SMB', 'Dune');
    expect(await idsOf(live)).toEqual(['A', 'B', 'D']);
    expect(await idsOf(fixed)).toEqual(['A', 'B']);
    expect((await segments().list()).map(({ name }) => name)).toEqual(['A fixed', 'b live']);
    expect(await segments().counts()).toEqual([
      { id: fixed.id, members: 2, problem: null },
      { id: live.id, members: 3, problem: null },
    ]);
    expect((await segments().list()).map(({ members }) => members)).toEqual([2, 3]);
  });

  it('is narrowed page by page, and also the queue by it', async () => {
    const live = await save('smb', rule(isSmb));
    const first = await segments().members({ id: live.id, limit: 1 });
    expect([first.rows[0]?.id, first.total]).toEqual(['A', 2]);
    expect((await segments().members({ id: live.id, limit: 1, cursor: first.next })).rows[0]?.id).toBe('B');
    const queue = await engine.client.accounts.queue({ filter: { inSegment: live.id } });
    expect(queue.rows.map(({ id }) => id).sort()).toEqual(['A', 'B']);
  });

  it('keeps a merged account under the one that stands for it, and gives it back', async () => {
    const fixed = await save('fixed', rule(isSmb), { kind: 'static' });
    const { merges } = await engine.client.identity.merge({ proposals: [], pairs: [{ keep: 'C', merge: 'B' }] });
    expect(await idsOf(fixed)).toEqual(['A', 'C']);
    await engine.client.identity.unmerge({ ids: merges });
    expect(await idsOf(fixed)).toEqual(['A', 'B']);
  });

  it('can be saved over, as the other kind too', async () => {
    const first = await save('one', rule(isSmb));
    const fixed = await save('one', rule(), { id: first.id, kind: 'static' });
    expect(fixed).toMatchObject({ id: first.id, kind: 'static', members: 3 });
    const live = await save('one', rule(isSmb), { id: first.id });
    expect(live).toMatchObject({ id: first.id, kind: 'live', members: 2 });
    const { database } = engine.workspaces.session();
    expect(database.prepare('SELECT count(*) FROM segment_members').pluck().get()).toBe(0);
  });

  it('is made of the accounts behind a number', async () => {
    const inner = await save('inner', rule(isSmb));
    const set = { of: 'segment', segment: inner.id } as const;
    const live = await segments().save({ name: 'live', kind: 'live', from: { set } });
    const fixed = await segments().save({ name: 'fixed', kind: 'static', from: { set } });
    add('D', 'SMB', 'Dune');
    expect(await idsOf(live)).toEqual(['A', 'B', 'D']);
    expect(await idsOf(fixed)).toEqual(['A', 'B']);
    expect((await segments().get({ id: fixed.id })).words.en).toContain('the segment “inner”');
  });

  it('refuses a name that is taken, however it comes about', async () => {
    const first = await save('one', rule());
    await expect(save(' one ', rule())).rejects.toThrow(/named “one” already/);
    await expect(save('one', rule(), { kind: 'static' })).rejects.toThrow(/named “one” already/);
    const other = await save('other', rule());
    await expect(segments().rename({ id: other.id, name: 'one' })).rejects.toThrow(/named “one” already/);
    await segments().remove({ id: first.id });
    await segments().rename({ id: other.id, name: 'one' });
    await expect(segments().restore({ id: first.id })).rejects.toThrow(/named “one” already/);
  });

  it('a list tells which one has a problem, and still counts the others', async () => {
    const fine = await save('fine', rule());
    const broken = await save('broken', rule(isSmb));
    engine.workspaces
      .session()
      .database.prepare('UPDATE segments SET rule = ? WHERE id = ?')
      .run(
        JSON.stringify(
          rule({ on: 'usage', selector: { events: ['gone'] }, compare: 'at-least', value: 1, withinDays: null }),
        ),
        broken.id,
      );
    expect(await segments().counts()).toEqual([
      { id: broken.id, members: null, problem: expect.stringContaining('no event named "gone"') as string },
      { id: fine.id, members: 3, problem: null },
    ]);
  });
});

describe('segments built on segments', () => {
  it('follow changes of the inner one, and cannot lead back to themselves', async () => {
    const inner = await save('inner', rule(isSmb));
    const outer = await save('outer', rule({ ...inSegment(inner), is: false }));
    expect(await idsOf(outer)).toEqual(['C']);
    await save('inner', rule({ ...isSmb, values: ['Mid'] }), { id: inner.id });
    expect(await idsOf(outer)).toEqual(['A', 'B']);
    await expect(save('inner', rule(inSegment(outer)), { id: inner.id })).rejects.toThrow(
      'A segment cannot be built on itself: “inner” is built on “outer” is built on “inner”.',
    );
    const question = { segment: outer.id };
    const set = { of: 'retention', question, cohort: '2026-01', index: 0 };
    await expect(save('inner', rule({ on: 'set', set }), { id: inner.id })).rejects.toThrow(/built on itself/);
    expect(await idsOf(inner)).toEqual(['C']);
  });

  it('keep the inner one from being removed; what was removed comes back in the right order', async () => {
    const inner = await save('inner', rule(isSmb));
    const outer = await save('outer', rule(inSegment(inner)));
    expect((await segments().get({ id: inner.id })).usedBy).toEqual([{ kind: 'segment', id: outer.id, name: 'outer' }]);
    await expect(segments().remove({ id: inner.id })).rejects.toThrow('“inner” is used by the segment “outer”.');
    await segments().remove({ id: outer.id });
    await segments().remove({ id: inner.id });
    expect(await segments().list()).toEqual([]);
    await expect(segments().members({ id: inner.id })).rejects.toThrow(/does not exist any more/);
    await expect(segments().restore({ id: outer.id })).rejects.toThrow(/Bring that one back first/);
    await segments().restore({ id: inner.id });
    await segments().restore({ id: outer.id });
    expect(await idsOf(outer)).toEqual(['A', 'B']);
  });

  it('stay as long as a saved insight is narrowed to them', async () => {
    const one = await save('one', rule(isSmb));
    const { database } = engine.workspaces.session();
    database
      .prepare(
        `INSERT INTO insights (id, name, kind, question, view, created_at, updated_at) VALUES (1, 'Mine', 'retention', ?, '{}', 0, 0)`,
      )
      .run(JSON.stringify({ segment: one.id }));
    await expect(segments().remove({ id: one.id })).rejects.toThrow('“one” is used by the insight “Mine”.');
    database.exec('UPDATE insights SET removed_at = 1');
    expect(await segments().remove({ id: one.id })).toEqual({ removed: true });
  });
});

it('exports its accounts as CSV and XLSX, safe from formulas', async () => {
  const live = await save('Small & mid', rule(isSmb));
  const csv = await segments().export({ id: live.id, format: 'csv' });
  expect(csv.name).toBe('Small mid.csv');
  const text = readFileSync(engine.grants.resolve(csv.grant).path, 'utf8');
  expect(text.split('\r\n').slice(0, 3)).toEqual([
    'id,name,owner,segment,plan,country,monthly_revenue,currency,renewal,churned,probability,last_seen',
    `A,"'=cmd()",,SMB,,,,,,,,`,
    'B,Bolt,,SMB,,,,,,,,',
  ]);
  const xlsx = await engine.client.accountSets.export({ set: { of: 'segment', segment: live.id }, format: 'xlsx' });
  expect(readFileSync(engine.grants.resolve(xlsx.grant).path).subarray(0, 2).toString()).toBe('PK');
});

it('a static segment of more accounts than are written at once has all of them', async () => {
  const { database } = engine.workspaces.session();
  database.exec(`
    WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 12000)
    INSERT INTO accounts (import_id, file_id, row_number, known_at, row_hash, account_id) SELECT 1, 1, i, 0, '', 'N' || i FROM n`);
  engine.workspaces.session().bumpDataVersion();
  const fixed = await save('all', rule(), { kind: 'static' });
  expect(fixed.members).toBe(12_003);
  expect((await segments().count({ rule: rule(inSegment(fixed)) })).members).toBe(12_003);
  const again = await save('all', rule(isSmb), { id: fixed.id, kind: 'static' });
  expect(await idsOf(again)).toEqual(['A', 'B']);
});
