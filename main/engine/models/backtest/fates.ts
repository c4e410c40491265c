import { churnWithin, isCustomerOn } from '../labels.ts';
import type { AccountLife } from '../labels.ts';

/** What became of an account that was a customer on a day, as was known then. */
export const fate = { stayed: 0, left: 1, open: 2, noCustomer: 3 } as const;
export type Fate = (typeof fate)[keyof typeof fate];

/**
 * By all that is known now. `noCustomer`: it came out later that it had left by that day. `open`: the horizon has not passed,
 * or a subscription ended too short ago to say that nothing follows.
 * @param until last day of the data
 */
export function fateOf(
  life: AccountLife,
  day: number,
  horizonDays: number,
  until: number,
): { readonly fate: Fate; readonly leftOn: number } {
  if (!isCustomerOn(life, day)) return { fate: fate.noCustomer, leftOn: 0 };
  const leftOn = churnWithin(life, day, horizonDays);
  if (leftOn !== null) return { fate: fate.left, leftOn };
  const known = life.pendingFrom === null ? until : Math.min(until, life.pendingFrom - 1);
  return { fate: day + horizonDays <= known ? fate.stayed : fate.open, leftOn: 0 };
}
