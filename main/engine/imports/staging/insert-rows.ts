import type Database from 'better-sqlite3';
import type { StoredValue } from '../understand/values.ts';

/** Rows on their way into a staging table: several go with one statement, which costs a quarter less than one each. */
export type RowInserter = {
  /** Takes the values of the columns in their order, which may be changed afterwards. @returns the row's id */
  add(values: readonly StoredValue[]): number;
  /** Writes what was added; until then it may be missing in the table. */
  flush(): void;
};

const rowsAStatement = 8;

/** The only one that adds rows to this table while it is in use: it counts their ids. */
export function createRowInserter(database: Database.Database, table: string, columns: readonly string[]): RowInserter {
  const width = columns.length + 1;
  const row = `(${Array.from({ length: width }, () => '?').join(', ')})`;
  const insertOf = (rows: number): Database.Statement =>
    database.prepare(
      `INSERT INTO main.${table} (id, ${columns.join(', ')}) VALUES ${Array.from({ length: rows }, () => row).join(', ')}`,
    );
  const insertSeveral = insertOf(rowsAStatement);
  const insertOne = insertOf(1);
  const waiting: StoredValue[] = Array.from({ length: width * rowsAStatement }, () => null);
  let filled = 0;
  let id = database.prepare(`SELECT coalesce(max(id), 0) FROM main.${table}`).pluck().get() as number;
  return {
    add(values) {
      waiting[filled++] = ++id;
      for (let index = 0; index < values.length; index++) waiting[filled++] = values[index]!;
      if (filled === waiting.length) {
        insertSeveral.run(waiting);
        filled = 0;
      }
      return id;
    },
    flush() {
      for (let from = 0; from < filled; from += width) insertOne.run(waiting.slice(from, from + width));
      filled = 0;
    },
  };
}
