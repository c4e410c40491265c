import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ContractOutputs } from '../../../shared/contract/index.ts';
import { commandLine } from './testing/command-line.ts';

type Movements = ContractOutputs['revenue']['movements'];

const ravenstack = fileURLToPath(new URL('../../../../shared/data/ravenstack/', import.meta.url));

let home: string;
beforeAll(() => (home = mkdtempSync(join(tmpdir(), 'holdfast-revenue-'))));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const holdfast = commandLine(() => join(home, 'home'));

async function json<Value>(...words: string[]): Promise<Value> {
  const { code, stdout, stderr } = await holdfast(...words, '--json');
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Value;
}

const inWorkspace = (name: string): string[] => ['--workspace', join(home, name), '--passphrase-env', 'SECRET'];

describe('revenue on the command line', () => {
  it('tells movements as a table and as JSON, and states rates', { timeout: 300_000 }, async () => {
    const file = join(home, 'subscriptions.csv');
    writeFileSync(
      file,
      [
        'subscription_id,account_id,start_date,end_date,mrr_amount,currency,term_months',
        's1,a,2025-01-01,2025-03-01,100.00,EUR,1',
        's2,a,2025-03-01,,120.00,EUR,1',
        's3,b,2025-01-15,2025-02-15,50.00,EUR,1',
        's4,c,2025-02-01,,200.00,USD,12',
        's5,d,2025-03-31,,10.00,EUR,12',
      ].join('\n'),
    );
    expect((await holdfast('init', ...inWorkspace('book'))).code).toBe(0);
    expect(await holdfast('import', file, ...inWorkspace('book'))).toMatchObject({ code: 0 });
    const before = await json<Movements>('revenue', ...inWorkspace('book'));
    expect(before.currency).toBe('EUR');
    expect(before.periods.map(({ period, bridge }) => [period, bridge.end])).toEqual([
      ['2025-01', 15_000],
      ['2025-02', 10_000],
      ['2025-03', 13_000],
    ]);
    expect(before.leftOut.currencies).toEqual([{ currency: 'USD', subscriptions: 1 }]);
    const told = await holdfast('revenue', ...inWorkspace('book'), '--by', 'cohort');
    expect(told.stdout).toMatch(/2025-03 +100\.00 +10\.00 +0\.00 +20\.00 +0\.00 +0\.00 +130\.00 +100\.0 % +120\.0 %/);
    expect(told.stdout).toContain('no rate to EUR: subscriptions in USD (1)');
    const churn = await holdfast('revenue', ...inWorkspace('book'), '--by', 'cohort', '--over-time', 'logo-churn');
    expect(churn.stdout).toMatch(/period +all +2025-01 +2025-03\n/);
    expect(churn.stdout).toMatch(/2025-02 +50\.0 % +50\.0 % +–\n2025-03 +0\.0 % +0\.0 % +–\n/);
    expect((await holdfast('revenue', ...inWorkspace('book'), '--over-time', 'arr')).code).toBe(2);
    const rates = ['revenue', 'rates', ...inWorkspace('book')];
    expect((await holdfast(...rates)).stdout).toMatch(/USD +1 +no rate/);
    expect((await holdfast(...rates, '--rate', 'USD=0.9')).stderr).toContain('Give --base EUR');
    expect((await holdfast(...rates, '--base', 'EUR', '--rate', 'USD=0')).stderr).toContain('USD=0.91');
    const stated = await holdfast(...rates, '--base', 'EUR', '--rate', 'USD=0.9', '--stated-on', '2025-03-31');
    expect(stated.stdout).toMatch(/rates of 2025-03-31[\s\S]*USD +1 +0\.9/);
    const after = await json<Movements>('revenue', ...inWorkspace('book'));
    expect(after.periods.at(-1)?.bridge.end).toBe(13_000 + 18_000);
    expect((await holdfast('revenue', ...inWorkspace('book'), '--period', 'week')).stderr).toContain('month, quarter');
  });

  it.skipIf(!existsSync(ravenstack))(
    'reconciles RavenStack to the cent (skipped where ../shared/data/ravenstack is absent)',
    { timeout: 240_000 },
    async () => {
      const files = ['accounts', 'subscriptions'].map((name) => join(ravenstack, `ravenstack_${name}.csv`));
      expect((await holdfast('init', ...inWorkspace('raven'))).code).toBe(0);
      expect(await holdfast('import', ...files, ...inWorkspace('raven'))).toMatchObject({ code: 0 });
      const answer = await json<Movements>('revenue', ...inWorkspace('raven'), '--by', 'industry');
      const rows = ravenstackRows(readFileSync(files[1]!, 'utf8'));
      const pays = (account: string, day: string): number =>
        rows
          .filter((row) => row.account === account && row.start <= day && (row.end === '' || day < row.end))
          .reduce((sum, { mrr }) => sum + mrr, 0);
      const accounts = [...new Set(rows.map(({ account }) => account))];
      expect(answer.periods.length).toBe(24);
      for (const { period, from, to, bridge, customers, rates } of [
        ...answer.periods,
        { ...answer.trailing!, period: 'trailing' },
      ]) {
        const before = new Date(Date.parse(`${from}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
        const both = accounts.map((account) => [pays(account, before), pays(account, to)] as const);
        const start = both.reduce((sum, [s]) => sum + s, 0);
        const kept = both.filter(([s]) => s > 0);
        expect([period, bridge.start, bridge.end]).toEqual([period, start, both.reduce((sum, [, e]) => sum + e, 0)]);
        expect(bridge.churn).toBe(kept.filter(([, e]) => e === 0).reduce((sum, [s]) => sum + s, 0));
        expect(bridge.expansion).toBe(kept.reduce((sum, [s, e]) => sum + Math.max(0, e - s), 0));
        expect(bridge.new + bridge.reactivation).toBe(both.reduce((sum, [s, e]) => sum + (s === 0 ? e : 0), 0));
        expect(
          bridge.start + bridge.new + bridge.reactivation + bridge.expansion - bridge.contraction - bridge.churn,
        ).toBe(bridge.end);
        expect([customers.start, customers.churn]).toEqual([kept.length, kept.filter(([, e]) => e === 0).length]);
        if (start > 0) {
          expect(rates.nrr).toBeCloseTo(kept.reduce((sum, [, e]) => sum + e, 0) / start, 12);
          expect(rates.grr).toBeCloseTo(kept.reduce((sum, [s, e]) => sum + Math.min(s, e), 0) / start, 12);
        }
      }
      const ends = answer.groups.map(({ trailing }) => trailing.bridge.end);
      expect(ends.reduce((sum, end) => sum + end, 0)).toBe(answer.trailing?.bridge.end);
    },
  );
});

/** Read by hand: DD-MM-YYYY days, whole dollars, trials left out; ends on the day after which the next one begins are moved. */
function ravenstackRows(text: string): { account: string; start: string; end: string; mrr: number }[] {
  const [header, ...lines] = text
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/);
  const names = header!.split(',');
  const day = (value: string): string => value.split('-').reverse().join('-');
  const rows = lines
    .map((line) => {
      const cells = line.split(',');
      const cell = (name: string): string => cells[names.indexOf(name)]!;
      const end = cell('end_date') === '' ? '' : day(cell('end_date'));
      return {
        account: cell('account_id'),
        start: day(cell('start_date')),
        end,
        mrr: Number(cell('mrr_amount')) * 100,
        isPaid: cell('is_trial') === 'FALSE' && Number(cell('mrr_amount')) > 0,
      };
    })
    .filter(({ isPaid, start, end }) => isPaid && (end === '' || end > start));
  const starts = new Set(rows.map(({ account, start }) => `${account} ${start}`));
  return rows.map((row) => {
    if (row.end === '' || starts.has(`${row.account} ${row.end}`)) return row;
    const next = new Date(Date.parse(`${row.end}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    return starts.has(`${row.account} ${next}`) ? { ...row, end: next } : row;
  });
}
