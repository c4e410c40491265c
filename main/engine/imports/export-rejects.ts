import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import Papa from 'papaparse';
import type { FileMapping, Grant } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { createZipWriter } from '../exports/index.ts';
import type { Session } from '../session/index.ts';
import { lookInto, readCheck, stageResultOf } from './checks.ts';
import { importRow } from './queries.ts';
import { rejectColumns } from './recipes/index.ts';
import { guarded } from './reject-guard.ts';
import { sourceLabel } from './sources/index.ts';
import { textEncoding } from './write-text.ts';

const pageRows = 500;

/** One source table with rejected rows. */
type RejectSource = {
  readonly file: number;
  readonly label: string;
  readonly header: readonly string[];
  readonly mapping: Partial<Pick<FileMapping, 'delimiter' | 'encoding' | 'headerRow'>>;
};
type RejectLine = { id: number; row: number; column: string | null; reason: string; raw: string };
type ReadPage = (file: number, after: readonly [row: number, id: number], limit: number) => RejectLine[];

/**
 * Writes the rejected rows of an import (or of a check, by its negative id) as they stood, under their file's own header
 * and with three columns in front that say which row it was and why: mended and imported again, it becomes what it should
 * have been, because those columns are passed over. Delimiter, encoding and place of the header are those that the recipe
 * asks for. One CSV a source table; an archive of them where several have rejected rows.
 * @throws not_found where nothing was rejected
 */
export async function exportRejects(session: Session, id: number): Promise<Grant> {
  const what = id < 0 ? `check-${-id}` : `import-${id}`;
  const { sources, readPage } = id < 0 ? ofCheck(session, -id) : ofImport(session, id);
  if (sources.length === 0)
    throw new HoldfastError(
      'not_found',
      `${id < 0 ? 'This check' : `Import ${id}`} rejected no rows, so there is nothing to export.`,
    );
  const written: { path: string; name: string }[] = [];
  for (const [index, source] of sources.entries()) {
    const path = join(session.staging, `rejected-${what}-${index + 1}-${Date.now()}.csv`);
    await writeRejects(path, source, readPage);
    written.push({ path, name: fileName(source.label, index) });
  }
  const only = written.length === 1 ? written[0] : undefined;
  if (only) return session.grants.register(only.path, { temporary: true, name: only.name });
  const path = join(session.staging, `rejected-${what}-${Date.now()}.zip`);
  writeArchive(path, members(written));
  return session.grants.register(path, { temporary: true, name: `rejected-rows-${what}.zip` });
}

function writeArchive(path: string, content: Iterable<{ name: string; bytes: Uint8Array }>): void {
  const archive = createZipWriter(path);
  try {
    for (const { name, bytes } of content) {
      archive.begin(name);
      archive.write(bytes);
    }
    archive.end();
  } catch (error) {
    archive.abandon();
    throw error;
  }
}

function* members(written: readonly { path: string; name: string }[]): Generator<{ name: string; bytes: Uint8Array }> {
  const used = new Set<string>();
  for (const [index, { path, name }] of written.entries()) {
    const own = used.has(name) ? `${index + 1} ${name}` : name;
    used.add(own);
    yield { name: own, bytes: readFileSync(path) };
    rmSync(path, { force: true });
  }
}

/** Begins like the file, so that recipes that go by the beginning of a name know it. */
function fileName(label: string, index: number): string {
  const stem = label
    .replace(/\.(csv|tsv|txt|gz|zip|xlsx|json|ndjson|parquet)\b/gi, '')
    .replace(/[^\p{L}\p{N} ._-]+/gu, ' ')
    .trim();
  return `${stem || `file ${index + 1}`} rejected.csv`;
}

async function writeRejects(path: string, { file, header, mapping }: RejectSource, readPage: ReadPage): Promise<void> {
  const { mark, encode } = textEncoding(mapping.encoding);
  const delimiter = mapping.delimiter ?? ',';
  const line = (cells: readonly unknown[]): string => Papa.unparse([cells], { delimiter });
  const out = openSync(path, 'w', 0o600);
  try {
    writeSync(out, mark);
    const above = Array.from({ length: (mapping.headerRow ?? 1) - 1 }, () => line(['Rejected rows']));
    writeSync(
      out,
      encode([...above, line([...rejectColumns, ...header].map((cell) => guarded(cell))), ''].join('\r\n')),
    );
    let after: readonly [number, number] = [-1, 0];
    const lineOf = ({ row, column, reason, raw }: RejectLine): string => {
      const cells = Papa.parse<string[]>(raw, { delimiter: ',' }).data[0] ?? [];
      return line([row, column ?? '', reason, ...cells].map((cell) => guarded(String(cell))));
    };
    // One row may be rejected several times where it became several rows; it is mended once.
    let sameRow: RejectLine[] = [];
    const flush = (): string => {
      const [first] = sameRow;
      if (!first) return '';
      const reason = sameRow.map((reject) => reject.reason).join('; ');
      return `${lineOf({ ...first, reason })}\r\n`;
    };
    for (;;) {
      const page = readPage(file, after, pageRows);
      let text = '';
      for (const reject of page) {
        const first = sameRow[0];
        if (first && first.row === reject.row && first.raw === reject.raw) sameRow.push(reject);
        else {
          text += flush();
          sameRow = [reject];
        }
        after = [reject.row, reject.id];
      }
      if (page.length < pageRows) text += flush();
      if (text !== '') writeSync(out, encode(text));
      if (page.length < pageRows) break;
      await setImmediate();
    }
  } finally {
    closeSync(out);
  }
}

type Found = { readonly sources: RejectSource[]; readonly readPage: ReadPage };

function ofImport(session: Session, importId: number): Found {
  const { database } = session;
  importRow(database, importId);
  const files = database
    .prepare(
      `SELECT id AS file, name, part, header, mapping FROM import_files AS file
       WHERE import_id = @importId AND EXISTS (SELECT 1 FROM import_rejects WHERE import_id = @importId AND file_id = file.id) ORDER BY id`,
    )
    .all({ importId }) as { file: number; name: string; part: string | null; header: string | null; mapping: string }[];
  return {
    sources: files.map(({ file, header, mapping, ...ref }) => ({
      file,
      label: sourceLabel(ref),
      header: JSON.parse(header ?? '[]') as string[],
      mapping: JSON.parse(mapping) as RejectSource['mapping'],
    })),
    readPage: (file, [row, id], limit) =>
      database
        .prepare(
          `SELECT id, row_number AS row, column_name AS "column", reason, raw FROM import_rejects
           WHERE file_id = @file AND (row_number, id) > (@row, @id) ORDER BY row_number, id LIMIT @limit`,
        )
        .all({ file, row, id, limit }) as RejectLine[],
  };
}

function ofCheck(session: Session, jobId: number): Found {
  readCheck(session, jobId);
  const { files } = stageResultOf(session, jobId);
  const withRejects = lookInto(session, jobId, (database) =>
    database.prepare('SELECT DISTINCT file FROM checked.rejects ORDER BY file').pluck().all(),
  ) as number[];
  return {
    sources: withRejects.flatMap((file) => {
      const source = files[file - 1];
      return source
        ? [
            {
              file,
              label: sourceLabel(source),
              header: source.header,
              mapping: JSON.parse(source.mapping) as RejectSource['mapping'],
            },
          ]
        : [];
    }),
    readPage: (file, [row, id], limit) =>
      lookInto(
        session,
        jobId,
        (database) =>
          database
            .prepare(
              `SELECT id, row_number AS row, column_name AS "column", reason, raw FROM checked.rejects
               WHERE file = @file AND (row_number, id) > (@row, @id) ORDER BY row_number, id LIMIT @limit`,
            )
            .all({ file, row, id, limit }) as RejectLine[],
      ),
  };
}
