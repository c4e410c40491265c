import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const entry = join(import.meta.dirname, 'index.ts');
const isBuilt = existsSync(join(import.meta.dirname, '..', '..', '..', 'out', 'renderer', 'index.html'));
const why = isBuilt ? '' : ' (skipped: the renderer has not been built)';
const home = mkdtempSync(join(tmpdir(), 'holdfast-process-'));
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true });
});

/** Runs the host as its own program. */
function run(...given: string[]) {
  const child = spawn(process.execPath, [entry, ...given], {
    env: { ...process.env, HOLDFAST_HOME: home, DISPLAY: '', WAYLAND_DISPLAY: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const text = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (text.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text.err += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
  return { child, text, ended };
}

describe('the localhost host as a program', () => {
  it('shows how it is used', async () => {
    const { text, ended } = run('--help');
    expect(await ended).toBe(0);
    expect(text.out).toContain('--workspace DIR');
  });
  it('refuses what it does not understand with a sentence', async () => {
    const { text, ended } = run('--port', 'http');
    expect(await ended).toBe(1);
    expect(text.err).toBe('--port must be a number from 0 to 65535, not "http".\n');
  });
  it.skipIf(!isBuilt)(`prints one line with the address and ends with a signal${why}`, async () => {
    const { child, text, ended } = run('--open');
    await expect.poll(() => text.out, { timeout: 30_000 }).toMatch(/\n$/);
    const address = /^Holdfast is running: (http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43})\n$/.exec(text.out)?.[1] ?? '';
    expect((await fetch(address)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(text.err).toBe('');
  });
  it.skipIf(!isBuilt)(`says that a folder holds no workspace${why}`, async () => {
    const { text, ended } = run('--no-open', '--workspace', home);
    expect(await ended).toBe(1);
    expect(text.err).toContain('holds no Holdfast workspace');
  });
});
