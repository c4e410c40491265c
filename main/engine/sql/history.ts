import type { ContractOutputs } from '../../../shared/contract/index.ts';
import type { WritableDatabase } from '../db/index.ts';
import { writeGate } from '../db/index.ts';
import type { Session } from '../session/index.ts';

type History = ContractOutputs['sql']['history'];

const mostKept = 200;

export type Ran = { sql: string; at: number; rows: number | null; milliseconds: number | null; error: string | null };

/** Newest first. */
export function readHistory(database: WritableDatabase): History {
  const rows = database
    .prepare(
      'SELECT id, statement AS sql, ran_at AS at, rows, milliseconds, error FROM sql_history ORDER BY id DESC LIMIT ?',
    )
    .all(mostKept) as (Omit<History[number], 'at'> & { at: number })[];
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
}

/** The same statement once more takes the place of the time before. */
export function remember(database: WritableDatabase, { sql, at, rows, milliseconds, error }: Ran): void {
  database.transaction(() => {
    database.prepare('DELETE FROM sql_history WHERE id = (SELECT max(id) FROM sql_history) AND statement = ?').run(sql);
    database
      .prepare('INSERT INTO sql_history (statement, ran_at, rows, milliseconds, error) VALUES (?, ?, ?, ?, ?)')
      .run(sql, at, rows, milliseconds, error);
    database
      .prepare('DELETE FROM sql_history WHERE id <= (SELECT id FROM sql_history ORDER BY id DESC LIMIT 1 OFFSET ?)')
      .run(mostKept);
  })();
}

/** Writes it down, later where a large import has its turn to write: an answer does not wait for that. */
export function rememberInTurn({ database }: Session, ran: Ran): void {
  const gate = writeGate(database);
  const write = (): void => {
    if (database.open) remember(database, ran);
  };
  if (gate.isHeld) void gate.free().then(write);
  else write();
}

export function clearHistory(database: WritableDatabase): number {
  return database.prepare('DELETE FROM sql_history').run().changes;
}
