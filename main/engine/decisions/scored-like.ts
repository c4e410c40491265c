import type { ScoredLike } from '../../../shared/contract/index.ts';

/**
 * The group of the validation into which a probability falls. A card tells each group's mean only; the border between two
 * neighbours lies half-way between theirs.
 * @param groups of a model card's reliability, in any order
 */
export function groupOf(groups: readonly ScoredLike[], probability: number | null): ScoredLike | null {
  if (probability === null) return null;
  let nearest: ScoredLike | null = null;
  for (const group of groups) {
    if (nearest === null || Math.abs(group.predicted - probability) < Math.abs(nearest.predicted - probability))
      nearest = group;
  }
  return nearest;
}
