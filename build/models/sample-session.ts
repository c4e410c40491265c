import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelImportJobs, modelJobs } from '../../main/engine/models/index.ts';
import { createGrants, newDataKey, openSession } from '../../main/engine/session/index.ts';
import type { Session, SessionJob } from '../../main/engine/session/index.ts';
import type { SampleBookOptions, SampleTruth } from '../../main/engine/workspace/sample/index.ts';
import { fillSample } from './fill-sample.ts';

const unused: SessionJob = { onRestart: 'discard', run: () => Promise.resolve({}) };

export type SampleSession = { readonly session: Session; readonly truth: SampleTruth | null; close(): Promise<void> };

/** A workspace in a folder of its own, filled with a generated book (null: left empty). */
export async function openSampleSession(options: SampleBookOptions | null): Promise<SampleSession> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-models-'));
  const header = {
    format: 'holdfast-workspace',
    version: 1,
    id: 'test',
    name: 'Test',
    protection: 'memory',
    createdAt: '2026-01-01T00:00:00Z',
  } as const;
  const jobs = {
    sample: unused,
    import: unused,
    'commit-import': unused,
    'undo-import': unused,
    'find-merges': unused,
    survival: unused,
    backtest: unused,
    health: unused,
    'health-backtest': unused,
    'table-model': unused,
    backup: unused,
    ...modelJobs,
    ...modelImportJobs,
  };
  const session = openSession({ folder, header, key: newDataKey(), jobs, grants: createGrants() });
  const truth = options === null ? null : fillSample(session.database, options);
  return {
    session,
    truth,
    async close() {
      await session.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
