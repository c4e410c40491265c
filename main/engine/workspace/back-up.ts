import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { SessionJob } from '../session/index.ts';
import { copyRead } from './reads.ts';

const input = z.object({ keep: z.number().int().min(1).nullable() }).nullable();
/** Of this program's own making: nothing else in the folder is ever touched. */
const ownName = /^workspace-\d{4}-\d{2}-\d{2}T[\dZ-]+\.db$/;

/** The names of backups beyond the newest `keep`. Names sort by the time at which they were made. */
function surplus(names: readonly string[], keep: number): string[] {
  return names
    .filter((name) => ownName.test(name))
    .sort()
    .slice(0, -keep);
}

/** Copies the database, still encrypted, into the workspace's `backups` folder while it stays in use. */
export const backUpJob: SessionJob = {
  onRestart: 'discard',
  async run(session, asked, { signal }) {
    const keep = input.parse(asked)?.keep ?? null;
    const name = `workspace-${new Date().toISOString().replace(/[:.]/g, '-')}.db`;
    // Made in the staging folder, so that a copy that is broken off never stands among the backups.
    const half = join(session.staging, name);
    try {
      await session.readers.run(copyRead, half, signal);
      const folder = join(session.folder, 'backups');
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const file = join(folder, name);
      renameSync(half, file);
      const old = keep === null ? [] : surplus(readdirSync(folder), keep);
      for (const each of old) rmSync(join(folder, each), { force: true });
      return { file, deleted: old.length };
    } finally {
      rmSync(half, { force: true });
    }
  },
};
