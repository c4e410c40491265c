import { narrowBits } from '../events/index.ts';
import type { FunnelPlan } from './funnel-plan.ts';
import { isUnfiltered } from './funnel-plan.ts';
import type { Match } from './match.ts';
import { createReachFinder } from './reach.ts';
import type { Reach } from './reach.ts';

/**
 * Steps one after another, anything in between: of all entries among the rows [from, to), the one that comes farthest; of
 * those, the earliest. Each pass is linear in the rows and touches nothing but numbers.
 */
export function createSimpleFinder(plan: FunnelPlan, match: Match): (from: number, to: number) => void {
  const { columns, bits: compiled, stepCount, window, from: firstEntry, to: entryEnd } = plan;
  const { seconds, name } = columns;
  const { ofName } = compiled;
  const isFiltered = !isUnfiltered(plan);
  const findReach = createReachFinder(plan);
  // chained[k] = 1: from some later row, steps k + 1 … reached can be matched.
  const chained = new Uint8Array(stepCount + 1);

  /**
   * The earliest entry that comes as far. No entry gets there before `reach.row`, and an earlier entry never gets there
   * later than a later one, so its chain ends exactly there: walk back from it, as far as the window reaches.
   */
  function findEntry(from: number, reach: Reach): number {
    if (reach.steps === 1) return reach.row;
    chained.fill(0);
    const last = reach.steps - 1;
    const end = seconds[reach.row]!;
    let earliest = -1;
    for (let row = reach.row; row >= from && end - seconds[row]! <= window; row--) {
      let bits = ofName[name[row]!]!;
      if (bits === 0) continue;
      if (isFiltered && (bits = narrowBits(compiled, bits, row)) === 0) continue;
      const second = seconds[row]!;
      if ((bits & 1) === 1 && chained[1] === 1 && second >= firstEntry && second < entryEnd) earliest = row;
      // Upwards, so that one event never does for two steps.
      for (let k = 1; k < last; k++) {
        if ((bits & (1 << k)) !== 0 && chained[k + 1] === 1) chained[k] = 1;
      }
      if ((bits & (1 << last)) !== 0) chained[last] = 1;
    }
    return earliest;
  }

  return (from, to) => {
    const reach = findReach(from, to);
    match.reached = reach.steps;
    match.matched = reach.steps;
    if (reach.steps === 0) return;
    let row = findEntry(from, reach);
    for (let k = 0; k < match.reached; k++) {
      for (; ; row++) {
        const bits = ofName[name[row]!]!;
        if ((bits & (1 << k)) === 0) continue;
        if (!isFiltered || (narrowBits(compiled, bits, row) & (1 << k)) !== 0) break;
      }
      match.rows[k] = row;
      match.steps[k] = k;
      row += 1;
    }
  };
}
