import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { WritableDatabase } from '../db/index.ts';

/** Where files wait that a page sent and that a job reads, so that the job can be taken up after a crash. */
export const incomingFolder = (folder: string): string => join(folder, 'incoming');

/** Moves a file there. @returns its new path */
export function takeIn(folder: string, path: string): string {
  const incoming = incomingFolder(folder);
  mkdirSync(incoming, { recursive: true, mode: 0o700 });
  const target = join(incoming, randomUUID());
  try {
    renameSync(path, target);
  } catch (error) {
    // Another disk.
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    copyFileSync(path, target);
    rmSync(path, { force: true });
  }
  return target;
}

export function isTakenIn(folder: string, path: string): boolean {
  return dirname(path) === incomingFolder(folder);
}

/** Removes what no unfinished job reads: these are plain copies of a client's files. */
export function sweepIncoming(database: WritableDatabase, folder: string): void {
  const incoming = incomingFolder(folder);
  if (!existsSync(incoming)) return;
  const inputs = database
    .prepare(`SELECT input FROM jobs WHERE state IN ('queued', 'running', 'paused')`)
    .pluck()
    .all() as string[];
  for (const name of readdirSync(incoming))
    if (!inputs.some((input) => input.includes(name))) rmSync(join(incoming, name), { force: true });
}
