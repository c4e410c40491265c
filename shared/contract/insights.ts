import { z } from 'zod';
import { instant, procedure } from './common.ts';

export const insightKinds = [
  'retention',
  'funnel',
  'lifecycle',
  'stickiness',
  'interval',
  'trend',
  'seasonality',
  'paths',
  'drivers',
  'revenue',
  'survival',
  'lifetime',
  'sql',
] as const;

export const insight = z.object({
  id: z.number().int().positive(),
  name: z.string(),
  kind: z.enum(insightKinds),
  /** The input of the analysis, as its procedure takes it. */
  question: z.record(z.string(), z.unknown()),
  /** How the page showed it: everything of its address that is not the question. */
  view: z.record(z.string(), z.unknown()),
  createdAt: instant,
  updatedAt: instant,
});
export type Insight = z.infer<typeof insight>;

const name = z.string().trim().min(1).max(120);

export const insightsContract = {
  list: procedure.output(z.array(insight)),
  get: procedure.input(z.object({ id: z.number().int().positive() })).output(insight),
  /** @throws conflict where another insight has the name; invalid_input where the question is none of its kind */
  save: procedure
    .input(
      z.object({
        id: z.number().int().positive().optional(),
        name,
        kind: z.enum(insightKinds),
        question: z.record(z.string(), z.unknown()),
        view: z.record(z.string(), z.unknown()).default({}),
      }),
    )
    .output(insight),
  rename: procedure.input(z.object({ id: z.number().int().positive(), name })).output(insight),
  remove: procedure.input(z.object({ id: z.number().int().positive() })).output(z.object({ removed: z.boolean() })),
  /** Undo of remove, as long as the workspace is open. */
  restore: procedure.input(z.object({ id: z.number().int().positive() })).output(insight),
};
