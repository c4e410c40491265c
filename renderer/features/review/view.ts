import { z } from 'zod';
import { queueSort } from '../../../shared/contract/index.ts';
import type { ContractInputs } from '../../../shared/contract/index.ts';

/** Which accounts: the same parameters as in the queue's address, so that a filtered queue can be gone through. */
const which = {
  sort: queueSort.default('revenue-at-risk'),
  descending: z.boolean().default(true),
  search: z.coerce.string().max(200).default(''),
  owner: z.array(z.string()).default([]),
  segment: z.array(z.string()).default([]),
  plan: z.array(z.string()).default([]),
  country: z.array(z.string()).default([]),
  minProbability: z.number().min(0).max(1).optional(),
  renewalWithinDays: z.number().int().min(1).max(3650).optional(),
  inSegment: z.number().int().positive().optional(),
};

export const tabs = ['review', 'top', 'judge'] as const;
/** How many accounts one sits down for. */
export const sizes = [10, 25, 50, 100] as const;

export const reviewView = z.object({
  ...which,
  tab: z.enum(tabs).default('review'),
  size: z.number().int().min(1).max(500).default(50),
  /** The account that is shown; without it the first one that is open. */
  at: z.coerce.string().optional(),
  /** Whether all were gone through. */
  end: z.boolean().default(false),
  /** The feature whose rows are open. */
  rows: z.string().optional(),
  capacity: z.number().int().min(1).max(500).default(50),
  per: z.enum(['week', 'month']).default('month'),
  cost: z.number().nonnegative().optional(),
  saveRate: z.number().min(0).max(1).optional(),
});
export type ReviewView = z.output<typeof reviewView>;

export const noFilter = {
  search: '',
  owner: [],
  segment: [],
  plan: [],
  country: [],
  minProbability: undefined,
  renewalWithinDays: undefined,
  inSegment: undefined,
} satisfies Partial<ReviewView>;

type Filter = NonNullable<NonNullable<ContractInputs['decisions']['review']>['filter']>;

export function filterOf(view: ReviewView): Filter {
  const { search, owner, segment, plan, country, minProbability, renewalWithinDays, inSegment } = view;
  return {
    search,
    owner,
    segment,
    plan,
    country,
    ...(minProbability === undefined ? {} : { minProbability }),
    ...(renewalWithinDays === undefined ? {} : { renewalWithinDays }),
    ...(inSegment === undefined ? {} : { inSegment }),
  };
}

/** How many conditions narrow the book. */
export function conditionsOf(view: ReviewView): number {
  return [
    view.search.trim() !== '',
    view.owner.length > 0,
    view.segment.length > 0,
    view.plan.length > 0,
    view.country.length > 0,
    view.minProbability !== undefined,
    view.renewalWithinDays !== undefined,
    view.inSegment !== undefined,
  ].filter(Boolean).length;
}
