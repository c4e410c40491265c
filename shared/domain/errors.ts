/** Every failure that leaves the engine carries one of these codes and a sentence for the analyst. */
export const errorCodes = [
  'invalid_input',
  'not_found',
  'conflict',
  'cancelled',
  'workspace_locked',
  'workspace_too_new',
  'file_unreadable',
  'secret_locked',
  'auth_expired',
  'rate_limited',
  'remote_refused',
  'remote_unreachable',
  'not_enough_data',
  'model_mismatch',
  'engine_restarted',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Structured facts a screen can use beside the sentence: file, row, column, counts. JSON values only. */
export type ErrorDetails = Record<string, string | number | boolean | null | string[]>;

/**
 * The one error that the engine throws on purpose. `message` is a whole sentence that says what is wrong, where, and
 * what to do next; it never holds a secret.
 */
export class HoldfastError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'HoldfastError';
    this.code = code;
    this.details = details;
  }
}

export function isHoldfastError(value: unknown): value is HoldfastError {
  return value instanceof HoldfastError;
}

/** The sentence shown when a job or query was stopped by a person. */
export function cancelled(what: string): HoldfastError {
  return new HoldfastError('cancelled', `${what} was cancelled. Nothing was changed.`);
}

/** Anything thrown, as a HoldfastError; what was not thrown on purpose becomes `internal` with its own message. */
export function toHoldfastError(error: unknown): HoldfastError {
  if (isHoldfastError(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new HoldfastError('internal', `Something went wrong inside Holdfast: ${message}`, {}, error);
}
