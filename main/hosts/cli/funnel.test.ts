import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ContractOutputs } from '../../../shared/contract/index.ts';
import { readArguments } from './command.ts';
import type { Command } from './command.ts';
import { funnel } from './commands/funnel.ts';
import { importFiles } from './commands/imports.ts';
import { init } from './commands/workspace.ts';
import { createOutput } from './output.ts';

type Answers = ContractOutputs['funnels'];
let home: string;

/** Runs a command in this process: a process each would take most of the time. @returns what it wrote to stdout */
async function holdfast(command: Command, ...words: string[]): Promise<string> {
  let said = '';
  const json = words.includes('--json');
  const all = [...words, '--workspace', join(home, 'w'), '--passphrase-env', 'HOLDFAST_TEST_SECRET'];
  const silent = { write: () => true };
  await command.run(readArguments(command, all), createOutput(json, { write: (text) => (said += text) }, silent));
  return said;
}

async function json<Value>(...words: string[]): Promise<Value> {
  return JSON.parse(await holdfast(funnel, ...words, '--json')) as Value;
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'holdfast-cli-funnel-'));
  vi.stubEnv('HOLDFAST_HOME', join(home, 'home'));
  vi.stubEnv('HOLDFAST_TEST_SECRET', 'correct horse');
  const events = [
    'A,sign up,2026-01-05T08:00:00Z,web',
    'A,try,2026-01-06T08:00:00Z,web',
    'A,pay,2026-01-08T08:00:00Z,web',
    'B,sign up,2026-01-05T08:00:00Z,mobile',
    'B,pay,2026-02-01T08:00:00Z,mobile',
    'C,sign up,2026-02-02T08:00:00Z,web',
    'C,try,2026-04-02T08:00:00Z,web',
  ];
  writeFileSync(join(home, 'events.csv'), ['account id,event,occurred at,platform', ...events, ''].join('\n'));
  await holdfast(init);
  await holdfast(importFiles, join(home, 'events.csv'));
}, 120_000);
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true, force: true });
});

const steps = ['--steps', 'sign up,try,pay'];

describe('holdfast funnel', { timeout: 120_000 }, () => {
  it('counts steps, optional ones too', async () => {
    const counts = ({ steps: told }: Answers['run']) => told.map(({ count }) => count);
    expect(counts(await json(...steps))).toEqual([3, 1, 1]);
    expect(counts(await json(...steps, '--optional', '2'))).toEqual([3, 1, 2]);
    expect(counts(await json(...steps, '--window', '2d'))).toEqual([3, 1, 0]);
    expect(counts(await json('--steps', 'pay,sign up', '--order', 'any'))).toEqual([3, 2]);
    expect(counts(await json('--steps', 'sign up,pay', '--exclude', 'try:1-2'))).toEqual([3, 1]);
    expect(counts(await json('--steps', 'sign up,pay', '--exclude', 'try:1-2', '--exclusion-rule', 'remove'))).toEqual([
      2, 1,
    ]);
  });

  it('tells groups, the trend, the curve and one account', async () => {
    const run = await json<Answers['run']>('--steps', 'sign up,pay', '--by-property', 'platform');
    expect(run.groups.map(({ value, steps: told }) => [value, ...told.map(({ count }) => count)])).toEqual([
      ['web', 2, 1],
      ['mobile', 1, 1],
    ]);
    const trend = await json<Answers['trend']>('--steps', 'sign up,pay', '--trend', 'month');
    expect(trend.periods.map(({ period, entered, converted }) => [period, entered, converted])).toEqual([
      ['2026-01', 2, 2],
      ['2026-02', 1, 0],
      ['2026-03', 0, 0],
      ['2026-04', 0, 0],
    ]);
    const curve = await json<Answers['curve']>('--steps', 'sign up,pay', '--curve', '2');
    expect(curve.points.map(({ seconds }) => seconds / 86_400)).toEqual([3, 27, 30]);
    const trace = await json<Answers['trace']>(...steps, '--trace', 'C');
    expect(trace.stopped).toMatchObject({ reason: 'too-late', step: 1, at: '2026-04-02T08:00:00Z' });
    expect(await holdfast(funnel, ...steps, '--trace', 'C')).toContain(
      'reached 1; too-late step 2 try 2026-04-02T08:00:00Z',
    );
  });

  it('takes the whole question from a file', async () => {
    const file = join(home, 'question.json');
    const where = [{ property: 'platform', operator: 'is', values: ['web'] }];
    writeFileSync(file, JSON.stringify({ steps: [{ events: ['sign up'], where }, { events: ['pay'] }] }));
    expect((await json<Answers['run']>('--question', file)).steps.map(({ count }) => count)).toEqual([2, 1]);
  });

  it('prints tables and the rule in words', async () => {
    const stdout = await holdfast(funnel, ...steps);
    expect(stdout).toMatch(/sign up +3 +100\.0 %/);
    expect(stdout).toContain('All within 30 days of the first event');
  });

  it.each([
    [['--steps', 'sign up', '--optional', '7'], /--optional takes numbers of steps/],
    [['--steps', 'sign up,pay', '--exclude', 'try'], /--exclude takes an event and two steps/],
    [['--steps', 'sign up,pay', '--by', 'plan', '--by-property', 'platform'], /Only one of/],
    [['--steps', 'sign out'], /no event named "sign out"/],
    [['--steps', 'sign up,pay', '--optional', '2'], /The first and the last step/],
    [['--steps', 'sign up,pay', '--window', '400d'], /windowSeconds/],
    [[], /Which steps/],
  ])('refuses %j with a sentence', async (words, message) => {
    await expect(holdfast(funnel, ...words)).rejects.toThrow(message);
  });
});
