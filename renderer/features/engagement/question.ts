import { z } from 'zod';
import { lifecycleStates } from '../../../shared/contract/index.ts';

export const tabs = ['lifecycle', 'stickiness', 'interval'] as const;
export type Tab = (typeof tabs)[number];

export const pageView = z.object({ tab: z.enum(tabs).default('lifecycle') });

export const lifecycleView = z.object({
  show: z.enum(['accounts', 'revenue']).default('accounts'),
  /** The figure whose accounts are open. */
  at: z.string().optional(),
  state: z.enum(lifecycleStates).optional(),
});
export type LifecycleView = z.output<typeof lifecycleView>;

export const stickinessView = z.object({ k: z.number().int().min(1).optional() });
export const intervalView = z.object({ gap: z.number().int().min(1).optional() });
