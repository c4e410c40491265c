import type { ContractOutputs, Note } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { mentionedIds, mentionOf } from '../../../shared/domain/mentions.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/index.ts';
import { accountLinks, idsOfAccount, mentionsIn } from './links.ts';

type AnyDatabase = ReadableDatabase | WritableDatabase;
type NoteRow = {
  id: number;
  account_id: string;
  text: string;
  author: string | null;
  created_at: number;
  updated_at: number;
};

function toNotes(database: AnyDatabase, rows: readonly NoteRow[]): Note[] {
  const links = accountLinks(
    database,
    rows.flatMap((row) => [row.account_id, ...mentionedIds(row.text)]),
  );
  return rows.map((row) => ({
    id: row.id,
    account: links.get(row.account_id) ?? { id: row.account_id, name: row.account_id },
    text: row.text,
    author: row.author,
    createdAt: instantOfSeconds(row.created_at),
    updatedAt: instantOfSeconds(row.updated_at),
    mentions: mentionsIn(row.text, links),
  }));
}

export type NotesInput = { accountId?: string | undefined; search: string; cursor: string | null; limit: number };

/** The newest first; those of an account are its own and those that name it, under any id that it ever had. */
export function listNotes(
  database: AnyDatabase,
  { accountId, search, cursor, limit }: NotesInput,
): ContractOutputs['notes']['list'] {
  const where = ['id < @before'];
  const values: Record<string, string | number> = { before: beforeOf(cursor), limit: limit + 1 };
  if (accountId !== undefined) {
    const account = accountLinks(database, [accountId]).get(accountId)?.id ?? accountId;
    const ids = database.prepare(idsOfAccount('@account').slice(1, -1)).pluck().all({ account }) as string[];
    values['account'] = account;
    values['references'] = JSON.stringify(ids.map(mentionOf));
    where.push(
      `(account_id IN ${idsOfAccount('@account')} OR EXISTS (SELECT 1 FROM json_each(@references) AS r WHERE instr(text, r.value) > 0))`,
    );
  }
  if (search.trim() !== '') {
    values['search'] = `%${search.trim().replace(/[\\%_]/g, '\\$&')}%`;
    where.push(`text LIKE @search ESCAPE '\\'`);
  }
  const rows = database
    .prepare(`SELECT * FROM notes WHERE ${where.join(' AND ')} ORDER BY id DESC LIMIT @limit`)
    .all(values) as NoteRow[];
  const page = rows.slice(0, limit);
  return { rows: toNotes(database, page), next: rows.length > limit ? String(page.at(-1)?.id) : null };
}

function beforeOf(cursor: string | null): number {
  if (cursor === null) return Number.MAX_SAFE_INTEGER;
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor);
  throw new HoldfastError('invalid_input', 'This list cannot be continued. Open it again.');
}

/** @throws not_found */
export function noteById(database: AnyDatabase, id: number): Note {
  const row = database.prepare('SELECT * FROM notes WHERE id = ?').get(id) as NoteRow | undefined;
  const [note] = row === undefined ? [] : toNotes(database, [row]);
  if (note === undefined) throw new HoldfastError('not_found', 'This note is not there any more.', { id });
  return note;
}
