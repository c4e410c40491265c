import { fingerprint } from '../sources/index.ts';
import type { FilePrint } from '../sources/index.ts';
import type { ImportFile } from './staging-run.ts';

/** The fingerprint of each file's bytes; a file of several parts, or of several readings, is read once. */
export async function fingerprints(files: readonly ImportFile[], shouldStop: () => boolean): Promise<FilePrint[]> {
  const byPath = new Map<string, FilePrint>();
  for (const { path, name } of files) {
    if (!byPath.has(path)) byPath.set(path, await fingerprint(path, name, shouldStop));
  }
  return files.map(({ path }) => byPath.get(path)!);
}
