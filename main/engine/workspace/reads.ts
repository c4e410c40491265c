import { copyInto } from '../db/index.ts';
import { checkIntegrity } from '../session/index.ts';
import { defineRead } from '../threads/index.ts';
import type { AnyRead } from '../threads/index.ts';

export const integrityRead = defineRead('workspace.checkIntegrity', ({ database }, _input: null) =>
  checkIntegrity(database),
);

/** Answers with the file when the copy is whole. */
export const copyRead = defineRead('workspace.copy', ({ database }, file: string) => {
  copyInto(database, file);
  return file;
});

export const workspaceReads: readonly AnyRead[] = [integrityRead, copyRead];
