import type { ReviewRow } from '../../../shared/contract/index.ts';
import type { StoredDecision } from './queries.ts';

/** A score that rose by more than this since the decision brings the account back. */
export const risePoints = 0.05;

export type Standing = 'decided' | 'watched' | { readonly back: NonNullable<ReviewRow['back']> };

/**
 * What the last decision on an account means for the review.
 * @param scoredAt epoch seconds of the latest score; null without one
 * @param today the person's calendar day
 */
export function standingOf(
  last: Pick<StoredDecision, 'kind' | 'decided_at' | 'watch_until' | 'probability'>,
  now: { readonly probability: number | null; readonly scoredAt: number | null; readonly today: string },
): Standing {
  const hasRisen =
    last.probability !== null && now.probability !== null && now.probability - last.probability > risePoints;
  if (last.kind === 'watch') {
    if (last.watch_until !== null && last.watch_until <= now.today) return { back: 'watch-day' };
    return hasRisen ? { back: 'score-rose' } : 'watched';
  }
  if (hasRisen) return { back: 'score-rose' };
  return now.scoredAt !== null && last.decided_at < now.scoredAt ? { back: 'new-score' } : 'decided';
}
