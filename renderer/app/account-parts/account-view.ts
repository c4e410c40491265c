import { z } from 'zod';
import { timelineTable } from '../../../shared/contract/index.ts';

export const accountTabs = ['overview', 'usage', 'people', 'money', 'timeline', 'facts'] as const;
export type AccountTab = (typeof accountTabs)[number];

/** The view of an account's page as it stands in the address. */
export const accountView = z.object({
  tab: z.enum(accountTabs).default('overview'),
  period: z.enum(['day', 'week', 'month']).default('week'),
  /** Tables of the timeline; none means all. */
  tables: z.array(timelineTable).default([]),
  /** Every part of the score, not only the largest. */
  all: z.boolean().default(false),
  /** Parts one by one, or themes. */
  by: z.enum(['reason', 'theme']).default('reason'),
  /** The feature whose rows are open. */
  rows: z.string().optional(),
  /** Whether accounts alike in the past were asked for. */
  similar: z.boolean().default(false),
});
export type AccountView = z.output<typeof accountView>;
