import { narrowBits, rowTables } from '../events/index.ts';
import type { RowTables } from '../events/index.ts';
import type { FunnelPlan } from './funnel-plan.ts';
import { isUnfiltered } from './funnel-plan.ts';

/** How far a unit comes when its steps simply follow one another. Filled anew for each. */
export interface Reach {
  /** Steps that the entry which comes farthest has taken; 0 = nobody entered. */
  steps: number;
  /** Row of the event by which so many were taken first. */
  row: number;
}

/** Finds out for the rows [from, to) of a unit; linear in them. */
export type ReachFinder = (from: number, to: number) => Reach;

export function createReachFinder(plan: FunnelPlan): ReachFinder {
  const { columns, bits, stepBits, window } = plan;
  const tables = rowTables(bits, stepBits);
  // A difference of seconds is a 32-bit number.
  const isShort = (columns.maxSeconds ?? 0) - (columns.minSeconds ?? 0) + window < 2 ** 31 - 1;
  return tables !== null && isShort && bits.ofName.every((found) => (found & (found - 1)) === 0)
    ? createQuickFinder(plan, tables)
    : createCarefulFinder(plan);
}

/**
 * latest[k] = second, counted from the first event of all, of the latest entry from which steps 1 … k have been taken. A
 * later entry always has at least as much of its window left, so the others need not be remembered. To take the first
 * step, an event is its own entry: latest[0].
 */
function createQuickFinder(plan: FunnelPlan, { isNamed, codes, isAllowed }: RowTables): ReachFinder {
  const { columns, bits, stepCount, window, from: firstEntry, to: entryEnd } = plan;
  const reach: Reach = { steps: 0, row: -1 };
  const stepOf = Uint8Array.from(bits.ofName, (found) => (found === 0 ? 0 : 31 - Math.clz32(found)));
  const base = columns.minSeconds ?? 0;
  const never = -window - 1;
  const latest = new Int32Array(stepCount + 1);
  const rows = new Int32Array(rowsAtOnce + 1);

  return (from, to) => {
    const { seconds, name } = columns;
    latest.fill(never);
    let steps = 0;
    for (let row = from; row < to && steps < stepCount;) {
      const end = row + rowsAtOnce < to ? row + rowsAtOnce : to;
      let found = 0;
      // Neither loop has a branch that depends on the data: it could not be foreseen, and a wrong guess costs more.
      if (codes === null) {
        for (; row < end; row++) {
          rows[found] = row;
          found += isNamed[name[row]!]!;
        }
      } else {
        for (; row < end; row++) {
          rows[found] = row;
          found += isNamed[name[row]!]! & isAllowed[codes[row]!]!;
        }
      }
      for (let index = 0; index < found; index++) {
        const at = rows[index]!;
        const step = stepOf[name[at]!]!;
        const second = seconds[at]!;
        latest[0] = second >= firstEntry && second < entryEnd ? second - base : never;
        const entry = latest[step]!;
        // All bits where the entry's window lasts till here, none where it does not.
        const isIn = (second - base - entry - window - 1) >> 31;
        latest[step + 1] = (entry & isIn) | (latest[step + 1]! & ~isIn);
        if (step === steps && isIn !== 0) {
          steps += 1;
          reach.row = at;
        }
      }
    }
    reach.steps = steps;
    return reach;
  };
}

const rowsAtOnce = 64;

/** The same where an event may do for several steps, or filters decide. */
function createCarefulFinder(plan: FunnelPlan): ReachFinder {
  const { columns, bits: compiled, stepCount, window, from: firstEntry, to: entryEnd } = plan;
  const { seconds, name } = columns;
  const { ofName } = compiled;
  const isFiltered = !isUnfiltered(plan);
  const reach: Reach = { steps: 0, row: -1 };
  const latest = new Float64Array(stepCount);
  return (from, to) => {
    latest.fill(-Infinity);
    let steps = 0;
    for (let row = from; row < to && steps < stepCount; row++) {
      // Steps that nobody can have come to yet are no matter.
      let bits = ofName[name[row]!]! & ((2 << steps) - 1);
      if (bits === 0 || (isFiltered && (bits = narrowBits(compiled, bits, row)) === 0)) continue;
      const second = seconds[row]!;
      const before = steps;
      // Downwards, so that one event never does for two steps.
      while (bits !== 0) {
        const step = 31 - Math.clz32(bits);
        bits ^= 1 << step;
        let entry = second;
        if (step > 0) entry = latest[step - 1]!;
        else if (second < firstEntry || second >= entryEnd) continue;
        if (second - entry > window) continue;
        latest[step] = entry;
        if (step === steps) steps += 1;
      }
      if (steps > before) reach.row = row;
    }
    reach.steps = steps;
    return reach;
  };
}
