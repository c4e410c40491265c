import { binOf } from '../drift-reference.ts';
import type { Spread } from '../drift-reference.ts';

/** How a column is divided now, by the bins of then. */
export type Division = {
  /** Shares of the time learned from. */
  readonly then: readonly number[];
  /** Rows now. */
  readonly now: readonly number[];
  /** Whether the last bin is that of missing values; there is none where neither time has any. */
  readonly hasMissing: boolean;
  /** Rows now with a value of a category that there was not then; null where the feature is no category. */
  readonly unseen: number | null;
};

/** Categories with less than this share of then are one bin together, with those that are new. */
const leastShareOfBin = 0.02;

export function divide(spread: Spread, values: ArrayLike<number>): Division {
  return spread.codes === undefined ? divideNumbers(spread, values) : divideCategories(spread, spread.codes, values);
}

function divideNumbers({ edges, shares, missing }: Spread, values: ArrayLike<number>): Division {
  const now = new Array<number>(shares.length + 1).fill(0);
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    now[Number.isNaN(value) ? shares.length : binOf(edges, value)]!++;
  }
  return { ...withoutEmpty([...shares, missing], now), unseen: null };
}

function divideCategories({ shares, missing }: Spread, codes: readonly number[], values: ArrayLike<number>): Division {
  const common = codes.filter((_, index) => shares[index]! >= leastShareOfBin);
  const rare = shares.slice(common.length).reduce((sum, share) => sum + share, 0);
  const binOfCode = new Map(codes.map((code, index) => [code, Math.min(index, common.length)]));
  const now = new Array<number>(common.length + 2).fill(0);
  let unseen = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    const bin = Number.isNaN(value) ? common.length + 1 : binOfCode.get(value);
    if (bin === undefined) unseen++;
    now[bin ?? common.length]!++;
  }
  return { ...withoutEmpty([...shares.slice(0, common.length), rare, missing], now), unseen };
}

function withoutEmpty(then: readonly number[], now: readonly number[]): Omit<Division, 'unseen'> {
  const last = then.length - 1;
  const hasMissing = then[last]! > 0 || now[last]! > 0;
  return hasMissing ? { then, now, hasMissing } : { then: then.slice(0, last), now: now.slice(0, last), hasMissing };
}
