import { tables } from '../../../shared/domain/tables.ts';
import type { TableName } from '../../../shared/domain/tables.ts';
import type { ReadableDatabase } from '../db/index.ts';

export type RowTable = Exclude<TableName, 'events'>;

/** The instant that a row itself tells of, as SQL for epoch seconds; contacts only have a present state. */
function toldSeconds(table: RowTable): string {
  const { time, fields } = tables[table];
  if (table === 'accounts') return 'unixepoch(created_day)';
  if (time === null) return 'NULL';
  return fields.find(({ name }) => name === time)?.type === 'day' ? `unixepoch(${time})` : time;
}

/** The instant at which a row stands on a line of time: where it tells of none, since when it is known. */
function placedSeconds(table: RowTable): string {
  return tables[table].time === null ? `coalesce(${toldSeconds(table)}, known_at)` : toldSeconds(table);
}

export type TableFigures = {
  readonly rows: number;
  readonly accounts: number;
  readonly first: number | null;
  readonly last: number | null;
  readonly future: number;
  /** In the order of the table's fields. */
  readonly filled: readonly number[];
};

/** One pass over a table's current rows. @param now epoch seconds; rows dated later are counted apart */
export function tableFigures(database: ReadableDatabase, table: RowTable, now: number): TableFigures {
  const seconds = toldSeconds(table);
  const fields = tables[table].fields.map(({ name }) => `count(${name})`);
  // An account of which others only speak is a row without facts: the table says nothing about it.
  const described = table === 'accounts' ? 'sum(implied = 0)' : 'NULL';
  const sql = `SELECT count(*), ${described}, min(iif(${seconds} <= @now, ${seconds}, NULL)), max(iif(${seconds} <= @now, ${seconds}, NULL)),
    total(${seconds} > @now), ${fields.join(', ')} FROM current_${table} WHERE tick()`;
  const [rows, known, first, last, future, ...filled] = database.prepare(sql).raw().get({ now }) as [
    number,
    number | null,
    number | null,
    number | null,
    number,
    ...number[],
  ];
  const accounts = table === 'accounts' ? (known ?? 0) : distinctAccounts(database, table);
  return { rows, accounts, first, last, future, filled };
}

/** From the first to the last instant at which rows stand on a line of time; nulls where there are none until now. */
export function placedRange(
  database: ReadableDatabase,
  table: RowTable,
  now: number,
): { readonly first: number | null; readonly last: number | null } {
  const seconds = placedSeconds(table);
  const sql = `SELECT min(${seconds}) AS first, max(${seconds}) AS last FROM current_${table} WHERE ${seconds} <= ? AND tick()`;
  return database.prepare(sql).get(now) as { first: number | null; last: number | null };
}

function distinctAccounts(database: ReadableDatabase, table: RowTable): number {
  const sql = `SELECT count(*) FROM (SELECT DISTINCT account_id FROM ${table} WHERE superseded_by IS NULL)`;
  return database.prepare(sql).pluck().get() as number;
}

export function accountCount(database: ReadableDatabase): number {
  return database.prepare('SELECT count(*) FROM current_accounts').pluck().get() as number;
}

export type MonthFigures = {
  readonly month: string;
  readonly rows: number;
  readonly accounts: number;
  readonly filled: readonly number[];
};

/** Figures of the months from `from` until `to` (epoch seconds, half-open) that have rows, oldest first. */
export function monthFigures(database: ReadableDatabase, table: RowTable, from: number, to: number): MonthFigures[] {
  const seconds = placedSeconds(table);
  const fields = tables[table].fields.map(({ name }) => `count(${name})`);
  const sql = `SELECT strftime('%Y-%m', ${seconds}, 'unixepoch') AS month, count(*), count(DISTINCT account_id), ${fields.join(', ')}
    FROM current_${table} WHERE ${seconds} >= ? AND ${seconds} < ? AND tick() GROUP BY month ORDER BY month`;
  const rows = database.prepare(sql).raw().all(from, to) as [string, number, number, ...number[]][];
  return rows.map(([month, count, accounts, ...filled]) => ({ month, rows: count, accounts, filled }));
}

export type ImportedFile = {
  readonly fileId: number;
  readonly importId: number;
  readonly name: string;
  readonly source: string | null;
  readonly table: TableName;
  readonly rows: number;
  readonly committedAt: number;
};

/** The files of committed imports, oldest first. */
export function importedFiles(database: ReadableDatabase): ImportedFile[] {
  const sql = `SELECT file.id AS fileId, file.import_id AS importId, file.name, file.source, file.table_name AS "table", file.rows,
      import.committed_at AS committedAt
    FROM import_files AS file JOIN imports AS import ON import.id = file.import_id
    WHERE import.state = 'committed' ORDER BY import.id, file.id`;
  return database.prepare(sql).all() as ImportedFile[];
}

export type FileDay = {
  readonly fileId: number;
  /** Days since 1970-01-01; null for rows of a table without a time, and for those dated in the future. */
  readonly day: number | null;
  readonly rows: number;
  readonly last: number | null;
};

/** Current rows of each file by the day that they tell of. */
export function fileDays(database: ReadableDatabase, table: RowTable, now: number): FileDay[] {
  const seconds =
    tables[table].time === null ? 'NULL' : `iif(${toldSeconds(table)} <= @now, ${toldSeconds(table)}, NULL)`;
  const sql = `SELECT file_id AS fileId, CAST(${seconds} / 86400 AS INTEGER) AS day, count(*) AS rows, max(${seconds}) AS last
    FROM current_${table} WHERE row_number > 0 AND tick() GROUP BY fileId, day ORDER BY fileId, day`;
  return database.prepare(sql).all({ now }) as FileDay[];
}

export type ImportedEvents = { readonly importId: number; readonly rows: number; readonly last: number | null };

/** Events of each import; segments of the future hold nothing else, so the last instant leaves them out. */
export function importedEvents(database: ReadableDatabase, now: number): ImportedEvents[] {
  const sql = `SELECT import_id AS importId, sum(rows) AS rows, max(iif(max_seconds <= @now, max_seconds, NULL)) AS last
    FROM event_segments GROUP BY import_id`;
  return database.prepare(sql).all({ now }) as ImportedEvents[];
}
