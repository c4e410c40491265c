import type { MetricWithInterval, RealisedFigures } from '../../../../shared/contract/index.ts';
import { brier, brierSkill, wilson } from '../../../stats/index.ts';
import { aucWithinDays } from './auc-within-days.ts';
import { reach, shareWithin, sumOfSquares, sumsByAccount } from './by-account.ts';
import type { RealisedRows } from './by-account.ts';
import { calibrationFit } from './calibration-fit.ts';
import { poissonInterval } from './poisson.ts';

/**
 * Scores against what came of them; at least one row. Of one day, the share has Wilson's interval and the ratio of observed
 * to expected departures the exact Poisson one. Of several days, the rows of one account are taken together (linearisation
 * by account), since one departure may be seen from several days.
 *
 * @param referenceRate share with the outcome in the time learned from; null = not known, so that of these rows
 */
export function realisedFigures(rows: RealisedRows, referenceRate: number | null): RealisedFigures {
  const { labels, probabilities, accounts, days, outcomeDays } = rows;
  const count = labels.length;
  const observed = labels.reduce((sum, label) => sum + label, 0);
  const expected = probabilities.reduce((sum, probability) => sum + probability, 0);
  const isOneDay = days.every((day) => day === days[0]);
  const seen = new Set<string>();
  labels.forEach((label, row) => {
    if (label === 1) seen.add(`${accounts[row]} ${outcomeDays[row]}`);
  });
  return {
    accounts: count,
    observed,
    expected,
    departures: seen.size,
    rate: isOneDay ? rateOfDay(observed, count) : rateOfDays(rows, observed),
    meanProbability: expected / count,
    ratio:
      expected <= 0
        ? null
        : isOneDay || observed === 0
          ? ratioOfDay(observed, expected)
          : ratioOfDays(rows, observed, expected),
    auc: aucWithinDays(rows),
    brier: brier(labels, probabilities),
    brierSkill: brierSkill(labels, probabilities, referenceRate ?? observed / count),
    ...calibrationFit(rows),
  };
}

function rateOfDay(observed: number, count: number): MetricWithInterval {
  const { lower, upper } = wilson(observed, count) ?? { lower: null, upper: null };
  return { value: observed / count, low: lower, high: upper };
}

function rateOfDays({ labels, accounts }: RealisedRows, observed: number): MetricWithInterval {
  const value = observed / labels.length;
  const squares = sumOfSquares(sumsByAccount(accounts, (row) => labels[row]! - value));
  return shareWithin(value, Math.sqrt(squares) / labels.length);
}

type Ratio = NonNullable<RealisedFigures['ratio']>;

function ratioOfDay(observed: number, expected: number): Ratio {
  const { low, high } = poissonInterval(observed);
  return { value: observed / expected, low: low / expected, high: high / expected };
}

/** On the log scale, as ratios are. */
function ratioOfDays({ labels, probabilities, accounts }: RealisedRows, observed: number, expected: number): Ratio {
  const value = observed / expected;
  const squares = sumOfSquares(sumsByAccount(accounts, (row) => labels[row]! - value * probabilities[row]!));
  const times = Math.exp((reach * Math.sqrt(squares)) / observed);
  return { value, low: value / times, high: value * times };
}
