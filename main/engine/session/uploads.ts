import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Where a host puts files that a page sent: plain copies of a client's exports, so none may outlive its engine. */
export type Uploads = { directory(): string; remove(): void };

/** Also removes what engines left that were killed: each has a folder by the number of its process. */
export function createUploads(home: string): Uploads {
  const all = join(home, 'uploads');
  const own = join(all, String(process.pid));
  for (const name of names(all))
    if (!isRunning(Number(name))) rmSync(join(all, name), { recursive: true, force: true });
  return {
    directory() {
      mkdirSync(own, { recursive: true, mode: 0o700 });
      return own;
    },
    remove: () => rmSync(own, { recursive: true, force: true }),
  };
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isRunning(processId: number): boolean {
  if (!Number.isInteger(processId) || processId <= 0) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // Somebody else's process may be there and still refuse to be asked.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
