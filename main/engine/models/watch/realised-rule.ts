import type { LabelRule, ModelCard, RealisedAnswer, RealisedFigures } from '../../../../shared/contract/index.ts';
import { dayNumber } from '../../../../shared/domain/time.ts';
import { leastChurnsToCompare, unseenFrom } from '../registry/compare.ts';
import { learnedUntilOf } from '../registry/learned-until.ts';
import { reach } from './by-account.ts';

/**
 * First day as of which a model's scores count: before it, the model had learned from some of what came of them. A model
 * brought in may have learned from anything until the day on which it was made known.
 */
export function countsFrom(card: ModelCard): number {
  const learned = learnedUntilOf(card);
  if (card.origin === 'imported')
    return card.learnedUntil ? unseenFrom(learned, card.horizonDays) : dayNumber(card.createdAt.slice(0, 10));
  return unseenFrom(learned, card.horizonDays);
}

/** Days after the run's day until which its outcomes are known at the latest: an end counts only once its grace is over. */
export function daysToSettle(card: Pick<ModelCard, 'target' | 'horizonDays'>, rule: LabelRule): number {
  const grace = card.target === 'churn' && rule.subscriptionEnded.enabled ? rule.subscriptionEnded.graceDays : 0;
  return card.horizonDays + grace;
}

/** Of the runs of a calendar month the last one counts, so that no month weighs more than another. */
export function lastOfMonths<Run extends { readonly asOf: string }>(runs: readonly Run[]): Run[] {
  const latest = new Map<string, Run>();
  for (const run of runs.toSorted((a, b) => (a.asOf < b.asOf ? -1 : 1))) latest.set(run.asOf.slice(0, 7), run);
  return [...latest.values()];
}

/** From so much too many or too few departures on, levels are called off, if chance does not explain it. */
const leastOffLevel = 0.2;
const goodSlope = { low: 0.8, high: 1.25 } as const;

export type Performance = Pick<RealisedAnswer, 'state' | 'verdict'>;

/** Whether scores held what the model's own test promised. */
export function performanceOf(together: RealisedFigures | null, promised: RealisedAnswer['promised']): Performance {
  if (together === null) return { state: 'nothing-settled', verdict: null };
  if (together.departures < leastChurnsToCompare) return { state: 'not-enough', verdict: null };
  const verdict = fellBehind(together.auc, promised) ? 'worse' : isOffLevel(together) ? 'off-level' : 'as-promised';
  return { state: 'ready', verdict };
}

/** The AUC lies below the promised one by more than both are uncertain, or tells no more than chance where none was promised. */
function fellBehind({ value, low, high }: RealisedFigures['auc'], promised: RealisedAnswer['promised']): boolean {
  if (value === null || low === null || high === null) return false;
  if (promised?.value === null || promised === null) return low <= 0.5;
  const deviation = (from: number | null, to: number | null): number =>
    from === null || to === null ? 0 : (to - from) / (2 * reach);
  const both = Math.hypot(deviation(low, high), deviation(promised.low, promised.high));
  return value - promised.value + reach * both < 0;
}

function isOffLevel({ ratio, slope }: RealisedFigures): boolean {
  const isRatioOff =
    ratio !== null &&
    (ratio.low > 1 || ratio.high < 1) &&
    Math.abs(Math.log(ratio.value)) > Math.log(1 + leastOffLevel);
  const isSlopeOff =
    slope.low !== null && slope.high !== null && (slope.low > goodSlope.high || slope.high < goodSlope.low);
  return isRatioOff || isSlopeOff;
}
