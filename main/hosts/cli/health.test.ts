import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { commandLine } from './testing/command-line.ts';

let home: string;
const at = (name: string): string => join(home, name);
beforeAll(() => (home = mkdtempSync(join(tmpdir(), 'holdfast-cli-health-'))));
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
const saying = (text: string) => ({ stderr: expect.stringContaining(text) as string });

const definition = {
  format: 'holdfast-health',
  formatVersion: 1,
  pillars: [
    {
      name: 'Contract',
      weight: 3,
      measures: [{ measure: 'tenure_days', weight: 1, scale: { kind: 'linear', zero: 0, hundred: 1000 } }],
    },
    {
      name: 'Judgement',
      weight: 1,
      measures: [{ measure: 'pulse', weight: 1, scale: { kind: 'linear', zero: 0, hundred: 100 } }],
    },
  ],
  exceptions: [],
  variants: [],
};

it('a health score is read from a file, published, asked of an account, and written again', async () => {
  writeFileSync(at('accounts.csv'), 'account id,name\nA-1,Alder\nA-2,Birch\n');
  const terms = 'A-1,s1,2025-01-01,,100,EUR\nA-2,s2,2025-06-01,,100,EUR\n';
  writeFileSync(at('subscriptions.csv'), `account id,subscription id,start day,end day,mrr,currency\n${terms}`);
  writeFileSync(at('tickets.csv'), 'ticket id,account id,opened at\nt1,A-1,2025-07-20T10:00:00Z\n');
  await json('init', '--name', 'Book');
  await json('import', at('accounts.csv'), at('subscriptions.csv'), at('tickets.csv'));

  writeFileSync(at('good.json'), JSON.stringify(definition));
  const overlapping = [
    { from: null, to: 5, points: 0 },
    { from: 3, to: null, points: 100 },
  ];
  const [contract, judgement] = definition.pillars;
  const wrong = {
    ...judgement,
    measures: [{ measure: 'pulse', weight: 1, scale: { kind: 'bands', bands: overlapping } }],
  };
  writeFileSync(at('bad.json'), JSON.stringify({ ...definition, pillars: [contract, wrong] }));
  expect(await holdfast('health', 'import', at('bad.json'))).toMatchObject({
    code: 1,
    ...saying('overlap between 3 and 5'),
  });

  const saved = await json<{ version: { number: number } }>('health', 'import', at('good.json'));
  expect(saved.version).toMatchObject({ number: 1, name: 'good', state: 'draft' });
  const published = await json('health', 'publish', '--version', '1', '--note', 'first');
  expect(published).toMatchObject({ version: { state: 'in-force' } });

  // 200 days of 1,000 are 20 points at three quarters of the weight, the pulse of 80 the rest.
  const account = ['health', 'account', 'A-1'];
  expect(await holdfast('health', 'pulse', 'A-1', '101')).toMatchObject({ code: 2 });
  await json('health', 'pulse', 'A-1', '80', '--note', 'calm');
  expect(await json(...account)).toMatchObject({
    breakdown: { score: 35, coverage: 1 },
    pulse: { value: 80, note: 'calm' },
  });

  await json('health', 'export', '--out', at('again.json'));
  expect(JSON.parse(readFileSync(at('again.json'), 'utf8'))).toEqual(definition);
  const history = await json<{ publications: unknown[] }>('health', 'history');
  expect(history.publications).toMatchObject([{ number: 1, what: 'published', note: 'first' }]);
}, 240_000);
