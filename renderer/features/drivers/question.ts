import { z } from 'zod';
import { driversQuestion } from '../../../shared/contract/index.ts';
import type { AccountSet, DriversQuestion } from '../../../shared/contract/index.ts';

export const question = driversQuestion;

export const view = z.object({
  /** The open behaviour: its event, how often, which side, and whether it was retained. */
  event: z.coerce.string().optional(),
  atLeast: z.number().int().min(1).default(1),
  side: z.enum(['did', 'did-not']).default('did'),
  which: z.enum(['retained', 'lost', 'all']).default('all'),
});
export type DriversView = z.output<typeof view>;

/** The list that is open; null where none is. */
export function openSet(asked: DriversQuestion, { event, atLeast, side, which }: DriversView): AccountSet | null {
  return event === undefined ? null : { of: 'driver', question: asked, event, atLeast, side, which };
}
