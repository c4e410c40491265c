import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BacktestRun } from '../../../shared/contract/index.ts';
import { commandLine } from './testing/command-line.ts';

let home: string;
const at = (name: string): string => join(home, name);
beforeAll(() => (home = mkdtempSync(join(tmpdir(), 'holdfast-cli-backtest-'))));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const holdfast = commandLine(
  () => at('home'),
  () => ['--workspace', at('book'), '--passphrase-env', 'SECRET'],
);

const dayOf = (day: number): string => new Date(Date.UTC(2023, 0, 1) + day * 86_400_000).toISOString().slice(0, 10);

/** Sixty accounts over eighteen months; every fifth leaves. */
function writeSubscriptions(path: string): void {
  const rows = Array.from({ length: 60 }, (_, index) => {
    const end = index % 5 === 0 ? dayOf(200 + index * 5) : '';
    return `s${index},a${index},${dayOf(index)},${end},${100 + index}.00,EUR,12`;
  });
  rows.push(`last,z,${dayOf(545)},,10.00,EUR,12`);
  writeFileSync(
    path,
    ['subscription_id,account_id,start_date,end_date,mrr_amount,currency,term_months', ...rows, ''].join('\n'),
  );
}

it('backtests the model in use, tells the last one again, and says what is wrong', { timeout: 240_000 }, async () => {
  writeSubscriptions(at('subscriptions.csv'));
  expect(await holdfast('init', '--name', 'Book')).toMatchObject({ code: 0 });
  expect(await holdfast('import', at('subscriptions.csv'))).toMatchObject({ code: 0 });
  expect(await holdfast('backtest')).toMatchObject({ code: 1, stderr: expect.stringContaining('Train one first') });
  expect(await holdfast('score')).toMatchObject({ code: 0 });

  const asked = await holdfast('backtest', '--present', '--months', '12', '--top', '5', '--json');
  expect(asked.code, asked.stderr).toBe(0);
  const run = JSON.parse(asked.stdout) as BacktestRun;
  expect(run).toMatchObject({
    modelId: 'baseline',
    question: { months: 12, mode: 'present', rule: { kind: 'top', top: 5 } },
    outdated: false,
    verdict: { state: 'too-few-for-a-verdict', departures: 12 },
  });
  expect(run.months).toHaveLength(12);
  expect(run.months.every(({ counts }) => counts!.flagged === 5)).toBe(true);

  const text = await holdfast('backtest', '--last');
  expect(text).toMatchObject({ code: 0, stdout: expect.stringContaining('Not enough for a verdict') });
  expect(text.stdout).toContain(run.months[0]!.day);
  expect(JSON.parse((await holdfast('backtest', '--last', '--json')).stdout)).toEqual(run);

  for (const [words, sentence] of [
    [['--threshold', '20'], 'a probability from 0 to 1'],
    [['--threshold', '0.2', '--top', '5'], 'exclude each other'],
    [['--months', 'many'], 'takes a whole number'],
  ] as const)
    expect(await holdfast('backtest', ...words)).toMatchObject({ code: 2, stderr: expect.stringContaining(sentence) });
  expect(await holdfast('backtest', '--months', '0')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('months'),
  });
  expect(await holdfast('backtest', '--model', 'x')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('no model x'),
  });
});
