import type { FileHead, ReadingOptions, RowsHandler, Dialect } from './dialect.ts';
import { listParts, withSource } from './open-source.ts';
import type { SourcePart, SourceRef } from './source.ts';
import { readTextHead } from './text-head.ts';
import { readTextRows } from './text-rows.ts';

// Readers of one kind of file are loaded with the first such file: most threads never see one.
const json = () => import('./json/json.ts');
const parquet = () => import('./parquet/parquet.ts');
const sheets = () => import('./xlsx/sheet.ts');

/**
 * The source tables of a file: one for a text, one a visible sheet with data for a workbook, one a member for an archive
 * (a workbook in it: `member.xlsx#Sheet`), one a list of objects for JSON that has several.
 * @throws file_unreadable with what is wrong and what to do
 */
export async function partsOf(path: string, name: string): Promise<SourcePart[]> {
  return (await listParts(path, name)).map((part) => ({ part }));
}

/** @throws file_unreadable with what is wrong and what to do: empty, not a table, no header, header only */
export function readHead(ref: SourceRef, chosen: ReadingOptions = {}): Promise<FileHead> {
  return withSource(ref, chosen.encoding, async (source) => {
    if (source.kind === 'text') return readTextHead(source.bytes, chosen);
    if (source.kind === 'xlsx') return (await sheets()).readSheetHead(source.workbook, source.sheet, chosen);
    if (source.kind === 'parquet') return (await parquet()).readParquetHead(source.bytes);
    return (await json()).readJsonHead(source.bytes, source.kind, source.part, chosen);
  });
}

/**
 * Reads the rows below the header, piece by piece, as canonical texts where the source has types: numbers with a point, days and
 * instants ISO, true and false, blank for nothing. Memory does not grow with the file.
 */
export function readRows(ref: SourceRef, dialect: Dialect, handler: RowsHandler): Promise<void> {
  const encoding = dialect.kind === 'xlsx' || dialect.kind === 'parquet' ? undefined : dialect.encoding;
  return withSource(ref, encoding, async (source) => {
    if (source.kind === 'text') return readTextRows(source.bytes, dialect, handler);
    if (source.kind === 'xlsx') return (await sheets()).readSheetRows(source.workbook, source.sheet, dialect, handler);
    if (source.kind === 'parquet') return (await parquet()).readParquetRows(source.bytes, handler);
    return (await json()).readJsonRows(source.bytes, source.part, dialect, handler);
  });
}

export { sourceLabel } from './source.ts';
export type { SourcePart, SourceRef } from './source.ts';
export { unreadable } from './sentences.ts';
export type { Dialect, FileHead, ReadingOptions, RowsHandler, SourceNote } from './dialect.ts';
export { importableFiles, isImportableName } from './folder-files.ts';
export { isBlankRow, trimmed } from './papaparse-rows.ts';
export { fingerprint, refuseIfChanged } from './fingerprint.ts';
export type { FilePrint } from './fingerprint.ts';
