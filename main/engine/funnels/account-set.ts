import { HoldfastError } from '../../../shared/domain/errors.ts';
import { defineAccountSet } from '../threads/index.ts';
import { allUnits, isDropped } from './figures.ts';
import { answerFunnel, noStep } from './question.ts';

/**
 * The accounts behind a step, ascending by id. "Dropped": took the required step before, but not this one; nobody for
 * step 1. Where contacts are the unit: the accounts of those contacts.
 */
export const funnelAccountSet = defineAccountSet('funnel', (context, set, calendar) => {
  const { question, step, which, group, rest = false } = set;
  if (step >= question.steps.length) throw noStep(step, question.steps.length);
  const { plan, table, groups } = answerFunnel(context, { ...question, ...calendar });
  let units: readonly number[] | Int32Array = allUnits(table);
  if (rest || group !== undefined) {
    const found = groups.find((candidate) => candidate.rest === rest && (rest || candidate.value === group));
    if (found === undefined) {
      throw new HoldfastError(
        'not_found',
        `The funnel has no group ${group === undefined || group === null ? 'of that kind' : `"${group}"`} any more. Open it again: its data or its rule has changed.`,
      );
    }
    units = found.units;
  }
  const accounts = new Set<number>();
  for (const unit of units) {
    const isMeant =
      which === 'reached' ? (table.steps[unit]! & (1 << step)) !== 0 : isDropped(table, plan.rule, unit, step);
    if (isMeant) accounts.add(table.account[unit]!);
  }
  return Array.from(accounts, (account) => plan.columns.accounts[account]!);
});
