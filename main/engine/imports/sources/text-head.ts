import type { ByteSource } from './byte-source.ts';
import { mostHeadRows } from './dialect.ts';
import type { Dialect, FileHead, ReadingOptions } from './dialect.ts';
import { detectDelimiter, refuseDelimiter } from './delimiter.ts';
import { decoderFor, encodingOf } from './encoding.ts';
import { findHeader, refuseTooWide, uniqueHeader } from './header.ts';
import { isBlankRow, parseRows, trimmed } from './papaparse-rows.ts';
import { unclosedQuote, unreadable } from './sentences.ts';

const headBytes = 512 * 1024;
/** Tables of very many columns need more than the usual head for their first lines. */
const mostHeadBytes = 8 * 1024 * 1024;
const leastHeadLines = 3;
/** Characters that no text has: control characters other than tab, line ends and form feed. */
const unprintable = /[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]/g;
const mostUnprintable = 0.01;

/** @throws file_unreadable with what is wrong and what to do: empty, not text, no header, header only */
export async function readTextHead(source: ByteSource, chosen: ReadingOptions = {}): Promise<FileHead> {
  const { name, size } = source;
  if (chosen.delimiter !== undefined) refuseDelimiter(name, chosen.delimiter);
  const { bytes, isWhole, consumed } = await headOf(source);
  if (bytes.length === 0) throw unreadable(name, 'is empty. Export it again and check that rows were selected.');
  const encoding = chosen.encoding ?? encodingOf(bytes, isWhole);
  const text = decoderFor(encoding, name, false).decode(bytes, { stream: !isWhole });
  refuseBinary(name, text);
  const newline = text.includes('\n') || !text.includes('\r') ? '\n' : '\r';
  const delimiter = chosen.delimiter ?? detectDelimiter(text, newline, isWhole);
  const parsed = parseRows(text, delimiter, newline, isWhole);
  const open = parsed.problems.find(({ code }) => code === 'MissingQuotes');
  if (isWhole && open) throw unclosedQuote(name, open.row + 1);
  if (parsed.rows.length === 0 && text.trim() !== '')
    throw unreadable(
      name,
      `has no end of its first line within ${Math.round(bytes.length / 1024 / 1024)} MB. It is not a table of rows, or a quote in its first line never closes.`,
    );
  const place = findHeader(parsed.rows, name, chosen.headerRow);
  if (!place) throw unreadable(name, 'holds only blank lines. Export it again and check that rows were selected.');
  refuseTooWide(name, place.cells.length);
  const { header, renamed } = uniqueHeader(place.cells);
  const rows = parsed.rows.slice(place.index + 1).filter((row) => !isBlankRow(row));
  if (rows.length === 0 && isWhole) throw unreadable(name, 'has a header and no rows. There is nothing to import.');
  const whole = rows.filter((row) => row.length === header.length).slice(0, mostHeadRows);
  // Of a packed file this much was read for that much text.
  const packing = source.path === null ? consumed / bytes.length : 1;
  const headSize = Buffer.byteLength(text.slice(0, parsed.end)) * packing;
  const dialect: Dialect = { kind: 'text', encoding, delimiter, newline, headerRow: place.index + 1 };
  return {
    dialect,
    isPlain: bytes.every((byte) => byte < 0x80),
    header,
    renamed,
    rows: whole.map((row) => row.map(trimmed)),
    count: rows.length,
    isWhole,
    bytes: rows.length === 0 ? 0 : headSize / rows.length,
    size,
  };
}

async function headOf(source: ByteSource): Promise<{ bytes: Buffer; isWhole: boolean; consumed: number }> {
  const chunks: Buffer[] = [];
  let length = 0;
  let lines = 0;
  let isWhole = true;
  const position = { bytes: 0 };
  let consumed = 0;
  for await (const chunk of source.stream(position)) {
    if (length >= mostHeadBytes || (length >= headBytes && lines >= leastHeadLines)) {
      isWhole = false;
      break;
    }
    chunks.push(chunk);
    length += chunk.length;
    consumed = position.bytes;
    for (let at = lineEnd(chunk, 0); at >= 0 && lines < leastHeadLines; at = lineEnd(chunk, at + 1)) lines++;
  }
  return { bytes: Buffer.concat(chunks), isWhole, consumed };
}

function lineEnd(chunk: Buffer, from: number): number {
  const feed = chunk.indexOf(10, from);
  return feed >= 0 ? feed : chunk.indexOf(13, from);
}

function refuseBinary(name: string, text: string): void {
  if (text.includes('\0'))
    throw unreadable(name, 'is not a text file: it holds bytes of zero. Export the table as CSV and import that.');
  const strange = text.match(unprintable)?.length ?? 0;
  if (strange > text.length * mostUnprintable)
    throw unreadable(
      name,
      'is not a text file: it is full of control characters. Export the table as CSV and import that.',
    );
}
