import type Database from 'better-sqlite3';
import type { ReadableDatabase } from './open.ts';

/**
 * Keeps the rows of a query as a table in this connection's own memory, in place of an earlier one of that name. The
 * workspace itself stays untouched: the connection cannot write it.
 * @param columns with their types and keys, as in CREATE TABLE
 */
export function keepInMemory(
  database: ReadableDatabase,
  table: string,
  columns: string,
  select: string,
  parameters: Record<string, unknown>,
): void {
  // A read-only connection may still write its own temporary tables; the type hides that from everyone else.
  const connection = database as unknown as Database.Database;
  connection.exec(`DROP TABLE IF EXISTS temp.${table}; CREATE TEMP TABLE ${table} (${columns}) WITHOUT ROWID`);
  connection.prepare(`INSERT INTO temp.${table} ${select}`).run(parameters);
}
