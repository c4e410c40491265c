import { z } from 'zod';
import { accountBriefPage, day, definition, grant, instant, pageInput, procedure } from './common.ts';

/** Names of the events in the store, most frequent first. */
export const eventsContract = {
  names: procedure.output(
    z.object({
      names: z.array(z.object({ name: z.string(), count: z.number().int(), accounts: z.number().int() })),
      total: z.number().int(),
      firstAt: instant.nullable(),
      lastAt: instant.nullable(),
    }),
  ),
};

export const retentionInput = z.object({
  /** Event names that start (and that return); empty means any event. */
  startEvents: z.array(z.string()).default([]),
  returnEvents: z.array(z.string()).default([]),
  period: z.enum(['day', 'week', 'month']).default('month'),
  mode: z.enum(['on', 'on-or-after']).default('on'),
  from: day.optional(),
  to: day.optional(),
});

export const retentionGrid = z.object({
  cohorts: z.array(
    z.object({
      cohort: z.string(),
      size: z.number().int(),
      values: z.array(z.number().int()),
      /** False where the period has not ended for every member at the as-of instant: shown with a star, left out of averages. */
      complete: z.array(z.boolean()),
    }),
  ),
  /** Ratio of sums over complete cells; null where there is none. */
  average: z.array(z.number().nullable()),
  definition,
});
export type RetentionGrid = z.infer<typeof retentionGrid>;

export const cohortsContract = {
  retention: procedure.input(retentionInput).output(retentionGrid),
  /** The accounts behind one cell. */
  retentionAccounts: procedure
    .input(
      retentionInput.extend({
        cohort: z.string(),
        index: z.number().int().min(0),
        which: z.enum(['retained', 'lost', 'all']).default('retained'),
        ...pageInput,
      }),
    )
    .output(accountBriefPage),
  exportRetention: procedure.input(retentionInput).output(grant),
};

export const funnelInput = z.object({
  /** One event name or several for each step, in order. */
  steps: z.array(z.array(z.string()).min(1)).min(1).max(20),
  windowSeconds: z
    .number()
    .int()
    .positive()
    .max(366 * 86_400)
    .default(30 * 86_400),
  from: day.optional(),
  to: day.optional(),
});

export const funnelResult = z.object({
  steps: z.array(
    z.object({
      event: z.string(),
      count: z.number().int(),
      /** Share of those who reached step 1; null when nobody did. */
      overall: z.number().nullable(),
      /** Share of those who reached the step before. */
      relative: z.number().nullable(),
      medianSeconds: z.number().nullable(),
      p90Seconds: z.number().nullable(),
    }),
  ),
  definition,
});
export type FunnelResult = z.infer<typeof funnelResult>;

export const funnelsContract = {
  run: procedure.input(funnelInput).output(funnelResult),
  accounts: procedure
    .input(
      funnelInput.extend({
        /** Counted from 0. */
        step: z.number().int().min(0),
        which: z.enum(['reached', 'dropped']),
        ...pageInput,
      }),
    )
    .output(accountBriefPage),
  /** For one account: which events matched which step, and why not more. */
  trace: procedure.input(funnelInput.extend({ account: z.string() })).output(
    z.object({
      matched: z.array(z.object({ step: z.number().int(), event: z.string(), at: instant })),
      reached: z.number().int(),
    }),
  ),
  exportFunnel: procedure.input(funnelInput).output(grant),
};
