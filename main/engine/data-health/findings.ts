import { openFinding } from '../../../shared/contract/index.ts';
import type { OpenFinding } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import type { ReadableDatabase } from '../db/index.ts';
import { defineRead } from '../threads/index.ts';

export type FindingsQuestion = { readonly accepted: boolean; readonly cursor: string | null; readonly limit: number };
export type FindingsPage = { rows: OpenFinding[]; total: number; next: string | null };

/** Findings of committed imports; accepting one is the import's own matter. */
export const findingsRead = defineRead(
  'dataHealth.findings',
  ({ database }, question: FindingsQuestion): FindingsPage => findingsPage(database, question),
);

type Row = { importId: number; rank: number; place: number; committedAt: number; finding: string };

const all = `SELECT imports.id AS importId, imports.committed_at AS committedAt, entry.value AS finding, CAST(entry.key AS INTEGER) AS place,
    CASE json_extract(entry.value, '$.severity') WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END AS rank
  FROM imports, json_each(imports.findings) AS entry
  WHERE imports.state = 'committed' AND coalesce(json_extract(entry.value, '$.accepted'), 0) = @accepted`;

function findingsPage(database: ReadableDatabase, { accepted, cursor, limit }: FindingsQuestion): FindingsPage {
  const [importId, rank, place] = readCursor(cursor);
  const sql = `SELECT * FROM (${all}) WHERE (-importId, rank, place) > (@importId, @rank, @place)
    ORDER BY importId DESC, rank, place LIMIT @limit`;
  const found = database
    .prepare(sql)
    .all({ accepted: accepted ? 1 : 0, importId: -importId, rank, place, limit: limit + 1 }) as Row[];
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page.map((row) => toFinding(database, row)),
    total: database
      .prepare(`SELECT count(*) FROM (${all})`)
      .pluck()
      .get({ accepted: accepted ? 1 : 0 }) as number,
    next: found.length > limit && last ? `${last.importId}.${last.rank}.${last.place}` : null,
  };
}

function toFinding(database: ReadableDatabase, { importId, committedAt, finding }: Row): OpenFinding {
  const files = database
    .prepare('SELECT DISTINCT name FROM import_files WHERE import_id = ? ORDER BY id')
    .pluck()
    .all(importId);
  return openFinding.parse({
    ...(JSON.parse(finding) as object),
    importId,
    importedAt: instantOfSeconds(committedAt),
    files,
  });
}

/** From the newest import on where there is none. @throws invalid_input for a cursor of another list */
function readCursor(cursor: string | null): [number, number, number] {
  if (cursor === null) return [Number.MAX_SAFE_INTEGER, -1, -1];
  const match = /^(\d{1,15})\.(\d)\.(\d{1,6})$/.exec(cursor);
  if (!match)
    throw new HoldfastError('invalid_input', 'This page of the list cannot be continued. Load the list again.');
  return [Number(match[1]), Number(match[2]), Number(match[3])];
}
