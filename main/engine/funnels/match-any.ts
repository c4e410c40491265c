import { cancelled } from '../../../shared/domain/errors.ts';
import type { FunnelPlan } from './funnel-plan.ts';
import type { Match } from './match.ts';
import type { Sequence } from './sequence.ts';

const eventsBetweenChecks = 4096;

/**
 * All steps in whatever order, by distinct events within the window of the earliest. Which event does for which step is a
 * matching in a bipartite graph: events that do for the same steps are interchangeable, so a window is the number of
 * events of each such kind. A window slides over the events.
 */
export function createAnyFinder(plan: FunnelPlan, match: Match): (sequence: Sequence) => void {
  const { stepCount, stepBits, window, shouldStop } = plan;
  const kindOf = new Map<number, number>();
  const stepsOfKind: number[] = [];
  /** True while no step is meant by events of two kinds: then every kind does for all of its steps, as far as it goes. */
  let isApart = true;
  /** Events of each kind in the window. */
  const inWindow: number[] = [];
  const taken: number[] = [];
  /** The kind (or event) that does for each step; -1 = none yet. */
  const giverOf = new Int32Array(stepCount);

  return (sequence) => {
    const { length, bits, second } = sequence;
    inWindow.fill(0);
    let ahead = 0;
    let isKnown = false;
    let reached = 0;
    let best = -1;
    for (let entry = 0; entry < length && match.reached < stepCount; entry++) {
      if (entry % eventsBetweenChecks === eventsBetweenChecks - 1 && shouldStop?.() === true)
        throw cancelled('The funnel');
      if (second[entry]! >= plan.to) break;
      for (; ahead < length && second[ahead]! - second[entry]! <= window; ahead++) {
        if ((bits[ahead]! & stepBits) === 0) continue;
        // More events of a kind than there are steps change nothing.
        if (inWindow[kindAt(bits[ahead]!)]!++ < stepCount) isKnown = false;
      }
      if ((bits[entry]! & stepBits) === 0) continue;
      if (second[entry]! >= plan.from) {
        if (!isKnown) reached = mostSteps();
        isKnown = true;
        if (reached > match.reached) {
          match.reached = reached;
          best = entry;
        }
      }
      if (--inWindow[kindAt(bits[entry]!)]! < stepCount) isKnown = false;
    }
    if (best >= 0) collect(sequence, best);
  };

  function kindAt(bits: number): number {
    const steps = bits & stepBits;
    let kind = kindOf.get(steps);
    if (kind === undefined) {
      isApart &&= stepsOfKind.every((others) => (others & steps) === 0);
      kind = stepsOfKind.push(steps) - 1;
      kindOf.set(steps, kind);
      inWindow[kind] = 0;
    }
    return kind;
  }

  /** The largest number of steps that the events of the window can do for. */
  function mostSteps(): number {
    if (isApart) {
      let found = 0;
      for (let kind = 0; kind < stepsOfKind.length; kind++)
        found += Math.min(inWindow[kind]!, bitCount(stepsOfKind[kind]!));
      return found;
    }
    giverOf.fill(-1);
    taken.length = stepsOfKind.length;
    taken.fill(0);
    let found = 0;
    for (let step = 0; step < stepCount; step++) if (findKind(step, new Set())) found += 1;
    return found;
  }

  /** Augments the matching by a step (Kuhn's algorithm). */
  function findKind(step: number, tried: Set<number>): boolean {
    for (let kind = 0; kind < stepsOfKind.length; kind++) {
      if ((stepsOfKind[kind]! & (1 << step)) === 0 || tried.has(kind)) continue;
      tried.add(kind);
      if (taken[kind]! < inWindow[kind]!) {
        taken[kind]! += 1;
        giverOf[step] = kind;
        return true;
      }
      for (let other = 0; other < stepCount; other++) {
        if (giverOf[other] !== kind) continue;
        if (findKind(other, tried)) {
          giverOf[step] = kind;
          return true;
        }
      }
    }
    return false;
  }

  /** The first events of the window that do for so many steps: an event is taken where the matching can take it in. */
  function collect({ length, row, bits, second }: Sequence, entry: number): void {
    giverOf.fill(-1);
    let found = 0;
    for (let at = entry; at < length && found < match.reached && second[at]! - second[entry]! <= window; at++) {
      if ((bits[at]! & stepBits) !== 0 && takeIn(at, bits, 0)) match.rows[found++] = at;
    }
    for (let place = 0; place < found; place++) {
      match.steps[place] = giverOf.indexOf(match.rows[place]!);
      match.rows[place] = row[match.rows[place]!]!;
    }
    match.matched = found;
  }

  function takeIn(at: number, bits: Int32Array, tried: number): boolean {
    let triedSteps = tried;
    const visit = (event: number): boolean => {
      for (let step = 0; step < stepCount; step++) {
        if ((bits[event]! & (1 << step)) === 0 || (triedSteps & (1 << step)) !== 0) continue;
        triedSteps |= 1 << step;
        const giver = giverOf[step]!;
        if (giver >= 0 && !visit(giver)) continue;
        giverOf[step] = event;
        return true;
      }
      return false;
    };
    return visit(at);
  }
}

function bitCount(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
}
