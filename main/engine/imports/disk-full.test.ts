import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileMapping } from '../../../shared/contract/index.ts';
import { checkIntegrity, newDataKey, openSession, writeHeader } from '../session/index.ts';
import { createGrants } from '../session/index.ts';
import { importJobs, runImport } from './index.ts';
import type { SessionJob, SessionJobs } from '../session/index.ts';

const root = mkdtempSync(join(tmpdir(), 'holdfast-disk-'));
const disk = join(root, 'disk');

/** A disk of a few megabytes in memory, where this machine lets us have one. */
function mountDisk(megabytes: number): boolean {
  try {
    execFileSync('mkdir', ['-p', disk]);
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
const unmount = (): void => void execFileSync('umount', [disk], { stdio: 'ignore' });
const canMount = process.platform === 'linux' && mountDisk(1);
if (canMount) unmount();

const idle: SessionJob = { onRestart: 'discard', run: async () => ({}) };
const jobs: SessionJobs = {
  sample: idle,
  'find-merges': idle,
  train: idle,
  'import-model': idle,
  score: idle,
  survival: idle,
  health: idle,
  'health-backtest': idle,
  backtest: idle,
  'table-model': idle,
  backup: idle,
  ...importJobs,
};

const path = join(root, 'tickets.csv');
const mapping = fileMapping.parse({
  table: 'tickets',
  columns: ['ticket_id', 'account_id', 'opened_at', 'text'].map((field) => ({ column: field, field })),
});

beforeAll(() => {
  const lines = Array.from(
    { length: 20_000 },
    (_, row) => `T${row},A${row % 90},2024-01-01,${'words '.repeat(40)}${row}`,
  );
  writeFileSync(path, `ticket_id,account_id,opened_at,text\n${lines.join('\n')}\n`);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe.skipIf(!canMount)(
  canMount ? 'a disk that is full' : 'a disk that is full (skipped: this machine mounts no disk for tests)',
  () => {
    // Too small for what is staged; large enough for that and not for the workspace.
    it.each([7, 12])(
      '%i MB: the import says so and leaves the workspace as it was',
      { timeout: 60_000 },
      async (megabytes) => {
        expect(mountDisk(megabytes)).toBe(true);
        try {
          const folder = join(disk, 'workspace');
          const key = newDataKey();
          const header = {
            format: 'holdfast-workspace',
            version: 1,
            id: 'test',
            name: 'Test',
            protection: 'memory',
            createdAt: '2026-01-01T00:00:00Z',
          } as const;
          writeHeader(folder, header);
          const session = openSession({ folder, header, key, jobs, grants: createGrants() });
          const file = { path, name: 'tickets.csv', part: null, mapping, recipe: null };
          const run = (files: (typeof file)[]): Promise<unknown> =>
            runImport(
              session,
              { files, dryRun: false },
              { id: 1, signal: new AbortController().signal, report: () => {} },
            );
          await expect(run([file])).rejects.toMatchObject({
            code: 'internal',
            message: expect.stringContaining('The disk is full') as string,
          });
          expect(session.dataVersion()).toBe(0);
          expect(session.database.prepare('SELECT count(*) FROM imports').pluck().get()).toBe(0);
          expect(session.database.prepare('SELECT count(*) FROM tickets').pluck().get()).toBe(0);
          expect(checkIntegrity(session.database)).toEqual([]);
          expect(readdirSync(session.staging)).toEqual([]);
          await session.close();
        } finally {
          unmount();
        }
      },
    );
  },
);
