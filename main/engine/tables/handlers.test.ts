import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../stats/index.ts';
import { createEngine, noKeychain } from '../index.ts';
import type { Engine } from '../index.ts';

let home: string;
let engine: Engine;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'holdfast-tables-'));
  engine = await createEngine({ host: 'cli', home, keychain: noKeychain('Not in this test.') });
  await engine.workspaces.create({ folder: join(home, 'book'), name: 'Test', protection: 'memory' });
});
afterAll(async () => {
  await engine.close();
  rmSync(home, { recursive: true });
});

function granted(name: string, rows: number): string {
  const random = createRandom(9);
  const lines = ['customer_id,seats,plan,churn'];
  for (let row = 0; row < rows; row++) {
    const seats = random.integer(40);
    lines.push(
      `c${row},${seats},${['a', 'b'][random.integer(2)]!},${random.next() < (seats < 12 ? 0.8 : 0.2) ? 1 : 0}`,
    );
  }
  const path = join(home, name);
  writeFileSync(path, lines.join('\n'));
  return engine.grants.register(path).grant;
}

describe('table models', () => {
  it('leads from a file to a model, its rows and its files, and keeps nothing in the workspace', async () => {
    const { client } = engine;
    const grant = granted('book.csv', 120);
    const draft = await client.tableModels.inspect({ grant });
    expect(draft.proposed).toEqual({ label: 'churn', positive: '1', id: 'customer_id', group: null });
    const { jobId } = await client.tableModels.start({
      grant,
      label: 'churn',
      positive: '1',
      id: 'customer_id',
      folds: 2,
    });
    const session = engine.workspaces.session();
    expect((await session.jobs.ended(jobId)).error).toBeNull();
    const { card, predictions } = await client.tableModels.run({ jobId });
    expect([card!.rows, predictions]).toEqual([120, 120]);
    const { rows, total } = await client.tableModels.predictions({ jobId, offset: 0, limit: 10 });
    expect([rows.length, total]).toEqual([10, 120]);
    expect(rows[0]!.probability).toBeGreaterThan(rows[9]!.probability);
    expect(rows[0]!.reasons[0]!.column).toBe('seats');
    const html = await client.tableModels.export({ jobId, what: 'report-html', language: 'es' });
    expect(html.name).toBe('book.html');
    expect(readFileSync(engine.grants.resolve(html.grant).path, 'utf8')).toContain('<html lang="es">');
    expect(await client.models.list()).toEqual([]);
    await expect(client.tableModels.predictions({ jobId: jobId + 1 })).rejects.toThrow(/no longer kept/);
  }, 180_000);

  it('follows the rows of a table over time, and values its customers, with all of it as a file', async () => {
    const { client } = engine;
    const { jobs } = engine.workspaces.session();
    const random = createRandom(4);
    const lines = ['customer,weeks,left,plan,repeats,last,first,mean'];
    for (let row = 0; row < 400; row++) {
      const [x, age] = [random.integer(8), 30 + random.integer(20)];
      const last = x === 0 ? 0 : (age * (1 + random.integer(9))) / 10;
      const weeks = 1 + random.integer(50);
      lines.push(
        `c${row},${weeks},${random.next() < 0.5 ? 'yes' : 'no'},${row % 2 ? 'a' : 'b'},${x},${last},${age},${5 + random.integer(40)}`,
      );
    }
    lines.push('blank,,yes,a,,,,');
    const path = join(home, 'shop.csv');
    writeFileSync(path, lines.join('\n'));
    const { grant } = engine.grants.register(path);
    const ended = async (question: Parameters<typeof client.tableModels.study>[0]['question']) => {
      const { jobId } = await client.tableModels.study({ grant, question });
      const { error } = await jobs.ended(jobId);
      const { study, card } = await client.tableModels.run({ jobId });
      expect(card).toBeNull();
      return { jobId, error, study };
    };
    const followed = await ended({
      about: 'survival',
      duration: 'weeks',
      event: 'left',
      group: 'plan',
      covariates: ['plan'],
    });
    if (followed.study?.about !== 'survival') throw new Error('Curves were expected.');
    const { curves, logRank, cox, notes } = followed.study;
    expect(curves.map(({ group, subjects }) => [group, subjects])).toEqual([
      [null, 400],
      ['a', 200],
      ['b', 200],
    ]);
    expect(curves[0]!.points.at(-1)!.time).toBe(50);
    expect(logRank!.degrees).toBe(1);
    expect(cox!.covariates).toHaveLength(1);
    expect(notes.map(({ es }) => es)[0]).toMatch(/^1 fila sin duración/);
    const valued = await ended({
      about: 'customers',
      frequency: 'repeats',
      recency: 'last',
      age: 'first',
      monetary: 'mean',
      customer: 'customer',
    });
    if (valued.study?.about !== 'lifetime') throw new Error('Values were expected.');
    expect(valued.study).toMatchObject({ customers: 400, horizon: 52, unitDays: 7 });
    expect(valued.study.best).toHaveLength(100);
    expect(valued.study.best[0]!.value!.value).toBeGreaterThan(valued.study.best[99]!.value!.value);
    const file = await client.tableModels.export({ jobId: valued.jobId, what: 'study-csv', language: 'es' });
    expect(file.name).toBe('shop valor de vida.csv');
    const [header, ...rows] = readFileSync(engine.grants.resolve(file.grant).path, 'utf8').trim().split(/\r?\n/);
    expect(header).toMatch(/customer,repeats,recency,age,alive,expected/);
    expect(rows).toHaveLength(400);
    const wrong = await ended({ about: 'purchases', customer: 'customer', date: 'plan' });
    expect([wrong.study, wrong.error?.message]).toEqual([
      null,
      expect.stringMatching(/row 2, column "plan": "b" is no day/),
    ]);
    await expect(client.tableModels.export({ jobId: valued.jobId, what: 'onnx' })).rejects.toThrow(/no longer kept/);
  }, 180_000);

  it('ends a job with a sentence where the table cannot be learned from, and can be cancelled', async () => {
    const { client } = engine;
    const { jobs } = engine.workspaces.session();
    const grant = granted('few.csv', 8);
    const few = await client.tableModels.start({ grant, label: 'churn', positive: '1' });
    expect((await jobs.ended(few.jobId)).error?.message).toMatch(/few\.csv: only \d rows have/);
    const large = await client.tableModels.start({ grant: granted('large.csv', 4000), label: 'churn', positive: '1' });
    setTimeout(() => void client.jobs.cancel({ id: large.jobId }), 1500);
    expect((await jobs.ended(large.jobId)).state).toBe('cancelled');
    expect((await client.tableModels.run({ jobId: large.jobId })).card).toBeNull();
  }, 180_000);
});
