import { implement, ORPCError, os as plain, ValidationError } from '@orpc/server';
import { contract, toWireError } from '../../shared/contract/index.ts';
import { HoldfastError, toHoldfastError } from '../../shared/domain/errors.ts';
import type { Settings } from '../../shared/contract/index.ts';
import type { CalendarOptions } from './events/index.ts';
import type { Session } from './session/index.ts';

/** What handlers may reach. */
export type EngineContext = {
  /** The open, unlocked workspace. @throws not_found where none is open, secret_locked where it is locked */
  session(): Session;
  /** Zone, week start and language in force. */
  settings(): Settings;
};

/** The zone and week in force: what every question about time is asked with. */
export function calendarOf(engine: EngineContext): CalendarOptions {
  const { zone, weekStart } = engine.settings();
  return { zone, weekStart };
}

/** Turns everything that a handler throws into an error of the closed list. */
export const errorBorder = plain.middleware(async ({ next, signal }) => {
  try {
    return await next();
  } catch (error) {
    if (error instanceof ORPCError && error.code === 'BAD_REQUEST') throw toWireError(invalidInput(error));
    if (error instanceof ORPCError) throw error;
    if (signal?.aborted) throw toWireError(new HoldfastError('cancelled', 'This was cancelled.'));
    throw toWireError(toHoldfastError(error));
  }
});

/** Where every handler of the contract starts. */
export const procedures = implement(contract).use(errorBorder);

function invalidInput(error: ORPCError<string, unknown>): HoldfastError {
  if (!(error.cause instanceof ValidationError)) return new HoldfastError('invalid_input', error.message, {}, error);
  const issues = error.cause.issues.map((issue) => {
    const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
    return path ? `${path}: ${issue.message}` : issue.message;
  });
  return new HoldfastError('invalid_input', `This request is not valid. ${issues.join('; ')}.`, { issues }, error);
}
