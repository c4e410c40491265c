import type { RenewalAccuracy } from '../../../shared/contract/index.ts';
import { bootstrapInterval, pairedBootstrapInterval } from '../../stats/index.ts';
import type { Metric } from '../../stats/index.ts';

/** A chance that was told, and what came. Amounts in minor units a year. */
export interface Told {
  readonly chance: number;
  readonly renewed: 0 | 1;
  /** What was expected: the amount said or due, where the chance is one of renewing. */
  readonly expected: number;
  /** What was kept, capped at the amount due. */
  readonly kept: number;
  readonly due: number;
}

/** Fewer renewals, or fewer of either outcome, say nothing of how good somebody is. */
export const leastRenewals = 20;
export const leastOfEach = 5;

type Rows = Parameters<Metric>;
const meanOf =
  (of: (chance: number, outcome: number) => number): Metric =>
  (labels: Rows[0], scores: Rows[1]) => {
    let sum = 0;
    for (let row = 0; row < scores.length; row++) sum += of(scores[row]!, labels[row]!);
    return scores.length === 0 ? null : sum / scores.length;
  };

export const brierOf = meanOf((chance, outcome) => (chance - outcome) ** 2);
const absoluteOf = meanOf((chance, outcome) => Math.abs(chance - outcome));
const biasOf = meanOf((chance, outcome) => chance - outcome);

const isEnough = (rows: readonly { readonly renewed: 0 | 1 }[]): boolean => {
  const renewed = rows.filter((row) => row.renewed === 1).length;
  return rows.length >= leastRenewals && renewed >= leastOfEach && rows.length - renewed >= leastOfEach;
};

/** Figures with percentile bootstrap intervals (500 draws, seed 42) where there is enough, else the state that says so. */
export function accuracyOf(rows: readonly Told[]): RenewalAccuracy {
  const counts = { renewals: rows.length, renewed: rows.filter(({ renewed }) => renewed === 1).length };
  if (!isEnough(rows)) {
    return { ...counts, state: 'not-enough', brier: null, absolute: null, bias: null, amountBias: null };
  }
  const labels = Uint8Array.from(rows, ({ renewed }) => renewed);
  const chances = Float64Array.from(rows, ({ chance }) => chance);
  const measured = (metric: Metric) => {
    const found = bootstrapInterval(metric, labels, chances);
    return found === null ? null : { value: found.estimate, lower: found.lower, upper: found.upper };
  };
  const due = rows.reduce((sum, row) => sum + row.due, 0);
  const surplus = rows.reduce((sum, { expected, kept }) => sum + expected - kept, 0);
  return {
    ...counts,
    state: 'measured',
    brier: measured(brierOf),
    absolute: measured(absoluteOf),
    bias: measured(biasOf),
    amountBias: due === 0 ? null : surplus / due,
  };
}

/** Brier of the first − Brier of the second on the same renewals; null where there is not enough. */
export function brierDifference(
  pairs: readonly { readonly first: number; readonly second: number; readonly renewed: 0 | 1 }[],
): { renewals: number; value: number; lower: number; upper: number } | null {
  if (!isEnough(pairs)) return null;
  const found = pairedBootstrapInterval(
    brierOf,
    Uint8Array.from(pairs, ({ renewed }) => renewed),
    Float64Array.from(pairs, ({ first }) => first),
    Float64Array.from(pairs, ({ second }) => second),
  );
  return found === null
    ? null
    : { renewals: pairs.length, value: found.estimate, lower: found.lower, upper: found.upper };
}
