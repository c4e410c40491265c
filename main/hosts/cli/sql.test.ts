import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, noKeychain } from '../../engine/index.ts';
import { commandLine } from './testing/command-line.ts';

let home: string;

const holdfast = commandLine(
  () => join(home, 'home'),
  () => ['--workspace', join(home, 'book'), '--passphrase-env', 'SECRET'],
);

/** A book of three accounts, and two saved questions about it. */
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'holdfast-cli-sql-'));
  const accounts = join(home, 'accounts.csv');
  writeFileSync(accounts, 'account id,name,segment\nA,=1+1,SMB\nB,Birch,SMB\nC,Cedar,Enterprise\n');
  expect(await holdfast('init', '--name', 'Book')).toMatchObject({ code: 0 });
  expect(await holdfast('import', accounts)).toMatchObject({ code: 0 });
  const engine = await createEngine({ host: 'cli', home: join(home, 'home'), keychain: noKeychain('None here.') });
  await engine.workspaces.open(join(home, 'book'), 'correct horse');
  await engine.client.insights.save({
    name: 'By segment',
    kind: 'sql',
    question: { sql: 'SELECT segment, count(*) AS n FROM accounts GROUP BY segment ORDER BY n DESC' },
  });
  await engine.client.insights.save({ name: 'Life', kind: 'lifecycle', question: {} });
  await engine.close();
}, 120_000);
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('sql', { timeout: 120_000 }, () => {
  it('prints rows as a table, as JSON and as CSV without formulas', async () => {
    const statement = 'SELECT account_id, name FROM accounts ORDER BY account_id';
    expect((await holdfast('sql', statement)).stdout).toBe(
      'account_id  name\nA           =1+1\nB           Birch\nC           Cedar\n',
    );
    const { columns, rows } = JSON.parse((await holdfast('sql', statement, '--json')).stdout) as Record<
      string,
      unknown
    >;
    expect([columns, rows]).toEqual([
      [
        { name: 'account_id', type: 'text' },
        { name: 'name', type: 'text' },
      ],
      [
        ['A', '=1+1'],
        ['B', 'Birch'],
        ['C', 'Cedar'],
      ],
    ]);
    expect((await holdfast('sql', statement, '--csv')).stdout).toBe(`account_id,name\nA,"'=1+1"\nB,Birch\nC,Cedar\n`);
  });

  it('says on stderr where rows are missing, and that nothing can be written', async () => {
    const some = await holdfast('sql', 'SELECT number FROM numbers(1, 9)', '--limit', '2');
    expect(some).toMatchObject({ code: 0, stdout: 'number\n     1\n     2\n' });
    expect(some.stderr).toContain('Only the first 2 rows');
    const wrong = await holdfast('sql', 'DELETE FROM accounts', '--json');
    expect(wrong.code).toBe(1);
    expect(JSON.parse(wrong.stdout)).toMatchObject({ error: { code: 'invalid_input' } });
    expect(await holdfast('sql')).toMatchObject({ code: 2 });
  });
});

describe('insights', { timeout: 120_000 }, () => {
  it('are listed, and asked again by their name', async () => {
    const { stdout } = await holdfast('insights', '--json');
    expect((JSON.parse(stdout) as { name: string }[]).map(({ name }) => name)).toEqual(['By segment', 'Life']);
    expect((await holdfast('insights', 'run', 'By segment')).stdout).toBe(
      'segment     n\nSMB         2\nEnterprise  1\n',
    );
    const run = JSON.parse((await holdfast('insights', 'run', 'Life', '--json')).stdout) as Record<string, unknown>;
    expect(run).toMatchObject({ insight: { kind: 'lifecycle' }, answer: { periods: [] } });
    const told = await holdfast('insights', 'run', 'Life');
    expect(told.stdout).toBe((await holdfast('lifecycle')).stdout);
    expect(told.stdout).not.toContain('{');
    expect(await holdfast('insights', 'run', 'No such')).toMatchObject({ code: 1 });
  });
});
