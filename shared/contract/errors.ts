import { ORPCError } from '@orpc/client';
import { errorCodes, HoldfastError, isHoldfastError } from '../domain/errors.ts';
import type { ErrorCode, ErrorDetails } from '../domain/errors.ts';

function isErrorCode(value: string): value is ErrorCode {
  return (errorCodes as readonly string[]).includes(value);
}

/** What crosses the wire for an engine error: its code, its sentence, its details. */
export function toWireError(error: HoldfastError): ORPCError<ErrorCode, ErrorDetails> {
  return new ORPCError(error.code, { status: 500, message: error.message, data: error.details, cause: error });
}

/** Anything a client call can throw, as the HoldfastError that the engine meant. */
export function fromWireError(error: unknown): HoldfastError {
  if (isHoldfastError(error)) return error;
  if (error instanceof ORPCError) {
    const code: string = String(error.code);
    if (isErrorCode(code)) return new HoldfastError(code, error.message, (error.data ?? {}) as ErrorDetails, error);
    if (code === 'BAD_REQUEST') return new HoldfastError('invalid_input', error.message, {}, error);
    return new HoldfastError('internal', error.message, {}, error);
  }
  if (error instanceof Error && error.name === 'AbortError') {
    return new HoldfastError('cancelled', 'This was cancelled.', {}, error);
  }
  return new HoldfastError('internal', error instanceof Error ? error.message : String(error), {}, error);
}
