import type { ReadContext } from '../threads/index.ts';
import { dataUntil } from '../workspace/index.ts';

/**
 * The second up to which usage is known, itself included: the last event that is not dated in the future. One slip of the
 * pen, an event of 2099, would otherwise make every period complete. Null without events.
 */
export function eventsUntil({ database, events }: ReadContext): number | null {
  const { maxSeconds } = events();
  const until = dataUntil(database);
  return maxSeconds === null || until === null ? maxSeconds : Math.min(maxSeconds, until);
}
