import type { TrendFrame } from './frame.ts';
import type { Groups } from './groups.ts';
import type { Metric } from './metrics.ts';

/** Which accounts take part, and the group of each. */
export interface AccountGrouping {
  readonly members: ReadonlySet<string> | null;
  /** More than any code. */
  readonly size: number;
  readonly codeOf: (account: string) => number;
}

/** cell = slot * periods + place. */
export interface MetricTally {
  readonly sum: Float64Array;
  /** Contributions: what a mean goes over. */
  readonly count: Float64Array;
  /** By slot, over the whole range. */
  readonly total: {
    readonly sum: Float64Array;
    readonly count: Float64Array;
    /** Different accounts. */
    readonly accounts: Float64Array;
  };
  readonly tookPart: ReadonlySet<string>;
}

/** How large each group is: the sum of what it contributes (of means: how often). */
export function weighMetric(
  metric: Metric,
  frame: TrendFrame,
  { members, size, codeOf }: AccountGrouping,
): Float64Array {
  const weights = new Float64Array(size);
  metric.visit(frame, (account, from, to, value) => {
    if (members !== null && !members.has(account)) return;
    weights[codeOf(account)]! += (to - from) * (metric.kind === 'mean' ? 1 : Math.abs(value));
  });
  return weights;
}

export function tallyMetric(
  metric: Metric,
  frame: TrendFrame,
  { members, codeOf }: AccountGrouping,
  { slotOf, slots }: Groups,
): MetricTally {
  const { count: periods } = frame.table;
  const sum = new Float64Array(slots.length * periods);
  const count = new Float64Array(slots.length * periods);
  // Steps up and down, summed up at the end: a subscription of ten years is two of them, not 3,650 additions.
  const sumSteps = new Float64Array(slots.length * (periods + 1));
  const countSteps = new Float64Array(slots.length * (periods + 1));
  const total = {
    sum: new Float64Array(slots.length),
    count: new Float64Array(slots.length),
    accounts: new Float64Array(slots.length),
  };
  const tookPart = new Set<string>();
  metric.visit(frame, (account, from, to, value) => {
    if (members !== null && !members.has(account)) return;
    const slot = slotOf[codeOf(account)]!;
    // An account has one group, so it counts once among all.
    if (!tookPart.has(account)) {
      tookPart.add(account);
      total.accounts[slot]! += 1;
    }
    total.sum[slot]! += value * (to - from);
    total.count[slot]! += to - from;
    if (metric.kind !== 'state') {
      // Scores are fractions: steps would leave traces of rounding in the periods after them.
      sum[slot * periods + from]! += value;
      count[slot * periods + from]! += 1;
      return;
    }
    const row = slot * (periods + 1);
    sumSteps[row + from]! += value;
    sumSteps[row + to]! -= value;
    countSteps[row + from]! += 1;
    countSteps[row + to]! -= 1;
  });
  if (metric.kind === 'state') {
    addUp(sumSteps, periods, sum);
    addUp(countSteps, periods, count);
  }
  return { sum, count, total, tookPart };
}

function addUp(steps: Float64Array, periods: number, into: Float64Array): void {
  for (let slot = 0; slot * periods < into.length; slot++) {
    let running = 0;
    for (let place = 0; place < periods; place++) {
      running += steps[slot * (periods + 1) + place]!;
      into[slot * periods + place] = running;
    }
  }
}

/** Ids of the accounts that contribute to a period and have the wanted slot; null = any. Ascending. */
export function accountsOfMetric(
  metric: Metric,
  frame: TrendFrame,
  { members, codeOf }: AccountGrouping,
  { slotOf }: Groups,
  place: number,
  slot: number | null,
): string[] {
  const found = new Set<string>();
  metric.visit(frame, (account, from, to) => {
    if (place < from || place >= to || (members !== null && !members.has(account))) return;
    if (slot === null || slotOf[codeOf(account)] === slot) found.add(account);
  });
  return [...found].sort();
}
