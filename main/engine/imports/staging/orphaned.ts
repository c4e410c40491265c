import type Database from 'better-sqlite3';
import { tableNames } from '../../../../shared/domain/tables.ts';
import type { TableName } from '../../../../shared/domain/tables.ts';
import type { TableTotals } from '../../../../shared/contract/index.ts';
import { decodeSegment } from '../../events/index.ts';
import { becomesCurrent, rowTables } from './staging.ts';

/** Accounts that will have no more than their id: implied by this import, or before and not described by it. */
const undescribed = `SELECT account_id FROM main.accounts WHERE implied = 1
  UNION ALL SELECT old.account_id FROM workspace.accounts AS old WHERE old.implied = 1 AND old.superseded_by IS NULL
    AND NOT EXISTS (SELECT 1 FROM main.accounts AS staged WHERE staged.account_id = old.account_id AND staged.${becomesCurrent})`;

/** Counts the rows and events to be stored whose account nobody has described. */
export function countOrphaned(
  database: Database.Database,
  totals: Partial<Record<TableName, TableTotals>>,
  checkStop: () => void,
): void {
  if (!tableNames.some((table) => table !== 'accounts' && totals[table])) return;
  const accounts = new Set(database.prepare(undescribed).pluck().all() as string[]);
  if (accounts.size === 0) return;
  for (const table of rowTables) {
    const counts = totals[table];
    if (!counts || table === 'accounts') continue;
    checkStop();
    counts.orphaned = database
      .prepare(`SELECT count(*) FROM main.${table} WHERE comparison <> 'u' AND account_id IN (${undescribed})`)
      .pluck()
      .get() as number;
  }
  if (totals.events) totals.events.orphaned = orphanedEvents(database, accounts, checkStop);
}

type ChunkRow = { column: string; part: number; bytes: Uint8Array };

function orphanedEvents(database: Database.Database, accounts: ReadonlySet<string>, checkStop: () => void): number {
  const mentioned = database.prepare('SELECT account_id FROM main.event_accounts').pluck().all() as string[];
  if (!mentioned.some((id) => accounts.has(id))) return 0;
  const segments = database.prepare('SELECT id, rows FROM main.segments').all() as { id: number; rows: number }[];
  if (mentioned.every((id) => accounts.has(id))) return segments.reduce((sum, { rows }) => sum + rows, 0);
  const chunks = database.prepare('SELECT column_name AS "column", part, bytes FROM main.chunks WHERE segment = ?');
  let count = 0;
  for (const { id } of segments) {
    checkStop();
    const segment = decodeSegment(chunks.iterate(id) as Iterable<ChunkRow>);
    segment.accounts.forEach((account, index) => {
      if (accounts.has(account)) count += segment.offsets[index + 1]! - segment.offsets[index]!;
    });
  }
  return count;
}
