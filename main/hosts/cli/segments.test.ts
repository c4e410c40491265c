import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { commandLine } from './testing/command-line.ts';

let home: string;
const at = (name: string): string => join(home, name);
beforeAll(() => (home = mkdtempSync(join(tmpdir(), 'holdfast-cli-segments-'))));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const holdfast = commandLine(
  () => at('home'),
  () => ['--workspace', at('book'), '--passphrase-env', 'SECRET'],
);

async function json<Value>(...words: string[]): Promise<Value> {
  const { code, stdout, stderr } = await holdfast(...words, '--json');
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Value;
}

it('segments are saved from a file, listed, opened, and removed', async () => {
  writeFileSync(at('accounts.csv'), 'account id,name,plan\nA-1,Alder,Team\nA-2,Birch,Team\nA-3,Cedar,Pro\n');
  writeFileSync(at('rule.json'), JSON.stringify({ on: 'attribute', key: 'plan', operator: 'is', values: ['Team'] }));
  writeFileSync(at('bad.json'), JSON.stringify({ rules: [{ on: 'usage', compare: 'most', value: 1 }] }));
  await json('init', '--name', 'Book');
  await json('import', at('accounts.csv'));

  const saved = ['segments', 'save', '--name', 'Teams', '--rule', at('rule.json')];
  const segment = await json<{ members: number; words: { en: string } }>(...saved);
  expect(segment).toMatchObject({ members: 2, words: { en: 'Accounts with: plan is “Team”.' } });
  expect(await holdfast(...saved)).toMatchObject({ code: 1, stderr: expect.stringContaining('already') as string });
  expect(await json(...saved, '--overwrite', '--static')).toMatchObject({ kind: 'static', members: 2 });

  const bad = await holdfast('segments', 'save', '--name', 'Bad', '--rule', at('bad.json'));
  expect(bad).toMatchObject({ code: 1, stderr: expect.stringContaining('rules.0.compare') as string });
  expect(await json('segments')).toMatchObject([{ name: 'Teams', members: 2, problem: null }]);
  const page = await json<{ rows: { id: string }[] }>('segments', 'members', 'Teams');
  expect(page.rows.map(({ id }) => id)).toEqual(['A-1', 'A-2']);
  const queue = await json<{ rows: { id: string }[] }>('accounts', '--segment', 'Teams');
  expect(queue.rows.map(({ id }) => id).sort()).toEqual(['A-1', 'A-2']);

  expect(await json('segments', 'remove', 'Teams')).toEqual({ removed: true });
}, 240_000);
