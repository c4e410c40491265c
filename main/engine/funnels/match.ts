import type { FunnelPlan } from './funnel-plan.ts';
import { rowsOf } from './funnel-plan.ts';

/** How far an account came, and by which events. */
export interface Match {
  /** Steps matched; 0 = did not enter. */
  reached: number;
  /** Rows of the matched events in time order, `reached` of them. */
  readonly rows: Int32Array;
  /** For each of `rows`, the step it did for, counted from 0. */
  readonly steps: Int32Array;
}

/** Matches one account after another into the same Match. */
export type Matcher = (account: number) => Match;

/**
 * Of all entries of an account, the one that comes farthest; of those, the earliest. Events of one second follow one
 * another in import order. Each pass is linear in the events of the account.
 */
export function createMatcher(plan: FunnelPlan): Matcher {
  const match: Match = { reached: 0, rows: new Int32Array(plan.stepCount), steps: new Int32Array(plan.stepCount) };
  const find = { ordered: createOrdered, strict: createStrict, any: createAny }[plan.order](plan, match);
  return (account) => {
    match.reached = 0;
    if (plan.accountFilter !== null && plan.accountFilter[account] !== 1) return match;
    const { from, to } = rowsOf(plan, account);
    find(from, to);
    return match;
  };
}

type Find = (from: number, to: number) => void;

function createOrdered(plan: FunnelPlan, match: Match): Find {
  const { columns, stepsOf, stepCount, window } = plan;
  const { seconds, name } = columns;
  // latest[k] = instant of the latest entry from which steps 1 … k + 1 have been matched; -1 = none. A later entry
  // always has at least as much of its window left, so the others need not be remembered.
  const latest = new Float64Array(stepCount);
  // chained[k] = 1: from some later row, steps k + 1 … reached can be matched.
  const chained = new Uint8Array(stepCount + 1);
  let reached = 0;
  /** Row at which `reached` was reached first. */
  let reachedAt = -1;

  function findFarthest(from: number, to: number): void {
    latest.fill(-1);
    reached = 0;
    for (let row = from; row < to && reached < stepCount; row++) {
      const bits = stepsOf[name[row]!]!;
      if (bits === 0) continue;
      const second = seconds[row]!;
      const before = reached;
      // Downwards, so that one event never does for two steps.
      for (let k = Math.min(reached, stepCount - 1); k > 0; k--) {
        if ((bits & (1 << k)) === 0) continue;
        const entry = latest[k - 1]!;
        if (entry < 0 || second - entry > window) continue;
        latest[k] = entry;
        if (k === reached) reached = k + 1;
      }
      if ((bits & 1) === 1 && second >= plan.from && second < plan.to) {
        latest[0] = second;
        if (reached === 0) reached = 1;
      }
      if (reached > before) reachedAt = row;
    }
  }

  /**
   * The earliest entry that comes as far. No entry gets there before `reachedAt`, and an earlier entry never gets there
   * later than a later one, so its chain ends exactly there: walk back from it, as far as the window reaches.
   */
  function findEntry(from: number): number {
    if (reached === 1) return reachedAt;
    chained.fill(0);
    const last = reached - 1;
    let earliest = -1;
    for (let row = reachedAt; row >= from && seconds[reachedAt]! - seconds[row]! <= window; row--) {
      const bits = stepsOf[name[row]!]!;
      if (bits === 0) continue;
      const second = seconds[row]!;
      if ((bits & 1) === 1 && chained[1] === 1 && second >= plan.from && second < plan.to) earliest = row;
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
    if (reached === 0) return;
    match.reached = reached;
    let row = findEntry(from);
    for (let k = 0; k < reached; k++) {
      while ((stepsOf[name[row]!]! & (1 << k)) === 0) row += 1;
      match.rows[k] = row;
      match.steps[k] = k;
      row += 1;
    }
  };
}

function createStrict(plan: FunnelPlan, match: Match): Find {
  const { columns, stepsOf, stepCount, window } = plan;
  const { seconds, name } = columns;
  return (from, to) => {
    for (let entry = from; entry < to && match.reached < stepCount; entry++) {
      const second = seconds[entry]!;
      if ((stepsOf[name[entry]!]! & 1) === 0 || second < plan.from) continue;
      if (second >= plan.to) break;
      let reached = 1;
      while (
        reached < stepCount &&
        entry + reached < to &&
        (stepsOf[name[entry + reached]!]! & (1 << reached)) !== 0 &&
        seconds[entry + reached]! - second <= window
      ) {
        reached += 1;
      }
      if (reached <= match.reached) continue;
      match.reached = reached;
      for (let k = 0; k < reached; k++) {
        match.rows[k] = entry + k;
        match.steps[k] = k;
      }
    }
  };
}

function createAny(plan: FunnelPlan, match: Match): Find {
  const { columns, stepsOf, stepCount, window, groups } = plan;
  const { seconds, name } = columns;
  const inWindow = new Int32Array(groups.length);
  const groupOf = Int8Array.from(stepsOf, (bits) =>
    bits === 0 ? -1 : groups.findIndex((group) => group.bits === bits),
  );
  const needed = Int32Array.from(groups, (group) => group.steps.length);

  return (from, to) => {
    inWindow.fill(0);
    let reached = 0;
    let best = -1;
    let ahead = from;
    // A window slides over the events; `reached` counts the steps that those inside it do for.
    for (let entry = from; entry < to; entry++) {
      const group = groupOf[name[entry]!]!;
      if (group < 0) continue;
      const second = seconds[entry]!;
      if (second >= plan.to) break;
      while (ahead < to && seconds[ahead]! - second <= window) {
        const other = groupOf[name[ahead]!]!;
        if (other >= 0 && inWindow[other]!++ < needed[other]!) reached += 1;
        ahead += 1;
      }
      if (second >= plan.from && reached > match.reached) {
        match.reached = reached;
        best = entry;
        if (reached === stepCount) break;
      }
      if (--inWindow[group]! < needed[group]!) reached -= 1;
    }
    if (best >= 0) collect(best, to);
  };

  /** The first events of the window that do for a step. */
  function collect(entry: number, to: number): void {
    const used = new Int32Array(groups.length);
    let found = 0;
    for (let row = entry; row < to && found < match.reached; row++) {
      const group = groupOf[name[row]!]!;
      if (group < 0 || used[group]! >= needed[group]!) continue;
      match.rows[found] = row;
      match.steps[found] = groups[group]!.steps[used[group]!]!;
      used[group]! += 1;
      found += 1;
    }
  }
}
