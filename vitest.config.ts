import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{main,shared,preload,renderer,build,models}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', 'out/**', 'dist/**', 'renderer/e2e/**'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // No test comes near the workspaces and settings of the person who runs it.
    env: { HOLDFAST_HOME: join(tmpdir(), `holdfast-home-${process.pid}`) },
    pool: 'forks',
    maxWorkers: 2,
  },
});
