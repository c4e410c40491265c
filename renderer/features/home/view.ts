import { z } from 'zod';
import { newsKinds } from '../../../shared/contract/index.ts';
import type { ContractInputs, HomeSince } from '../../../shared/contract/index.ts';

export const sinceWays = ['visit', 'd7', 'd30', 'day'] as const;

/** Home as it stands in the address. */
export const homeView = z.object({
  since: z.enum(sinceWays).default('visit'),
  day: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
  kinds: z.array(z.enum(newsKinds)).default([]),
  owner: z.string().optional(),
  mine: z.boolean().default(false),
  direction: z.enum(['rose', 'fell']).optional(),
  hidden: z.boolean().default(false),
  /** The account that was opened last, so that coming back finds it. */
  row: z.coerce.string().optional(),
});
export type HomeView = z.output<typeof homeView>;
export type SetHomeView = (change: Partial<HomeView>) => void;

function sinceOf({ since, day }: HomeView): HomeSince {
  if (since === 'd7') return { of: 'days', days: 7 };
  if (since === 'd30') return { of: 'days', days: 30 };
  return since === 'day' && day !== undefined ? { of: 'day', day } : { of: 'visit' };
}

export function toAsk(view: HomeView): NonNullable<ContractInputs['home']['changed']> {
  return {
    since: sinceOf(view),
    kinds: view.kinds,
    owner: view.owner === undefined ? [] : [view.owner],
    mine: view.mine,
    showHidden: view.hidden,
    ...(view.direction === undefined ? {} : { direction: view.direction }),
  };
}

export const noFilter = { kinds: [], owner: undefined, mine: false, direction: undefined } satisfies Partial<HomeView>;

export const isFiltered = ({ kinds, owner, mine, direction }: HomeView): boolean =>
  kinds.length > 0 || owner !== undefined || mine || direction !== undefined;
