import { cancelled } from '../../../shared/domain/errors.ts';
import type { FunnelPlan } from './funnel-plan.ts';
import type { Match } from './match.ts';
import type { Sequence } from './sequence.ts';

const choicesBetweenChecks = 65_536;

/**
 * Steps one after another, where events that lie within the grace time of each other may stand in either order: no event
 * lies more than the grace time before one of an earlier step. From each entry, every choice is tried that can matter:
 * of events that do for the same steps, the earliest that is left is never worse than a later one.
 */
export function createGraceFinder(plan: FunnelPlan, match: Match): (sequence: Sequence) => void {
  const { stepCount, stepBits, followers, window, grace, shouldStop } = plan;
  /** The places of the events of each kind (those that do for the same steps), ascending. */
  const kinds = new Map<number, number[]>();
  const rows = new Int32Array(stepCount);
  const steps = new Int32Array(stepCount);
  let choices = 0;
  let limit = 0;

  return (sequence) => {
    // Anew, because their order decides among choices that come equally far: it must not be that of other units.
    kinds.clear();
    for (let at = 0; at < sequence.length; at++) {
      const kind = sequence.bits[at]! & stepBits;
      if (kind === 0) continue;
      const places = kinds.get(kind);
      if (places === undefined) kinds.set(kind, [at]);
      else places.push(at);
    }
    for (let entry = 0; entry < sequence.length && match.matched < stepCount; entry++) {
      const second = sequence.second[entry]!;
      if ((sequence.bits[entry]! & 1) === 0 || second < plan.from) continue;
      if (second >= plan.to) break;
      rows[0] = entry;
      steps[0] = 0;
      limit = second + window;
      goOn(sequence, 1, second);
    }
    for (let place = 0; place < match.matched; place++) match.rows[place] = sequence.row[match.rows[place]!]!;
  };

  /** @param latest the latest instant of the events taken so far */
  function goOn(sequence: Sequence, taken: number, latest: number): void {
    if (++choices % choicesBetweenChecks === 0 && shouldStop?.() === true) throw cancelled('The funnel');
    const step = steps[taken - 1]!;
    if (step + 1 > match.reached || (step + 1 === match.reached && taken > match.matched)) {
      match.reached = step + 1;
      match.matched = taken;
      match.rows.set(rows);
      match.steps.set(steps);
    }
    for (const k of followers[step]!) {
      // What is left cannot do better than what has been found.
      if (match.reached === stepCount && taken + stepCount - k <= match.matched) continue;
      for (const [kind, places] of kinds) {
        if ((kind & (1 << k)) === 0) continue;
        const at = firstFree(sequence, places, latest - grace, taken);
        if (at < 0 || sequence.second[at]! > limit) continue;
        rows[taken] = at;
        steps[taken] = k;
        goOn(sequence, taken + 1, Math.max(latest, sequence.second[at]!));
      }
    }
  }

  function firstFree({ second }: Sequence, places: readonly number[], from: number, taken: number): number {
    let low = 0;
    let high = places.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (second[places[middle]!]! < from) low = middle + 1;
      else high = middle;
    }
    for (; low < places.length; low++) {
      const at = places[low]!;
      let isFree = true;
      for (let place = 0; place < taken; place++) if (rows[place] === at) isFree = false;
      if (isFree) return at;
    }
    return -1;
  }
}
