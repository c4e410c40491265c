import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { chromiumFlags, findChromium } from './build/setup/chromium.mjs';

// No test comes near the workspaces and settings of the person who runs it; the hosts that tests start inherit this.
if (!process.env['TEST_WORKER_INDEX']) process.env['HOLDFAST_HOME'] = join(tmpdir(), `holdfast-home-${process.pid}`);

const executablePath = findChromium();

const longest = 'renderer/e2e/sample.spec.ts';

export default defineConfig({
  testDir: '.',
  outputDir: 'out/e2e',
  globalSetup: './build/setup/e2e-setup.ts',
  forbidOnly: true,
  fullyParallel: false,
  // Each test starts its own host with its own workspace; more than two would fight for the processor, not finish earlier.
  workers: 2,
  timeout: 240_000,
  // What passes only then is named in the summary.
  retries: 1,
  // Generous, because a machine that also does other work is slow and not wrong.
  expect: { timeout: 45_000 },
  reporter: 'list',
  // Pictures are made on request (`npm run screenshots`), and are no test.
  projects: process.env['HOLDFAST_SCREENSHOTS']
    ? [{ name: 'screenshots', testMatch: 'renderer/e2e/screenshots/*.shots.ts' }]
    : [
        // The longest first, so that no worker waits for it at the end.
        { name: 'sample', testMatch: longest },
        {
          name: 'rest',
          testMatch: ['renderer/e2e/**/*.spec.ts', 'main/hosts/electron/**/*.spec.ts'],
          testIgnore: longest,
        },
      ],
  use: {
    browserName: 'chromium',
    headless: true,
    viewport: { width: 1440, height: 900 },
    // A trace costs as much processor time as the test itself: it is taken of the second try.
    trace: 'on-first-retry',
    // No test waits for things to glide.
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    launchOptions: { args: chromiumFlags, ...(executablePath ? { executablePath } : {}) },
  },
});
