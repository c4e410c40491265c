import { z } from 'zod';
import { tableNames } from '../../../shared/domain/tables.ts';

export const tabs = ['coverage', 'sources', 'findings', 'needs'] as const;

export const validateSearch = z.object({
  tab: z.enum(tabs).default('coverage'),
  /** The table that is open, and the field that its chart draws. */
  table: z.enum(tableNames).optional(),
  field: z.string().optional(),
  findings: z.enum(['open', 'accepted']).default('open'),
});
export type HealthView = z.output<typeof validateSearch>;
export type SetHealthView = (change: Partial<HealthView>, options?: { readonly push?: boolean }) => void;
