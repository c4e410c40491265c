import { HoldfastError } from '../../../shared/domain/errors.ts';
import { fittedParameters } from './fitted.ts';
import type { FittedParameters } from './fitted.ts';
import { logBeta } from './hypergeometric.ts';
import { maximise } from './maximise.ts';

/**
 * Contracts with renewals: each customer has a chance of its own to leave at a renewal, and the chances vary as a beta
 * (alpha, beta). Fader and Hardie 2007, "How to project customer retention" (shifted beta-geometric). With `shape` ≠ 1 a
 * customer's own chance rises (> 1) or falls (< 1) from renewal to renewal (beta-discrete-Weibull; Fader, Hardie, Liu, Davin
 * and Steenburgh 2018).
 */
export type RenewalModel = FittedParameters<'alpha' | 'beta' | 'shape'>;
export type RenewalParameters = RenewalModel['parameters'];

export interface RenewalCounts {
  /** left[k − 1] = contracts that ended at their k-th renewal. */
  readonly left: ArrayLike<number>;
  /** open[k] = contracts that were last seen with k renewals made and the next one still ahead; the same length + 1 or less. */
  readonly open: ArrayLike<number>;
  /**
   * entered[k] = contracts that had already made k renewals when watching began: those that ended before were not seen, so
   * what they made before says nothing. Absent: all were watched from their start.
   */
  readonly entered?: ArrayLike<number>;
}

/**
 * Maximum likelihood. @param withShape also fits how a customer's own chance changes
 * @throws not_enough_data where nobody left, or nobody renewed
 */
export function fitRenewals(
  { left, open, entered = [] }: RenewalCounts,
  options: { withShape?: boolean; shouldStop?: () => boolean } = {},
): RenewalModel {
  const { withShape = false, shouldStop } = options;
  const sum = (of: ArrayLike<number>): number => Array.from(of).reduce((all, value) => all + value, 0);
  const gone = sum(left);
  const renewed = renewalsMade({ left, open, entered });
  if (gone === 0 || renewed === 0) {
    throw new HoldfastError(
      'not_enough_data',
      gone === 0
        ? 'No contract has ended at a renewal yet, so there is nothing to tell how many will.'
        : 'No contract has been renewed yet, so there is nothing to tell how retention goes on after the first renewal.',
    );
  }
  const objective = (at: Float64Array): number => {
    const alpha = Math.exp(at[0]!);
    const beta = Math.exp(at[1]!);
    const shape = withShape ? Math.exp(at[2]!) : 1;
    let total = 0;
    const longest = Math.max(left.length, open.length - 1, entered.length - 1);
    let before = 0;
    for (let k = 0; k <= longest; k++) {
      // Log share that makes k renewals.
      const logShare = k === 0 ? 0 : before;
      total += ((open[k] ?? 0) - (entered[k] ?? 0)) * logShare;
      const next = logBeta(alpha, beta + (k + 1) ** shape) - logBeta(alpha, beta);
      if ((left[k] ?? 0) > 0) total += left[k]! * (logShare + Math.log(-Math.expm1(next - logShare)));
      before = next;
    }
    return total;
  };
  const starts = withShape
    ? [
        [0, 0.5, 0],
        [-1, 0.5, 0.5],
      ]
    : [
        [0, 0.5],
        [1, 3],
      ];
  const maximum = maximise(objective, starts, shouldStop);
  const names = ['alpha', 'beta', 'shape'] as const;
  if (withShape) return fittedParameters(names, maximum, gone + sum(open));
  // The shape is held at 1, which has no uncertainty.
  const { at, value, covariance, pinned } = maximum;
  const [aa = 0, ab = 0, ba = 0, bb = 0] = covariance ?? [];
  const held = {
    at: Float64Array.of(at[0]!, at[1]!, 0),
    value,
    pinned,
    covariance: covariance === null ? null : Float64Array.of(aa, ab, 0, ba, bb, 0, 0, 0, 0),
  };
  return fittedParameters(names, held, gone + sum(open));
}

/** Renewals that all together were seen to make. */
export function renewalsMade({ left, open, entered = [] }: RenewalCounts): number {
  let sum = 0;
  for (let k = 0; k < left.length; k++) sum += k * left[k]!;
  for (let k = 0; k < open.length; k++) sum += k * open[k]!;
  for (let k = 0; k < entered.length; k++) sum -= k * entered[k]!;
  return sum;
}

/** Share of contracts that make at least so many renewals. */
export function renewalSurvival({ alpha, beta, shape }: RenewalParameters, renewals: number): number {
  return renewals <= 0 ? 1 : Math.exp(logBeta(alpha, beta + renewals ** shape) - logBeta(alpha, beta));
}

/** Share that makes the k-th renewal among those who made the ones before; k from 1. */
export function renewalRate(parameters: RenewalParameters, k: number): number {
  const { alpha, beta, shape } = parameters;
  return Math.exp(logBeta(alpha, beta + k ** shape) - logBeta(alpha, beta + (k - 1) ** shape));
}

export interface ContractAhead {
  /** Months of a term. */
  readonly term: number;
  /** Months until the next renewal: paid for already, or owed. */
  readonly untilRenewal: number;
  /** Months ahead that are counted. */
  readonly horizon: number;
  /** Value today of one unit a month from now, 0…1. */
  readonly discount: number;
}

/**
 * Months that a contract which has made `made` renewals is expected to be paid for, each discounted to its middle: the rest of
 * the running term, which is certain, and every term after it as far as its renewals are made.
 */
export function monthsToCome(
  parameters: RenewalParameters,
  made: number,
  { term, untilRenewal, horizon, discount }: ContractAhead,
): number {
  const worth = (from: number, to: number): number => (to - from) * discount ** ((from + to) / 2);
  let sum = worth(0, Math.min(untilRenewal, horizon));
  let share = 1;
  for (let k = 1, from = untilRenewal; from < horizon; k++, from += term) {
    share *= renewalRate(parameters, made + k);
    sum += share * worth(from, Math.min(from + term, horizon));
  }
  return sum;
}
