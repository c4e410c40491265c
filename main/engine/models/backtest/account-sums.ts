import { eachDraw, intervalOf } from '../account-draws.ts';
import type { MetricWithInterval } from '../../../../shared/contract/index.ts';
import { fate } from './fates.ts';
import type { MonthSeen } from './walk.ts';

/**
 * What the judged months hold of each account, so that a bootstrap by whole accounts costs one pass over accounts a draw.
 * Lists of scoring functions are in the order of the months' own.
 */
export type AccountSums = {
  /** Places in the book, in the order of all arrays. */
  readonly accounts: Int32Array;
  readonly months: Float64Array;
  readonly churned: Float64Array;
  readonly flagged: readonly Float64Array[];
  readonly found: readonly Float64Array[];
  /** Of so many accounts flagged by lot, those expected to have been about to leave. */
  readonly foundByLot: Float64Array;
  readonly lost: Float64Array;
  readonly caught: readonly Float64Array[];
};

/** One departure, which several months may see ahead. */
export type Departure = {
  readonly account: number;
  readonly leftOn: number;
  /** Monthly, at the last month before it; NaN where not known. */
  readonly revenue: number;
  /** Of each scoring function: the first month that flagged it within the horizon; null where none did. */
  readonly firstFlags: readonly (number | null)[];
};

export function departuresOf(months: readonly MonthSeen[], scorings: number): Departure[] {
  const found = new Map<string, { account: number; leftOn: number; revenue: number; firstFlags: (number | null)[] }>();
  for (const { day, accounts, fates, leftOn, revenue, flagged } of months) {
    fates.forEach((own, row) => {
      if (own !== fate.left) return;
      const key = `${accounts[row]} ${leftOn[row]}`;
      const departure = found.get(key) ?? {
        account: accounts[row]!,
        leftOn: leftOn[row]!,
        revenue: NaN,
        firstFlags: new Array<number | null>(scorings).fill(null),
      };
      found.set(key, departure);
      if (!Number.isNaN(revenue[row]!)) departure.revenue = revenue[row]!;
      flagged.forEach((flags, scoring) => {
        if (flags?.[row] === 1) departure.firstFlags[scoring] ??= day;
      });
    });
  }
  return [...found.values()];
}

export function accountSums(
  months: readonly MonthSeen[],
  departures: readonly Departure[],
  scorings: number,
): AccountSums {
  const places = new Map<number, number>();
  for (const { accounts } of months)
    for (const account of accounts) if (!places.has(account)) places.set(account, places.size);
  const zeros = (): Float64Array => new Float64Array(places.size);
  const each = Array.from({ length: scorings }, (_, index) => index);
  const sums = {
    accounts: Int32Array.from(places.keys()),
    months: zeros(),
    churned: zeros(),
    flagged: each.map(zeros),
    found: each.map(zeros),
    foundByLot: zeros(),
    lost: zeros(),
    caught: each.map(zeros),
  };
  for (const { accounts, fates, flagged } of months) {
    const byLot = (flagged[0]?.reduce((sum, flag) => sum + flag, 0) ?? 0) / Math.max(1, accounts.length);
    accounts.forEach((account, row) => {
      const at = places.get(account)!;
      const left = fates[row] === fate.left ? 1 : 0;
      sums.months[at]! += 1;
      sums.churned[at]! += left;
      sums.foundByLot[at]! += left * byLot;
      for (const scoring of each) {
        if (flagged[scoring]?.[row] !== 1) continue;
        sums.flagged[scoring]![at]! += 1;
        sums.found[scoring]![at]! += left;
      }
    });
  }
  for (const { account, revenue, firstFlags } of departures) {
    if (Number.isNaN(revenue)) continue;
    const at = places.get(account)!;
    sums.lost[at]! += revenue;
    for (const scoring of each) if (firstFlags[scoring] !== null) sums.caught[scoring]![at]! += revenue;
  }
  return sums;
}

/** Over many accounts intervals are narrow and draws slow. */
const drawsOf = (accounts: number): number => (accounts > 20_000 ? 200 : 1000);

/** Sums of one draw of accounts (or of all, once each). */
export type Drawn = (column: Float64Array) => number;

/** Figures of all accounts with 95 % intervals from drawing whole accounts; the same draws for all of them. */
export function withIntervals<Name extends string>(
  { accounts }: Pick<AccountSums, 'accounts'>,
  figures: Readonly<Record<Name, (sum: Drawn) => number | null>>,
  seed: number,
  shouldStop: () => boolean,
): Record<Name, MetricWithInterval> {
  const names = Object.keys(figures) as Name[];
  const drawn = new Map(names.map((name) => [name, [] as (number | null)[]]));
  const once: Drawn = (column) => column.reduce((sum, value) => sum + value, 0);
  const visit = (weights: Float64Array): void => {
    const sum: Drawn = (column) => {
      let total = 0;
      for (let at = 0; at < column.length; at++) total += column[at]! * weights[at]!;
      return total;
    };
    for (const name of names) drawn.get(name)!.push(figures[name](sum));
  };
  if (accounts.length > 0) eachDraw(accounts, seed, drawsOf(accounts.length), visit, shouldStop);
  return Object.fromEntries(names.map((name) => [name, intervalOf(figures[name](once), drawn.get(name)!)])) as Record<
    Name,
    MetricWithInterval
  >;
}
