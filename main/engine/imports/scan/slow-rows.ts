import { HoldfastError } from '../../../../shared/domain/errors.ts';
import type { RowTransform } from '../recipes/index.ts';
import type { Dialect } from '../sources/index.ts';
import { parseRows } from '../sources/papaparse-rows.ts';
import { unclosedQuote, unreadable } from '../sources/sentences.ts';
import type { EventSink } from '../staging/event-room.ts';
import type { FileBytes } from './file-bytes.ts';
import type { ScanSpec } from './scan-spec.ts';
import { textCode } from './text-code.ts';
import type { TextCode } from './text-code.ts';

/** The rows of a scanned file that go through the parser and the sink's own way. Counts the rows of the file. */
export type SlowRows = {
  /** The spreadsheet's number of the next row. */
  nextRow(): number;
  skipRows(count: number): void;
  /** @returns where the first row below the header starts */
  skipHeader(): number;
  /** Takes a stretch of whole rows, the next ones. */
  take(from: number, to: number, rows: number): void;
  /** Takes one row of a given number without counting it. */
  takeRow(from: number, to: number, row: number): void;
  /** What of a row may be kept where it is rejected. */
  rawOf(from: number, to: number, row: number): readonly string[];
  /** Takes the next row, however long it is, or the rest of the file. @returns where the row after it starts */
  finishRow(from: number): number;
  zeroByte(): HoldfastError;
};

const newline = 10;
const heldBytes = 256 * 1024;
/** A row longer than this is none. */
const mostBytesInARow = 16 * 1024 * 1024;

export function createSlowRows(
  request: { readonly spec: ScanSpec; readonly dialect: Dialect; readonly transform: RowTransform },
  file: FileBytes,
  sink: EventSink,
): SlowRows {
  const { spec, dialect, transform } = request;
  const { name, size } = spec;
  const code = textCode(spec.encoding)!;
  let row = 1;
  // Rows that need a look often stand close together.
  let held = { from: 0, bytes: Buffer.alloc(0) };

  function bytesOf(from: number, to: number): Buffer {
    if (from < held.from || to > held.from + held.bytes.length) {
      const length = Math.min(size - from, Math.max(to - from, heldBytes));
      const { bytes, length: got } = file.read(from, length);
      if (got < to - from) throw shrunk(name);
      held = { from, bytes: Buffer.from(bytes.subarray(0, got)) };
    }
    return held.bytes.subarray(from - held.from, to - held.from);
  }

  function parse(text: string, isLast: boolean): ReturnType<typeof parseRows> {
    return parseRows(text, dialect.delimiter, '\n', isLast);
  }

  /** @returns the rows, and the text that they take */
  function batchOf(text: string, firstRow: number, isLast: boolean) {
    const { rows, problems, end } = parse(text, isLast);
    const open = problems.find((problem) => problem.code === 'MissingQuotes');
    if (open) throw unclosedQuote(name, firstRow + open.row);
    const batch = transform.apply(rows, firstRow, new Set(problems.map((problem) => problem.row)));
    return { batch, rows: rows.length, end };
  }

  return {
    nextRow: () => row,
    skipRows: (count) => void (row += count),
    skipHeader() {
      const start = startOfText(file, code);
      const end = endOfRows(file, start, size, dialect.headerRow, (text) => parse(text, false).rows.length, code);
      row = dialect.headerRow + 1;
      return end;
    },
    take(from, to, rows) {
      sink.take(batchOf(code.decode(bytesOf(from, to)), row, false).batch);
      row += rows;
    },
    takeRow: (from, to, number) => sink.take(batchOf(code.decode(bytesOf(from, to)), number, false).batch),
    rawOf: (from, to, number) => batchOf(code.decode(bytesOf(from, to)), number, false).batch.raw[0]!,
    finishRow(from) {
      for (let length = heldBytes; ; length *= 4) {
        const isLast = from + length >= size;
        const { bytes, length: got } = file.read(from, Math.min(length, size - from));
        if (isLast && got < size - from) throw shrunk(name);
        const end = isLast ? got : bytes.subarray(0, got).lastIndexOf(newline) + 1;
        const content = bytes.subarray(0, end);
        if (content.includes(0)) throw this.zeroByte();
        const text = code.decode(content);
        const { batch, rows, end: taken } = batchOf(text, row, isLast);
        if (taken === 0 && !isLast) {
          if (length > mostBytesInARow) throw endless(name, row, content);
          continue;
        }
        sink.take(batch);
        row += rows;
        return from + (isLast ? got : taken === text.length ? end : code.byteLength(text.slice(0, taken)));
      }
    },
    zeroByte: () =>
      unreadable(
        name,
        `is not a text file: it holds a byte of zero near row ${row}. Export the table as CSV and import that.`,
        { row },
      ),
  };
}

function startOfText(file: FileBytes, code: TextCode): number {
  const { bytes, length } = file.read(0, 3);
  // The byte order mark is three bytes in UTF-8; elsewhere these are letters.
  const hasMark = length === 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return hasMark && code.decode(bytes.subarray(0, 3)).length === 1 ? 3 : 0;
}

/** Where the row after this many rows starts. */
function endOfRows(
  file: FileBytes,
  start: number,
  size: number,
  wanted: number,
  count: (text: string) => number,
  code: TextCode,
): number {
  for (let length = 16 * 1024; ; length *= 4) {
    const { bytes, length: got } = file.read(start, Math.min(length, size - start));
    for (let end = bytes.indexOf(newline) + 1; end > 0 && end <= got; end = bytes.indexOf(newline, end) + 1)
      if (count(code.decode(bytes.subarray(0, end))) >= wanted) return start + end;
    // A header without an end of line: there are no rows below it.
    if (length >= size - start) return size;
  }
}

function endless(name: string, row: number, bytes: Buffer): HoldfastError {
  let quotes = 0;
  for (let at = bytes.indexOf(34); at >= 0; at = bytes.indexOf(34, at + 1)) quotes++;
  if (quotes % 2 === 1) return unclosedQuote(name, row);
  return unreadable(
    name,
    `has no end of row ${row} within ${mostBytesInARow / 1024 / 1024} million letters, so it is not a table of rows. Export it again with a line end after each row.`,
    { row },
  );
}

function shrunk(name: string): HoldfastError {
  return new HoldfastError(
    'conflict',
    `${name} changed while it was being read. Wait until it is written completely and import it again; nothing was changed.`,
    { file: name },
  );
}
