import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { WritableDatabase } from '../db/index.ts';

type Cell = string | number | null;
export type Row = Readonly<Record<string, Cell>>;
/** A row before and after; null where there was or is none. Tables have a key `id INTEGER PRIMARY KEY` and no BLOB. */
export type RowImage = {
  readonly table: string;
  readonly id: number;
  readonly before: Row | null;
  readonly after: Row | null;
};

/** Writes rows and remembers how they were. Names of tables and columns come from the code, never from a request. */
export type ChangeRows = {
  /** @returns the new row's id */
  insert(table: string, values: Row): number;
  /** @throws not_found where there is no such row */
  update(table: string, id: number, values: Row): void;
  /** @throws not_found where there is no such row */
  remove(table: string, id: number): void;
};

function read(database: WritableDatabase, table: string, id: number): Row | null {
  return (database.prepare(`SELECT * FROM ${table} WHERE id = ?`).get(id) as Row | undefined) ?? null;
}

function insertRow(database: WritableDatabase, table: string, row: Row): number {
  const columns = Object.keys(row);
  const { lastInsertRowid } = database
    .prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`)
    .run(row);
  return Number(lastInsertRowid);
}

function updateRow(database: WritableDatabase, table: string, id: number, values: Row): void {
  const columns = Object.keys(values).filter((name) => name !== 'id');
  if (columns.length === 0) return;
  const set = columns.map((name) => `${name} = @${name}`).join(', ');
  database.prepare(`UPDATE ${table} SET ${set} WHERE id = @id`).run({ ...values, id });
}

const deleteRow = (database: WritableDatabase, table: string, id: number) =>
  database.prepare(`DELETE FROM ${table} WHERE id = ?`).run(id);

/** @returns the writer, and the images that it gathers */
export function rememberingRows(database: WritableDatabase): { rows: ChangeRows; images: RowImage[] } {
  const images: RowImage[] = [];
  const existing = (table: string, id: number): Row => {
    const row = read(database, table, id);
    if (row === null) throw new HoldfastError('not_found', 'This is no longer there. It may have been removed.');
    return row;
  };
  const rows: ChangeRows = {
    insert(table, values) {
      const id = insertRow(database, table, values);
      images.push({ table, id, before: null, after: read(database, table, id) });
      return id;
    },
    update(table, id, values) {
      const before = existing(table, id);
      updateRow(database, table, id, values);
      images.push({ table, id, before, after: read(database, table, id) });
    },
    remove(table, id) {
      const before = existing(table, id);
      deleteRow(database, table, id);
      images.push({ table, id, before, after: null });
    },
  };
  return { rows, images };
}

/** Whether the row is as the image says; columns that the image does not know were added later. */
function isAs(row: Row | null, image: Row | null): boolean {
  if (row === null || image === null) return row === image;
  return Object.entries(image).every(([name, value]) => row[name] === value);
}

function write(database: WritableDatabase, table: string, id: number, from: Row | null, to: Row | null): void {
  if (!isAs(read(database, table, id), from)) {
    throw new HoldfastError('conflict', 'The same was changed again since. Undo the later change first.');
  }
  if (to === null) deleteRow(database, table, id);
  else if (from === null) insertRow(database, table, to);
  else updateRow(database, table, id, to);
}

/** Makes rows what they were. Call in a transaction. @throws conflict where one was changed since */
export function takeBack(database: WritableDatabase, images: readonly RowImage[]): void {
  for (const { table, id, before, after } of images.toReversed()) write(database, table, id, after, before);
}

/** Makes rows what they became. Call in a transaction. @throws conflict where one was changed since */
export function doAgain(database: WritableDatabase, images: readonly RowImage[]): void {
  for (const { table, id, before, after } of images) write(database, table, id, before, after);
}
