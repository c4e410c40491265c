import type { FunnelPlan } from './funnel-plan.ts';
import type { Match } from './match.ts';
import type { Sequence } from './sequence.ts';

/** Steps by neighbouring events of the unit: from each entry, walk on as long as the next event does for a next step. */
export function createStrictFinder(plan: FunnelPlan, match: Match): (sequence: Sequence) => void {
  const { stepCount, followers, window } = plan;
  /** path[d] = the step that the event d places after the entry does for. */
  const path = new Int32Array(stepCount);
  // seen[d * stepCount + k] = entry: step k has been tried at that depth; what follows does not depend on the way there.
  const seen = new Int32Array(stepCount * stepCount);

  return (sequence) => {
    seen.fill(-1);
    const { length, bits, second } = sequence;
    for (let entry = 0; entry < length && match.matched < stepCount; entry++) {
      if ((bits[entry]! & 1) === 0 || second[entry]! < plan.from) continue;
      if (second[entry]! >= plan.to) break;
      path[0] = 0;
      walk(sequence, entry, 0);
    }
  };

  function walk(sequence: Sequence, entry: number, depth: number): void {
    const step = path[depth]!;
    if (step + 1 > match.reached || (step + 1 === match.reached && depth + 1 > match.matched)) {
      match.reached = step + 1;
      match.matched = depth + 1;
      for (let d = 0; d <= depth; d++) {
        match.rows[d] = sequence.row[entry + d]!;
        match.steps[d] = path[d]!;
      }
    }
    const next = entry + depth + 1;
    if (next >= sequence.length || sequence.place[next] !== sequence.place[entry]! + depth + 1) return;
    if (sequence.second[next]! - sequence.second[entry]! > window) return;
    for (const k of followers[step]!) {
      const state = (depth + 1) * stepCount + k;
      if ((sequence.bits[next]! & (1 << k)) === 0 || seen[state] === entry) continue;
      seen[state] = entry;
      path[depth + 1] = k;
      walk(sequence, entry, depth + 1);
    }
  }
}
