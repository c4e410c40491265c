import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { HoldfastError } from '../../../../shared/domain/errors.ts';

const importable = /\.((csv|tsv|tab|psv|txt|json|jsonl|ndjson|parquet|pq|xlsx|xlsm)(\.gz)?|zip)$/i;

/** Whether a file in a folder may be a table: hidden files and locks of office programs are not. */
export function isImportableName(name: string): boolean {
  return importable.test(name) && !/^[.~]/.test(name);
}

/**
 * A file stands for itself, whatever its name; a folder for the importable files right in it, by name. Hidden files and
 * what office programs leave beside open workbooks (`~$book.xlsx`) are left out.
 * @throws file_unreadable where there is nothing
 */
export function importableFiles(path: string): string[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw new HoldfastError('file_unreadable', `There is no file or folder ${path}.`);
  if (!stats.isDirectory()) return [path];
  const files = readdirSync(path, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && isImportableName(entry.name))
    .map((entry) => join(path, entry.name))
    .sort();
  if (files.length > 0) return files;
  throw new HoldfastError(
    'file_unreadable',
    `There are no files that can be imported in ${path}: CSV, text, Excel (.xlsx), JSON or Parquet, also as .gz or .zip.`,
  );
}
