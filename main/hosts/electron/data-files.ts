import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { HoldfastError } from '../../../shared/domain/errors.ts';

const dataFile = /^[^.].*\.(?:csv|tsv|txt|json|jsonl|ndjson|zip|xlsx|parquet)(?:\.gz)?$/i;
const mostFiles = 200;

/**
 * The files that a choice stands for, in the order of the choice: a folder stands for the data files directly in it, by
 * name. Throws `file_unreadable` where a path leads nowhere, `invalid_input` where there are more than 200.
 */
export function filesOf(paths: readonly string[]): string[] {
  const files = paths.flatMap((path) => {
    const facts = statSync(path, { throwIfNoEntry: false });
    if (facts === undefined)
      throw new HoldfastError('file_unreadable', 'A chosen file is no longer there. Choose it again.');
    return facts.isDirectory() ? dataFilesIn(path) : [path];
  });
  if (files.length > mostFiles)
    throw new HoldfastError(
      'invalid_input',
      `This choice holds ${files.length} files; at most ${mostFiles} can be imported at once. Choose fewer, or zip them.`,
    );
  return files;
}

function dataFilesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && dataFile.test(entry.name))
    .map((entry) => join(folder, entry.name))
    .sort();
}
