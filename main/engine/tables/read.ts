import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Papa from 'papaparse';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { Table } from './table.ts';

/** Reads a CSV file (also .gz; UTF-8 with or without mark, UTF-16, Windows-1252; comma, semicolon, tab or bar). */
export function readTable(path: string, file: string = basename(path)): Table {
  return parseTable(decodeText(readBytes(path, file)), file);
}

/** Parses CSV text. The first row is the header; every other row must have as many fields. */
export function parseTable(text: string, file: string): Table {
  const parsed = Papa.parse<string[]>(text, { delimiter: findDelimiter(text) });
  const broken = parsed.errors.find((error) => error.type === 'Quotes');
  if (broken) {
    throw new HoldfastError(
      'file_unreadable',
      `${file}: a quoted value is not closed properly near row ${(broken.row ?? 0) + 1}. Correct the quotation marks there.`,
      { file, row: (broken.row ?? 0) + 1 },
    );
  }
  const rows = parsed.data;
  const header = (rows[0] ?? []).map((name) => name.trim());
  checkHeader(header, file);
  const columns: (string | null)[][] = header.map(() => []);
  for (let index = 1; index < rows.length; index++) {
    const row = rows[index]!;
    if (row.every((value) => value.trim() === '') && (row.length === 1 || index === rows.length - 1)) continue;
    if (row.length !== header.length) throw unevenRow(file, index + 1, row.length, header);
    for (let column = 0; column < header.length; column++) {
      const value = row[column]!.trim();
      columns[column]!.push(value === '' ? null : value);
    }
  }
  return { file, header, columns };
}

// The header decides: values may hold commas as decimals, names hardly ever hold separators.
function findDelimiter(text: string): string {
  const counts = new Map([',', ';', '\t', '|'].map((delimiter) => [delimiter, 0]));
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '\n' || character === '\r')) break;
    else if (!quoted && counts.has(character)) counts.set(character, counts.get(character)! + 1);
  }
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

/** Beyond this a file no longer fits into one text. */
const mostBytes = 400_000_000;

function readBytes(path: string, file: string): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
    bytes = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
  } catch (error) {
    const reason =
      error instanceof Error && 'code' in error && error.code === 'ENOENT'
        ? 'there is no such file'
        : 'it cannot be opened or unpacked';
    throw new HoldfastError(
      'file_unreadable',
      `${file} could not be read: ${reason}. Check the path and try again.`,
      { file },
      error,
    );
  }
  if (bytes.length > mostBytes)
    throw new HoldfastError(
      'file_unreadable',
      `${file} holds ${Math.round(bytes.length / 1e6)} MB; a table to learn from may hold ${mostBytes / 1e6} MB. Take a part of its rows.`,
      { file },
    );
  return bytes;
}

function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

export function checkHeader(header: readonly string[], file: string): void {
  if (header.length === 0 || header.every((name) => name === '')) {
    throw new HoldfastError(
      'file_unreadable',
      `${file} is empty. Choose a CSV file whose first row names its columns.`,
      { file },
    );
  }
  header.forEach((name, index) => {
    const first = header.indexOf(name);
    if (first === index) return;
    throw new HoldfastError(
      'invalid_input',
      `${file}, row 1: columns ${first + 1} and ${index + 1} ${name === '' ? 'have no name' : `are both named "${name}"`}. Give each column its own name.`,
      { file, row: 1, column: name },
    );
  });
}

function unevenRow(file: string, row: number, fields: number, header: readonly string[]): HoldfastError {
  const what =
    fields < header.length
      ? `it ends before column "${header[fields]!}"`
      : `it goes on after the last column "${header[header.length - 1]!}"`;
  return new HoldfastError(
    'invalid_input',
    `${file}, row ${row}: the row has ${fields} fields where the header has ${header.length}; ${what}. Correct the row, or put values that hold the separator in quotation marks.`,
    { file, row, column: header[Math.min(fields, header.length - 1)]! },
  );
}
