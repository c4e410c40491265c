import { z } from 'zod';
import { funnelQuestion, funnelStep, mostFunnelSteps, periodName } from '../../../shared/contract/index.ts';
import type { AccountSet, FunnelQuestion } from '../../../shared/contract/index.ts';

/** The contract's question, but steps may still be missing. */
export const question = funnelQuestion.extend({ steps: z.array(funnelStep).max(mostFunnelSteps).default([]) });

export const view = z.object({
  /** The open step (from 0), whether those who reached it or those lost before it are listed, and of which group. */
  step: z.number().int().min(0).optional(),
  which: z.enum(['reached', 'dropped']).default('reached'),
  /** Null: the group without a value; absent: everybody. */
  group: z.string().nullable().optional(),
  rest: z.boolean().default(false),
  /** What is told beside the steps. */
  beside: z.enum(['curve', 'trend']).default('curve'),
  /** The step of the curve (from 0); the last one where absent. */
  until: z.number().int().min(1).optional(),
  period: periodName.default('month'),
  /** The account whose trace is shown. */
  trace: z.coerce.string().optional(),
});
export type FunnelView = z.output<typeof view>;
export type FunnelSteps = FunnelQuestion['steps'];
export type Exclusion = FunnelQuestion['exclusions'][number];

/** The list that is open; null where none is, or where the funnel has no such step. */
export function openSet(asked: FunnelQuestion, shown: FunnelView): Extract<AccountSet, { of: 'funnel' }> | null {
  const { step, which, group, rest } = shown;
  if (step === undefined || step >= asked.steps.length) return null;
  const part = rest ? { rest } : group === undefined ? {} : { group };
  return {
    of: 'funnel',
    question: asked,
    step,
    which: step === 0 ? 'reached' : which,
    ...(asked.breakdown === null ? {} : part),
  };
}

/** How many of the further options differ from the plain funnel. */
export function furtherOptions({ unit, graceSeconds, exclusions, holdConstant }: FunnelQuestion): number {
  return [unit !== 'account', graceSeconds > 0, exclusions.length > 0, holdConstant.length > 0].filter(Boolean).length;
}
