import { z } from 'zod';
import { day } from '../../../shared/contract/index.ts';
import type { ContractInputs } from '../../../shared/contract/index.ts';
import { chosenSteps, isWindow } from './steps.ts';

/** What the funnel page shows, as it stands in the address. A step without events is still being built. */
export const validateSearch = z.object({
  steps: z.array(z.array(z.string())).max(20).default([]),
  /** Seconds. */
  window: z
    .number()
    .int()
    .positive()
    .default(30 * 86_400),
  from: day.optional(),
  to: day.optional(),
  /** The open step (from 0), and whether those who reached it or those lost before it are listed. */
  step: z.number().int().min(0).optional(),
  which: z.enum(['reached', 'dropped']).default('reached'),
  /** The account whose trace is shown. */
  trace: z.coerce.string().optional(),
});
export type FunnelView = z.output<typeof validateSearch>;
export type FunnelQuestion = ContractInputs['funnels']['run'];

export function isRangeWrong(view: { readonly from?: string | undefined; readonly to?: string | undefined }): boolean {
  return view.from !== undefined && view.to !== undefined && view.to < view.from;
}

/** What is asked of the engine for a view; null while the view is no question yet. */
export function questionOf(view: FunnelView): FunnelQuestion | null {
  const steps = chosenSteps(view.steps);
  if (steps.length === 0 || !isWindow(view.window) || isRangeWrong(view)) return null;
  return {
    steps,
    windowSeconds: view.window,
    ...(view.from === undefined ? {} : { from: view.from }),
    ...(view.to === undefined ? {} : { to: view.to }),
  };
}
