import type Database from 'better-sqlite3';

/**
 * The import that holds this very file under this very mapping, where its rows are still the newest of their table: then
 * every row is unchanged and the file need not be read. Null otherwise.
 */
export function importWithFile(
  database: Database.Database,
  sha256: string,
  part: string | null,
  table: string,
  mapping: string,
): { importId: number; rows: number; header: string[] } | null {
  const found = database
    .prepare(
      `SELECT file.import_id AS importId, file.rows, file.header FROM workspace.import_files AS file
       JOIN workspace.imports ON imports.id = file.import_id AND imports.state = 'committed'
       WHERE file.sha256 = ? AND file.part IS ? AND file.table_name = ? AND file.mapping = ?
         AND NOT EXISTS (SELECT 1 FROM workspace.import_files AS later JOIN workspace.imports AS by ON by.id = later.import_id AND by.state = 'committed'
                         WHERE later.import_id > file.import_id AND later.table_name = file.table_name)
         AND NOT EXISTS (SELECT 1 FROM workspace.import_rejects AS reject WHERE reject.file_id = file.id)
       ORDER BY file.import_id DESC LIMIT 1`,
    )
    .get(sha256, part, table, mapping) as { importId: number; rows: number; header: string | null } | undefined;
  return found ? { ...found, header: JSON.parse(found.header ?? '[]') as string[] } : null;
}
