import { activeDaysBetween } from '../outcome-facts.ts';
import type { FeatureSources } from '../features/sources.ts';
import type { ScoringFunction } from './types.ts';

const recentDays = 28;
const beforeDays = 84;
/** Fewer days than this before the last four weeks say nothing about what is usual. */
const leastDaysBefore = 28;

/**
 * What anybody could do without a model: the share of its usual active days that an account has lost. The active days of the
 * last 28 days against what 28 days held on average in the 84 before, or as long before as it has been there.
 */
export function usageRule(sources: Pick<FeatureSources, 'events' | 'eventAccount'>): ScoringFunction {
  const { events, eventAccount } = sources;
  const fallOf = (account: number, day: number): number => {
    const place = eventAccount[account]!;
    if (place < 0 || events.offsets[place]! === events.offsets[place + 1]!) return NaN;
    const first = Math.floor(events.seconds[events.offsets[place]!]! / 86_400);
    const span = Math.min(beforeDays, day - recentDays - first + 1);
    if (span < leastDaysBefore) return NaN;
    const usual = (activeDaysBetween(sources, account, day - recentDays - span, day - recentDays) / span) * recentDays;
    return usual > 0 ? 1 - activeDaysBetween(sources, account, day - recentDays, day) / usual : NaN;
  };
  return {
    id: 'usage-rule',
    name: {
      en: 'Largest fall of active days (no model)',
      es: 'Mayor caída de días activos (sin modelo)',
    },
    direction: 'risk',
    scoresAt: (day, accounts) => Float64Array.from(accounts, (account) => fallOf(account, day)),
  };
}
