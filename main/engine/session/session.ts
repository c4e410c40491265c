import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import {
  bumpDataVersion,
  dataVersion,
  migrate,
  openForWriting,
  readMeta,
  withoutCache,
  writeMeta,
} from '../db/index.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/index.ts';
import { createJobs } from '../jobs/index.ts';
import type { JobContext, JobKind, JobResult, Jobs } from '../jobs/index.ts';
import { createReaders } from '../threads/index.ts';
import type { Readers } from '../threads/index.ts';
import { databaseFile, stagingFolder } from './folder.ts';
import type { WorkspaceHeader } from './folder.ts';
import { sweepIncoming } from './incoming.ts';
import { lockFolder } from './lock.ts';
import type { Grants } from './grants.ts';

/** One open workspace and everything that works on it. */
export type Session = {
  readonly header: WorkspaceHeader;
  readonly folder: string;
  readonly file: string;
  readonly key: Uint8Array;
  readonly database: WritableDatabase;
  readonly jobs: Jobs;
  readonly readers: Readers;
  readonly grants: Grants;
  readonly isSample: boolean;
  /** A folder for files that may vanish at any time; emptied when the workspace opens. */
  readonly staging: string;
  dataVersion(): number;
  /** Call inside the transaction that changes data. */
  bumpDataVersion(): number;
  /** Call after the commit: tells every view which words changed. */
  changed(words: readonly string[]): void;
  onChanged(listener: (change: { words: string[]; dataVersion: number }) => void): () => void;
  close(): Promise<void>;
};

/** How a kind of job is run on a session. */
export type SessionJob = {
  readonly onRestart: 'resume' | 'discard';
  readonly isPausable?: boolean;
  run(session: Session, input: unknown, context: JobContext): Promise<JobResult>;
};
export type SessionJobs = Readonly<Record<JobKind, SessionJob>>;

export type OpenOptions = {
  folder: string;
  header: WorkspaceHeader;
  key: Uint8Array;
  jobs: SessionJobs;
  grants: Grants;
};

/**
 * Opens a workspace: lock, check, migrate, then take up what a dead engine left.
 * @throws workspace_locked, workspace_too_new, file_unreadable
 */
export function openSession({ folder, header, key, jobs: kinds, grants }: OpenOptions): Session {
  const lock = lockFolder(folder);
  const file = databaseFile(folder);
  const staging = stagingFolder(folder);
  let database: WritableDatabase | null = null;
  try {
    database = openForWriting(file, key);
    // Looked through before it is migrated: a damaged file is left as it is.
    if (Number(database.pragma('user_version', { simple: true })) > 0) checkAtOpen(database, file);
    migrate(database, file);
    writeMeta(database, 'closed_cleanly', 'no');
    mkdirSync(staging, { recursive: true, mode: 0o700 });
    emptyFolder(staging);
    sweepIncoming(database, folder);
  } catch (error) {
    database?.close();
    lock.release();
    throw error;
  }

  const open = database;
  const listeners = new Set<(change: { words: string[]; dataVersion: number }) => void>();
  const readers = createReaders(file, key, () => dataVersion(open));
  const runners = Object.fromEntries(
    Object.entries(kinds).map(([kind, job]) => [
      kind,
      {
        onRestart: job.onRestart,
        isPausable: job.isPausable ?? false,
        run: (input: unknown, context: JobContext) => job.run(session, input, context),
      },
    ]),
  ) as Parameters<typeof createJobs>[1];
  const jobs = createJobs(open, runners);
  const session: Session = {
    header,
    folder,
    file,
    key,
    database: open,
    jobs,
    readers,
    grants,
    staging,
    isSample: header.protection === 'sample',
    dataVersion: () => dataVersion(open),
    bumpDataVersion: () => bumpDataVersion(open),
    changed(words) {
      const change = { words: [...words], dataVersion: dataVersion(open) };
      for (const listener of listeners) listener(change);
    },
    onChanged(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      try {
        await jobs.close();
        await readers.close();
        emptyFolder(staging);
        sweepIncoming(open, folder);
        writeMeta(open, 'closed_cleanly', 'yes');
        open.pragma('wal_checkpoint(TRUNCATE)');
      } finally {
        open.close();
        lock.release();
      }
    },
  };
  jobs.recover();
  return session;
}

/** Up to this size every opening looks the whole file through (some 10 ms a MiB at worst). */
const bytesCheckedAtOpen = 64 * 1024 * 1024;

/** A larger file is looked through only after a crash; otherwise its size and key were enough, and a person can ask for it. */
function checkAtOpen(database: WritableDatabase, file: string): void {
  const isAfterCrash = readMeta(database, 'closed_cleanly') === 'no';
  if (!isAfterCrash && statSync(file).size > bytesCheckedAtOpen) return;
  const problems = withoutCache(database, () => checkIntegrity(database));
  if (problems.length === 0) return;
  throw new HoldfastError(
    'file_unreadable',
    `${file} is damaged (${problems[0]}). It was left as it is; restore a copy from the workspace's "backups" folder.`,
    { problems },
  );
}

/** SQLite's own words for what is wrong; empty when all is well. */
export function checkIntegrity(database: ReadableDatabase | WritableDatabase): string[] {
  const lines = database.prepare('PRAGMA quick_check(20)').pluck().all() as string[];
  return lines.filter((line) => line !== 'ok');
}

function emptyFolder(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
}
