import { mapEventIterator, ORPCError } from '@orpc/client';
import { toWireError } from '../../../shared/contract/index.ts';
import { toHoldfastError } from '../../../shared/domain/errors.ts';

/** Anything thrown behind the wire, as an error that keeps its code, sentence and details on the way to the page. */
export function crossingError(thrown: unknown): Error {
  return thrown instanceof ORPCError ? thrown : toWireError(toHoldfastError(thrown));
}

export function isStream(value: unknown): value is AsyncIterator<unknown, unknown, undefined> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'next' in value;
}

/**
 * Stands around every call of every transport. The engine's own middleware has returned by the time a stream is read, so
 * what a stream throws halfway is given its place in the closed list of errors here.
 */
export async function errorBorder({ next }: { next: () => Promise<unknown> }): Promise<unknown> {
  try {
    const output = await next();
    if (!isStream(output)) return output;
    return mapEventIterator(output, { value: async (value) => value, error: async (thrown) => crossingError(thrown) });
  } catch (thrown) {
    throw crossingError(thrown);
  }
}
