/** How far a unit came, and by which events. */
export interface Match {
  /** The farthest step matched, counted from 1; 0 = did not enter. In any order: how many steps were matched. */
  reached: number;
  /** Steps matched; fewer than `reached` where optional ones were passed over. */
  matched: number;
  /** Rows of the matched events in the order of their steps (in any order: in time), `matched` of them. */
  readonly rows: Int32Array;
  /** For each of `rows`, the step it did for, counted from 0. */
  readonly steps: Int32Array;
  /** The excluded event because of which the whole unit was removed; -1 = it was not. */
  removedBy: number;
}

export function createMatch(stepCount: number): Match {
  return {
    reached: 0,
    matched: 0,
    rows: new Int32Array(stepCount),
    steps: new Int32Array(stepCount),
    removedBy: -1,
  };
}

export function clearMatch(match: Match): void {
  match.reached = 0;
  match.matched = 0;
  match.removedBy = -1;
}

export function copyMatch(from: Match, to: Match): void {
  to.reached = from.reached;
  to.matched = from.matched;
  to.removedBy = from.removedBy;
  to.rows.set(from.rows);
  to.steps.set(from.steps);
}

/** Longest first: the farthest step, then the most steps; of those the earliest entry. */
export function isBetter(match: Match, other: Match): boolean {
  if (match.reached !== other.reached) return match.reached > other.reached;
  if (match.matched !== other.matched) return match.matched > other.matched;
  return match.reached > 0 && match.rows[0]! < other.rows[0]!;
}
