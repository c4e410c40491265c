import { cancelled } from '../../../shared/domain/errors.ts';

/** True once a person has asked to stop. Called often, so it should only read a flag. */
export type StopCheck = () => boolean;

// A look costs next to nothing, and a book of a few huge accounts must be stopped as soon as one of many small ones.
const accountsBetweenChecks = 16;

/**
 * Throws `cancelled` when it was asked to; looks only at every 16th account.
 *
 * @param what the thing that was being computed, as the start of a sentence: "The retention table".
 */
export function stopWhenAsked(account: number, shouldStop: StopCheck | undefined, what: string): void {
  if (account % accountsBetweenChecks !== 0 || shouldStop === undefined) return;
  if (shouldStop()) throw cancelled(what);
}
