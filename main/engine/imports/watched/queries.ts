import { existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { WatchedFolder } from '../../../../shared/contract/index.ts';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { instantOfSeconds } from '../../../../shared/domain/time.ts';
import type { WritableDatabase } from '../../db/index.ts';

export type FolderRow = { id: number; path: string; recipe: string; paused: 0 | 1 };
export type FileState = WatchedFolder['files'][number]['state'];
export type FileRow = {
  name: string;
  bytes: number;
  modified: number;
  state: FileState;
  import_id: number | null;
  problem: string | null;
  seen_at: number;
};

/** What a page is shown of a folder's files: those that need a person first, then the latest. */
const shownFiles = 100;
const now = (): number => Math.floor(Date.now() / 1000);

export function folderRows(database: WritableDatabase): FolderRow[] {
  return database.prepare('SELECT id, path, recipe, paused FROM watched_folders ORDER BY id').all() as FolderRow[];
}

/** @throws not_found */
export function folderRow(database: WritableDatabase, id: number): FolderRow {
  const row = database.prepare('SELECT id, path, recipe, paused FROM watched_folders WHERE id = ?').get(id);
  if (row) return row as FolderRow;
  throw new HoldfastError('not_found', `There is no watched folder ${id}. The list names those there are.`, { id });
}

/** @throws conflict where the folder is watched already */
export function insertFolder(database: WritableDatabase, path: string, recipe: string): number {
  if (database.prepare('SELECT 1 FROM watched_folders WHERE path = ?').get(path))
    throw new HoldfastError(
      'conflict',
      `${path} is watched already. Remove it first to watch it with another recipe.`,
      {
        path,
      },
    );
  const result = database
    .prepare('INSERT INTO watched_folders (path, recipe, added_at) VALUES (?, ?, ?)')
    .run(path, recipe, now());
  return Number(result.lastInsertRowid);
}

export function pauseFolder(database: WritableDatabase, id: number, paused: boolean): void {
  database.prepare('UPDATE watched_folders SET paused = ? WHERE id = ?').run(paused ? 1 : 0, id);
}

/** @returns whether it was there */
export function deleteFolder(database: WritableDatabase, id: number): boolean {
  return database.prepare('DELETE FROM watched_folders WHERE id = ?').run(id).changes > 0;
}

export function fileRow(database: WritableDatabase, folder: number, name: string): FileRow | undefined {
  return database.prepare('SELECT * FROM watched_files WHERE folder_id = ? AND name = ?').get(folder, name) as
    FileRow | undefined;
}

export type SeenFile = { readonly name: string; readonly bytes: number; readonly modified: number };
export type FileOutcome = {
  readonly state: FileState;
  readonly importId: number | null;
  readonly problem: string | null;
};

export function saveFile(database: WritableDatabase, folder: number, file: SeenFile, outcome: FileOutcome): void {
  database
    .prepare(
      `INSERT INTO watched_files (folder_id, name, bytes, modified, state, import_id, problem, seen_at)
       SELECT @folder, @name, @bytes, @modified, @state, @importId, @problem, @now FROM watched_folders WHERE id = @folder
       ON CONFLICT (folder_id, name) DO UPDATE SET bytes = @bytes, modified = @modified, state = @state,
         import_id = @importId, problem = @problem, seen_at = @now`,
    )
    .run({ folder, ...file, ...outcome, now: now() });
}

/** Files that waited and went away again were never imported, so nothing is remembered of them. */
export function forgetGone(database: WritableDatabase, folder: number, names: readonly string[]): number {
  return database
    .prepare(
      `DELETE FROM watched_files WHERE folder_id = ? AND state = 'waiting' AND name NOT IN (SELECT value FROM json_each(?))`,
    )
    .run(folder, JSON.stringify(names)).changes;
}

/** What needed a person is tried again: the recipe was mended, or the person says so. */
export function retryFolder(database: WritableDatabase, folder: number): void {
  database
    .prepare(
      `UPDATE watched_files SET state = 'waiting', problem = NULL WHERE folder_id = ? AND state = 'needs-attention'`,
    )
    .run(folder);
}

/** The import that brought this very content by this revision of a recipe, and still stands; null where none did. */
export function importOfContent(
  database: WritableDatabase,
  sha256: string,
  recipe: { name: string; revision: number },
): number | null {
  const id = database
    .prepare(
      `SELECT one.id FROM import_files AS file JOIN imports AS one ON one.id = file.import_id
       WHERE file.sha256 = ? AND file.recipe_name = ? AND file.recipe_revision = ? AND one.state = 'committed' ORDER BY one.id DESC LIMIT 1`,
    )
    .pluck()
    .get(sha256, recipe.name, recipe.revision) as number | undefined;
  return id ?? null;
}

/** Whether an import with this recipe has a file of this size, so that it is worth while to compare contents. */
export function mayBeKnown(database: WritableDatabase, bytes: number, recipe: string): boolean {
  return (
    database.prepare('SELECT 1 FROM import_files WHERE bytes = ? AND recipe_name = ? LIMIT 1').get(bytes, recipe) !==
    undefined
  );
}

export function watchedFolder(database: WritableDatabase, { id, path, recipe, paused }: FolderRow): WatchedFolder {
  const files = database
    .prepare(
      `SELECT * FROM watched_files WHERE folder_id = ? ORDER BY state <> 'needs-attention', seen_at DESC, name LIMIT ${shownFiles}`,
    )
    .all(id) as FileRow[];
  return {
    id,
    name: basename(path) || path,
    path,
    recipe,
    state: !isFolder(path) ? 'missing' : paused === 1 ? 'paused' : 'watching',
    files: files.map((file) => ({
      name: file.name,
      state: file.state,
      importId: file.import_id,
      problem: file.problem,
      seenAt: instantOfSeconds(file.seen_at),
    })),
  };
}

export function isFolder(path: string): boolean {
  return existsSync(path) && (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);
}
