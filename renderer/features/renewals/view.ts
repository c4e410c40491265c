import { z } from 'zod';
import { renewalCall } from '../../../shared/contract/index.ts';
import type { ContractInputs, RenewalCall } from '../../../shared/contract/index.ts';

export const tabs = ['calendar', 'forecast', 'accuracy'] as const;

/** The view as it stands in the address; the filters are the same on all tabs. */
export const renewalsView = z.object({
  tab: z.enum(tabs).default('calendar'),
  show: z.enum(['months', 'list']).default('list'),
  search: z.coerce.string().max(200).default(''),
  /** '' = nobody. */
  owner: z.coerce.string().optional(),
  segment: z.number().int().positive().nullable().default(null),
  months: z.number().int().min(1).max(36).default(12),
  month: z
    .string()
    .regex(/^\d{4}-\d{2}$/)
    .optional(),
  call: z.union([renewalCall, z.literal('unsaid')]).optional(),
  only: z.enum(['owed', 'differ']).optional(),
  short: z.boolean().default(false),
  order: z.enum(['day', 'due', 'model', 'name']).default('day'),
  descending: z.boolean().default(false),
  by: z.enum(['month', 'quarter']).default('month'),
  /** The renewal that is open beside the list: account and day. */
  account: z.coerce.string().optional(),
  day: z.string().optional(),
  /** What its form starts with. */
  say: renewalCall.optional(),
});
export type RenewalsView = z.output<typeof renewalsView>;

export function toFilter({
  search,
  owner,
  segment,
  months,
  month,
  call,
  only,
  short,
}: RenewalsView): NonNullable<ContractInputs['renewals']['export']['filter']> {
  return {
    search,
    owners: owner === undefined ? [] : [owner],
    segment,
    months,
    short,
    call: call ?? null,
    only: only ?? null,
    ...(month === undefined ? {} : { month }),
  };
}

/** The months that are shown: the one of the last day and those after it, `2026-07`. */
export function monthsFrom(day: string, count: number): string[] {
  const first = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  return Array.from({ length: count + 1 }, (_one, place) => {
    const month = first + place;
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
}

/** What a call is taken to mean until somebody says otherwise, in percent. */
export const usualChance: Record<RenewalCall, number> = { renew: 90, 'at-risk': 50, churn: 10 };
