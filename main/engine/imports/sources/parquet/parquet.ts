import { open } from 'node:fs/promises';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { parquetMetadataAsync, parquetRead } from 'hyparquet';
import type { AsyncBuffer, ColumnData, FileMetaData } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { cancelled } from '../../../../../shared/domain/errors.ts';
import { wholeInMemory } from '../byte-source.ts';
import type { ByteSource } from '../byte-source.ts';
import { mostHeadRows, noBadQuotes } from '../dialect.ts';
import type { FileHead, RowsHandler } from '../dialect.ts';
import { refuseTooWide, uniqueHeader } from '../header.ts';
import { trimmed } from '../papaparse-rows.ts';
import { cannotRead, isSystemError, unreadable, wordsOf } from '../sentences.ts';
import { cellOf, parquetColumns } from './columns.ts';
import type { ParquetColumn } from './columns.ts';

/** The first row stands in row 2, as below a header. */
const firstRow = 2;
const rowsAPiece = 2_000;
/**
 * Columns lie apart in a file, so a stretch of rows is only there once all its columns are unpacked. So much of them is held
 * at a time, which as values takes about three times its bytes.
 */
const bytesAStretch = 32 * 1024 * 1024;

type ParquetFile = {
  readonly metadata: FileMetaData;
  readonly rows: number;
  readonly columns: readonly ParquetColumn[];
  /** The values of each of the file's own columns, for rows of one group. */
  read(from: number, to: number): Promise<Stretch>;
};

/** Value of a column in a row. */
type Stretch = (top: number, row: number) => unknown;

// Numbers take a tenth of the room of texts; they become texts row by row.
const parsers = {
  timestampFromMilliseconds: (value: bigint): number => Number(value),
  timestampFromMicroseconds: (value: bigint): number => Number(value / 1_000n),
  timestampFromNanoseconds: (value: bigint): number => Number(value / 1_000_000n),
  dateFromDays: (value: number): number => value,
  uuidFromBytes: (bytes: Uint8Array | undefined): string | undefined =>
    bytes &&
    Buffer.from(bytes)
      .toString('hex')
      .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
  jsonFromBytes: (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8'),
};

const unpackers = {
  ...compressors,
  GZIP: (bytes: Uint8Array): Uint8Array => gunzipSync(bytes),
  BROTLI: (bytes: Uint8Array): Uint8Array => brotliDecompressSync(bytes),
  ZSTD: (bytes: Uint8Array): Uint8Array => zstdDecompressSync(bytes),
};

/** @throws file_unreadable where the file is damaged or has no rows */
export async function readParquetHead(source: ByteSource): Promise<FileHead> {
  return withParquet(source, async (file) => {
    if (file.rows === 0) throw unreadable(source.name, 'has a header and no rows. There is nothing to import.');
    refuseTooWide(source.name, file.columns.length);
    const { header, renamed } = uniqueHeader(file.columns.map(({ name }) => trimmed(name)));
    const count = headRows(file);
    const stretch = await file.read(0, count);
    const rows = Array.from({ length: count }, (_, row) => rowOf(file, stretch, row).map(trimmed));
    return {
      dialect: { kind: 'parquet', encoding: 'utf-8', delimiter: '', newline: '\n', headerRow: 1 },
      isPlain: false,
      header,
      renamed,
      rows,
      count,
      isWhole: count === file.rows,
      bytes: source.size / file.rows,
      size: source.size,
    };
  });
}

function headRows({ metadata, rows, columns }: ParquetFile): number {
  const first = Number(metadata.row_groups.find(({ num_rows: count }) => count > 0n)?.num_rows ?? rows);
  return Math.min(first, Math.max(20, Math.min(mostHeadRows, Math.floor(1_000_000 / columns.length))));
}

export async function readParquetRows(source: ByteSource, handler: RowsHandler): Promise<void> {
  await withParquet(source, async (file) => {
    for (const { from, to } of stretchesOf(file)) {
      if (handler.shouldStop()) throw cancelled('The import');
      const stretch = await file.read(from, to);
      for (let start = from; start < to; start += rowsAPiece) {
        if (handler.shouldStop()) throw cancelled('The import');
        const count = Math.min(rowsAPiece, to - start);
        const rows = Array.from({ length: count }, (_, index) => rowOf(file, stretch, start + index));
        handler.rows(rows, firstRow + start, noBadQuotes);
        handler.progress((source.size * (start + count)) / file.rows);
      }
    }
  });
}

function rowOf({ columns }: ParquetFile, stretch: Stretch, row: number): string[] {
  return columns.map((column) => cellOf(column, stretch(column.top, row)));
}

/** Row groups, the large ones in several stretches. */
function stretchesOf({ metadata }: ParquetFile): { from: number; to: number }[] {
  const stretches: { from: number; to: number }[] = [];
  let start = 0;
  for (const group of metadata.row_groups) {
    const end = start + Number(group.num_rows);
    const pieces = Math.max(1, Math.ceil(Number(group.total_byte_size) / bytesAStretch));
    const size = Math.ceil(Number(group.num_rows) / pieces);
    for (; start < end; start += size) stretches.push({ from: start, to: Math.min(end, start + size) });
    start = end;
  }
  return stretches;
}

async function withParquet<Result>(source: ByteSource, use: (file: ParquetFile) => Promise<Result>): Promise<Result> {
  const handle =
    source.path === null
      ? null
      : await open(source.path).catch((error: unknown) => {
          throw cannotRead(source.name, error);
        });
  try {
    const bytes = handle ? null : await wholeInMemory(source);
    const file: AsyncBuffer = {
      byteLength: bytes?.length ?? source.size,
      async slice(start, end = bytes?.length ?? source.size) {
        const from = start < 0 ? Math.max(0, source.size + start) : start;
        if (bytes) return new Uint8Array(bytes.subarray(from, end)).buffer;
        const piece = new Uint8Array(Math.max(0, end - from));
        const { bytesRead } = await handle!.read(piece, 0, piece.length, from);
        return bytesRead === piece.length ? piece.buffer : piece.buffer.slice(0, bytesRead);
      },
    };
    return await use(await openParquet(source.name, file));
  } finally {
    await handle?.close();
  }
}

async function openParquet(name: string, file: AsyncBuffer): Promise<ParquetFile> {
  const metadata = await orSentence(name, parquetMetadataAsync(file, { geoparquet: false }));
  const { tops, columns } = parquetColumns(metadata);
  return {
    metadata,
    rows: Number(metadata.num_rows),
    columns,
    async read(from, to) {
      const chunks: ColumnData[][] = [];
      for (const top of tops) {
        const found: ColumnData[] = [];
        const options = { file, metadata, compressors: unpackers, parsers, utf8: false, geoparquet: false };
        const range = { columns: [top], rowStart: from, rowEnd: to };
        await orSentence(name, parquetRead({ ...options, ...range, onChunk: (chunk) => void found.push(chunk) }));
        chunks.push(found);
      }
      return (top, row) => {
        const chunk = chunks[top]?.find(({ rowStart, rowEnd }) => row >= rowStart && row < rowEnd);
        return chunk?.columnData[row - chunk.rowStart];
      };
    },
  };
}

async function orSentence<Result>(name: string, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (isSystemError(error)) throw cannotRead(name, error);
    throw unreadable(
      name,
      `is a Parquet file that cannot be read: it is damaged, cut off or uses something that is not known here (${wordsOf(error)}). Export it again, or as CSV.`,
      {},
      error,
    );
  }
}
