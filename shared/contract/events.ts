import { z } from 'zod';
import { instant, procedure } from './common.ts';

export const eventsContract = {
  /** Names of the events in the store, most frequent first. */
  names: procedure.output(
    z.object({
      names: z.array(z.object({ name: z.string(), count: z.number().int(), accounts: z.number().int() })),
      total: z.number().int(),
      firstAt: instant.nullable(),
      lastAt: instant.nullable(),
    }),
  ),
  /** The properties that events carry, `contact_id` included, and `quantity` first where any event has one. */
  properties: procedure.output(
    z.array(z.object({ key: z.string(), kind: z.enum(['text', 'number']), distinct: z.number().int() })),
  ),
  /** Values of one property for a filter, most frequent first, at most 100. */
  values: procedure
    .input(z.object({ property: z.string(), search: z.string().max(200).default('') }))
    .output(z.object({ values: z.array(z.object({ value: z.string(), count: z.number().int() })), more: z.boolean() })),
};
