import { join } from 'node:path';
import Database from 'better-sqlite3';
import { HoldfastError } from '../../../shared/domain/errors.ts';

export type FolderLock = { release(): void };

/**
 * Takes the workspace for this engine. The lock is an exclusive transaction on a tiny SQLite file: the operating system
 * gives it back even when the process is killed, which a lock file would not.
 * @throws workspace_locked where another engine has it
 */
export function lockFolder(folder: string): FolderLock {
  const database = new Database(join(folder, 'engine.lock'), { timeout: 0 });
  try {
    database.pragma('journal_mode = DELETE');
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new HoldfastError(
        'workspace_locked',
        `The workspace in ${folder} is open in another Holdfast. Close it there first.`,
        {},
        error,
      );
    }
    throw error;
  }
  return {
    release() {
      if (database.inTransaction) database.exec('ROLLBACK');
      database.close();
    },
  };
}
