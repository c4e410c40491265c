import { narrowBits } from '../events/index.ts';
import type { FunnelPlan } from './funnel-plan.ts';
import { isUnfiltered } from './funnel-plan.ts';
import type { Match } from './match.ts';

/**
 * Steps one after another, anything in between: of all entries among the rows [from, to), the one that comes farthest; of
 * those, the earliest. Each pass is linear in the rows and touches nothing but numbers.
 */
export function createSimpleFinder(plan: FunnelPlan, match: Match): (from: number, to: number) => void {
  const { columns, bits: compiled, stepCount, window } = plan;
  const { seconds, name } = columns;
  const { ofName } = compiled;
  const isFiltered = !isUnfiltered(plan);
  const { from: firstEntry, to: entryEnd } = plan;
  const isRanged = firstEntry > 0 || entryEnd < Infinity;
  const isInRange = (second: number): boolean => second >= firstEntry && second < entryEnd;
  // The one step that a name does for; stepCount where there is none, -1 where there are several.
  const onlyStep = Int8Array.from(ofName, (bits) => {
    if (bits === 0) return stepCount;
    return (bits & (bits - 1)) === 0 ? 31 - Math.clz32(bits) : -1;
  });
  // latest[k] = row of the latest entry from which steps 1 … k + 1 have been matched; -1 = none. A later entry
  // always has at least as much of its window left, so the others need not be remembered.
  const latest = new Int32Array(stepCount);
  // chained[k] = 1: from some later row, steps k + 1 … reached can be matched.
  const chained = new Uint8Array(stepCount + 1);
  let reached = 0;
  /** Row at which `reached` was reached first. */
  let reachedAt = -1;

  function findFarthest(from: number, to: number): void {
    latest.fill(-1);
    reached = 0;
    // In variables of its own: those that others see are written to memory each time.
    let come = 0;
    let comeAt = -1;
    for (let row = from; row < to && come < stepCount; row++) {
      const only = onlyStep[name[row]!]!;
      // Nothing, or a step that nobody can have come to yet.
      if (only > come) continue;
      if (only < 0) {
        reached = come;
        reachedAt = comeAt;
        takeSeveral(row);
        come = reached;
        comeAt = reachedAt;
        continue;
      }
      if (isFiltered && narrowBits(compiled, 1 << only, row) === 0) continue;
      if (only === 0) {
        if (isRanged && !isInRange(seconds[row]!)) continue;
        latest[0] = row;
        if (come > 0) continue;
      } else {
        const entry = latest[only - 1]!;
        if (entry < 0 || seconds[row]! - seconds[entry]! > window) continue;
        latest[only] = entry;
        if (only < come) continue;
      }
      come = only + 1;
      comeAt = row;
    }
    reached = come;
    reachedAt = comeAt;
  }

  /** The same for an event that does for several steps. */
  function takeSeveral(row: number): void {
    let bits = ofName[name[row]!]!;
    if (isFiltered) bits = narrowBits(compiled, bits, row);
    if (bits === 0) return;
    const second = seconds[row]!;
    const before = reached;
    // Downwards, so that one event never does for two steps.
    for (let k = reached; k > 0; k--) {
      if ((bits & (1 << k)) === 0) continue;
      const entry = latest[k - 1]!;
      if (entry < 0 || second - seconds[entry]! > window) continue;
      latest[k] = entry;
      if (k === reached) reached = k + 1;
    }
    if ((bits & 1) === 1 && isInRange(second)) {
      latest[0] = row;
      if (reached === 0) reached = 1;
    }
    if (reached > before) reachedAt = row;
  }

  /**
   * The earliest entry that comes as far. No entry gets there before `reachedAt`, and an earlier entry never gets there
   * later than a later one, so its chain ends exactly there: walk back from it, as far as the window reaches.
   */
  function findEntry(from: number): number {
    if (reached === 1) return reachedAt;
    chained.fill(0);
    const last = reached - 1;
    const end = seconds[reachedAt]!;
    let earliest = -1;
    for (let row = reachedAt; row >= from && end - seconds[row]! <= window; row--) {
      let bits = ofName[name[row]!]!;
      if (bits === 0) continue;
      if (isFiltered && (bits = narrowBits(compiled, bits, row)) === 0) continue;
      const second = seconds[row]!;
      if ((bits & 1) === 1 && chained[1] === 1 && isInRange(second)) earliest = row;
      // Upwards, so that one event never does for two steps.
      for (let k = 1; k < last; k++) {
        if ((bits & (1 << k)) !== 0 && chained[k + 1] === 1) chained[k] = 1;
      }
      if ((bits & (1 << last)) !== 0) chained[last] = 1;
    }
    return earliest;
  }

  return (from, to) => {
    findFarthest(from, to);
    match.reached = reached;
    match.matched = reached;
    if (reached === 0) return;
    let row = findEntry(from);
    for (let k = 0; k < reached; k++) {
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
