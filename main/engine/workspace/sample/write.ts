import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cancelled, HoldfastError } from '../../../../shared/domain/errors.ts';
import type { TableName } from '../../../../shared/domain/tables.ts';
import { generateSampleBook } from './book.ts';
import type { SampleFile } from './csv.ts';
import type { SampleBookOptions } from './options.ts';
import type { SampleTruth } from './truth.ts';

export interface WrittenFile {
  path: string;
  table: TableName;
  /** Without the header. */
  rows: number;
  bytes: number;
}

export interface WritingProgress {
  /** Name of the file being written. */
  file: string;
  filesDone: number;
  filesTotal: number;
  /** Rows written so far, over all files. */
  rows: number;
}

export interface WrittenBook {
  files: WrittenFile[];
  truth: SampleTruth;
}

async function writeFile(
  path: string,
  file: SampleFile,
  onRows: (rows: number) => void,
  shouldStop: () => boolean,
): Promise<{ rows: number; bytes: number }> {
  const handle = await open(path, 'w');
  let rows = 0;
  let bytes = 0;
  try {
    for (const chunk of file.chunks()) {
      if (shouldStop()) throw cancelled('Writing the sample book');
      const data = Buffer.from(chunk.text, 'utf8');
      await handle.writeFile(data);
      rows += chunk.rows;
      bytes += data.length;
      onRows(chunk.rows);
    }
  } finally {
    await handle.close();
  }
  return { rows, bytes };
}

/**
 * Writes the book's files into `directory` (made when absent; files of the same names are replaced) and gives their paths.
 * Holds a few hundred kilobytes of text at a time. When stopped or failing it removes what it wrote and throws:
 * `cancelled`, or `file_unreadable` where the folder cannot be written.
 */
export async function writeSampleBook(
  directory: string,
  options: SampleBookOptions = {},
  onProgress: (progress: WritingProgress) => void = () => {},
  shouldStop: () => boolean = () => false,
): Promise<WrittenBook> {
  const book = generateSampleBook(options);
  const files: WrittenFile[] = [];
  const begun: string[] = [];
  let rows = 0;
  try {
    await mkdir(directory, { recursive: true });
    for (const [filesDone, file] of book.files.entries()) {
      const path = join(directory, file.name);
      begun.push(path);
      const progress = { file: file.name, filesDone, filesTotal: book.files.length };
      onProgress({ ...progress, rows });
      const written = await writeFile(
        path,
        file,
        (more) => {
          rows += more;
          onProgress({ ...progress, rows });
        },
        shouldStop,
      );
      files.push({ path, table: file.table, ...written });
    }
  } catch (error) {
    for (const path of begun) await rm(path, { force: true }).catch(() => {});
    if (error instanceof HoldfastError) throw error;
    throw new HoldfastError(
      'file_unreadable',
      `The sample book could not be written into "${directory}". Choose a folder you may write to, with 150 MB free, and try again.`,
      { directory },
      error,
    );
  }
  return { files, truth: book.truth };
}
