import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandLine } from './testing/command-line.ts';

const patience = { timeout: 300_000 };
let home: string;
beforeAll(() => (home = mkdtempSync(join(tmpdir(), 'holdfast-survival-'))));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const holdfast = commandLine(() => join(home, 'home'));

function file(name: string, lines: readonly string[]): string {
  const path = join(home, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

describe('survival on the command line', () => {
  it('of a plain table; what is wrong in it is told by row and column', patience, async () => {
    const table = file('book.csv', ['days,left,plan', '10,1,Pro', '20,0,Pro', '15,1,Free', '5,1,Free', '25,0,Pro']);
    const columns = ['--duration', 'days', '--event', 'left'];
    const [json, wrong] = await Promise.all([
      holdfast('survival', table, ...columns, '--group', 'plan', '--json'),
      holdfast('survival', table, '--duration', 'plan', '--event', 'left'),
    ]);
    expect(json.code, json.stderr).toBe(0);
    const answer: unknown = JSON.parse(json.stdout);
    expect(answer).toMatchObject({ subjects: 5, events: 3, overall: { median: 15 }, groups: [{ group: 'Free' }, {}] });
    expect(wrong).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('book.csv, row 2, column "plan": "Pro" is no number'),
    });
  });

  it('of a book; lifetime value asks for its family', patience, async () => {
    const inWorkspace = ['--workspace', join(home, 'book'), '--passphrase-env', 'SECRET'];
    const subscriptions = file('subscriptions.csv', [
      'subscription_id,account_id,start_date,end_date,mrr_amount,currency,term_months',
      's1,a,2025-01-01,2025-02-01,100.00,EUR,1',
      's2,b,2025-01-01,,120.00,EUR,1',
      's3,c,2025-02-01,,200.00,EUR,12',
      's4,d,2025-05-31,,10.00,EUR,12',
    ]);
    expect((await holdfast('init', ...inWorkspace)).code).toBe(0);
    expect(await holdfast('import', subscriptions, ...inWorkspace)).toMatchObject({ code: 0 });
    const curve = await holdfast('survival', ...inWorkspace, '--json');
    expect(JSON.parse(curve.stdout)).toMatchObject({ curves: [{ accounts: 4, left: 1 }], logRank: null });
    const few = await holdfast('survival', ...inWorkspace, '--renewals', '--compute');
    expect(few).toMatchObject({ code: 1, stderr: expect.stringContaining('holds 1 departures, and at least 50') });
    const asked = await holdfast('ltv', ...inWorkspace);
    expect(asked).toMatchObject({ code: 2, stderr: expect.stringContaining('That suits --family contracts') });
    const valued = await holdfast('ltv', ...inWorkspace, '--family', 'contracts', '--json');
    expect(JSON.parse(valued.stdout)).toMatchObject({
      answer: { family: 'contracts' },
      rows: [{ value: null }, {}, {}],
    });
  });
});

describe('ltv of a plain table', () => {
  it('of purchases and of customers, with a file of all values', patience, async () => {
    const lines = ['who,when,paid'];
    for (let customer = 0; customer < 60; customer++)
      for (let day = 1; day <= 28; day += 1 + (customer % 9) + (day % 5))
        lines.push(`c${customer},2025-0${1 + (customer % 6)}-${String(day).padStart(2, '0')},${20 + customer}`);
    const table = file('purchases.csv', lines);
    const out = join(home, 'values.csv');
    const columns = ['--customer', 'who', '--date', 'when', '--amount', 'paid'];
    const [json, missing] = await Promise.all([
      holdfast('ltv', table, ...columns, '--end', '2025-07-31', '--out', out, '--json'),
      holdfast('ltv', table),
    ]);
    expect(json.code, json.stderr).toBe(0);
    const answer = JSON.parse(json.stdout) as { customers: number; values: unknown[]; total: { value: number } };
    expect(answer.customers).toBe(60);
    expect(answer.total.value).toBeGreaterThan(0);
    expect(readFileSync(out, 'utf8').trim().split('\n')).toHaveLength(61);
    expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining('Which columns?') });
  });
});
