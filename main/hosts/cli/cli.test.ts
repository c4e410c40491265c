import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandLine } from './testing/command-line.ts';
import type { Result } from './testing/command-line.ts';

const script = fileURLToPath(new URL('./index.ts', import.meta.url));
const recipe = fileURLToPath(new URL('../../../build/recipes/online-retail.json', import.meta.url));
const data = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));
const withData = existsSync(data);
const why = 'the reference data folder is absent';

let home: string;
const at = (name: string): string => join(home, name);
beforeAll(() => (home = mkdtempSync(join(tmpdir(), 'holdfast-cli-'))));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const holdfast = commandLine(() => at('home'));

/** The program itself, in a process of its own. */
function program(...words: string[]): Promise<Result> {
  const env = { ...process.env, HOLDFAST_HOME: at('home'), SECRET: 'correct horse' };
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...words], { env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, stdout, stderr });
    });
  });
}

async function json<Value>(...words: string[]): Promise<Value> {
  const { code, stdout, stderr } = await holdfast(...words, '--json');
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Value;
}

const inWorkspace = (name: string): string[] => ['--workspace', at(name), '--passphrase-env', 'SECRET'];

describe('the command line', () => {
  it('helps everywhere', async () => {
    const overview = await program('--help');
    expect(overview.code).toBe(0);
    const commands = [
      'init',
      'import',
      'imports',
      'undo-import',
      'changes',
      'rejects',
      'recipes list',
      'watch run',
      'train',
      'score',
      'accounts',
      'account',
      'retention',
      'funnel',
      'audit',
      'table cv',
    ];
    for (const command of commands) expect(overview.stdout).toContain(`  ${command} `);
    const { code, stdout } = await program('table', 'cv', '--help');
    expect(code).toBe(0);
    expect(stdout).toContain('--fold-column');
  });

  it.each([
    [['nonsense'], /There is no command "nonsense"/],
    [['import', 'x.csv', '--nonsense'], /nonsense/],
    [['retention'], /--workspace is missing/],
    [['retention', '--workspace', 'x', '--period', 'decade'], /--period is one of day, week, month/],
    [['funnel', '--workspace', 'x'], /Which steps/],
    [['undo-import', '--workspace', 'x'], /Which import/],
    [['init', '--workspace', 'x', '--passphrase-env', 'NOT_SET_ANYWHERE'], /NOT_SET_ANYWHERE is not set/],
  ])('answers %j with exit code 2 and the usage', async (words, message) => {
    const { code, stdout, stderr } = await holdfast(...words);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
  });

  it('answers a failure with exit code 1 and, with --json, its code', async () => {
    const missing = await program('accounts', '--workspace', at('nowhere'), '--json');
    expect(missing.code).toBe(1);
    expect(JSON.parse(missing.stdout)).toMatchObject({
      error: { code: 'not_found', message: expect.stringContaining('holds no Holdfast workspace') as unknown },
    });
    const inWords = await holdfast('accounts', '--workspace', at('nowhere'));
    expect(inWords).toMatchObject({ code: 1, stdout: '' });
  });
});

describe('a small book', () => {
  it('is imported, undone, and asked for retention and a funnel', { timeout: 120_000 }, async () => {
    const events = [
      'account_id,event,timestamp',
      'A,open,2026-01-05T10:00:00Z',
      'A,buy,2026-01-06T10:00:00Z',
      'A,open,2026-02-02T10:00:00Z',
      'B,open,2026-01-20T10:00:00Z',
      'B,buy,2026-03-20T10:00:00Z',
      'C,open,2026-02-10T10:00:00Z',
      'C,open,2026-03-31T23:59:59Z',
      'C,,2026-03-01T00:00:00Z',
    ];
    writeFileSync(at('events.csv'), `${events.join('\n')}\n`);
    await json('init', ...inWorkspace('book'), '--name', 'Book');
    const dry = await json<{ events: Record<string, number>; import: { state: string } }>(
      'import',
      ...inWorkspace('book'),
      at('events.csv'),
      '--dry-run',
    );
    expect(dry).toMatchObject({ events: { read: 8, new: 7, rejected: 1 }, import: { state: 'checked' } });
    expect((await json<{ rows: unknown[] }>('imports', ...inWorkspace('book'))).rows).toEqual([]);
    const first = await json<{ events: Record<string, number>; import: { id: number } }>(
      'import',
      ...inWorkspace('book'),
      at('events.csv'),
      '--as',
      'events',
    );
    expect(first.events).toEqual({
      read: 8,
      new: 7,
      changed: 0,
      unchanged: 0,
      duplicate: 0,
      rejected: 1,
      filtered: 0,
      orphaned: expect.any(Number) as unknown,
    });
    const again = await json<{ events: Record<string, number>; import: { id: number } }>(
      'import',
      ...inWorkspace('book'),
      at('events.csv'),
    );
    expect(again.events).toMatchObject({ read: 8, new: 0 });
    const grid = await json<{ cohorts: unknown[] }>('retention', ...inWorkspace('book'));
    expect(grid.cohorts).toMatchObject([
      { cohort: '2026-01', size: 2, values: [2, 1, 1], complete: [true, true, true] },
      { cohort: '2026-02', size: 1, values: [1, 1], complete: [true, true] },
    ]);
    const byBuying = ['--start', 'open', '--return', 'buy', '--mode', 'streak', '--measure', 'events-per-account'];
    const bought = await json<{ definition: { words: { en: string } } }>(
      'retention',
      ...inWorkspace('book'),
      ...byBuying,
    );
    expect(bought.definition.words.en).toMatch(/“open”.*“buy”.*every one before/s);
    const funnel = await json<{ steps: unknown[] }>(
      'funnel',
      ...inWorkspace('book'),
      '--steps',
      'open,buy',
      '--window',
      '30d',
    );
    expect(funnel.steps).toMatchObject([
      { event: 'open', count: 3 },
      { event: 'buy', count: 1 },
    ]);
    const unknown = await holdfast('funnel', ...inWorkspace('book'), '--steps', 'open,by', '--json');
    expect(unknown.code).toBe(1);
    expect(unknown.stdout).toContain('There is no event named \\"by\\"');
    await json('undo-import', String(again.import.id), ...inWorkspace('book'));
    await json('undo-import', String(first.import.id), ...inWorkspace('book'));
    expect((await json<{ cohorts: unknown[] }>('retention', ...inWorkspace('book'))).cohorts).toEqual([]);
  });
});

describe('on reference data', () => {
  it.skipIf(!withData)(
    `Online Retail by its recipe gives the reference triangle exactly (skipped where ${why})`,
    { timeout: 180_000 },
    async () => {
      // The reference file writes NaN, which JSON does not have.
      const golden = JSON.parse(readFileSync(join(data, 'golden.json'), 'utf8').replace(/\bNaN\b/g, 'null')) as Record<
        string,
        Record<string, number[]>
      >;
      const triangle = golden['online_retail:monthly_cohort(no cancels, known customers)'] ?? {};
      await json('init', ...inWorkspace('retail'));
      const imported = await json<{ events: Record<string, number> }>(
        'import',
        ...inWorkspace('retail'),
        join(data, 'online-retail', 'online-retail.csv.gz'),
        '--mapping',
        recipe,
      );
      expect(imported.events).toMatchObject({ read: 541_909, rejected: 0 });
      const grid = await json<{ cohorts: { cohort: string; size: number; values: number[]; complete: boolean[] }[] }>(
        'retention',
        ...inWorkspace('retail'),
      );
      const padded = grid.cohorts.map(({ cohort, values }) => [
        cohort,
        [...values, ...Array.from({ length: 13 - values.length }, () => 0)],
      ]);
      expect(Object.fromEntries(padded)).toEqual(triangle);
      for (const { complete } of grid.cohorts) expect(complete.at(-1)).toBe(false);
    },
  );

  it.skipIf(!withData)(
    `RavenStack is accounted for to the row by the audit (skipped where ${why})`,
    { timeout: 240_000 },
    async () => {
      const out = at('audit');
      const summary = await json<{
        imports: { totals: Record<string, Record<string, number>> };
        findings: { key: string; count: number }[];
        model: { used: string; why: string };
      }>('audit', join(data, 'ravenstack'), '--out', out);
      const { totals } = summary.imports;
      expect(Object.fromEntries(Object.entries(totals).map(([table, { read }]) => [table, read]))).toEqual({
        accounts: 500,
        subscriptions: 5000,
        events: 25_000,
        tickets: 2000,
        churn_events: 600,
      });
      for (const counts of Object.values(totals)) {
        // Orphaned rows are stored; they are counted among the new ones.
        const { read, orphaned: _, ...outcomes } = counts;
        expect(Object.values(outcomes).reduce((sum, count) => sum + count, 0)).toBe(read);
      }
      const count = (key: string): number | undefined => summary.findings.find((finding) => finding.key === key)?.count;
      expect(count('events-before-subscription')).toBe(19_142);
      expect(count('flag-without-churn-event')).toBe(35);
      expect(count('churn-event-without-flag')).toBe(277);
      expect(summary.model.why).not.toBe('');
      const report = readFileSync(join(out, 'report.html'), 'utf8');
      expect(report).toContain('19,142 usage rows predate their subscription');
      expect(report).not.toMatch(/(src|href)\s*=|https?:\/\/(?!www\.w3\.org)|<script/i);
      for (const name of ['accounts.csv', 'retention.csv', 'summary.json'])
        expect(existsSync(join(out, name))).toBe(true);
      expect(readFileSync(join(out, 'accounts.csv'), 'utf8').trim().split('\n').length).toBeGreaterThan(100);
    },
  );
});
