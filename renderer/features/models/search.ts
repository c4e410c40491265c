import { z } from 'zod';

/** What the model page shows, as it stands in the address. Without an id, the model in use. */
export const validateSearch = z.object({
  id: z.coerce.string().optional(),
  tab: z.enum(['performance', 'features', 'rule', 'limits']).default('performance'),
  find: z.coerce.string().default(''),
});
export type ModelView = z.output<typeof validateSearch>;
