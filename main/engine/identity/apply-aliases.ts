import { tableNames } from '../../../shared/domain/tables.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/index.ts';
import { resolveDecisions } from './aliases.ts';
import type { Decision } from './aliases.ts';

/** Tables whose rows speak of an account that may be merged; events keep their own ids and are renamed when they are loaded. */
export const speakingTables = tableNames.filter((table) => table !== 'accounts' && table !== 'events');

export function readAliases(database: ReadableDatabase | WritableDatabase): Map<string, string> {
  return new Map(
    database.prepare('SELECT alias_id, account_id FROM account_aliases').raw().all() as [string, string][],
  );
}

/** The id that stands for an account now: links and notes may still name one that was merged. */
export function keptAccount(database: ReadableDatabase | WritableDatabase, id: string): string {
  const kept = database.prepare('SELECT account_id FROM account_aliases WHERE alias_id = ?').pluck().get(id);
  return (kept as string | undefined) ?? id;
}

function readDecisions(database: WritableDatabase): Decision[] {
  return database
    .prepare('SELECT kept_id AS kept, merged_id AS merged FROM account_merges WHERE undone_at IS NULL')
    .all() as Decision[];
}

/**
 * Brings `account_aliases` and the rows of every table, current and past ones, into agreement with the decisions that
 * stand. A row keeps its own id in `raw_account_id` while another stands for it, so fewer decisions give back exactly the
 * rows that were there before. Call it inside the transaction that changes the decisions.
 */
export function applyAliases(database: WritableDatabase): void {
  const before = readAliases(database);
  const after = resolveDecisions(readDecisions(database));
  const moved = [...new Set([...before.keys(), ...after.keys()])].filter((id) => before.get(id) !== after.get(id));
  const forget = database.prepare('DELETE FROM account_aliases WHERE alias_id = ?');
  const remember = database.prepare('INSERT INTO account_aliases (alias_id, account_id) VALUES (?, ?)');
  for (const id of moved) {
    forget.run(id);
    const account = after.get(id);
    if (account !== undefined) remember.run(id, account);
  }
  moveRows(database, moved, before);
}

/** Rows whose own id is one of `moved`. They stand under that id or under what stood for it before. */
function moveRows(database: WritableDatabase, moved: readonly string[], before: ReadonlyMap<string, string>): void {
  const wasMerged = moved.filter((id) => before.has(id));
  const wasFree = moved.filter((id) => !before.has(id));
  for (const table of speakingTables) {
    const fromFree = database.prepare(
      `UPDATE ${table} SET raw_account_id = account_id, account_id = (SELECT account_id FROM account_aliases WHERE alias_id = @id)
       WHERE account_id = @id AND raw_account_id IS NULL AND superseded_by IS NULL`,
    );
    const pastFromFree = database.prepare(
      `UPDATE ${table} SET raw_account_id = account_id, account_id = (SELECT account_id FROM account_aliases WHERE alias_id = @id)
       WHERE account_id = @id AND raw_account_id IS NULL AND superseded_by IS NOT NULL`,
    );
    const fromMerged = database.prepare(
      `UPDATE ${table} SET account_id = coalesce((SELECT account_id FROM account_aliases WHERE alias_id = @id), @id),
         raw_account_id = iif(EXISTS (SELECT 1 FROM account_aliases WHERE alias_id = @id), @id, NULL)
       WHERE raw_account_id = @id`,
    );
    for (const id of wasFree) {
      fromFree.run({ id });
      pastFromFree.run({ id });
    }
    for (const id of wasMerged) fromMerged.run({ id });
  }
}
