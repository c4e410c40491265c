import type { LocalChange } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { WritableDatabase } from '../db/index.ts';
import type { RowImage } from './rows.ts';

type Stored = {
  id: number;
  at: number;
  kind: string;
  title: string;
  account_id: string | null;
  words: string;
  row_images: string;
  state: LocalChange['state'];
};

export type StoredChange = LocalChange & { readonly words: readonly string[]; readonly images: readonly RowImage[] };

const told = ({ id, at, kind, title, account_id, state }: Stored): LocalChange => ({
  id,
  at: new Date(at * 1000).toISOString(),
  kind,
  title: JSON.parse(title),
  accountId: account_id,
  state,
});

const whole = (row: Stored): StoredChange => ({
  ...told(row),
  words: JSON.parse(row.words),
  images: JSON.parse(row.row_images),
});

export const publicPart = ({ words: _words, images: _images, ...change }: StoredChange): LocalChange => change;

export type NewChange = {
  readonly kind: string;
  readonly title: LocalChange['title'];
  readonly accountId?: string | null;
  readonly words: readonly string[];
};

/** Stores a change that was just made; what was taken back before can no longer be done again. */
export function insertChange(database: WritableDatabase, change: NewChange, images: readonly RowImage[]): LocalChange {
  database.prepare(`UPDATE local_changes SET state = 'dropped' WHERE state = 'undone'`).run();
  const { lastInsertRowid } = database
    .prepare('INSERT INTO local_changes (at, kind, title, account_id, words, row_images) VALUES (?, ?, ?, ?, ?, ?)')
    .run(
      Math.floor(Date.now() / 1000),
      change.kind,
      JSON.stringify(change.title),
      change.accountId ?? null,
      JSON.stringify(change.words),
      JSON.stringify(images),
    );
  return publicPart(changeById(database, Number(lastInsertRowid)));
}

/** @throws not_found */
export function changeById(database: WritableDatabase, id: number): StoredChange {
  const row = database.prepare('SELECT * FROM local_changes WHERE id = ?').get(id) as Stored | undefined;
  if (row === undefined) throw new HoldfastError('not_found', 'There is no such change.');
  return whole(row);
}

export function lastDone(database: WritableDatabase): StoredChange | null {
  const row = database.prepare(`SELECT * FROM local_changes WHERE state = 'done' ORDER BY id DESC LIMIT 1`).get();
  return row === undefined ? null : whole(row as Stored);
}

/** What was taken back last: of several in one second, the oldest was the last. */
export function lastUndone(database: WritableDatabase): StoredChange | null {
  const row = database
    .prepare(`SELECT * FROM local_changes WHERE state = 'undone' ORDER BY undone_at DESC, id LIMIT 1`)
    .get();
  return row === undefined ? null : whole(row as Stored);
}

export function setState(database: WritableDatabase, id: number, state: 'done' | 'undone'): LocalChange {
  database
    .prepare('UPDATE local_changes SET state = ?, undone_at = ? WHERE id = ?')
    .run(state, state === 'undone' ? Math.floor(Date.now() / 1000) : null, id);
  return publicPart(changeById(database, id));
}

export type ChangePage = { rows: LocalChange[]; next: string | null };

export function listChanges(
  database: WritableDatabase,
  { accountId, cursor, limit }: { accountId?: string | undefined; cursor: string | null; limit: number },
): ChangePage {
  const rows = database
    .prepare(
      `SELECT * FROM local_changes WHERE id < @before AND (@account IS NULL OR account_id = @account)
       ORDER BY id DESC LIMIT @limit`,
    )
    .all({ before: cursor === null ? Number.MAX_SAFE_INTEGER : Number(cursor), account: accountId ?? null, limit });
  const changes = (rows as Stored[]).map(told);
  return { rows: changes, next: changes.length < limit ? null : String(changes.at(-1)?.id) };
}
