import { HoldfastError } from '../../../shared/domain/errors.ts';

/** @param what the analysis, as in "The lifecycle has no …" */
export function noSuchNumber(what: string, number: string): HoldfastError {
  return new HoldfastError(
    'not_found',
    `The ${what} has nothing for "${number}". Open the analysis again: its data or its rule has changed.`,
    { number },
  );
}
