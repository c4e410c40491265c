import { randomBytes } from 'node:crypto';
import Database from 'better-sqlite3';
import { attach } from './open.ts';

/** A connection to which the workspace is attached for reading, under a name that nobody can guess. */
export type AttachedWorkspace = { readonly connection: Database.Database; readonly workspace: string };

/**
 * Opens an empty file for reading and attaches the workspace to it, which is then open for reading as well. For statements
 * that people write: what cannot be named cannot be asked.
 */
export function openAttached(empty: string, file: string, key: Uint8Array): AttachedWorkspace {
  const connection = new Database(empty, { readonly: true, fileMustExist: true });
  const workspace = `workspace_${randomBytes(16).toString('hex')}`;
  attach(connection, file, workspace, key);
  connection.pragma('temp_store = MEMORY');
  connection.pragma('cache_size = -32768');
  return { connection, workspace };
}

/** A database of its own that holds nothing: SQLite as a calculator. */
export function openNothing(): Database.Database {
  return new Database(':memory:');
}
