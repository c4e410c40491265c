import { z } from 'zod';
import { procedure } from './common.ts';
import { answerDefinition, eventSelector, scope } from './questions.ts';

export const pathQuestion = z.object({
  /** The event that paths begin with (after) or end with (before). */
  anchor: eventSelector,
  direction: z.enum(['after', 'before']).default('after'),
  /** Steps told beside the anchor. */
  steps: z.number().int().min(1).max(10).default(4),
  /** Steps lie within so many seconds of the anchor. */
  windowSeconds: z
    .number()
    .int()
    .min(1)
    .max(366 * 86_400)
    .default(30 * 86_400),
  /** Only these events are seen; empty: all. */
  events: z.array(z.string()).max(1000).default([]),
  /** The same event several times in a row counts once. */
  collapse: z.boolean().default(true),
  /** Which occurrence of the anchor speaks for the unit: as in funnels, each unit counts once. */
  occurrence: z.enum(['first', 'last']).default('first'),
  unit: z.enum(['account', 'contact']).default('account'),
  /** Different events told in each step, the most frequent first; the rest together. */
  branches: z.number().int().min(1).max(20).default(8),
  ...scope,
});
export type PathQuestion = z.output<typeof pathQuestion>;

export const pathsContract = {
  run: procedure.input(pathQuestion).output(
    z.object({
      /** Units with an anchor in range. */
      entered: z.number().int(),
      nodes: z.array(
        z.object({
          /** 0 = the anchor. */
          step: z.number().int(),
          /** Null with kind rest or end. */
          event: z.string().nullable(),
          kind: z.enum(['event', 'rest', 'end']),
          count: z.number().int(),
        }),
      ),
      /** Positions in `nodes`; counts out of a node sum to its own. */
      links: z.array(z.object({ from: z.number().int(), to: z.number().int(), count: z.number().int() })),
      /** The most frequent whole paths, at most 20. */
      top: z.array(z.object({ events: z.array(z.string()), count: z.number().int(), share: z.number() })),
      definition: answerDefinition,
    }),
  ),
};
