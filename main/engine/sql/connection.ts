import type Database from 'better-sqlite3';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { openAttached } from '../db/index.ts';
import type { Allowed } from './bytecode.ts';
import type { MadeTable } from './event-tables.ts';
import { defineFunctions } from './functions.ts';
import { views } from './views.ts';

/** A connection on which only the documented views can be named, and the names that it keeps from people. */
export type ConsoleConnection = {
  readonly connection: Database.Database;
  readonly allowed: Allowed;
  /** The workspace's schema name, drawn by lot. It must not be told. */
  readonly workspace: string;
  /** Tables of the workspace that are no documented views, in lower case. */
  readonly hidden: ReadonlySet<string>;
  readonly tables: readonly MadeTable[];
};

export type ConsoleFiles = {
  /** An empty file: the connection's main database. */
  readonly empty: string;
  readonly file: string;
  readonly key: Uint8Array;
};

/**
 * Opens the console's own connection. What keeps a statement inside:
 * - the main database is an empty file opened for reading, and the workspace is attached to it, so that it is open for reading
 *   as well, under a name drawn by lot: `main.accounts` does not exist, and the tables cannot be named by their schema;
 * - the documented views are temporary views, and a name without a schema finds these first; every other table of the
 *   workspace is hidden behind a temporary view of its name that calls a function that no statement may call;
 * - `findBreach` reads the program that SQLite makes of a statement, and lets through nothing but the pages of the tables that
 *   the views stand on, the tables made here, and functions of a list;
 * - the connection refuses to write (`query_only`), and a statement that does not only read is not run.
 * @param tick called a row of every table: throws where the statement should stop
 * @param latestRun the scoring whose probabilities count
 */
export function openConsole(
  { empty, file, key }: ConsoleFiles,
  tables: readonly MadeTable[],
  tick: () => void,
  latestRun: () => number | null,
): ConsoleConnection {
  const { connection, workspace } = openAttached(empty, file, key);
  defineFunctions(connection);
  connection.function('tick', { deterministic: false }, (_row: unknown) => {
    tick();
    return 1;
  });
  connection.function('latest_run', { deterministic: true }, latestRun);
  connection.function('hidden', { deterministic: false }, () => null);
  for (const { name, select, columns } of views)
    connection.exec(
      `CREATE TEMP VIEW ${name} (${columns.map((column) => `"${column.name}"`).join(', ')}) AS ${select(workspace)}`,
    );
  for (const table of tables) defineTable(connection, table);
  const documented = new Set([...views.map(({ name }) => name), ...tables.map(({ name }) => name)]);
  const names = connection
    .prepare(`SELECT name FROM ${workspace}.sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite%'`)
    .pluck()
    .all() as string[];
  const hidden = names.filter((name) => !documented.has(name));
  // A table of the workspace would be found before a made one of its name.
  const taken = tables.find(({ name }) => names.includes(name));
  if (taken) throw new HoldfastError('internal', `The workspace has a table "${taken.name}" of its own.`);
  for (const name of hidden) connection.exec(`CREATE TEMP VIEW "${name}" AS SELECT 1 AS hidden WHERE hidden()`);
  const allowed = {
    database: numberOf(connection, workspace),
    rootPages: rootPages(connection, workspace),
    modules: ['json_each', 'json_tree', ...tables.map(({ name }) => name)],
  };
  connection.pragma('query_only = ON');
  return { connection, allowed, workspace, tables, hidden: new Set(hidden.map((name) => name.toLowerCase())) };
}

function defineTable(connection: Database.Database, table: MadeTable): void {
  connection.table(table.name, {
    columns: table.columns.map(({ name }) => name),
    parameters: [...table.parameters],
    *rows(...given: unknown[]) {
      for (const row of table.rows(...given.map((value) => value ?? null))) yield row as unknown[];
    },
  });
}

function numberOf(connection: Database.Database, workspace: string): number {
  const list = connection.pragma('database_list') as { seq: number; name: string }[];
  return list.find(({ name }) => name === workspace)!.seq;
}

function rootPages(connection: Database.Database, workspace: string): ReadonlySet<number> {
  const standsOn = [...new Set(views.flatMap(({ tables }) => tables))];
  const pages = connection
    .prepare(
      `SELECT rootpage FROM ${workspace}.sqlite_schema WHERE type IN ('table', 'index') AND tbl_name IN (${standsOn.map(() => '?').join(', ')})`,
    )
    .pluck()
    .all(...standsOn) as number[];
  return new Set(pages.filter((page) => page > 1));
}
