import type { Capacity, MetricWithInterval } from '../../../shared/contract/index.ts';
import { drawsFor, eachDraw, intervalOf } from './account-draws.ts';

/** Rows of the test with the month (snapshot) that each belongs to. */
export type MonthlyRows = {
  readonly labels: Uint8Array;
  readonly probabilities: Float64Array;
  readonly accounts: Int32Array;
  readonly months: Int32Array;
  /** Monthly recurring revenue at the snapshot; null where the book tells none. */
  readonly revenue: Float64Array | null;
};

const topsTried = [
  1, 2, 3, 5, 8, 10, 15, 20, 25, 30, 40, 50, 60, 75, 100, 125, 150, 200, 250, 300, 400, 500, 750, 1000, 1500, 2000,
  3000, 5000, 7500, 10_000,
];

type Sums = { found: Float64Array; looked: Float64Array; revenue: Float64Array; leavers: number; lost: number };

/**
 * What looking at the top accounts of every month would have found. Where the border falls among equal probabilities, these
 * share what they hold evenly, so that the order of the rows does not matter.
 * @param everyNth of the book's accounts one in so many is among the rows, so each stands for so many
 */
export function capacityOf(
  rows: MonthlyRows,
  everyNth: number,
  seed: number,
  shouldStop: () => boolean = () => false,
): Capacity {
  const months = monthsOf(rows);
  const accounts = (rows.labels.length / Math.max(1, months.length)) * everyNth;
  const tops = [...topsTried.filter((top) => top < accounts && top >= everyNth), Math.ceil(accounts)];
  const inRows = tops.map((top) => top / everyNth);
  const estimate = sumsOf(rows, months, inRows, new Float64Array(rows.labels.length).fill(1));
  const drawn: Sums[] = [];
  const keep = (weights: Float64Array): void => void drawn.push(sumsOf(rows, months, inRows, weights));
  eachDraw(rows.accounts, seed, drawsFor(rows.labels.length), keep, shouldStop);
  const share = (of: (sums: Sums) => number | null): MetricWithInterval => intervalOf(of(estimate), drawn.map(of));
  return {
    months: months.length,
    accounts,
    points: tops.map((top, index) => ({
      top,
      recall: share(({ found, leavers }) => (leavers > 0 ? found[index]! / leavers : null)),
      precision: share(({ found, looked }) => (looked[index]! > 0 ? found[index]! / looked[index]! : null)),
      revenue: estimate.lost > 0 ? share(({ revenue, lost }) => (lost > 0 ? revenue[index]! / lost : null)) : null,
    })),
  };
}

/** Rows of each month from the highest probability, where equal ones end. */
type Month = { readonly order: Uint32Array; readonly ends: Uint32Array };

function monthsOf({ months, probabilities }: MonthlyRows): Month[] {
  const byMonth = Map.groupBy(months.keys(), (row) => months[row]!);
  return [...byMonth.entries()]
    .sort(([a], [b]) => a - b)
    .map(([, rows]) => {
      const order = Uint32Array.from(rows).sort((a, b) => probabilities[b]! - probabilities[a]! || a - b);
      const isEnd = (index: number): boolean =>
        index === order.length - 1 || probabilities[order[index]!] !== probabilities[order[index + 1]!];
      return { order, ends: Uint32Array.from([...order.keys()].filter(isEnd)) };
    });
}

function sumsOf(
  { labels, revenue }: MonthlyRows,
  months: readonly Month[],
  tops: readonly number[],
  weights: Float64Array,
): Sums {
  const sums: Sums = {
    found: new Float64Array(tops.length),
    looked: new Float64Array(tops.length),
    revenue: new Float64Array(tops.length),
    leavers: 0,
    lost: 0,
  };
  for (const { order, ends } of months) {
    let seen = 0,
      found = 0,
      lost = 0,
      next = 0,
      index = 0;
    for (const end of ends) {
      let rows = 0,
        hits = 0,
        money = 0;
      for (; index <= end; index++) {
        const row = order[index]!;
        const weight = weights[row]!;
        rows += weight;
        if (labels[row] !== 1) continue;
        hits += weight;
        const worth = revenue === null ? 0 : revenue[row]!;
        if (worth > 0) money += weight * worth;
      }
      for (; next < tops.length && tops[next]! <= seen + rows && rows > 0; next++) {
        const share = (tops[next]! - seen) / rows;
        sums.found[next]! += found + hits * share;
        sums.revenue[next]! += lost + money * share;
        sums.looked[next]! += tops[next]!;
      }
      seen += rows;
      found += hits;
      lost += money;
    }
    for (; next < tops.length; next++) {
      sums.found[next]! += found;
      sums.revenue[next]! += lost;
      sums.looked[next]! += seen;
    }
    sums.leavers += found;
    sums.lost += lost;
  }
  return sums;
}
