import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandLine } from './testing/command-line.ts';

let home: string;
const patience = { timeout: 120_000 };
const outside = commandLine(() => join(home, 'home'));
const holdfast = commandLine(
  () => join(home, 'home'),
  () => ['--workspace', join(home, 'book'), '--passphrase-env', 'SECRET'],
);
const json = async (...words: string[]): Promise<unknown> => {
  const { code, stdout, stderr } = await holdfast(...words, '--json');
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
};

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'holdfast-risks-'));
  const path = join(home, 'subscriptions.csv');
  const lines = [
    'subscription_id,account_id,start_date,end_date,mrr_amount,currency,term_months',
    's1,a,2025-03-01,,100.00,EUR,12',
    's2,b,2025-06-15,,50.00,EUR,12',
    's3,c,2026-01-01,,10.00,EUR,1',
  ];
  writeFileSync(path, `${lines.join('\n')}\n`);
  expect((await holdfast('init')).code).toBe(0);
  expect((await holdfast('import', path)).code).toBe(0);
}, patience.timeout);
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('risks on the command line', () => {
  it('are opened, moved, closed with words, and listed', patience, async () => {
    const asked = ['--reason', 'Champion left', '--owner', 'Ana', '--due', '2020-02-01'];
    expect(await json('risks', 'open', 'a', ...asked)).toMatchObject({
      risk: { id: 1, stage: 'at-risk', owner: 'Ana', stakeOpened: { minor: 120_000, currency: 'EUR' } },
    });
    expect(await holdfast('risks', 'open', 'a', '--stage', 'lost')).toMatchObject({ code: 2 });
    expect(await holdfast('risks', 'move', 'x', 'saving')).toMatchObject({ code: 2 });
    expect(await json('risks', 'list', '--due', 'overdue')).toMatchObject({ total: 1, rows: [{ id: 1 }] });
    expect(await holdfast('risks', 'close', '1', '--as', 'recovered')).toMatchObject({ code: 2 });
    expect((await holdfast('risks', 'close', '1', '--as', 'recovered', '--words', 'New sponsor')).stdout).toContain('recovered');
    expect(await json('risks', 'reasons', '--add', 'Merger', '--hide', 'Competitor')).toHaveLength(10);
  });
}); // prettier-ignore

describe('renewals on the command line', () => {
  it('are listed, foretold and summed', patience, async () => {
    expect(await json('renewals')).toMatchObject({
      total: 2,
      due: { minor: 180_000, currency: 'EUR' },
      rows: [
        { account: { id: 'a' }, day: '2026-03-01', daysAhead: 59 },
        { account: { id: 'b' }, day: '2026-06-15' },
      ],
    });
    const said = ['renewals', 'say', 'a', '--day', '2026-03-01', '--call', 'renew', '--chance', '80', '--amount', '1500.00'];
    expect(await json(...said)).toMatchObject({ renewal: { said: { probability: 0.8, amount: { minor: 150_000 } } } });
    expect(await holdfast('renewals', 'say', 'a', '--day', '2026-03-01', '--chance', '120', '--call', 'renew')).toMatchObject({ code: 2 });
    expect(await json('renewals', 'forecast', '--by', 'quarter')).toMatchObject({
      periods: [{ period: '2026-Q1', committed: { minor: 150_000 }, committedGross: { minor: 120_000 } }, { period: '2026-Q2' }],
      all: { best: { minor: 210_000 }, rates: { committedNet: 150 / 180 } },
    });
    expect((await outside('renewals', '--help')).stdout).toContain('--owed');
  });
}); // prettier-ignore
