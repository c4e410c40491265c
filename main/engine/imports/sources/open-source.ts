import { HoldfastError, isHoldfastError } from '../../../../shared/domain/errors.ts';
import type { Archive } from './archive.ts';
import { firstBytes, openFile } from './byte-source.ts';
import type { ByteSource } from './byte-source.ts';
import { firstLookBytes, kindOf } from './kinds.ts';
import type { FirstLook } from './kinds.ts';
import { unreadable } from './sentences.ts';
import { sourceLabel } from './source.ts';
import type { SourceRef } from './source.ts';
import type { Sheet, Workbook } from './xlsx/workbook.ts';

/** A source table, ready to be read. `part` is what of the reference is left: the path of a list inside of JSON. */
export type OpenSource =
  | { readonly kind: 'text'; readonly bytes: ByteSource }
  | { readonly kind: 'parquet'; readonly bytes: ByteSource }
  | { readonly kind: 'json' | 'ndjson'; readonly bytes: ByteSource; readonly part: string | null }
  | { readonly kind: 'xlsx'; readonly workbook: Workbook; readonly sheet: Sheet };

/** Between the member of an archive and the table inside of it: `book.xlsx#2025`. */
const partSign = '#';
const importableMember = /\.(csv|tsv|tab|psv|txt|dat|json|jsonl|ndjson|parquet|pq|xlsx|xlsm|xltx)$/i;
const nestedArchive = /\.(zip|gz|tgz|7z|rar|tar|bz2|xz|zst)$/i;
/** The part of an old office file that tells its kind may stand anywhere in it. */
const oldOfficeBytes = 64 * 1024 * 1024;

/** Most files are neither archive nor workbook: what reads those is loaded when one comes. */
async function packedReaders() {
  const [archive, sheet, workbook] = await Promise.all([
    import('./archive.ts'),
    import('./xlsx/sheet.ts'),
    import('./xlsx/workbook.ts'),
  ]);
  const { isWorkbook, openWorkbook } = workbook;
  return { openArchive: archive.openArchive, sheetsWithData: sheet.sheetsWithData, isWorkbook, openWorkbook };
}

/** The source tables of a file; null is the file itself. @throws file_unreadable, with a sentence */
export async function listParts(path: string, name: string): Promise<(string | null)[]> {
  return listPartsOf(await openFile(path, name), true);
}

async function listPartsOf(source: ByteSource, mayBeArchive: boolean): Promise<(string | null)[]> {
  const kind = await look(source);
  if (kind === 'json') return (await import('./json/json.ts')).jsonParts(source);
  if (kind !== 'zip') return [null];
  const { openArchive, isWorkbook, openWorkbook, sheetsWithData } = await packedReaders();
  const archive = await openArchive(source);
  try {
    if (isWorkbook(source.name, archive.names))
      return (await sheetsWithData(await openWorkbook(archive, source.name))).map((sheet) => sheet.name);
    if (!mayBeArchive) throw nested(source.name);
    return await memberParts(archive, source.name);
  } finally {
    archive.close();
  }
}

async function memberParts(archive: Archive, name: string): Promise<string[]> {
  const members = archive.names.filter((member) => !isAside(member));
  const packed = members.find((member) => nestedArchive.test(member));
  if (packed !== undefined) throw nested(`${name}, ${packed}`);
  const parts: string[] = [];
  for (const member of members.filter((other) => importableMember.test(other)).sort()) {
    const source = archive.member(member, `${name}, ${member}`)!;
    const inside = await listPartsOf(source, false).catch((error: unknown) => {
      // What is wrong with one member is told where it is read; the others can still be imported.
      if (isHoldfastError(error) && error.details['nested'] !== true) return [null];
      throw error;
    });
    parts.push(...inside.map((part) => (part === null ? member : member + partSign + part)));
  }
  if (parts.length > 0) return parts;
  throw unreadable(
    name,
    'is an archive without a file that can be imported in it: CSV, text, Excel (.xlsx), JSON or Parquet. Check what was packed.',
  );
}

function nested(name: string): Error {
  return new HoldfastError(
    'file_unreadable',
    `${name} is an archive inside of an archive. Unpack the outer one and import what is in it.`,
    { file: name, nested: true },
  );
}

/** What systems put beside the files of a person. */
function isAside(member: string): boolean {
  return member.endsWith('/') || member.startsWith('__MACOSX/') || /(^|\/)\./.test(member);
}

async function look(source: ByteSource, encoding?: string): Promise<FirstLook> {
  const start = await firstBytes(source, firstLookBytes);
  const isOldOffice = start.subarray(0, 4).toString('hex') === 'd0cf11e0';
  return kindOf(source.name, isOldOffice ? await firstBytes(source, oldOfficeBytes) : start, encoding);
}

/** Opens a source table for the time of `use`. @throws file_unreadable, not_found for a part that the file does not have */
export async function withSource<Result>(
  ref: SourceRef,
  encoding: string | undefined,
  use: (source: OpenSource) => Promise<Result>,
): Promise<Result> {
  const file = await openFile(ref.path, ref.part === null ? ref.name : sourceLabel(ref));
  return useSource(file, ref.part, encoding, use, true);
}

async function useSource<Result>(
  bytes: ByteSource,
  part: string | null,
  encoding: string | undefined,
  use: (source: OpenSource) => Promise<Result>,
  mayBeArchive: boolean,
): Promise<Result> {
  const kind = await look(bytes, encoding);
  if (kind === 'json' || kind === 'ndjson') return use({ kind, bytes, part });
  if (kind === 'text') return use({ kind, bytes });
  if (kind === 'parquet') return use({ kind, bytes });
  const { openArchive, isWorkbook, openWorkbook, sheetsWithData } = await packedReaders();
  const archive = await openArchive(bytes);
  try {
    if (isWorkbook(bytes.name, archive.names)) {
      const workbook = await openWorkbook(archive, bytes.name);
      return await use({ kind: 'xlsx', workbook, sheet: await sheetOf(workbook, part, sheetsWithData) });
    }
    if (!mayBeArchive) throw nested(bytes.name);
    const wanted = part ?? (await memberParts(archive, bytes.name))[0] ?? '';
    const [member, rest] = splitPart(archive, wanted);
    const source = member === null ? null : archive.member(member, bytes.name);
    if (!source) throw unreadable(bytes.name, 'is not in the archive any more. Preview the file again.');
    return await useSource(source, rest, encoding, use, false);
  } finally {
    archive.close();
  }
}

/** A member's name may hold the sign itself, so the longest that exists is meant. */
function splitPart(archive: Archive, part: string): [string | null, string | null] {
  const names = new Set(archive.names);
  if (names.has(part)) return [part, null];
  for (let at = part.lastIndexOf(partSign); at > 0; at = part.lastIndexOf(partSign, at - 1))
    if (names.has(part.slice(0, at))) return [part.slice(0, at), part.slice(at + 1)];
  return [null, null];
}

async function sheetOf(
  workbook: Workbook,
  part: string | null,
  sheetsWithData: (workbook: Workbook) => Promise<readonly Sheet[]>,
): Promise<Sheet> {
  const sheet =
    part === null
      ? (await sheetsWithData(workbook))[0]
      : (workbook.sheets.find(({ name }) => name === part) ?? workbook.sheets.find(({ name }) => name.trim() === part));
  if (sheet) return sheet;
  const names = workbook.sheets.map(({ name }) => name).join(', ');
  throw unreadable(workbook.name, `is not a sheet of the workbook; it has ${names}. Preview the file again.`);
}
