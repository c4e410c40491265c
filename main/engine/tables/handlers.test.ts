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
