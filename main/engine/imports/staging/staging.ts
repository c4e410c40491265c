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

function schema(): string {
  // `said`: which columns the row's file speaks of, a number of the list of the row stage. `comparison`: n new, c changed,
  // u unchanged, h a version of earlier times. `replaces`: the version in the workspace that this row comes after;
  // `followed_by`: of an h the import whose version comes after it, of a u the one that holds the row already.
  const statements = rowTables.map((table) => {
    const columns = storedColumns(table).map((name) =>
      name === tables[table].key
        ? `${name} TEXT NOT NULL`
        : name === 'attributes'
          ? `attributes TEXT NOT NULL DEFAULT '{}'`
          : name === 'implied'
            ? 'implied INTEGER NOT NULL DEFAULT 0'
            : name,
    );
    return `CREATE TABLE ${table} (id INTEGER PRIMARY KEY, file INTEGER NOT NULL, row_number INTEGER NOT NULL, known_at INTEGER, explicit INTEGER NOT NULL DEFAULT 0,
      said INTEGER NOT NULL DEFAULT 0, row_hash TEXT NOT NULL DEFAULT '', comparison TEXT NOT NULL DEFAULT 'n', replaces INTEGER, followed_by INTEGER, ${columns.join(', ')});
      CREATE INDEX ${table}_changed ON ${table} (id) WHERE comparison = 'c';
      CREATE INDEX ${table}_replaces ON ${table} (replaces) WHERE replaces IS NOT NULL AND comparison <> 'u';`;
  });
  return `
    ${statements.join('\n')}
    CREATE INDEX accounts_implied ON accounts (account_id) WHERE implied = 1;
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
