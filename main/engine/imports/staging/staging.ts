import Database from 'better-sqlite3';
import { attach, encrypt } from '../../db/index.ts';
import type { TableName } from '../../../../shared/domain/tables.ts';
import { tableNames, tables } from '../../../../shared/domain/tables.ts';

/** The staging file of one import: everything that a commit will copy, already typed, checked and compared. */
export type Staging = { readonly database: Database.Database; close(): void };

export type RowTable = Exclude<TableName, 'events'>;
export const rowTables: readonly RowTable[] = tableNames.filter((name) => name !== 'events');

/**
 * Columns that a canonical table has beyond its provenance, in one order for staging and commit. Rows tell their account's
 * id as it came (`raw_account_id`, where that account was merged since), accounts the system that they come from.
 */
export function storedColumns(table: RowTable): string[] {
  const own = table === 'accounts' ? ['source', 'implied'] : ['raw_account_id'];
  return [...tables[table].fields.map(({ name }) => name), 'attributes', ...own];
}

/** Larger than usual: rows are only ever appended and read in order. */
const pageSize = 16_384;

/**
 * Creates the staging file and attaches the workspace as `workspace`. The workspace is only ever read here: SQLite has no
 * read-only attachment without file addresses, so the statements in this folder are what keeps to it.
 */
export function createStaging(file: string, workspaceFile: string, key: Uint8Array): Staging {
  const database = new Database(file);
  encrypt(database, key);
  database.pragma(`page_size = ${pageSize}`);
  // A crash loses the staging file anyway, so it needs neither a journal nor a wait for the disk.
  database.pragma('journal_mode = OFF');
  database.pragma('synchronous = OFF');
  database.pragma('locking_mode = EXCLUSIVE');
  database.pragma('temp_store = MEMORY');
  database.pragma('cache_size = -65536');
  database.exec(schema());
  // The workspace is shared with the writer and the readers.
  database.pragma('locking_mode = NORMAL');
  attach(database, workspaceFile, 'workspace', key);
  // An attached database starts with two megabytes: every look at a key would decrypt its pages anew.
  database.pragma('workspace.cache_size = -65536');
  database.pragma('busy_timeout = 5000');
  database.exec(afterViews());
  return { database, close: () => database.close() };
}

/** A table of staged rows, by the name that is given. */
export function rowsTable(table: RowTable, name: string = table): string {
  // `said`: which columns the row's file speaks of, a number of the list of the row stage. `comparison`: n new, c changed,
  // u unchanged, h a version of earlier times. `replaces`: the version in the workspace that this row comes after (not of a u);
  // `followed_by`: of an h the import whose version comes after it.
  const columns = storedColumns(table).map((column) =>
    column === tables[table].key
      ? `${column} TEXT NOT NULL`
      : column === 'attributes'
        ? `attributes TEXT NOT NULL DEFAULT '{}'`
        : column === 'implied'
          ? 'implied INTEGER NOT NULL DEFAULT 0'
          : column,
  );
  return `CREATE TABLE main.${name} (id INTEGER PRIMARY KEY, file INTEGER NOT NULL, row_number INTEGER NOT NULL, known_at INTEGER, explicit INTEGER NOT NULL DEFAULT 0,
    said INTEGER NOT NULL DEFAULT 0, row_hash TEXT NOT NULL DEFAULT '', comparison TEXT NOT NULL DEFAULT 'n', replaces INTEGER, followed_by INTEGER, ${columns.join(', ')});`;
}

/** Its indexes: name → what it is over. */
function rowsIndexes(table: RowTable): [string, string][] {
  return [
    [`${table}_changed`, `${table} (id) WHERE comparison = 'c'`],
    [`${table}_replaces`, `${table} (replaces) WHERE replaces IS NOT NULL AND comparison <> 'u'`],
    ...(table === 'accounts'
      ? [['accounts_implied', 'accounts (account_id) WHERE implied = 1'] as [string, string]]
      : []),
  ];
}

const createIndexes = (table: RowTable): string =>
  rowsIndexes(table)
    .map(([name, over]) => `CREATE INDEX main.${name} ON ${over};`)
    .join('\n');

/** The index over the keys is made when all rows are there: that costs a fraction of one that grows row by row. */
export function indexKeys(database: Database.Database, table: RowTable): void {
  database.exec(`CREATE INDEX IF NOT EXISTS main.${table}_key ON ${table} (${tables[table].key})`);
}

/**
 * Puts a table of the same shape in the place of the staged rows. What was there stays in the file under another name,
 * because letting go of it would mean to read it again.
 */
export function replaceRows(database: Database.Database, table: RowTable, by: string): void {
  const drops = [`${table}_key`, ...rowsIndexes(table).map(([name]) => name)].map(
    (name) => `DROP INDEX IF EXISTS main.${name};`,
  );
  // The old way of renaming leaves the views alone, which go by name.
  database.pragma('legacy_alter_table = ON');
  database.exec(`${drops.join('\n')}
    ALTER TABLE main.${table} RENAME TO ${table}_read;
    ALTER TABLE main.${by} RENAME TO ${table};
    ${createIndexes(table)}`);
  database.pragma('legacy_alter_table = OFF');
}

function schema(): string {
  const statements = rowTables.map((table) => `${rowsTable(table)}\n${createIndexes(table)}`);
  return `
    ${statements.join('\n')}
    CREATE TABLE rejects (id INTEGER PRIMARY KEY, file INTEGER NOT NULL, row_number INTEGER NOT NULL, column_name TEXT, reason TEXT NOT NULL, raw TEXT NOT NULL);
    CREATE TABLE segments (id INTEGER PRIMARY KEY, rows INTEGER NOT NULL, accounts INTEGER NOT NULL, min_seconds INTEGER NOT NULL, max_seconds INTEGER NOT NULL);
    CREATE TABLE chunks (segment INTEGER NOT NULL, column_name TEXT NOT NULL, part INTEGER NOT NULL, rows INTEGER NOT NULL, bytes BLOB NOT NULL);
    CREATE TABLE event_accounts (account_id TEXT PRIMARY KEY, file INTEGER NOT NULL, row_number INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE result (text TEXT NOT NULL);
  `;
}

/** Rows of this import that become current. */
export const becomesCurrent = `comparison IN ('n', 'c')`;

/** `after_<table>`: the current rows as they will be once this import is committed. */
function afterViews(): string {
  return rowTables
    .map((table) => {
      const columns = storedColumns(table).join(', ');
      const { key } = tables[table];
      return `CREATE TEMP VIEW after_${table} AS SELECT ${columns} FROM main.${table} WHERE ${becomesCurrent} UNION ALL SELECT ${columns} FROM workspace.${table} AS old
        WHERE old.superseded_by IS NULL AND NOT EXISTS (SELECT 1 FROM main.${table} AS staged WHERE staged.${key} = old.${key} AND staged.${becomesCurrent});`;
    })
    .join('\n');
}
