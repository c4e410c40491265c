import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { headerFile } from '../session/index.ts';
import { readMeta } from '../db/index.ts';
import type { WorkspaceManager } from './manager.ts';

/** The meta key that says that the sample book was imported, trained on and scored. */
export const sampleReadyKey = 'sample_ready';

/**
 * Opens the sample workspace, making it when it is not there.
 * @returns the job that fills it, null where it is filled already
 */
export async function openSampleWorkspace(
  manager: WorkspaceManager,
  folder = join(manager.home, 'workspaces', 'sample'),
): Promise<number | null> {
  const session = existsSync(headerFile(folder))
    ? await manager.open(folder)
    : await manager.create({ name: 'Sample book', folder, protection: 'sample' });
  if (readMeta(session.database, sampleReadyKey) === 'yes') return null;
  const underWay = session.jobs
    .list(20)
    .find((job) => job.kind === 'sample' && (job.state === 'running' || job.state === 'queued'));
  return underWay?.id ?? session.jobs.start('sample', 'Sample book', null);
}
