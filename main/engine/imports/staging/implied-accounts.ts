import type Database from 'better-sqlite3';
import { rowTables, storedColumns } from './staging.ts';

export type ImpliedAccounts = { readonly count: number; readonly examples: string[] };

/** Rows with the same nothing have the same hash, so that implied accounts never look changed. */
export const impliedHash = 'implied';

/**
 * Gives every account that rows or events speak of, and that nobody has described, a row of its own, so that nothing is
 * without an account. Only rows that will be stored count.
 */
export function addImpliedAccounts(database: Database.Database): ImpliedAccounts {
  const mentions = rowTables
    .filter((table) => table !== 'accounts')
    .map((table) => `SELECT account_id, file, row_number FROM main.${table} WHERE comparison <> 'u'`);
  const before = database.prepare('SELECT coalesce(max(id), 0) FROM main.accounts').pluck().get() as number;
  const columns = storedColumns('accounts');
  const values = columns.map((column) =>
    column === 'account_id' ? 'account_id' : column === 'attributes' ? `'{}'` : column === 'implied' ? '1' : 'NULL',
  );
  const count = database
    .prepare(
      `INSERT INTO main.accounts (file, row_number, row_hash, ${columns.join(', ')})
       SELECT file, min(row_number), '${impliedHash}', ${values.join(', ')}
       FROM (${mentions.join(' UNION ALL ')} UNION ALL SELECT account_id, file, row_number FROM main.event_accounts) AS mention
       WHERE NOT EXISTS (SELECT 1 FROM main.accounts AS staged WHERE staged.account_id = mention.account_id)
         AND NOT EXISTS (SELECT 1 FROM workspace.accounts AS old WHERE old.account_id = mention.account_id AND old.superseded_by IS NULL)
       GROUP BY account_id`,
    )
    .run().changes;
  const examples = database
    .prepare('SELECT account_id FROM main.accounts WHERE id > ? LIMIT 5')
    .pluck()
    .all(before) as string[];
  return { count, examples };
}
