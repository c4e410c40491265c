import { cancelled } from '../../../../../shared/domain/errors.ts';
import type { ByteSource } from '../byte-source.ts';
import { firstBytes } from '../byte-source.ts';
import { mostHeadRows, noBadQuotes } from '../dialect.ts';
import type { Dialect, FileHead, ReadingOptions, RowsHandler } from '../dialect.ts';
import { encodingOf } from '../encoding.ts';
import { refuseTooWide, uniqueHeader } from '../header.ts';
import { trimmed } from '../papaparse-rows.ts';
import { unreadable } from '../sentences.ts';
import { flatten } from './flatten.ts';
import { readRecords } from './records.ts';
import { tablesOf } from './tables.ts';

/** The first record stands in row 2, as below a header. */
const firstRow = 2;
const mostUnknownNames = 100;

/** The lists of objects in a JSON text; null where there is only one. */
export async function jsonParts(source: ByteSource): Promise<(string | null)[]> {
  const tables = await tablesOf(source, await jsonEncoding(source));
  return tables.length === 1 ? [null] : tables;
}

/** JSON is UTF-8, whatever single letters look like; some programs write it in UTF-16. */
async function jsonEncoding(source: ByteSource): Promise<string> {
  const encoding = encodingOf(await firstBytes(source, 4_096), false);
  return encoding.startsWith('utf-16') ? encoding : 'utf-8';
}

/** @throws file_unreadable where the text is not JSON or holds no records */
export async function readJsonHead(
  source: ByteSource,
  kind: 'json' | 'ndjson',
  part: string | null,
  chosen: ReadingOptions,
): Promise<FileHead> {
  const encoding = chosen.encoding ?? (await jsonEncoding(source));
  const records: Map<string, string>[] = [];
  let [position, isWhole] = [0, true];
  await readRecords(source, encoding, await pathOf(source, kind, part, encoding), (piece, bytes) => {
    for (const record of piece) {
      if (records.length < mostHeadRows) records.push(flatten(record));
      else isWhole = false;
    }
    position = bytes;
    return isWhole;
  });
  const names = [...new Set(records.flatMap((record) => [...record.keys()]))];
  if (names.length === 0)
    throw unreadable(
      source.name,
      'holds no records: no list of objects with values was found in it. There is nothing to import.',
    );
  refuseTooWide(source.name, names.length);
  const { header, renamed } = uniqueHeader(names.map(trimmed));
  return {
    dialect: { kind, encoding, delimiter: '', newline: '\n', headerRow: 1, columns: names },
    isPlain: false,
    header,
    renamed,
    rows: records.map((record) => names.map((name) => trimmed(record.get(name) ?? ''))),
    count: records.length,
    isWhole,
    bytes: (isWhole ? source.size : position) / records.length,
    size: source.size,
  };
}

/** @param part as `jsonParts` names it; without one the only list is meant */
async function pathOf(
  source: ByteSource,
  kind: 'json' | 'ndjson',
  part: string | null,
  encoding: string,
): Promise<string> {
  if (part !== null || kind === 'ndjson') return part ?? '';
  return (await tablesOf(source, encoding))[0] ?? '';
}

/** Values under names that `dialect.columns` does not have are counted and told. */
export async function readJsonRows(
  source: ByteSource,
  part: string | null,
  dialect: Dialect,
  handler: RowsHandler,
): Promise<void> {
  const columns = dialect.columns ?? [];
  const known = new Set(columns);
  const unknown = new Map<string, number>();
  const path = await pathOf(source, dialect.kind === 'ndjson' ? 'ndjson' : 'json', part, dialect.encoding);
  let count = 0;
  await readRecords(source, dialect.encoding, path, (records, bytes) => {
    if (handler.shouldStop()) throw cancelled('The import');
    const rows = records.map((record) => {
      const cells = flatten(record);
      for (const [name, text] of cells)
        if (!known.has(name) && text !== '' && (unknown.size < mostUnknownNames || unknown.has(name)))
          unknown.set(name, (unknown.get(name) ?? 0) + 1);
      return columns.map((name) => cells.get(name) ?? '');
    });
    if (rows.length > 0) handler.rows(rows, firstRow + count, noBadQuotes);
    count += rows.length;
    handler.progress(bytes);
    return true;
  });
  if (unknown.size > 0)
    handler.note?.({
      key: 'unknown-columns',
      count: [...unknown.values()].reduce((sum, times) => sum + times, 0),
      examples: [...unknown.keys()].slice(0, 5),
    });
}
