import type { FunnelPlan } from './funnel-plan.ts';
import type { Match } from './match.ts';
import type { Sequence } from './sequence.ts';

/**
 * Steps one after another, with optional ones and exclusions. A chain's future depends only on its entry's instant, the
 * last step matched (p) and the optional steps matched so far (o), so two passes, each linear in the events, suffice:
 * forwards for the farthest step, backwards for the earliest entry that gets there.
 */
export function createChainFinder(plan: FunnelPlan, match: Match): (sequence: Sequence) => void {
  const { stepCount, stepBits, followers, killedBy, window, rule } = plan;
  const isOptional = Int32Array.from(rule.steps, ({ optional }) => (optional ? 1 : 0));
  const widths = isOptional.reduce((sum, one) => sum + one, 0) + 1;
  const states = stepCount * widths;
  const mostOptional = widths - 1;
  const leaders = rule.steps.map((_, step) => followers.flatMap((next, p) => (next.includes(step) ? [p] : [])));
  /** latest[p * widths + o]: instant of the latest entry that has come there; -1 = none. */
  const latest = new Float64Array(states);
  let farthest = -1;
  let optionals = 0;
  /** ends[at * states + p * widths + r]: earliest end of a chain that goes on from there after the events before `at`. */
  let ends = new Float64Array(states * 64);

  return (sequence) => {
    findFarthest(sequence);
    if (farthest < 0) return;
    const entry = findEntry(sequence);
    collect(sequence, entry);
  };

  function findFarthest({ length, second: seconds, bits: allBits }: Sequence): void {
    latest.fill(-1);
    farthest = -1;
    optionals = 0;
    for (let at = 0; at < length; at++) {
      const bits = allBits[at]!;
      const second = seconds[at]!;
      const killed = killedStates(bits);
      // Downwards, so that one event never does for two steps.
      for (let k = stepCount - 1; k > 0; k--) {
        const does = (bits & (1 << k)) !== 0;
        const dies = (killed & (1 << k)) !== 0;
        if (!does && !dies) continue;
        for (let o = 0; o < widths; o++) {
          let entry = dies ? -1 : latest[k * widths + o]!;
          const before = o - isOptional[k]!;
          if (does && before >= 0) {
            for (const p of leaders[k]!) {
              const came = latest[p * widths + before]!;
              if (came < 0 || second - came > window) continue;
              if (came > entry) entry = came;
              if (k > farthest || (k === farthest && o > optionals)) {
                farthest = k;
                optionals = o;
              }
            }
          }
          latest[k * widths + o] = entry;
        }
      }
      if ((killed & 1) !== 0) latest[0] = -1;
      if ((bits & 1) === 1 && second >= plan.from && second < plan.to) {
        latest[0] = second;
        if (farthest < 0) farthest = 0;
      }
      if (farthest === stepCount - 1 && optionals === mostOptional) return;
    }
  }

  /** The place of the earliest entry from which `farthest` and `optionals` are reached. */
  function findEntry(sequence: Sequence): number {
    const { length, second, bits: allBits } = sequence;
    const now = latest;
    now.fill(Infinity);
    let entry = -1;
    for (let at = length - 1; at >= 0; at--) {
      const bits = allBits[at]!;
      if (isEntry(bits, second[at]!)) {
        const end = farthest === 0 ? second[at]! : now[optionals]!;
        if (end - second[at]! <= window) entry = at;
      }
      stepBack(bits, second[at]!, now, 0, now, 0);
    }
    return entry;
  }

  /** What is known before an event, of what is known after it. Reads higher states only, so both may be one array. */
  function stepBack(
    bits: number,
    second: number,
    after: Float64Array,
    afterAt: number,
    before: Float64Array,
    beforeAt: number,
  ): void {
    const killed = killedStates(bits);
    for (let p = 0; p < farthest; p++) {
      const dies = (killed & (1 << p)) !== 0;
      for (let r = 0; r <= optionals; r++) {
        let end = dies ? Infinity : after[afterAt + p * widths + r]!;
        for (const k of followers[p]!) {
          if (k > farthest || (bits & (1 << k)) === 0) continue;
          const left = r - isOptional[k]!;
          if (left < 0) continue;
          const goesOn = k === farthest ? (left === 0 ? second : Infinity) : after[afterAt + k * widths + left]!;
          if (goesOn < end) end = goesOn;
        }
        before[beforeAt + p * widths + r] = end;
      }
    }
  }

  /** Of all chains from the entry that come as far, the one whose events come first. */
  function collect({ length, row, second, bits: allBits }: Sequence, entry: number): void {
    const limit = second[entry]! + window;
    let end = entry + 1;
    while (end < length && second[end]! <= limit) end += 1;
    const needed = (end - entry + 1) * states;
    if (ends.length < needed) ends = new Float64Array(needed * 2);
    ends.fill(Infinity, (end - entry) * states, needed);
    for (let at = end - 1; at > entry; at--) {
      const base = (at - entry) * states;
      stepBack(allBits[at]!, second[at]!, ends, base + states, ends, base);
    }
    let p = 0;
    let r = optionals;
    let found = 0;
    const take = (at: number, step: number): void => {
      match.rows[found] = row[at]!;
      match.steps[found] = step;
      found += 1;
    };
    take(entry, 0);
    for (let at = entry + 1; at < end && p < farthest; at++) {
      const bits = allBits[at]! & stepBits;
      if (bits === 0) continue;
      for (const k of followers[p]!) {
        if (k > farthest || (bits & (1 << k)) === 0) continue;
        const left = r - isOptional[k]!;
        if (left < 0) continue;
        const isWay = k === farthest ? left === 0 : ends[(at + 1 - entry) * states + k * widths + left]! <= limit;
        if (!isWay) continue;
        take(at, k);
        p = k;
        r = left;
        break;
      }
    }
    match.reached = farthest + 1;
    match.matched = found;
  }

  function isEntry(bits: number, second: number): boolean {
    return (bits & 1) === 1 && second >= plan.from && second < plan.to;
  }

  /** The last matched steps, as bits, whose attempts an event ends unless it is itself a step of theirs. */
  function killedStates(bits: number): number {
    let killed = 0;
    for (let exclusion = 0, bit = 1 << stepCount; exclusion < killedBy.length; exclusion++, bit <<= 1) {
      if ((bits & bit) !== 0) killed |= killedBy[exclusion]!;
    }
    return killed;
  }
}
