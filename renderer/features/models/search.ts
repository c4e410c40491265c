import { z } from 'zod';

/** What the model page shows, as it stands in the address. Without an id, the model in use for the target. */
export const validateSearch = z.object({
  target: z.enum(['churn', 'expansion', 'engagement']).catch('churn').default('churn'),
  id: z.coerce.string().optional(),
  tab: z.enum(['performance', 'parts', 'versions', 'features', 'rule', 'limits']).default('performance'),
  find: z.coerce.string().default(''),
  /** Accounts that a team can look at in a month. */
  top: z.coerce.number().int().min(1).optional(),
});
export type ModelView = z.output<typeof validateSearch>;
