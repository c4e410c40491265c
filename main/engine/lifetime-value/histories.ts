import type { PurchaseHistory } from '../../stats/index.ts';

/** Purchases in any order; several of a customer on one day are one. */
export interface Purchases {
  /** Position in `ids`. */
  readonly customer: ArrayLike<number>;
  /** Days since 1970-01-01. */
  readonly day: ArrayLike<number>;
  /** NaN where it is not known. */
  readonly amount: ArrayLike<number>;
  readonly ids: readonly string[];
}

/** What the models read, in weeks. */
export interface Histories extends PurchaseHistory {
  readonly ids: readonly string[];
  readonly frequency: Int32Array;
  readonly recency: Float64Array;
  readonly age: Float64Array;
  /** Repeat purchases with a known amount, and their mean; NaN without any. */
  readonly counts: Int32Array;
  readonly means: Float64Array;
  /** Of customer i: days [offsets[i], offsets[i + 1]) of `days`, ascending, first purchase included. */
  readonly days: Int32Array;
  readonly offsets: Uint32Array;
}

export const daysOfUnit = 7;

/** Histories as they stood at the end of a day; customers whose first purchase came later are left out. */
export function historiesUntil(purchases: Purchases, until: number): Histories {
  const { customer, day, amount } = purchases;
  const order = Array.from({ length: customer.length }, (_unused, row) => row)
    .filter((row) => day[row]! <= until)
    .sort((a, b) => customer[a]! - customer[b]! || day[a]! - day[b]!);
  const ids: string[] = [];
  const offsets: number[] = [];
  const days: number[] = [];
  const amounts: number[] = [];
  let last = -1;
  for (const row of order) {
    if (customer[row] !== last) {
      last = customer[row]!;
      ids.push(purchases.ids[last]!);
      offsets.push(days.length);
    }
    if (days.length > offsets.at(-1)! && days.at(-1) === day[row]) {
      const before = amounts.at(-1)!;
      amounts[amounts.length - 1] = Number.isNaN(before)
        ? amount[row]!
        : before + (Number.isNaN(amount[row]!) ? 0 : amount[row]!);
      continue;
    }
    days.push(day[row]!);
    amounts.push(amount[row]!);
  }
  offsets.push(days.length);
  const count = ids.length;
  const result: Histories = {
    ids,
    frequency: new Int32Array(count),
    recency: new Float64Array(count),
    age: new Float64Array(count),
    counts: new Int32Array(count),
    means: new Float64Array(count).fill(NaN),
    days: Int32Array.from(days),
    offsets: Uint32Array.from(offsets),
  };
  for (let index = 0; index < count; index++) {
    const from = offsets[index]!;
    const to = offsets[index + 1]!;
    result.frequency[index] = to - from - 1;
    result.recency[index] = (days[to - 1]! - days[from]!) / daysOfUnit;
    result.age[index] = (until - days[from]!) / daysOfUnit;
    const repeats = amounts.slice(from + 1, to).filter((value) => !Number.isNaN(value));
    result.counts[index] = repeats.length;
    if (repeats.length > 0) result.means[index] = repeats.reduce((sum, value) => sum + value, 0) / repeats.length;
  }
  return result;
}
