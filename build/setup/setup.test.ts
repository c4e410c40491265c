import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import { findChromium } from './chromium.mjs';
import { whyNoWindow } from './electron-runtime.mjs';
import { agrees } from './install.mjs';
import { readPlaywrightReport, readVitestReport, settle } from './reports.mjs';
import { run } from './run.mjs';
import { root } from './places.mjs';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-setup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function report(content: unknown): string {
  const path = join(folder, `${Math.random()}.json`);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

describe('packages are installed again', () => {
  const locked = {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '2.0.0', optional: true },
  };

  it('not when npm recorded what the lock file wants', () => {
    expect(agrees(locked, { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0' } })).toBe(
      true,
    );
  });
  it('not when a package of another platform is missing', () => {
    expect(agrees(locked, { 'node_modules/a': { version: '1.0.0' } })).toBe(true);
  });
  it('when a package is missing, differs, or is not locked', () => {
    expect(agrees(locked, {})).toBe(false);
    expect(agrees(locked, { 'node_modules/a': { version: '1.0.1' } })).toBe(false);
    expect(agrees(locked, { 'node_modules/a': { version: '1.0.0' }, 'node_modules/c': { version: '1.0.0' } })).toBe(
      false,
    );
  });
});

describe('a window', () => {
  it('needs a display on Linux, and a user who is not root', () => {
    expect(whyNoWindow({ platform: 'linux', env: {}, userId: 1000 })).toMatch(/display/);
    expect(whyNoWindow({ platform: 'linux', env: { DISPLAY: ':0' }, userId: 0 })).toMatch(/root/);
    expect(whyNoWindow({ platform: 'linux', env: { WAYLAND_DISPLAY: 'wayland-0' }, userId: 1000 })).toBeNull();
  });
  it('needs nothing else elsewhere', () => {
    expect(whyNoWindow({ platform: 'darwin', env: {}, userId: 501 })).toBeNull();
    expect(whyNoWindow({ platform: 'win32', env: {}, userId: undefined })).toBeNull();
  });
});

describe('a program that is run', () => {
  it('gives its exit code', async () => {
    expect(await run(process.execPath, ['-e', 'process.exit(3)'])).toBe(3);
  });
  it('is ended at its limit', async () => {
    expect(await run(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { limitSeconds: 0.3 })).toBe(124);
  });
  it('that does not exist is code 127', async () => {
    expect(await run(join(folder, 'nothing'), [])).toBe(127);
  });
});

describe('npm start', () => {
  const start = (...args: string[]) =>
    spawnSync(process.execPath, [join(root, 'build/setup/start.mjs'), ...args], { encoding: 'utf8' });

  it('explains itself', () => {
    expect(start('--help')).toMatchObject({
      status: 0,
      stdout: '',
      stderr: expect.stringContaining('--workspace') as string,
    });
  });
  it('refuses a host or an option that it does not know', () => {
    expect(start('--host=cloud')).toMatchObject({ status: 2, stderr: expect.stringContaining('localhost') as string });
    expect(start('--wrokspace', 'x')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('wrokspace') as string,
    });
  });
});

describe('the browser for tests', () => {
  it('is the chosen one or none: a wrong choice is not replaced in silence', () => {
    const before = process.env['HOLDFAST_CHROMIUM'];
    try {
      process.env['HOLDFAST_CHROMIUM'] = join(folder, 'nothing');
      expect(findChromium()).toBeNull();
      process.env['HOLDFAST_CHROMIUM'] = process.execPath;
      expect(findChromium()).toBe(process.execPath);
    } finally {
      if (before === undefined) delete process.env['HOLDFAST_CHROMIUM'];
      else process.env['HOLDFAST_CHROMIUM'] = before;
    }
  });
});

describe('the count of npm test', () => {
  it('reads Vitest: passed, failed, skipped, and files that could not be loaded', () => {
    const assertionResults = [
      { status: 'passed', fullName: 'a' },
      { status: 'failed', fullName: 'b' },
      { status: 'skipped', fullName: 'c (needs the shared data)' },
      { status: 'todo', fullName: 'd' },
    ];
    const path = report({
      testResults: [
        { name: join(root, 'main/x.test.ts'), status: 'failed', assertionResults },
        {
          name: join(root, 'main/y.test.ts'),
          status: 'failed',
          assertionResults: [],
          message: 'no such module\nstack',
        },
      ],
    });
    expect(readVitestReport(path)).toEqual({
      passed: 1,
      failed: ['main/x.test.ts: b', 'main/y.test.ts: no such module'],
      skipped: ['main/x.test.ts: c (needs the shared data)', 'main/x.test.ts: d'],
    });
  });

  it('reads Playwright, with the reason of a skip', () => {
    const test = (status: string, ...descriptions: string[]) => ({
      status,
      annotations: descriptions.map((description) => ({ type: 'skip', description })),
    });
    const path = report({
      suites: [
        {
          title: 'queue.spec.ts',
          specs: [
            { title: 'opens', tests: [test('expected')] },
            { title: 'wavers', tests: [test('flaky')] },
          ],
          suites: [
            {
              title: 'electron',
              specs: [
                { title: 'smoke', tests: [test('skipped', 'no runtime')] },
                { title: 'close', tests: [test('unexpected')] },
              ],
            },
          ],
        },
      ],
      errors: [{ message: 'setup failed\nstack' }],
    });
    expect(readPlaywrightReport(path)).toEqual({
      passed: 2,
      failed: ['queue.spec.ts › electron › close', 'browser tests: setup failed'],
      skipped: ['queue.spec.ts › electron › smoke (no runtime)'],
      unsteady: ['queue.spec.ts › wavers'],
    });
  });

  it('takes a missing or broken report for a failure', () => {
    expect(readVitestReport(join(folder, 'nothing.json'))).toBeNull();
    expect(readPlaywrightReport(report('{ "suites": ['))).toBeNull();
    expect(settle('unit tests', 0, null).failed).toHaveLength(1);
  });

  it('takes a suite without tests, and an error that no test carries, for a failure', () => {
    expect(settle('browser tests', 0, { passed: 0, failed: [], skipped: [] }).failed).toEqual([
      'browser tests: no test was found',
    ]);
    expect(settle('unit tests', 1, { passed: 5, failed: [], skipped: [] }).failed).toHaveLength(1);
    expect(settle('unit tests', 0, { passed: 5, failed: [], skipped: ['x'] }).failed).toEqual([]);
  });
});
