import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createEngine, noKeychain } from '../index.ts';

let home: string;
beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'holdfast-uploads-'))));
afterEach(() => rmSync(home, { recursive: true, force: true }));

it('uploads of an engine that was killed are gone at the next start, those of a running one are not', async () => {
  const dead = spawnSync(process.execPath, ['--version']).pid;
  for (const processId of [dead, process.ppid]) {
    mkdirSync(join(home, 'uploads', String(processId)), { recursive: true });
    writeFileSync(join(home, 'uploads', String(processId), 'customers.csv'), 'id\n1\n');
  }
  const engine = await createEngine({ host: 'cli', home, keychain: noKeychain('Not in this test.') });
  expect(readdirSync(join(home, 'uploads'))).toEqual([String(process.ppid)]);
  const own = engine.uploadsDirectory();
  expect(statSync(own).mode & 0o077).toBe(0);
  await engine.close();
  expect(existsSync(own)).toBe(false);
});
