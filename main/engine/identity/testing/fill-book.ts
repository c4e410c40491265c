import type { WritableDatabase } from '../../db/index.ts';
import type { Session } from '../../session/index.ts';
import { speakingTables } from '../apply-aliases.ts';

export type RowsOf = Readonly<Record<string, readonly Readonly<Record<string, string | number>>[]>>;

/** Puts rows into the tables as an import does, without files: every row under an import and a file of its own. */
export function fillBook(session: Session, rows: RowsOf, source: string | null = null): number {
  const { database } = session;
  return database.transaction(() => {
    const importId = Number(
      database
        .prepare(`INSERT INTO imports (state, totals, findings, committed_at) VALUES ('committed', '{}', '[]', 0)`)
        .run().lastInsertRowid,
    );
    for (const [table, list] of Object.entries(rows)) {
      const fileId = database
        .prepare(
          `INSERT INTO import_files (import_id, name, table_name, sha256, bytes, rows, mapping, source) VALUES (?, ?, ?, '', 0, 0, '{}', ?)`,
        )
        .run(importId, `${table}.csv`, table, source).lastInsertRowid;
      list.forEach((row, index) => {
        const full = {
          import_id: importId,
          file_id: fileId,
          row_number: index + 2,
          known_at: 0,
          row_hash: '',
          ...(table === 'accounts' && source !== null ? { source } : {}),
          ...row,
        };
        const columns = Object.keys(full);
        database
          .prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
          .run(...Object.values(full));
      });
    }
    session.bumpDataVersion();
    return importId;
  })();
}

/** Every version of every row and what the aliases are, as one text: equal texts are equal data. */
export function everyRow(database: WritableDatabase): string {
  const tables = ['accounts', ...speakingTables];
  return JSON.stringify([
    ...tables.map((table) => [table, database.prepare(`SELECT * FROM ${table} ORDER BY version_id`).raw().all()]),
    database.prepare('SELECT * FROM account_aliases ORDER BY alias_id').raw().all(),
  ]);
}
