import type { AccountLink } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { mentionedIds } from '../../../shared/domain/mentions.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/index.ts';

type AnyDatabase = ReadableDatabase | WritableDatabase;

/** Accounts as links, by the id that was asked for: merged ones lead to what stands for them, unknown ones keep their id. */
export function accountLinks(database: AnyDatabase, ids: Iterable<string>): Map<string, AccountLink> {
  const rows = database
    .prepare(
      `SELECT asked, id, coalesce((SELECT name FROM current_accounts WHERE account_id = id), id) AS name FROM (
         SELECT value AS asked, coalesce((SELECT account_id FROM account_aliases WHERE alias_id = value), value) AS id
         FROM json_each(?))`,
    )
    .all(JSON.stringify([...new Set(ids)])) as { asked: string; id: string; name: string }[];
  return new Map(rows.map(({ asked, id, name }) => [asked, { id, name }]));
}

/**
 * The accounts that a text names, under the ids that stand in it, so that a merged one is shown by the name of what
 * stands for it.
 */
export function mentionsIn(text: string, links: ReadonlyMap<string, AccountLink>): AccountLink[] {
  return mentionedIds(text).map((id) => ({ id, name: links.get(id)?.name ?? id }));
}

/** SQL of the ids under which rows of an account were written: its own, and those of what was merged into it. */
export const idsOfAccount = (parameter: string): string =>
  `(SELECT ${parameter} UNION SELECT alias_id FROM account_aliases WHERE account_id = ${parameter})`;

/** The id that stands for an account now. @throws not_found where the workspace has none of that id */
export function existingAccount(database: AnyDatabase, id: string): string {
  const kept = database
    .prepare(
      `SELECT account_id FROM accounts WHERE superseded_by IS NULL AND account_id =
       coalesce((SELECT account_id FROM account_aliases WHERE alias_id = @id), @id)`,
    )
    .pluck()
    .get({ id });
  if (kept === undefined) throw new HoldfastError('not_found', `There is no account ${id} in this workspace.`, { id });
  return String(kept);
}
