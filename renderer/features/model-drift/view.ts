import { z } from 'zod';

/** The view of the page as it stands in the address. */
export const driftView = z.object({
  /** The model that is watched; the one in use for churn when empty. */
  model: z.coerce.string().optional(),
  /** The feature whose division is shown; the first one when empty. */
  feature: z.coerce.string().optional(),
  order: z.enum(['importance', 'drift']).default('importance'),
});
export type DriftView = z.output<typeof driftView>;
export type OnView = (change: Partial<DriftView>) => void;
