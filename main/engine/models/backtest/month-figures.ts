import type { BacktestCounts, BacktestMonth, MetricWithInterval, Money } from '../../../../shared/contract/index.ts';
import { minorDigits } from '../../../../shared/domain/money.ts';
import { dayOfNumber } from '../../../../shared/domain/time.ts';
import { wilson } from '../../../stats/index.ts';
import { drawsFor, eachDraw, intervalOf } from '../account-draws.ts';
import { rankedMetrics } from '../ranked-metrics.ts';
import { fate } from './fates.ts';
import { risksOf } from './flags.ts';
import type { ScoringFunction } from './types.ts';
import type { MonthSeen } from './walk.ts';

export const unknown: MetricWithInterval = { value: null, low: null, high: null };

/** Fewer who left, or who stayed, cannot be ranked. */
export const leastForAuc = 10;

export function shareOf(part: number, whole: number): MetricWithInterval {
  const interval = wilson(part, whole);
  return interval === null ? unknown : { value: part / whole, low: interval.lower, high: interval.upper };
}

/** An amount of the book's base currency in minor units. */
export function moneyOf(amount: number, currency: string): Money {
  return { minor: Math.round(amount * 10 ** minorDigits(currency)), currency };
}

export function countsOf({ fates }: Pick<MonthSeen, 'fates'>, flagged: Uint8Array): BacktestCounts {
  const counts = { flagged: 0, churned: 0, found: 0, missed: 0, falseAlarms: 0, open: 0 };
  fates.forEach((own, row) => {
    const isFlagged = flagged[row] === 1;
    if (isFlagged) counts.flagged++;
    if (own === fate.left) {
      counts.churned++;
      if (isFlagged) counts.found++;
      else counts.missed++;
    } else if (isFlagged) {
      if (own === fate.open) counts.open++;
      else counts.falseAlarms++;
    }
  });
  return counts;
}

export type MonthContext = {
  readonly direction: ScoringFunction['direction'];
  readonly currency: string;
  readonly seed: number;
  readonly shouldStop: () => boolean;
};

export function stateOf(month: MonthSeen): BacktestMonth['state'] {
  if (month.scores[0] === null) return 'too-early';
  if (month.hasSeen) return 'seen';
  return month.isDue ? 'judged' : 'open';
}

/** The figures of one month for what is backtested. */
export function monthFigures(month: MonthSeen, context: MonthContext): BacktestMonth {
  const scores = month.scores[0] ?? null;
  const flagged = month.flagged[0] ?? null;
  const state = stateOf(month);
  const counts = flagged === null ? null : countsOf(month, flagged);
  const churned = month.fates.reduce((sum, own) => sum + (own === fate.left ? 1 : 0), 0);
  const isJudged = state === 'judged' && counts !== null;
  return {
    day: dayOfNumber(month.day),
    state,
    customers: month.accounts.length,
    leftBefore: month.leftBefore,
    undecided: month.fates.reduce((sum, own) => sum + (own === fate.open ? 1 : 0), 0),
    counts,
    churned,
    baseRate: month.isDue ? shareOf(churned, month.accounts.length) : unknown,
    precision: isJudged ? shareOf(counts.found, counts.flagged) : unknown,
    recall: isJudged ? shareOf(counts.found, counts.churned) : unknown,
    auc: isJudged && scores !== null ? aucOf([month], [scores], context) : unknown,
    revenue: flagged === null ? null : revenueFigures(month, flagged, context.currency),
    border: borderOf(scores, flagged, context.direction),
    learned: month.learned === null ? null : { ...month.learned, until: dayOfNumber(month.learned.until) },
  };
}

function revenueFigures(
  { fates, revenue }: MonthSeen,
  flagged: Uint8Array,
  currency: string,
): BacktestMonth['revenue'] {
  let churned = 0,
    found = 0;
  if (revenue.every((amount) => Number.isNaN(amount))) return null;
  fates.forEach((own, row) => {
    if (own !== fate.left || Number.isNaN(revenue[row]!)) return;
    churned += revenue[row]!;
    if (flagged[row] === 1) found += revenue[row]!;
  });
  return { churned: moneyOf(churned, currency), found: moneyOf(found, currency) };
}

function borderOf(
  scores: Float64Array | null,
  flagged: Uint8Array | null,
  direction: ScoringFunction['direction'],
): number | null {
  if (scores === null || flagged === null) return null;
  const own = scores.filter((_score, row) => flagged[row] === 1);
  if (own.length === 0) return null;
  return own.reduce((a, b) => (direction === 'risk' ? Math.min(a, b) : Math.max(a, b)));
}

/** So many rows show the AUC as well as more. */
const mostRows = 300_000;

/**
 * Share of the pairs of one who left and one who stayed, both of the same month, that are in the right order. Accounts
 * without a score are left out. The interval is drawn by whole accounts.
 */
export function aucOf(
  months: readonly MonthSeen[],
  scores: readonly (Float64Array | null)[],
  { direction, seed, shouldStop }: Omit<MonthContext, 'currency'>,
): MetricWithInterval {
  const all = months.reduce((sum, { accounts }) => sum + accounts.length, 0);
  const everyNth = Math.ceil(all / mostRows);
  const rows = months.flatMap((month, place) => {
    const own = scores[place];
    if (!own) return [];
    const risks = risksOf({ direction }, own);
    return Array.from(month.accounts.keys())
      .filter((row) => !Number.isNaN(risks[row]!) && month.accounts[row]! % everyNth === 0)
      .map((row) => ({
        risk: risks[row]!,
        left: month.fates[row] === fate.left ? 1 : 0,
        place,
        at: month.accounts[row]!,
      }));
  });
  const left = rows.reduce((sum, row) => sum + row.left, 0);
  if (left < leastForAuc || rows.length - left < leastForAuc) return unknown;
  const metrics = rankedMetrics(
    Uint8Array.from(rows, (row) => row.left),
    Float64Array.from(rows, (row) => row.risk),
    Int32Array.from(rows, (row) => row.place),
  );
  const accounts = Int32Array.from(rows, (row) => row.at);
  const drawn: (number | null)[] = [];
  eachDraw(accounts, seed, drawsFor(rows.length), (weights) => void drawn.push(metrics(weights).auc), shouldStop);
  return intervalOf(metrics(new Float64Array(rows.length).fill(1)).auc, drawn);
}
