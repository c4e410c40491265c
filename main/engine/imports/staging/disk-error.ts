import { HoldfastError } from '../../../../shared/domain/errors.ts';

/** Errors of SQLite that mean a full disk, in a sentence. */
export function diskError(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code !== 'SQLITE_FULL' && code !== 'ENOSPC') return error;
  return new HoldfastError(
    'internal',
    'The disk is full. Free some space and start the import again; nothing was changed.',
    {},
    error,
  );
}
