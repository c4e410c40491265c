import { z } from 'zod';
import { accountSet, revenueQuestion } from '../../../shared/contract/index.ts';
import type { AccountSet, ContractOutputs, RevenueFigures, RevenueQuestion } from '../../../shared/contract/index.ts';

export type Movements = ContractOutputs['revenue']['movements'];
export type Group = Movements['groups'][number];
export type RevenueSet = Extract<AccountSet, { of: 'revenue' }>;
export type OpenMovement = RevenueSet['movement'];

/** What is asked, as it stands in the address. */
export const question = revenueQuestion;

export const trailing = 'trailing';

const movements = [
  'start',
  'new',
  'reactivation',
  'expansion',
  'contraction',
  'churn',
  'end',
  'won-and-lost',
  'returned',
  'due',
  'renewed',
  'not-renewed',
] as const satisfies readonly OpenMovement[];

export const rateNames = ['nrr', 'grr', 'logoChurn'] as const;
export type RateName = (typeof rateNames)[number];

/** How the answer is looked at. */
export const view = z.object({
  /** The period that the bridge tells: its label, or the trailing twelve months. */
  span: z.coerce.string().default(trailing),
  /** The number that is open: what, of which period, of which group. */
  movement: z.enum(movements).optional(),
  of: z.coerce.string().optional(),
  group: z.coerce.string().optional(),
  which: z.enum(['none', 'rest']).optional(),
  /** What the groups are compared by over time. */
  rate: z.enum(rateNames).default('nrr'),
  rates: z.boolean().default(false),
});
export type RevenueView = z.output<typeof view>;

/** An open number would no longer be the same one for another question. */
export const closes = ['span', 'movement', 'of', 'group', 'which'] as const;

/** Whose number it is: everyone's, or a group's. */
export type Whose = Pick<Group, 'value' | 'rest'> | null;

/** As the address names an open number. */
export function openView(movement: OpenMovement, of: string, whose: Whose): Partial<RevenueView> {
  return {
    movement,
    of,
    group: whose === null || whose.rest || whose.value === null ? undefined : whose.value,
    which: whose === null ? undefined : whose.rest ? 'rest' : whose.value === null ? 'none' : undefined,
  };
}

/** The accounts behind the open number; null where none is. */
export function openSet(asked: RevenueQuestion, { movement, of, group, which }: RevenueView): RevenueSet | null {
  if (movement === undefined || of === undefined) return null;
  const set = {
    of: 'revenue',
    question: asked,
    period: of,
    movement,
    ...(which === 'rest' ? { rest: true } : which === 'none' ? { group: null } : group === undefined ? {} : { group }),
  };
  return accountSet.parse(set) as RevenueSet;
}

/** Where a number of the figures says nothing, there is nobody to open. */
export function customersOf({ customers, due }: RevenueFigures, movement: OpenMovement): number {
  switch (movement) {
    case 'won-and-lost':
      return customers.wonAndLost;
    case 'due':
      return due.renewals;
    case 'renewed':
      return due.renewed;
    case 'not-renewed':
      return due.renewals - due.renewed;
    default:
      return customers[movement];
  }
}

export type SpanFigures = RevenueFigures & { readonly label: string; readonly from: string; readonly to: string };

/** The period that the page looks at closely; the trailing months where the address names one that is not there. */
export function spanOf({ periods, trailing: twelve }: Movements, label: string): SpanFigures | null {
  const period = periods.find((entry) => entry.period === label);
  if (period !== undefined) return { ...period, label };
  return twelve === null ? null : { ...twelve, label: trailing };
}

/** What a group has in that period; null where the answer does not tell it. */
export function groupFigures(group: Group, label: string): RevenueFigures | null {
  if (label === trailing) return group.trailing;
  return group.periods.find(({ period }) => period === label) ?? null;
}
