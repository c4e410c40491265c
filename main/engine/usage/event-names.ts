import { HoldfastError } from '../../../shared/domain/errors.ts';

/** @throws invalid_input for an event name that no event has: a misspelt name would otherwise look like nobody came. */
export function checkEventNames(known: readonly string[], asked: readonly string[]): void {
  const unknown = asked.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  const some = known.slice(0, 10).join(', ');
  throw new HoldfastError(
    'invalid_input',
    `There is no event named ${unknown.map((name) => `"${name}"`).join(', ')}. Events in this workspace: ${some || 'none yet'}${known.length > 10 ? ', …' : ''}.`,
  );
}
