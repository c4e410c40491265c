import { z } from 'zod';
import { eventSelector, pathQuestion } from '../../../shared/contract/index.ts';
import type { AccountSet, PathQuestion } from '../../../shared/contract/index.ts';

/** The contract's question, but the anchor may still be missing. */
export const question = pathQuestion.extend({ anchor: eventSelector.prefault({}) });

export const view = z.object({
  /** The open node. */
  step: z.number().int().min(0).optional(),
  event: z.coerce.string().optional(),
  kind: z.enum(['event', 'rest', 'end']).default('event'),
});
export type PathView = z.output<typeof view>;

/** The list that is open; null where none is. */
export function openSet(asked: PathQuestion, { step, event, kind }: PathView): AccountSet | null {
  if (step === undefined || step > asked.steps) return null;
  return { of: 'path', question: asked, step, event: kind === 'event' ? (event ?? null) : null, kind };
}
