import type { RevenueBook } from '../recurring-revenue/index.ts';
import { runsOn } from '../recurring-revenue/index.ts';

/** The recurring revenue of one customer over time: level[i] from day[i] on, until day[i + 1]; nothing before day[0]. */
export interface Steps {
  count: number;
  day: Int32Array;
  level: Float64Array;
}

export interface Stepper {
  /** Filled anew for every customer. */
  readonly steps: Steps;
  /** @param members positions in the book; what starts after the as-of day is passed over */
  fill(members: Uint32Array, from: number, to: number): void;
}

export function createStepper({ offsets, start, end, minor }: RevenueBook, asOf: number): Stepper {
  const steps: Steps = { count: 0, day: new Int32Array(64), level: new Float64Array(64) };
  // A subscription is a change at its start and one at its end; they are sorted by day as numbers.
  let order = new Float64Array(64);
  let change = new Float64Array(64);
  const indexes = 2 ** 24;
  return {
    steps,
    fill(members, from, to) {
      let rows = 0;
      for (let member = from; member < to; member++) {
        rows += offsets[members[member]! + 1]! - offsets[members[member]!]!;
      }
      if (order.length < 2 * rows) {
        order = new Float64Array(4 * rows);
        change = new Float64Array(4 * rows);
        steps.day = new Int32Array(4 * rows);
        steps.level = new Float64Array(4 * rows);
      }
      let changes = 0;
      const add = (day: number, amount: number): void => {
        order[changes] = day * indexes + changes;
        change[changes] = amount;
        changes += 1;
      };
      for (let member = from; member < to; member++) {
        const account = members[member]!;
        for (let row = offsets[account]!; row < offsets[account + 1]! && start[row]! <= asOf; row++) {
          add(start[row]!, minor[row]!);
          if (end[row] !== runsOn && end[row]! <= asOf) add(end[row]!, -minor[row]!);
        }
      }
      const sorted = order.subarray(0, changes).sort();
      steps.count = 0;
      let level = 0;
      for (let place = 0; place < changes; place++) {
        const day = Math.floor(sorted[place]! / indexes);
        level += change[sorted[place]! - day * indexes]!;
        if (steps.count === 0 || steps.day[steps.count - 1] !== day) {
          steps.day[steps.count] = day;
          steps.count += 1;
        }
        steps.level[steps.count - 1] = level;
      }
    },
  };
}

/** What is paid on a day. */
export function levelOn({ count, day, level }: Steps, wanted: number): number {
  let from = 0;
  let to = count;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (day[middle]! <= wanted) from = middle + 1;
    else to = middle;
  }
  return from === 0 ? 0 : level[from - 1]!;
}
