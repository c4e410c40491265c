import { z } from 'zod';
import { queueSort } from '../../../shared/contract/index.ts';
import type { ContractInputs } from '../../../shared/contract/index.ts';

/** The view of the queue as it stands in the address. */
export const queueView = z.object({
  sort: queueSort.default('revenue-at-risk'),
  descending: z.boolean().default(true),
  search: z.coerce.string().max(200).default(''),
  owner: z.array(z.string()).default([]),
  segment: z.array(z.string()).default([]),
  plan: z.array(z.string()).default([]),
  country: z.array(z.string()).default([]),
  minProbability: z.number().min(0).max(1).optional(),
  renewalWithinDays: z.number().int().min(1).max(3650).optional(),
  includeChurned: z.boolean().default(false),
  /** A saved segment. */
  inSegment: z.number().int().positive().optional(),
  /** The account that was opened last, so that coming back finds it. */
  row: z.coerce.string().optional(),
});
export type QueueView = z.output<typeof queueView>;

export type Facet = 'owner' | 'segment' | 'plan' | 'country';
export const facets = ['owner', 'segment', 'plan', 'country'] as const satisfies readonly Facet[];

type QueueAsk = Required<
  Pick<NonNullable<ContractInputs['accounts']['exportQueue']>, 'sort' | 'descending' | 'filter'>
>;

/** What the engine is asked for; the row that has the focus makes no other list. */
export function toQueueAsk({
  sort,
  descending,
  row: _row,
  minProbability,
  renewalWithinDays,
  inSegment,
  ...filter
}: QueueView): QueueAsk {
  return {
    sort,
    descending,
    filter: {
      ...filter,
      ...(minProbability === undefined ? {} : { minProbability }),
      ...(renewalWithinDays === undefined ? {} : { renewalWithinDays }),
      ...(inSegment === undefined ? {} : { inSegment }),
    },
  };
}

export const noFilter = {
  search: '',
  owner: [],
  segment: [],
  plan: [],
  country: [],
  minProbability: undefined,
  renewalWithinDays: undefined,
  includeChurned: false,
  inSegment: undefined,
} satisfies Partial<QueueView>;

export function isFiltered(view: QueueView): boolean {
  return (
    view.search.trim() !== '' ||
    facets.some((facet) => view[facet].length > 0) ||
    view.minProbability !== undefined ||
    view.renewalWithinDays !== undefined ||
    view.inSegment !== undefined ||
    view.includeChurned
  );
}
