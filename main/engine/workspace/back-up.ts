import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { SessionJob } from '../session/index.ts';
import { copyRead } from './reads.ts';

/** Copies the database, still encrypted, into the workspace's `backups` folder while it stays in use. */
export const backUpJob: SessionJob = {
  onRestart: 'discard',
  async run(session, _input, { signal }) {
    const name = `workspace-${new Date().toISOString().replace(/[:.]/g, '-')}.db`;
    // Made in the staging folder, so that a copy that is broken off never stands among the backups.
    const half = join(session.staging, name);
    try {
      await session.readers.run(copyRead, half, signal);
      const folder = join(session.folder, 'backups');
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const file = join(folder, name);
      renameSync(half, file);
      return { file };
    } finally {
      rmSync(half, { force: true });
    }
  },
};
