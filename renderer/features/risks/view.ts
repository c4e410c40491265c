import { z } from 'zod';
import { openRiskStages, riskFilter, riskSort, riskStage, riskView } from '../../../shared/contract/index.ts';
import type { ContractInputs } from '../../../shared/contract/index.ts';

/** The view of the register as it stands in the address. */
export const risksView = z.object({
  show: z.enum(['table', 'board']).default('table'),
  stage: z.union([riskStage, z.enum(['open', 'all'])]).default('open'),
  search: z.coerce.string().max(200).default(''),
  /** '' = nobody. */
  owner: z.coerce.string().optional(),
  reason: z.number().int().optional(),
  due: riskFilter.shape.due.unwrap().unwrap().optional(),
  view: riskView.optional(),
  segment: z.number().int().positive().nullable().default(null),
  account: z.coerce.string().optional(),
  group: z.enum(['none', 'stage', 'owner', 'reason']).default('none'),
  sort: riskSort.default('due'),
  descending: z.boolean().default(false),
  /** The risk that is open beside the list. */
  risk: z.number().int().positive().optional(),
});
export type RisksView = z.output<typeof risksView>;

type Ask = Pick<ContractInputs['risks']['export'], 'filter' | 'sort' | 'descending'>;

/** What the engine is asked for. Groups stand together, and the board needs the open stages and what was just closed. */
export function toAsk({
  show,
  stage,
  search,
  owner,
  reason,
  due,
  view,
  segment,
  account,
  group,
  ...rest
}: RisksView): Ask {
  const stages = stage === 'open' ? (show === 'board' ? [] : [...openRiskStages]) : stage === 'all' ? [] : [stage];
  return {
    filter: {
      stages,
      search,
      owners: owner === undefined ? [] : [owner],
      reasons: reason === undefined ? [] : [reason],
      due: due ?? null,
      view: view ?? null,
      segment,
      ...(account === undefined ? {} : { account }),
    },
    sort: group === 'none' || show === 'board' ? rest.sort : group,
    descending: group === 'none' || show === 'board' ? rest.descending : false,
  };
}
