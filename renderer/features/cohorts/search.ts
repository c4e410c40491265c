import { z } from 'zod';
import { day } from '../../../shared/contract/index.ts';
import type { ContractInputs } from '../../../shared/contract/index.ts';

/** What the retention page shows, as it stands in the address. */
export const validateSearch = z.object({
  start: z.array(z.string()).default([]),
  return: z.array(z.string()).default([]),
  period: z.enum(['day', 'week', 'month']).default('month'),
  mode: z.enum(['on', 'on-or-after']).default('on'),
  from: day.optional(),
  to: day.optional(),
  show: z.enum(['share', 'count']).default('share'),
  /** The open cell: its cohort and period. */
  cohort: z.coerce.string().optional(),
  index: z.number().int().min(0).optional(),
  which: z.enum(['retained', 'lost', 'all']).default('retained'),
});
export type RetentionView = z.output<typeof validateSearch>;

export type RetentionQuestion = NonNullable<ContractInputs['cohorts']['retention']>;

/** What is asked of the engine for a view. */
export function questionOf(view: RetentionView): RetentionQuestion {
  return {
    startEvents: view.start,
    returnEvents: view.return,
    period: view.period,
    mode: view.mode,
    ...(view.from === undefined ? {} : { from: view.from }),
    ...(view.to === undefined ? {} : { to: view.to }),
  };
}

export function isRangeWrong(view: { readonly from?: string | undefined; readonly to?: string | undefined }): boolean {
  return view.from !== undefined && view.to !== undefined && view.to < view.from;
}
