import { stopWhenAsked } from '../events/index.ts';
import { hasEnded, readActivePlaces } from './activity.ts';
import type { Activity, ActivityPeriods } from './activity.ts';

export interface StickinessTally {
  /** By place in the table. */
  readonly active: Float64Array;
  /** Accounts active in the interval or one of the window - 1 before it. */
  readonly trailing: Float64Array;
  /** exactly[k] = accounts with exactly k active intervals in the last complete window; null without one. */
  readonly exactly: Float64Array | null;
  /** Accounts with activity in the range or the windows that end in it. */
  readonly accounts: number;
}

/** Last place of the range whose interval has ended and whose whole window lies in the data; -1 for none. */
export function lastWholeWindow({ table, first, last }: ActivityPeriods, window: number, asOf: number): number {
  const end = last >= first && !hasEnded(table, last, asOf) ? last - 1 : last;
  return end >= first && end - window + 1 >= 0 ? end : -1;
}

/** @param window in intervals, the interval itself included */
export function tallyStickiness(activity: Activity, periods: ActivityPeriods, window: number): StickinessTally {
  const { columns, accountFilter, asOf, shouldStop } = activity;
  const { table, first, last } = periods;
  const { count } = table;
  const active = new Float64Array(count);
  // Steps up and down of the trailing count; summed up at the end.
  const steps = new Float64Array(count + 1);
  const end = lastWholeWindow(periods, window, asOf);
  const begin = end - window + 1;
  const exactly = end < 0 ? null : new Float64Array(window + 1);
  const within = withinOf(activity, periods, window);
  const places = new Int32Array(count);
  const accounts = columns.offsets.length - 1;
  let tookPart = 0;
  for (let account = 0; account < accounts && first <= last; account++) {
    stopWhenAsked(account, shouldStop, 'The stickiness');
    if (accountFilter !== null && accountFilter[account] !== 1) continue;
    const found = readActivePlaces(activity, table, account, within, places);
    if (found === 0) continue;
    tookPart += 1;
    let coveredUntil = 0;
    let inWindow = 0;
    for (let index = 0; index < found; index++) {
      const place = places[index]!;
      active[place]! += 1;
      steps[place >= coveredUntil ? place : coveredUntil]! += 1;
      coveredUntil = place + window < count ? place + window : count;
      steps[coveredUntil]! -= 1;
      if (place >= begin && place <= end) inWindow += 1;
    }
    if (exactly !== null && inWindow > 0) exactly[inWindow]! += 1;
  }
  const trailing = new Float64Array(count);
  let running = 0;
  for (let place = 0; place < count; place++) {
    running += steps[place]!;
    trailing[place] = running;
  }
  return { active, trailing, exactly, accounts: tookPart };
}

/** Accounts (of the columns) by their active intervals in the last complete window. */
export function visitLastWindow(
  activity: Activity,
  periods: ActivityPeriods,
  window: number,
  visit: (account: number, intervals: number) => void,
): void {
  const { columns, accountFilter, asOf, shouldStop } = activity;
  const { table } = periods;
  const end = lastWholeWindow(periods, window, asOf);
  if (end < 0) return;
  const within = { from: table.starts[end - window + 1]!, to: table.starts[end + 1]! };
  const places = new Int32Array(table.count);
  for (let account = 0; account + 1 < columns.offsets.length; account++) {
    stopWhenAsked(account, shouldStop, 'The stickiness');
    if (accountFilter !== null && accountFilter[account] !== 1) continue;
    const found = readActivePlaces(activity, table, account, within, places);
    if (found > 0) visit(account, found);
  }
}

function withinOf({ asOf }: Activity, { table, first, last }: ActivityPeriods, window: number) {
  return {
    from: table.starts[Math.max(0, first - window + 1)]!,
    to: Math.min(table.starts[Math.max(first, last) + 1]!, asOf + 1),
  };
}
