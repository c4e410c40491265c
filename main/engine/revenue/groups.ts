import type { RevenueQuestion } from '../../../shared/contract/index.ts';
import type { Prepared } from './prepare.ts';
import { weightsOf } from './tally.ts';

/** The groups that are told, each with its slot of the tally; slot 0 is everyone. */
export interface Groups {
  readonly told: readonly { readonly value: string | null; readonly rest: boolean }[];
  /** Customer → slot: place in `told` + 1. */
  readonly slotOf: Uint32Array;
}

/**
 * The largest groups by the revenue at both ends of the trailing months; what is beyond them is told together. Cohorts
 * stand in the order of their months, all others by size; those without a value last, and the rest after them.
 */
export function groupsOf(prepared: Prepared, { groups, breakdown: by }: RevenueQuestion): Groups | null {
  const { breakdown, spans } = prepared;
  if (breakdown === null || spans.trailing === null) return null;
  const { values, codes } = breakdown;
  const weights = weightsOf(prepared, spans.trailing, codes, values.length + 1);
  const isThere = new Uint8Array(values.length + 1);
  for (const code of codes) isThere[code] = 1;
  const bySize = Array.from(values, (_, index) => index + 1).sort((a, b) => weights[b]! - weights[a]! || a - b);
  const told = bySize.slice(0, groups);
  if (by === 'cohort') told.sort((a, b) => a - b);
  const isWithout = isThere[0] === 1;
  const hasRest = bySize.length > told.length;
  const slots = new Uint32Array(values.length + 1);
  told.forEach((code, index) => (slots[code] = index + 1));
  if (isWithout) slots[0] = told.length + 1;
  const restSlot = told.length + (isWithout ? 2 : 1);
  return {
    told: [
      ...told.map((code) => ({ value: values[code - 1]!, rest: false })),
      ...(isWithout ? [{ value: null, rest: false }] : []),
      ...(hasRest ? [{ value: null, rest: true }] : []),
    ],
    slotOf: Uint32Array.from(codes, (code) => slots[code] || restSlot),
  };
}
