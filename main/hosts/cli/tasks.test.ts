import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { commandLine } from './testing/command-line.ts';

let home: string;
const at = (name: string): string => join(home, name);
beforeAll(() => (home = mkdtempSync(join(tmpdir(), 'holdfast-cli-tasks-'))));
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

it('tasks are made, given out, done and listed; notes and a brief tell of an account', async () => {
  writeFileSync(at('accounts.csv'), 'account id,name,owner\nA-1,Alder,Ana\nA-2,Birch,Ben\n');
  await json('init', '--name', 'Book');
  await json('import', at('accounts.csv'));

  const added = await json<{ task: { id: number } }>(
    'tasks',
    'add',
    'Ask @{A-2}',
    '--account',
    'A-1',
    '--due',
    '2026-01-02',
  );
  expect(added).toMatchObject({ task: { assignee: 'Ana', due: '2026-01-02', account: { name: 'Alder' } } });
  const given = ['tasks', 'assign', 'Call', '--accounts', 'A-1,A-2', '--way', 'round-robin', '--people', 'Zoe'];
  expect(await json(...given)).toMatchObject({ tasks: 2, people: [{ person: 'Zoe', tasks: 2 }] });
  expect(await json('tasks', 'done', String(added.task.id))).toMatchObject({ task: { state: 'done' } });
  const listed = await holdfast('tasks', '--state', 'done');
  expect(listed.stdout).toContain('Ask @Birch');
  expect(listed.stdout).toContain('2 open, 0 overdue, 1 done');
  expect(await holdfast('tasks', 'add', 'x', '--due', 'soon')).toMatchObject({ code: 2 });

  await json('notes', 'add', 'Moves on', '--account', 'A-1');
  const brief = await holdfast('brief', 'A-1', '--language', 'es', '--markdown');
  expect(brief.stdout).toContain('# Alder');
  expect(brief.stdout).toContain('## Notas');
}, 240_000);
