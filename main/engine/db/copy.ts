import type Database from 'better-sqlite3';
import type { ReadableDatabase } from './open.ts';

/** Writes a whole, compact copy of the workspace, under the same key, into a file that must not be there yet. */
export function copyInto(database: ReadableDatabase, file: string): void {
  // It writes the other file only, so a read-only connection may do it; the type knows no statements without rows.
  const connection = database as unknown as Database.Database;
  connection.prepare('VACUUM INTO ?').run(file);
}
