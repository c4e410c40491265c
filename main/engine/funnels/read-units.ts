import { readTogether } from '../threads/index.ts';
import type { ReadContext, SharedPass } from '../threads/index.ts';
import { planFunnel } from './funnel-plan.ts';
import type { FunnelPlan, FunnelRange, FunnelRule } from './funnel-plan.ts';
import { collectUnits, joinTables } from './unit-table.ts';
import type { UnitTable } from './unit-table.ts';

/** A plan, as it is told to another thread. */
type AskedUnits = { readonly rule: FunnelRule; readonly range: FunnelRange };

export const unitsPass: SharedPass<AskedUnits, UnitTable> = {
  name: 'funnels.units',
  begin: (columns, { rule, range }, shouldStop) =>
    collectUnits(planFunnel(columns, rule, { ...range, shouldStop }), null),
};

/** How far each unit came, by as many threads as have time. */
export function readUnits(context: ReadContext, plan: FunnelPlan): UnitTable {
  const { rule, from, to, asOf, accountFilter, stepCount } = plan;
  const range = { from, to, asOf, ...(accountFilter === null ? {} : { accountFilter }) };
  return joinTables(readTogether(context, unitsPass, { rule, range }), stepCount);
}
