import { closeSync, openSync, readSync, statSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { fingerprint } from '../sources/index.ts';
import type { FilePrint } from '../sources/index.ts';
import { fingerprints } from './fingerprints.ts';
import type { ImportFile, StagedFile } from './staging-run.ts';

/** A fingerprint that is known, or one that is still being made while its file is read already. */
export type EarlyPrint = {
  /** Where the file is read early its digest is blank and it is taken to be UTF-8. */
  readonly print: FilePrint;
  /** Null where the print is known. */
  readonly final: (() => Promise<FilePrint>) | null;
};

/** A file that was read early is not what it was taken for: all has to be read again, fingerprints first. */
export class ReadTooEarly extends Error {
  override readonly name = 'ReadTooEarly';
}

/**
 * Fingerprints of files. Large files that nothing can be known of, because neither the workspace nor the set has another file of their
 * size, need not wait for theirs.
 * @param mayWait whether a file is worth it
 */
export async function earlyPrints(
  files: readonly ImportFile[],
  database: Database.Database,
  mayWait: (file: ImportFile) => boolean,
  shouldStop: () => boolean,
): Promise<EarlyPrint[]> {
  const known = database.prepare('SELECT 1 FROM workspace.import_files WHERE bytes = ? LIMIT 1').pluck();
  const sizes = files.map(({ path }) => statSync(path, { throwIfNoEntry: false })?.size ?? 0);
  const early = files.map((file, index): EarlyPrint | null => {
    const size = sizes[index]!;
    if (!mayWait(file) || sizes.indexOf(size) !== sizes.lastIndexOf(size) || known.get(size) !== undefined) return null;
    const print = firstPrint(file.path);
    return print === null ? null : { print, final: () => fingerprint(file.path, file.name, shouldStop) };
  });
  const others = files.filter((_, index) => early[index] === null);
  const prints = await fingerprints(others, shouldStop);
  return early.map((print, index) => print ?? { print: prints[others.indexOf(files[index]!)]!, final: null });
}

/** Null where the file is packed or cannot be read. */
function firstPrint(path: string): FilePrint | null {
  try {
    const { size, mtimeMs } = statSync(path);
    const start = Buffer.alloc(2);
    const descriptor = openSync(path, 'r');
    try {
      readSync(descriptor, start, 0, 2, 0);
    } finally {
      closeSync(descriptor);
    }
    const isPacked = start.equals(Buffer.from([0x1f, 0x8b])) || start.equals(Buffer.from('PK'));
    return isPacked ? null : { sha256: '', bytes: size, modified: mtimeMs, isUtf8: true, isPacked: false };
  } catch {
    return null;
  }
}

/**
 * Reads a file while its fingerprint is made.
 * @throws ReadTooEarly where the file is no UTF-8 after all, whatever else went wrong because of it
 */
export async function readEarly({ final }: EarlyPrint, read: () => Promise<StagedFile>): Promise<StagedFile> {
  if (final === null) return read();
  const made = final();
  // Looked at below, in any case.
  made.catch(() => undefined);
  let staged: StagedFile | null = null;
  let failure: unknown = null;
  try {
    staged = await read();
  } catch (error) {
    failure = error;
  }
  const print = await made;
  if (!print.isUtf8) throw new ReadTooEarly('A file is not UTF-8.');
  if (staged === null) throw failure;
  return { ...staged, sha256: print.sha256 };
}
