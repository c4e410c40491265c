import type { BacktestLine, BacktestPooled } from '../../../../shared/contract/index.ts';
import { dayOfNumber } from '../../../../shared/domain/time.ts';
import { quantile } from '../../../stats/index.ts';
import { accountSums, departuresOf, withIntervals } from './account-sums.ts';
import type { AccountSums, Departure, Drawn } from './account-sums.ts';
import { aucOf, moneyOf, shareOf, stateOf, unknown } from './month-figures.ts';
import type { ScoringFunction } from './types.ts';
import type { MonthSeen } from './walk.ts';

export type PooledContext = {
  readonly scorings: readonly ScoringFunction[];
  readonly currency: string;
  readonly seed: number;
  readonly shouldStop: () => boolean;
};

const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

/** The judged months together, for what is backtested and for what it is held against. */
export function pooledFigures(
  months: readonly MonthSeen[],
  context: PooledContext,
): { readonly pooled: BacktestPooled; readonly lines: readonly BacktestLine[] } {
  const judged = months.filter((month) => stateOf(month) === 'judged');
  const departures = departuresOf(judged, context.scorings.length);
  const sums = accountSums(judged, departures, context.scorings.length);
  return {
    pooled: pooledOf(judged, departures, sums, context),
    lines: [
      ...context.scorings
        .slice(1)
        .map((scoring, index) => lineOf(scoring, index + 1, judged, departures, sums, context)),
      byLot(sums, context),
    ],
  };
}

function pooledOf(
  judged: readonly MonthSeen[],
  departures: readonly Departure[],
  sums: AccountSums,
  context: PooledContext,
): BacktestPooled {
  const [flagged, found, caught] = [sums.flagged[0]!, sums.found[0]!, sums.caught[0]!];
  const { months, churned, lost } = sums;
  const all = (column: Float64Array): number => column.reduce((sum, value) => sum + value, 0);
  const shares = withIntervals(
    sums,
    {
      baseRate: (sum) => ratio(sum(churned), sum(months)),
      precision: (sum) => ratio(sum(found), sum(flagged)),
      recall: (sum) => ratio(sum(found), sum(churned)),
      lift: (sum) => {
        const precision = ratio(sum(found), sum(flagged));
        const base = ratio(sum(churned), sum(months));
        return precision === null || base === null ? null : ratio(precision, base);
      },
      revenue: (sum) => ratio(sum(caught), sum(lost)),
    },
    context.seed,
    context.shouldStop,
  );
  const { revenue, ...others } = shares;
  const totals = { flagged: all(flagged), churned: all(churned), found: all(found) };
  const caughtOnes = departures.filter(({ firstFlags }) => firstFlags[0] !== null);
  return {
    ...totals,
    missed: totals.churned - totals.found,
    falseAlarms: totals.flagged - totals.found,
    months: judged.length,
    from: judged.length === 0 ? null : dayOfNumber(judged[0]!.day),
    until: judged.length === 0 ? null : dayOfNumber(judged.at(-1)!.day),
    customerMonths: all(months),
    accounts: sums.accounts.length,
    ...others,
    auc: aucOf(
      judged,
      judged.map(({ scores }) => scores[0] ?? null),
      { ...context, direction: context.scorings[0]!.direction },
    ),
    departures: {
      total: departures.length,
      caught: caughtOnes.length,
      share: shareOf(caughtOnes.length, departures.length),
    },
    lead: leadOf(departures, 0),
    revenue: departures.some((departure) => !Number.isNaN(departure.revenue))
      ? {
          lost: moneyOf(all(lost), context.currency),
          caught: moneyOf(all(caught), context.currency),
          share: revenue,
          withoutAmount: departures.filter((departure) => Number.isNaN(departure.revenue)).length,
        }
      : null,
  };
}

function leadOf(departures: readonly Departure[], scoring: number): BacktestPooled['lead'] {
  const days = departures.flatMap(({ leftOn, firstFlags }) => {
    const first = firstFlags[scoring];
    return first === null || first === undefined ? [] : [leftOn - first];
  });
  if (days.length === 0) return null;
  days.sort((a, b) => a - b);
  return { median: quantile(days, 0.5), p90: quantile(days, 0.9), count: days.length };
}

function lineOf(
  scoring: ScoringFunction,
  place: number,
  judged: readonly MonthSeen[],
  departures: readonly Departure[],
  sums: AccountSums,
  context: PooledContext,
): BacktestLine {
  const [flagged, found, caught] = [sums.flagged[place]!, sums.found[place]!, sums.caught[place]!];
  const hasRevenue = departures.some((departure) => !Number.isNaN(departure.revenue));
  const shares = withIntervals(
    sums,
    {
      precision: (sum) => ratio(sum(found), sum(flagged)),
      recall: (sum) => ratio(sum(found), sum(sums.churned)),
      revenue: (sum) => ratio(sum(caught), sum(sums.lost)),
      recallDifference: (sum) => ratio(sum(sums.found[0]!) - sum(found), sum(sums.churned)),
    },
    context.seed,
    context.shouldStop,
  );
  return {
    id: scoring.id,
    name: scoring.name,
    found: found.reduce((sum, value) => sum + value, 0),
    precision: shares.precision,
    recall: shares.recall,
    auc: aucOf(
      judged,
      judged.map(({ scores }) => scores[place] ?? null),
      { ...context, direction: scoring.direction },
    ),
    departuresCaught: departures.filter(({ firstFlags }) => firstFlags[place] !== null).length,
    leadMedian: leadOf(departures, place)?.median ?? null,
    revenueShare: hasRevenue ? shares.revenue : null,
    recallDifference: shares.recallDifference,
  };
}

/** As many accounts, drawn by lot every month: what is expected of them. */
function byLot(sums: AccountSums, { seed, shouldStop }: PooledContext): BacktestLine {
  const { foundByLot, churned } = sums;
  const flagged = sums.flagged[0]!;
  const shares = withIntervals(
    sums,
    {
      precision: (sum: Drawn) => ratio(sum(foundByLot), sum(flagged)),
      recall: (sum: Drawn) => ratio(sum(foundByLot), sum(churned)),
      recallDifference: (sum: Drawn) => ratio(sum(sums.found[0]!) - sum(foundByLot), sum(churned)),
    },
    seed,
    shouldStop,
  );
  return {
    id: 'by-lot',
    name: { en: 'As many accounts by lot (base rate)', es: 'Otras tantas cuentas al azar (tasa base)' },
    found: foundByLot.reduce((sum, value) => sum + value, 0),
    ...shares,
    auc: { ...unknown, value: sums.accounts.length === 0 ? null : 0.5 },
    departuresCaught: null,
    leadMedian: null,
    revenueShare: null,
  };
}
