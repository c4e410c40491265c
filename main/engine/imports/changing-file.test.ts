import { appendFileSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fileMapping } from '../../../shared/contract/index.ts';
import { runImport } from './index.ts';
import { stageImport } from './staging/stage-import.ts';
import { openTestSession } from './testing/test-session.ts';
import type { TestSession } from './testing/test-session.ts';

let test: TestSession;
beforeEach(async () => void (test = await openTestSession()));
afterEach(() => test.close());

const rows = Array.from({ length: 5_000 }, (_, index) => index);
const files = {
  'accounts.csv': {
    mapping: { table: 'accounts', columns: [{ column: 'id', field: 'account_id' }] },
    text: `id,name\n${rows.map((index) => `A${index},Company\n`).join('')}`,
  },
  'events.csv': {
    mapping: {
      table: 'events',
      columns: [
        { column: 'who', field: 'account_id' },
        { column: 'when', field: 'occurred_at' },
        { column: 'what', field: 'event' },
      ],
    },
    text: `who,when,what\n${rows.map((index) => `A${index % 50},2024-01-01T00:00:00Z,login\n`).join('')}`,
  },
} as const;

it.each([
  ['accounts.csv', 'grows', (path: string) => appendFileSync(path, 'A1,x,y\n')],
  ['events.csv', 'grows', (path: string) => appendFileSync(path, 'A1,2024-01-01,x\n')],
  [
    'accounts.csv',
    'is written again at the same length',
    (path: string) => {
      writeFileSync(path, files['accounts.csv'].text.replaceAll('Company', 'Another'));
      utimesSync(path, new Date(), new Date(Date.now() + 5_000));
    },
  ],
] as const)('%s that %s while it is read is refused, and nothing of it is kept', async (name, _how, change) => {
  const { mapping, text } = files[name];
  const path = test.write(name, text);
  const { file: workspace, key } = test.session;
  let changes = 0;
  const staging = join(test.folder, 'staged.db');
  const staged = stageImport(
    {
      task: 'stage',
      workspace,
      key,
      staging,
      files: [{ path, name, part: null, recipe: null, mapping: fileMapping.parse(mapping) }],
      now: 1_767_225_600,
    },
    {
      shouldStop: () => false,
      progress(_share, stage) {
        if (stage?.key === 'reading' && changes++ === 0) change(path);
      },
    },
  );
  await expect(staged).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining(name) as string });
  await expect(staged).rejects.toThrow(/changed while it was being read/);
  expect(changes).toBeGreaterThan(0);
  expect(test.session.dataVersion()).toBe(0);
  expect(readdirSync(test.session.staging)).toEqual([]);
});

it('10,000 columns go through a whole import, and come back unchanged', { timeout: 120_000 }, async () => {
  const names = Array.from({ length: 9_999 }, (_, index) => `figure ${index}`);
  const line = (id: number): string => [`W${id}`, ...names.map((_, index) => (id * index) % 97)].join(',');
  const path = test.write('wide.csv', `account_id,${names.join(',')}\n${[1, 2, 3, 4].map(line).join('\n')}\n`);
  const columns = ['account_id', ...names].map((column, index) => ({
    column,
    field: index === 0 ? 'account_id' : 'attributes',
  }));
  const mapping = fileMapping.parse({ table: 'accounts', columns });
  const files = [{ path, name: 'wide.csv', part: null, recipe: null, mapping }];
  const context = { id: 71, signal: new AbortController().signal, report: () => {} };
  const { totals } = await runImport(test.session, { files, dryRun: false }, context);
  expect(totals.accounts).toMatchObject({ read: 4, new: 4, rejected: 0 });
  const attributes = test.session.database
    .prepare(`SELECT attributes FROM current_accounts WHERE account_id = 'W3'`)
    .pluck()
    .get() as string;
  const stored = JSON.parse(attributes) as Record<string, unknown>;
  expect(Object.keys(stored)).toHaveLength(9_999);
  expect(String(stored['figure 9998'])).toBe(String((3 * 9_998) % 97));
  test.write('wide.csv', `account_id,${names.join(',')}\n${[4, 3, 2, 1].map(line).join('\n')}\n`);
  const again = await runImport(test.session, { files, dryRun: false }, { ...context, id: 72 });
  expect(again.totals.accounts).toMatchObject({ read: 4, unchanged: 4 });
});
