import { cancelled } from '../../../shared/domain/errors.ts';
import {
  bgNbdAlive,
  bgNbdExpected,
  correlation,
  fitBgNbd,
  fitGammaGamma,
  gammaGammaExpected,
  normalQuantile,
  slopesOf,
  varianceOf,
} from '../../stats/index.ts';
import type { BgNbd, BgNbdParameters, GammaGamma } from '../../stats/index.ts';

/** What the models need of customers; times in one unit. */
export interface PurchaseRows {
  readonly frequency: ArrayLike<number>;
  readonly recency: ArrayLike<number>;
  readonly age: ArrayLike<number>;
  readonly counts: ArrayLike<number>;
  readonly means: ArrayLike<number>;
}

export interface PurchaseModels {
  readonly purchases: BgNbd;
  /** Null where amounts are not known or too few; then values are null too. */
  readonly amounts: GammaGamma | null;
  readonly whyNoAmounts: string | null;
  /** Of how often and how much, among customers with repeats. */
  readonly correlation: number | null;
}

export interface Ahead {
  /** Units of time. */
  readonly horizon: number;
  /** What one unit of money one unit of time later is worth today, 0…1. */
  readonly discount: number;
}

export interface Estimate {
  readonly value: number;
  readonly lower: number | null;
  readonly upper: number | null;
}

export interface CustomerValue {
  /** Probability that the customer has not left for good. */
  readonly alive: number;
  readonly expected: Estimate;
  /** Amount expected of one purchase; null where the model of amounts cannot tell. */
  readonly spend: number | null;
  readonly value: Estimate | null;
}

export function fitPurchases(rows: PurchaseRows, shouldStop?: () => boolean): PurchaseModels {
  const purchases = fitBgNbd(rows, shouldStop);
  const known = Array.from(rows.counts).flatMap((count, row) => (count > 0 && rows.means[row]! > 0 ? [row] : []));
  const counts = known.map((row) => rows.counts[row]!);
  const means = known.map((row) => rows.means[row]!);
  try {
    const amounts = fitGammaGamma(counts, means, shouldStop);
    return { purchases, amounts, whyNoAmounts: null, correlation: correlation(counts, means) };
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'not_enough_data') throw error;
    return { purchases, amounts: null, whyNoAmounts: error.message, correlation: null };
  }
}

/** Values customer by customer, and sums over any of them: the uncertainty of the parameters is shared, so intervals do not add up. */
export interface PurchaseValuer {
  of(row: number): CustomerValue;
  sum(rows: Iterable<number>): Estimate | null;
}

const z = normalQuantile(0.975);

export function createPurchaseValuer(
  rows: PurchaseRows,
  models: PurchaseModels,
  ahead: Ahead,
  shouldStop: () => boolean = () => false,
): PurchaseValuer {
  const { purchases, amounts } = models;
  const known = new Map<string, Moved>();
  /** Discounted purchases with their slopes; customers with the same history share them. */
  const purchasesOf = (row: number): Moved => {
    const [x, recency, age] = [rows.frequency[row]!, rows.recency[row]!, rows.age[row]!];
    const key = `${x} ${recency} ${age}`;
    let found = known.get(key);
    if (found !== undefined) return found;
    if (known.size % 64 === 0 && shouldStop()) throw cancelled('The lifetime values');
    const of = (parameters: BgNbdParameters): number => discounted(parameters, x, recency, age, ahead);
    const expected = bgNbdExpected(purchases.parameters, x, recency, age, ahead.horizon);
    found = { value: of(purchases.parameters), slopes: slopesOf(purchases, of), expected };
    known.set(key, found);
    return found;
  };
  const spendOf = (row: number): { value: number; slopes: number[] } | null => {
    if (amounts === null) return null;
    const count = rows.means[row]! > 0 ? rows.counts[row]! : 0;
    const mean = count > 0 ? rows.means[row]! : 0;
    const of = (parameters: GammaGamma['parameters']): number => gammaGammaExpected(parameters, count, mean) ?? NaN;
    const value = gammaGammaExpected(amounts.parameters, count, mean);
    return value === null ? null : { value, slopes: slopesOf(amounts, of) };
  };
  const estimate = (value: number, ofPurchases: readonly number[], ofAmounts: readonly number[]): Estimate => {
    const first = varianceOf(ofPurchases, purchases);
    const second = amounts === null ? 0 : varianceOf(ofAmounts, amounts);
    if (first === null || second === null || !(value > 0)) return { value, lower: null, upper: null };
    // On the logarithmic scale, so that no value falls below nothing.
    const spread = (z * Math.sqrt(first + second)) / value;
    return { value, lower: value * Math.exp(-spread), upper: value * Math.exp(spread) };
  };
  return {
    of(row) {
      const bought = purchasesOf(row);
      const spend = spendOf(row);
      const alive = bgNbdAlive(purchases.parameters, rows.frequency[row]!, rows.recency[row]!, rows.age[row]!);
      // The interval of the plain count is that of the discounted one, scaled: both move with the same parameters.
      const scale = bought.value > 0 ? bought.expected / bought.value : 1;
      const expected = estimate(
        bought.expected,
        bought.slopes.map((slope) => slope * scale),
        [0, 0, 0],
      );
      if (spend === null) return { alive, expected, spend: null, value: null };
      const value = estimate(
        bought.value * spend.value,
        bought.slopes.map((slope) => slope * spend.value),
        spend.slopes.map((slope) => slope * bought.value),
      );
      return { alive, expected, spend: spend.value, value };
    },
    sum(chosen) {
      let value = 0;
      const ofPurchases = [0, 0, 0, 0];
      const ofAmounts = [0, 0, 0];
      let isKnown = amounts !== null;
      for (const row of chosen) {
        const bought = purchasesOf(row);
        const spend = spendOf(row);
        if (spend === null) {
          isKnown = false;
          break;
        }
        value += bought.value * spend.value;
        bought.slopes.forEach((slope, index) => (ofPurchases[index]! += slope * spend.value));
        spend.slopes.forEach((slope, index) => (ofAmounts[index]! += slope * bought.value));
      }
      return isKnown ? estimate(value, ofPurchases, ofAmounts) : null;
    },
  };
}

interface Moved {
  readonly value: number;
  readonly slopes: readonly number[];
  readonly expected: number;
}

const mostSteps = 12;

/** Purchases in the horizon, each worth what its time makes of it: in steps, discounted at the middle of each. */
function discounted(
  parameters: BgNbdParameters,
  x: number,
  recency: number,
  age: number,
  { horizon, discount }: Ahead,
): number {
  let before = 0;
  let sum = 0;
  for (let step = 1; step <= mostSteps; step++) {
    const until = (horizon * step) / mostSteps;
    const bought = bgNbdExpected(parameters, x, recency, age, until);
    sum += (bought - before) * discount ** (until - horizon / mostSteps / 2);
    before = bought;
  }
  return sum;
}

/** What one unit of money is worth today when it comes a unit of time later, at a yearly rate. */
export function discountOfUnit(yearly: number, daysOfUnit: number): number {
  return (1 + yearly) ** (-daysOfUnit / 365.25);
}
