import type { MetricWithInterval } from '../../../../shared/contract/index.ts';
import { logit, sigmoid } from '../../../stats/index.ts';

/** Scored accounts of one or several days of which the outcome is known. */
export type RealisedRows = {
  readonly labels: Uint8Array;
  readonly probabilities: Float64Array;
  readonly accounts: Int32Array;
  readonly days: Int32Array;
  /** Day on which the outcome came, 0 where it did not: tells one departure, seen from several days, from two. */
  readonly outcomeDays: Int32Array;
};

/** The normal's 97.5 % quantile: how far a 95 % interval reaches. */
export const reach = 1.959963984540054;

/** Sums of the parts of each account's rows, which are not independent: what an interval is made from. */
export function sumsByAccount(accounts: Int32Array, part: (row: number) => number): Float64Array {
  const places = new Map<number, number>();
  const sums: number[] = [];
  accounts.forEach((account, row) => {
    const place = places.get(account) ?? places.size;
    places.set(account, place);
    sums[place] = (sums[place] ?? 0) + part(row);
  });
  return Float64Array.from(sums);
}

export const sumOfSquares = (sums: Float64Array): number => sums.reduce((total, sum) => total + sum * sum, 0);

/** A share with an interval that stays within 0 and 1; none where every draw would say the same. */
export function shareWithin(value: number, deviation: number): MetricWithInterval {
  const spread = (reach * deviation) / (value * (1 - value));
  if (!(spread > 0) || !Number.isFinite(spread)) return { value, low: null, high: null };
  return { value, low: sigmoid(logit(value) - spread), high: sigmoid(logit(value) + spread) };
}
