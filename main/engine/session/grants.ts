import { randomBytes } from 'node:crypto';
import { rmSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Grant } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';

export type GrantedFile = { readonly path: string; readonly name: string; readonly temporary: boolean };

/** Files that a person handed over (or may fetch), known to the page by an unguessable word and never by path. */
export type Grants = {
  /** @throws file_unreadable where there is no such file */
  register(path: string, options?: { temporary?: boolean; name?: string }): Grant;
  /** @throws not_found where the word is unknown or no longer valid */
  resolve(grant: string): GrantedFile;
  has(grant: string): boolean;
  /** The file now stands elsewhere, and somebody else sees to its end. */
  moved(grant: string, path: string): void;
  /** Forgets the grant; deletes the file if it was temporary. */
  release(grant: string): void;
  releaseAll(): void;
};

export function createGrants(): Grants {
  const files = new Map<string, GrantedFile>();
  const release = (grant: string): void => {
    const file = files.get(grant);
    files.delete(grant);
    if (file?.temporary) rmSync(file.path, { force: true });
  };
  return {
    register(path, options = {}) {
      const stats = statSync(path, { throwIfNoEntry: false });
      if (!stats) throw new HoldfastError('file_unreadable', `There is no file ${path}.`, { path });
      const grant = randomBytes(16).toString('base64url');
      const name = options.name ?? basename(path);
      files.set(grant, { path, name, temporary: options.temporary ?? false });
      return { grant, name, size: stats.size };
    },
    resolve(grant) {
      const file = files.get(grant);
      if (!file) throw new HoldfastError('not_found', 'That file is no longer available. Choose it again.');
      return file;
    },
    has: (grant) => files.has(grant),
    moved(grant, path) {
      const file = files.get(grant);
      if (file) files.set(grant, { ...file, path, temporary: false });
    },
    release,
    releaseAll: () => [...files.keys()].forEach(release),
  };
}
