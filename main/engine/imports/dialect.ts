import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { TextDecoder } from 'node:util';
import { isUtf8 } from 'node:buffer';
import { createGunzip } from 'node:zlib';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { isBlankRow, parseRows, trimmed } from './papaparse-rows.ts';

/** How the bytes of a file become rows. */
export type Dialect = { readonly encoding: string; readonly delimiter: string; readonly newline: '\n' | '\r' };

/** The head of a file, enough to understand it. */
export type FileHead = {
  readonly dialect: Dialect;
  readonly header: string[];
  /** Header names that were made unique or invented: `name (2)`, `column 3`. */
  readonly renamed: string[];
  /** Rows that have as many fields as the header, trimmed. */
  readonly rows: string[][];
  /** Rows below the header in this head, those of another length included. */
  readonly count: number;
  readonly isWhole: boolean;
  /** Nothing but ASCII, so that the encoding of what follows is still open. */
  readonly isPlain: boolean;
  /** Bytes of the file a row, to estimate how many rows it has. */
  readonly bytes: number;
  readonly size: number;
};

const headBytes = 512 * 1024;
const mostHeadRows = 2_000;
const mostColumns = 2_000;
const delimiters = [',', ';', '\t', '|'] as const;
const otherKinds: readonly (readonly [string, string])[] = [
  ['504b0304', 'an Excel workbook or a zip archive. Save the sheet as CSV (or unpack the archive) and import that'],
  ['d0cf11e0', 'an old Excel workbook. Save the sheet as CSV and import that'],
  ['50415231', 'a Parquet file. Export it as CSV and import that'],
  ['25504446', 'a PDF. Export the table as CSV and import that'],
  ['53514c69', 'a database. Export its tables as CSV and import those'],
  ['89504e47', 'a picture. Export the table behind it as CSV and import that'],
  ['ffd8ff', 'a picture. Export the table behind it as CSV and import that'],
];
/** Characters that no text has: control characters other than tab, line ends and form feed. */
const unprintable = /[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]/g;
const mostUnprintable = 0.01;

export function unreadable(
  name: string,
  sentence: string,
  details: Record<string, string | number> = {},
): HoldfastError {
  return new HoldfastError('file_unreadable', `${name} ${sentence}`, { file: name, ...details });
}

function isSystemError(error: unknown): error is Error & { syscall: string } {
  return error instanceof Error && 'syscall' in error && typeof error.syscall === 'string';
}

/** An error of the operating system as a sentence, without the path that its words end with: pages never learn paths. */
export function cannotRead(name: string, error: unknown): HoldfastError {
  const words = error instanceof Error ? error.message : String(error);
  return unreadable(name, `cannot be read: ${isSystemError(error) ? words.split(`, ${error.syscall}`)[0] : words}.`);
}

/** How far a file was read, in its own bytes: packed ones where it is packed. */
export type FilePosition = { bytes: number };

/** The bytes of a file, unpacked where its first bytes say gzip. Errors of reading and unpacking become sentences. */
export async function* fileBytes(
  path: string,
  name: string,
  position: FilePosition = { bytes: 0 },
): AsyncGenerator<Buffer> {
  const packed = await startsWith(path, name, [0x1f, 0x8b]);
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  const gunzip = packed ? createGunzip({ chunkSize: 256 * 1024 }) : null;
  if (gunzip) file.on('error', (error) => gunzip.destroy(error)).pipe(gunzip);
  const source = gunzip ?? file;
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      position.bytes = gunzip ? gunzip.bytesWritten : file.bytesRead;
      yield chunk;
    }
  } catch (error) {
    if (error instanceof HoldfastError) throw error;
    if (!packed || isSystemError(error)) throw cannotRead(name, error);
    const why = error instanceof Error ? error.message : String(error);
    throw unreadable(name, `cannot be unpacked: the gzip file is damaged or cut off (${why}). Export it again.`);
  } finally {
    file.destroy();
    gunzip?.destroy();
  }
}

async function startsWith(path: string, name: string, bytes: readonly number[]): Promise<boolean> {
  try {
    for await (const chunk of createReadStream(path, { end: bytes.length - 1 }) as AsyncIterable<Buffer>) {
      return bytes.every((byte, index) => chunk[index] === byte);
    }
  } catch (error) {
    throw cannotRead(name, error);
  }
  return false;
}

/** @throws file_unreadable with what is wrong and what to do: empty, not text, no header, header only */
export async function readHead(
  path: string,
  name: string,
  chosen: { encoding?: string; delimiter?: string } = {},
): Promise<FileHead> {
  const size = (await stat(path).catch(() => null))?.size ?? 0;
  const chunks: Buffer[] = [];
  let length = 0;
  let isWhole = true;
  const position = { bytes: 0 };
  for await (const chunk of fileBytes(path, name, position)) {
    if (length >= headBytes) {
      isWhole = false;
      break;
    }
    chunks.push(chunk);
    length += chunk.length;
  }
  const bytes = Buffer.concat(chunks);
  if (bytes.length === 0) throw unreadable(name, 'is empty. Export it again and check that rows were selected.');
  const encoding = chosen.encoding ?? encodingOf(bytes, isWhole);
  const text = decoderFor(encoding, name, false).decode(bytes, { stream: !isWhole });
  refuseBinary(name, bytes, text);
  const newline = text.includes('\n') || !text.includes('\r') ? '\n' : '\r';
  const delimiter = chosen.delimiter ?? delimiterOf(text, newline, isWhole);
  const parsed = parseRows(text, delimiter, newline, isWhole);
  const open = parsed.problems.find(({ code }) => code === 'MissingQuotes');
  if (isWhole && open) throw unclosedQuote(name, open.row + 1);
  const start = parsed.rows.findIndex((row) => !isBlankRow(row));
  const first = parsed.rows[start];
  if (!first) {
    if (text.trim() === '')
      throw unreadable(name, 'holds only blank lines. Export it again and check that rows were selected.');
    throw unreadable(
      name,
      'has no end of its first line within half a megabyte. It is not a table of rows, or a quote in its first line never closes.',
    );
  }
  if (first.length > mostColumns)
    throw unreadable(
      name,
      `has ${first.length} columns; a file may have ${mostColumns}. Export only the columns that matter.`,
    );
  const cells = first.map(trimmed);
  const { header, renamed } = uniqueHeader(cells);
  const rows = parsed.rows.slice(start + 1).filter((row) => !isBlankRow(row));
  if (looksLikeData(cells)) {
    throw unreadable(
      name,
      `has no header: its first line (${cells.slice(0, 4).join(', ')}…) looks like a row of data. Add a first line with the names of the columns.`,
    );
  }
  if (rows.length === 0 && isWhole) throw unreadable(name, 'has a header and no rows. There is nothing to import.');
  const whole = rows.filter((row) => row.length === header.length).slice(0, mostHeadRows);
  // Of a packed file this much was read for that much text.
  const packing = position.bytes / Math.max(1, length);
  const headSize = Buffer.byteLength(text.slice(0, parsed.end)) * Math.min(1, packing);
  const isPlain = bytes.every((byte) => byte < 0x80);
  return {
    dialect: { encoding, delimiter, newline },
    isPlain,
    header,
    renamed,
    rows: whole.map((row) => row.map(trimmed)),
    count: rows.length,
    isWhole,
    bytes: rows.length === 0 ? 0 : headSize / rows.length,
    size,
  };
}

export function unclosedQuote(name: string, row: number): HoldfastError {
  return unreadable(
    name,
    `has a quote in row ${row} that never closes, so the rest of the file would be one value. Close the quote or double it ("") and import again.`,
    { row },
  );
}

/** A decoder that refuses bytes that are not of the encoding. @throws invalid_input for an unknown encoding */
export function decoderFor(encoding: string, name: string, fatal: boolean): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal });
  } catch (error) {
    throw new HoldfastError(
      'invalid_input',
      `${name}: there is no encoding "${encoding}". Use utf-8, utf-16le, windows-1252 or shift_jis.`,
      { encoding },
      error,
    );
  }
}

function encodingOf(bytes: Buffer, isWhole: boolean): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const half = Math.min(bytes.length, 4_096) / 2;
  let [even, odd] = [0, 0];
  for (let index = 0; index < half * 2; index++) {
    if (bytes[index] !== 0) continue;
    if (index % 2 === 0) even++;
    else odd++;
  }
  // Western text in UTF-16 has a zero in every second byte; in UTF-8 it has none.
  if (odd > half * 0.4 && even < half * 0.05) return 'utf-16le';
  if (even > half * 0.4 && odd < half * 0.05) return 'utf-16be';
  return isUtf8(isWhole ? bytes : bytes.subarray(0, lastWholeCharacter(bytes))) ? 'utf-8' : 'windows-1252';
}

/** The length of the bytes without a last UTF-8 character that may be cut off. */
export function lastWholeCharacter(bytes: Uint8Array): number {
  for (let back = 1; back <= 4 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return bytes.length - back + 1;
    if (byte >= 0xc0) return bytes.length - back;
  }
  return bytes.length;
}

function refuseBinary(name: string, bytes: Buffer, text: string): void {
  const start = bytes.subarray(0, 4).toString('hex');
  const kind = otherKinds.find(([magic]) => start.startsWith(magic));
  if (kind) throw unreadable(name, `is ${kind[1]}.`);
  if (text.includes('\0')) {
    throw unreadable(name, 'is not a text file: it holds bytes of zero. Export the table as CSV and import that.');
  }
  const strange = text.match(unprintable)?.length ?? 0;
  if (strange > text.length * mostUnprintable) {
    throw unreadable(
      name,
      'is not a text file: it is full of control characters. Export the table as CSV and import that.',
    );
  }
}

function delimiterOf(text: string, newline: string, isWhole: boolean): string {
  const head = text.length > 65_536 ? text.slice(0, 65_536) : text;
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of delimiters) {
    const { rows } = parseRows(head, delimiter, newline, isWhole && head.length === text.length);
    const filled = rows.filter((row) => !isBlankRow(row)).slice(0, 200);
    const width = filled[0]?.length ?? 1;
    if (width < 2) continue;
    const equal = filled.filter((row) => row.length === width).length / filled.length;
    const score = equal + Math.min(width, 50) / 500;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function uniqueHeader(cells: readonly string[]): { header: string[]; renamed: string[] } {
  const seen = new Set<string>();
  const renamed: string[] = [];
  const header = cells.map((cell, index) => {
    const wanted = cell === '' ? `column ${index + 1}` : cell;
    let name = wanted;
    for (let number = 2; seen.has(name); number++) name = `${wanted} (${number})`;
    if (name !== cell) renamed.push(name);
    seen.add(name);
    return name;
  });
  return { header, renamed };
}

/** Names of columns are words; numbers, dates and addresses in the first line are a row of data. */
function looksLikeData(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell !== '');
  const values = filled.filter((cell) =>
    /^[-+]?[\d.,]+%?$|^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|^\S+@\S+\.\S+$|^(true|false)$/i.test(cell),
  );
  return filled.length === 0 || values.length * 2 >= filled.length;
}
