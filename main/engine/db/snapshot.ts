import type Database from 'better-sqlite3';
import type { ReadableDatabase } from './open.ts';

/**
 * Runs several statements on one state of the workspace, whatever is committed meanwhile. Temporary tables that the work
 * makes stay, also when it fails: there is nothing else that a read-only connection could have changed.
 */
export function inOneSnapshot<Result>(database: ReadableDatabase, work: () => Result): Result {
  const connection = database as unknown as Database.Database;
  connection.exec('BEGIN');
  try {
    return work();
  } finally {
    if (connection.inTransaction) connection.exec('COMMIT');
  }
}
