import { readdirSync, statSync, watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { writeGate } from '../../db/index.ts';
import type { Session } from '../../session/index.ts';
import { isImportableName } from '../sources/index.ts';
import { importWatched } from './import-watched.ts';
import { fileRow, folderRows, forgetGone, isFolder, saveFile } from './queries.ts';
import type { FolderRow, SeenFile } from './queries.ts';

/** Milliseconds for which a file must not change before it counts, and after which folders are looked at unasked. */
export type WatchTimes = { readonly settle: number; readonly poll: number };
const watchTimes: WatchTimes = { settle: 2_000, poll: 30_000 };

/** Looks at the watched folders of one open workspace and imports what appears in them. */
export type FolderWatch = {
  /** Looks from now on by itself: when the system tells of a change, and from time to time. */
  start(): void;
  /** Takes up what was added, paused or removed. */
  refresh(): void;
  /** Looks now, waits until files have settled, and imports them. @param id one folder; all where not given */
  look(id?: number): Promise<void>;
  /** Lets go of everything; what is being imported goes on as its job does. */
  stop(): Promise<void>;
};

/** A file that goes on changing is left to the next look. */
const mostPasses = 5;

export function createFolderWatch(session: Session, times: WatchTimes = watchTimes): FolderWatch {
  const { database } = session;
  const stopping = new AbortController();
  const { signal } = stopping;
  const watchers = new Map<number, FSWatcher>();
  const sightings = new Map<string, SeenFile & { since: number }>();
  let timer: NodeJS.Timeout | null = null;
  let nextLookAt = Number.POSITIVE_INFINITY;
  let isStarted = false;
  let turn: Promise<unknown> = Promise.resolve();

  /** One pass after another, so that no file is imported twice. @returns whether files are still settling */
  function pass(id?: number): Promise<boolean> {
    const next = turn.then(async () => {
      let isSettling = false;
      for (const folder of folderRows(database)) {
        if (signal.aborted) return false;
        if (folder.paused === 1 || (id !== undefined && folder.id !== id)) continue;
        if (await lookAt(folder)) isSettling = true;
      }
      return isSettling;
    });
    turn = next.catch(() => {});
    return next;
  }

  async function lookAt(folder: FolderRow): Promise<boolean> {
    const seen = filesIn(folder.path);
    if (seen === null) {
      unwatch(folder.id);
      return false;
    }
    if (isStarted) watchFolder(folder);
    // Writing while a large import commits would hold up the whole engine thread.
    await writeGate(database).free();
    if (signal.aborted) return false;
    let isSettling = false;
    let isTold =
      forgetGone(
        database,
        folder.id,
        seen.map(({ name }) => name),
      ) > 0;
    const ready: SeenFile[] = [];
    for (const file of seen) {
      const row = fileRow(database, folder.id, file.name);
      const isSame = row?.bytes === file.bytes && row.modified === file.modified;
      if (isSame && row.state !== 'waiting') continue;
      if (hasSettled(folder.id, file)) ready.push(file);
      else isSettling = true;
      if (isSame) continue;
      saveFile(database, folder.id, file, { state: 'waiting', importId: null, problem: null });
      isTold = true;
    }
    if (isTold) session.changed(['watchedFolders']);
    for (const file of ready) {
      const outcome = await importWatched(session, folder, file, signal);
      if (signal.aborted) return false;
      sightings.delete(sightingKey(folder.id, file.name));
      await writeGate(database).free();
      if (signal.aborted) return false;
      saveFile(database, folder.id, file, outcome);
      session.changed(['watchedFolders']);
      if (outcome.state === 'waiting') isSettling = true;
    }
    return isSettling;
  }

  const sightingKey = (folder: number, name: string): string => `${folder}/${name}`;

  function hasSettled(folder: number, file: SeenFile): boolean {
    const key = sightingKey(folder, file.name);
    const before = sightings.get(key);
    if (before?.bytes === file.bytes && before.modified === file.modified)
      return Date.now() - before.since >= times.settle;
    sightings.set(key, { ...file, since: Date.now() });
    return times.settle === 0;
  }

  function watchFolder({ id, path }: FolderRow): void {
    if (watchers.has(id)) return;
    try {
      const watcher = watch(path, { persistent: false }, () => lookIn(Math.min(times.settle, 200)));
      // A folder on a share that goes away: the slow look finds it again.
      watcher.on('error', () => unwatch(id));
      watchers.set(id, watcher);
    } catch {
      // Some file systems cannot tell of changes; the slow look is enough.
    }
  }

  function unwatch(id: number): void {
    watchers.get(id)?.close();
    watchers.delete(id);
  }

  function lookIn(milliseconds: number): void {
    if (!isStarted || signal.aborted) return;
    const at = Date.now() + milliseconds;
    if (timer && nextLookAt <= at) return;
    if (timer) clearTimeout(timer);
    nextLookAt = at;
    timer = setTimeout(() => {
      timer = null;
      pass().then(
        (isSettling) => lookIn(isSettling ? times.settle : times.poll),
        () => lookIn(times.poll),
      );
    }, milliseconds);
    timer.unref();
  }

  return {
    start() {
      isStarted = true;
      lookIn(0);
    },
    refresh() {
      const active = new Set(folderRows(database).flatMap(({ id, paused }) => (paused === 1 ? [] : [id])));
      for (const id of [...watchers.keys()]) if (!active.has(id)) unwatch(id);
      lookIn(0);
    },
    async look(id) {
      for (let passes = 0; passes < mostPasses && !signal.aborted; passes++) {
        if (!(await pass(id))) return;
        await delay(times.settle, undefined, { signal }).catch(() => {});
      }
    },
    async stop() {
      stopping.abort();
      if (timer) clearTimeout(timer);
      for (const id of [...watchers.keys()]) unwatch(id);
      await turn;
    },
  };
}

/** The files of a folder that may be tables, in the order of their names; null where there is no such folder. */
function filesIn(path: string): SeenFile[] | null {
  if (!isFolder(path)) return null;
  try {
    return readdirSync(path)
      .filter(isImportableName)
      .sort()
      .flatMap((name) => {
        const stats = statSync(join(path, name), { throwIfNoEntry: false });
        return stats?.isFile() ? [{ name, bytes: stats.size, modified: stats.mtimeMs }] : [];
      });
  } catch {
    return null;
  }
}
