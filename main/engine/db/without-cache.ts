import type Database from 'better-sqlite3';
import type { ReadableDatabase, WritableDatabase } from './open.ts';

/**
 * For work that reads a great deal once: the pages of it are not kept, neither during the work nor after it.
 */
export function withoutCache<Result>(database: ReadableDatabase | WritableDatabase, work: () => Result): Result {
  const connection = database as unknown as Database.Database;
  const size = Number(connection.pragma('cache_size', { simple: true }));
  connection.pragma('cache_size = -512');
  try {
    return work();
  } finally {
    connection.pragma(`cache_size = ${size}`);
  }
}
