import type { FlagRule } from '../../../../shared/contract/index.ts';
import type { ScoringFunction } from './types.ts';

/** The higher the riskier, whatever the direction of the score; NaN stays. */
export function risksOf({ direction }: Pick<ScoringFunction, 'direction'>, scores: Float64Array): Float64Array {
  return direction === 'risk' ? scores : scores.map((score) => -score);
}

/**
 * 1 for those that are flagged. Of equal risks the border takes those with the smaller number in `turns`: numbers that know
 * nothing of the account, so that neither its place nor its age decides.
 */
export function flagTop(risks: Float64Array, turns: Uint32Array, top: number): Uint8Array {
  const scored = Uint32Array.from(risks.keys().filter((row) => !Number.isNaN(risks[row]!)));
  scored.sort((a, b) => risks[b]! - risks[a]! || turns[a]! - turns[b]! || a - b);
  const flagged = new Uint8Array(risks.length);
  for (const row of scored.subarray(0, top)) flagged[row] = 1;
  return flagged;
}

export function flagByRule(
  rule: FlagRule,
  direction: ScoringFunction['direction'],
  scores: Float64Array,
  turns: Uint32Array,
): Uint8Array {
  const risks = risksOf({ direction }, scores);
  if (rule.kind === 'top') return flagTop(risks, turns, rule.top);
  // A health below the threshold, a risk from it on: both ways of saying it leave the border on the same side.
  const isFlagged =
    direction === 'risk'
      ? (score: number): boolean => score >= rule.threshold
      : (score: number): boolean => score < rule.threshold;
  return Uint8Array.from(scores, (score) => (isFlagged(score) ? 1 : 0));
}

/** A number for each account that depends on its id and the seed alone (FNV-1a, mixed once more). */
export function turnsOf(accounts: readonly string[], seed: number): Uint32Array {
  return Uint32Array.from(accounts, (id) => {
    let hash = (0x811c9dc5 ^ seed) >>> 0;
    for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193) >>> 0;
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
    return (hash ^ (hash >>> 12)) >>> 0;
  });
}
