import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandLine } from './testing/command-line.ts';

const patience = { timeout: 300_000 };
let home: string;
beforeAll(() => (home = mkdtempSync(join(tmpdir(), 'holdfast-decisions-cli-'))));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const holdfast = commandLine(() => join(home, 'home'));

describe('decisions on the command line', () => {
  it('are recorded and listed; mistakes are told', patience, async () => {
    const inWorkspace = ['--workspace', join(home, 'book'), '--passphrase-env', 'SECRET'];
    const accounts = join(home, 'accounts.csv');
    writeFileSync(accounts, 'account id,name,created\na,Alpha,2025-01-01\nb,Beta,2025-01-01\n');
    expect((await holdfast('init', ...inWorkspace)).code).toBe(0);
    expect(await holdfast('import', accounts, ...inWorkspace)).toMatchObject({ code: 0 });
    const recorded = await holdfast('decisions', 'record', 'a', 'dismiss', '--reason', 'strategic', ...inWorkspace);
    expect(recorded).toMatchObject({ code: 0, stdout: 'Alpha: Dismissed (Strategic account, handled elsewhere).\n' });

    const list = await holdfast('decisions', 'list', ...inWorkspace, '--json');
    expect(JSON.parse(list.stdout)).toMatchObject({
      total: 1,
      rows: [{ accountId: 'a', kind: 'dismiss', score: null }],
    });
    const top = await holdfast('top', ...inWorkspace, '--json');
    expect(JSON.parse(top.stdout)).toMatchObject({ rows: [], accounts: 2, scored: 0, breakEvenMissing: 'no-cost' });
    // These do not get as far as the workspace.
    const [noKind, tooMuch] = await Promise.all([
      holdfast('decisions', 'record', 'a', ...inWorkspace),
      holdfast('top', '--save-rate', '3', ...inWorkspace),
    ]);
    expect(noKind).toMatchObject({ code: 2, stderr: expect.stringContaining('act|watch|dismiss|wrong') });
    expect(tooMuch).toMatchObject({ code: 2, stderr: expect.stringContaining('between 0 and 1') });
  });
});
