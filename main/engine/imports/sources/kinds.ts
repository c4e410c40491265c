import type { SourceKind } from '../../../../shared/contract/index.ts';
import { encodingOf } from './encoding.ts';
import { unreadable } from './sentences.ts';

/** Files that are no tables, or none that can be read, by their first bytes. */
const otherKinds: readonly (readonly [string, string])[] = [
  ['25504446', 'a PDF. Export the table as CSV and import that'],
  ['53514c69746520', 'a database. Export its tables as CSV and import those'],
  ['89504e47', 'a picture. Export the table behind it as CSV and import that'],
  ['ffd8ff', 'a picture. Export the table behind it as CSV and import that'],
  ['47494638', 'a picture. Export the table behind it as CSV and import that'],
  ['377abcaf271c', 'a 7-Zip archive. Unpack it and import what is in it'],
  ['526172211a07', 'a RAR archive. Unpack it and import what is in it'],
  ['425a68', 'packed with bzip2. Unpack it and import what is in it'],
  ['fd377a585a00', 'packed with xz. Unpack it and import what is in it'],
  ['28b52ffd', 'packed with zstd. Unpack it and import what is in it'],
  ['4152524f5731', 'an Arrow file. Export it as Parquet or CSV and import that'],
  ['4f626a01', 'an Avro file. Export it as Parquet or CSV and import that'],
  ['4f5243', 'an ORC file. Export it as Parquet or CSV and import that'],
];

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');

export type FirstLook = Exclude<SourceKind, 'xlsx'> | 'zip';

/** How many bytes a first look needs. */
export const firstLookBytes = 64 * 1024;

/**
 * What a source is by its first bytes; its name is no evidence.
 * @throws file_unreadable for what cannot be read: a picture, an old or encrypted workbook
 */
export function kindOf(name: string, bytes: Buffer, encoding?: string): FirstLook {
  const start = bytes.subarray(0, 8).toString('hex');
  if (start.startsWith('504b0304') || start.startsWith('504b0506')) return 'zip';
  if (start.startsWith('50415231')) return 'parquet';
  if (start.startsWith('50415245'))
    throw unreadable(name, 'is an encrypted Parquet file. Export it without encryption.');
  if (start.startsWith('d0cf11e0')) throw oldOffice(name, bytes);
  const kind = otherKinds.find(([magic]) => start.startsWith(magic));
  if (kind) throw unreadable(name, `is ${kind[1]}.`);
  return textKind(name, bytes, encoding);
}

function oldOffice(name: string, bytes: Buffer): Error {
  if (bytes.includes(utf16('EncryptedPackage')))
    return unreadable(
      name,
      'is an Excel workbook with a password. Open it in Excel, remove the password (File, Info, Protect Workbook), save it and import it again.',
    );
  return unreadable(
    name,
    bytes.includes(utf16('Workbook')) || bytes.includes(utf16('Book'))
      ? 'is an old Excel workbook (.xls). Save it as .xlsx or CSV and import that.'
      : 'is a file of an old office program. Save its table as .xlsx or CSV and import that.',
  );
}

function textKind(name: string, bytes: Buffer, chosen?: string): 'text' | 'json' | 'ndjson' {
  const encoding = chosen ?? encodingOf(bytes, false);
  let start = '';
  try {
    start = new TextDecoder(encoding).decode(bytes.subarray(0, 65_536)).trimStart();
  } catch {
    return 'text';
  }
  if (/^(<!doctype html|<html|<table|<\?xml|<workbook)/i.test(start))
    throw unreadable(
      name,
      'is a web page or XML file, whatever its name says; some programs export those as "Excel". Open it in Excel, save it as .xlsx or CSV and import that.',
    );
  if (/^\[\s*[[{\]]/.test(start)) return 'json';
  if (!/^\{\s*["}]/.test(start)) return 'text';
  const line = start.slice(0, (start.indexOf('\n') + 1 || start.length + 1) - 1);
  return isObject(line) && start.slice(line.length).trim().startsWith('{') ? 'ndjson' : 'json';
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
