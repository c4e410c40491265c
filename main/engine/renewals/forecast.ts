import type { RenewalCall, RenewalPeriod } from '../../../shared/contract/index.ts';
import { dayOfNumber } from '../../../shared/domain/time.ts';
import { simulateKept } from './simulate.ts';

/** One renewal as it counts in a forecast; amounts a year, in minor units of the base currency. */
export interface Forecast {
  readonly day: number;
  readonly due: number;
  readonly call: RenewalCall | null;
  /** What was said to be expected; null = the amount due. */
  readonly amount: number | null;
  readonly model: { readonly probability: number; readonly lower: number; readonly upper: number } | null;
}

export type Grain = 'month' | 'quarter';

export function periodOf(day: number, by: Grain): string {
  const [year, month] = dayOfNumber(day).split('-');
  return by === 'month' ? `${year}-${month}` : `${year}-Q${Math.ceil(Number(month) / 3)}`;
}

/** By period in time order. @param currency of all amounts */
export function forecastPeriods(
  renewals: readonly Forecast[],
  by: Grain,
  currency: string,
  shouldStop?: () => boolean,
): RenewalPeriod[] {
  const groups = Map.groupBy(renewals, ({ day }) => periodOf(day, by));
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([period, own]) => totalOf(period, own, currency, shouldStop));
}

/**
 * The due-renewal family: gross caps each renewal at its amount due and leaves upsell out, net adds what is said above it.
 * @param period null for all together
 */
export function totalOf(
  period: string | null,
  renewals: readonly Forecast[],
  currency: string,
  shouldStop?: () => boolean,
): RenewalPeriod {
  const money = (minor: number) => ({ minor, currency });
  const sum = { due: 0, committed: 0, committedGross: 0, best: 0, bestGross: 0, lost: 0, unsaid: 0 };
  for (const { due, call, amount } of renewals) {
    const said = amount ?? due;
    sum.due += due;
    if (call === 'renew') {
      sum.committed += said;
      sum.committedGross += Math.min(said, due);
    }
    if (call === 'churn') sum.lost += due;
    else {
      sum.best += said;
      sum.bestGross += Math.min(said, due);
    }
    if (call === null) sum.unsaid += due;
  }
  const seen = renewals.flatMap(({ due, model }) => (model === null ? [] : [{ amount: due, ...model }]));
  const kept = simulateKept(seen, seedOf(period), shouldStop);
  const seenDue = seen.reduce((total, { amount }) => total + amount, 0);
  return {
    period,
    renewals: renewals.length,
    due: money(sum.due),
    committed: money(sum.committed),
    best: money(sum.best),
    lost: money(sum.lost),
    unsaid: money(sum.unsaid),
    committedGross: money(sum.committedGross),
    bestGross: money(sum.bestGross),
    model:
      kept === null
        ? null
        : {
            due: money(seenDue),
            renewals: seen.length,
            expected: money(kept.expected),
            lower: money(kept.lower),
            upper: money(kept.upper),
          },
    rates:
      sum.due === 0
        ? null
        : {
            committedGross: sum.committedGross / sum.due,
            committedNet: sum.committed / sum.due,
            bestGross: sum.bestGross / sum.due,
            model: kept === null || seenDue === 0 ? null : Math.min(1, kept.expected / seenDue),
          },
  };
}

/** A period has the same draws whatever stands beside it. */
const seedOf = (period: string | null): number =>
  [...(period ?? '')].reduce((seed, letter) => (seed * 31 + letter.charCodeAt(0)) % 2_147_483_647, 42);
