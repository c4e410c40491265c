import { HoldfastError } from '../../../../shared/domain/errors.ts';

export function unreadable(
  name: string,
  sentence: string,
  details: Record<string, string | number> = {},
  cause?: unknown,
): HoldfastError {
  return new HoldfastError('file_unreadable', `${name} ${sentence}`, { file: name, ...details }, cause);
}

export function unclosedQuote(name: string, row: number): HoldfastError {
  return unreadable(
    name,
    `has a quote in row ${row} that never closes, so the rest of the file would be one value. Close the quote or double it ("") and import again.`,
    { row },
  );
}

export function isSystemError(error: unknown): error is Error & { syscall: string } {
  return error instanceof Error && 'syscall' in error && typeof error.syscall === 'string';
}

export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** An error of the operating system as a sentence, without the path that its words end with: pages never learn paths. */
export function cannotRead(name: string, error: unknown): HoldfastError {
  const words = wordsOf(error);
  return unreadable(
    name,
    `cannot be read: ${isSystemError(error) ? words.split(`, ${error.syscall}`)[0] : words}.`,
    {},
    error,
  );
}
