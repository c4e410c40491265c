import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGrants, newDataKey, openSession, writeHeader } from '../session/index.ts';
import type { Session, SessionJob, SessionJobs } from '../session/index.ts';

const absent: SessionJob = {
  onRestart: 'discard',
  run: async () => {
    throw new Error('This test has no such job.');
  },
};

export type TestWorkspace = {
  folder: string;
  key: Uint8Array;
  open(jobs?: Partial<SessionJobs>): Session;
  remove(): void;
};

/** A workspace in a temporary folder, to be opened as often as a test likes. */
export function testWorkspace(): TestWorkspace {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-session-'));
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
  return {
    folder,
    key,
    open(jobs = {}) {
      const all: SessionJobs = {
        sample: absent,
        import: absent,
        'commit-import': absent,
        'undo-import': absent,
        'find-merges': absent,
        train: absent,
        'import-model': absent,
        score: absent,
        survival: absent,
        health: absent,
        'health-backtest': absent,
        backtest: absent,
        'table-model': absent,
        backup: absent,
        ...jobs,
      };
      return openSession({ folder, header, key, jobs: all, grants: createGrants() });
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
