import { lifecycleStates } from '../../../shared/contract/index.ts';
import type { LifecycleState } from '../../../shared/contract/index.ts';
import type { Period } from '../events/index.ts';
import { stopWhenAsked } from '../events/index.ts';
import { hasEnded, readActivePlaces } from './activity.ts';
import type { Activity, ActivityPeriods } from './activity.ts';
import { createdPeriod } from './created.ts';
import type { Creation } from './created.ts';

/** Recurring revenue of an account of the columns at the close of each period, minor units. */
export interface RevenueByPeriod {
  /** Fills closes[i + 1] with the close of the period at place i; closes[0] with that of the one before. False: never paid. */
  fill(account: number, closes: Float64Array): boolean;
}

export interface LifecycleTally {
  /** By place from the first period of the range on. */
  readonly states: Readonly<Record<LifecycleState, Float64Array>>;
  /** Null without revenue. */
  readonly revenue: Readonly<Record<LifecycleState, Float64Array>> | null;
  /** Accounts with activity in the periods of the range or the one before. */
  readonly accounts: number;
  /** Of those, the ones whose record names no day of creation. */
  readonly withoutDay: number;
}

/** @param code position in `lifecycleStates` */
export type LifecycleVisit = (account: number, place: number, code: number) => void;

const isNew = lifecycleStates.indexOf('new');
const isReturning = lifecycleStates.indexOf('returning');
const isResurrected = lifecycleStates.indexOf('resurrected');
const isDormant = lifecycleStates.indexOf('dormant');

/** Every account in every period of the range in which it has a state. A dormant one is told only of ended periods. */
export function visitLifecycle(
  activity: Activity,
  { table, first, last }: ActivityPeriods,
  period: Period,
  creation: Creation,
  visit: LifecycleVisit,
): { accounts: number; withoutDay: number } {
  const { columns, calendar, accountFilter, asOf, shouldStop } = activity;
  const { offsets, seconds } = columns;
  const sum = { accounts: 0, withoutDay: 0 };
  if (last < first) return sum;
  // One period more than the range: who was active in it is returning or dormant in the first one.
  const before = Math.max(0, first - 1);
  const within = { from: table.starts[before]!, to: Math.min(table.starts[last + 1]!, asOf + 1) };
  const places = new Int32Array(table.count);
  const lastDormant = hasEnded(table, last, asOf) ? last : last - 1;
  const accounts = offsets.length - 1;
  for (let account = 0; account < accounts; account++) {
    stopWhenAsked(account, shouldStop, 'The lifecycle');
    if (accountFilter !== null && accountFilter[account] !== 1) continue;
    const count = readActivePlaces(activity, table, account, within, places);
    if (count === 0) continue;
    const createdDay = creation.days[account]!;
    sum.accounts += 1;
    if (createdDay !== createdDay) sum.withoutDay += 1;
    const created = createdPeriod(calendar, period, createdDay, seconds[offsets[account]!]!) - table.first;
    for (let index = 0; index < count; index++) {
      const place = places[index]!;
      if (place >= first) {
        const wasActive = index > 0 && places[index - 1] === place - 1;
        visit(account, place, place === created ? isNew : wasActive ? isReturning : isResurrected);
      }
      const next = place + 1;
      if (next >= first && next <= lastDormant && (index + 1 === count || places[index + 1]! > next)) {
        visit(account, next, isDormant);
      }
    }
  }
  return sum;
}

export function tallyLifecycle(
  activity: Activity,
  periods: ActivityPeriods,
  period: Period,
  creation: Creation,
  revenue: RevenueByPeriod | null,
): LifecycleTally {
  const { first, last, table } = periods;
  const length = Math.max(0, last - first + 1);
  // counts[code * length + place - first]; one array, because this runs once for every account and period.
  const counts = new Float64Array(lifecycleStates.length * length);
  const sums = new Float64Array(lifecycleStates.length * length);
  const closes = new Float64Array(table.count + 1);
  let filledFor = -1;
  let pays = false;
  const { accounts, withoutDay } = visitLifecycle(activity, periods, period, creation, (account, place, code) => {
    const cell = code * length + place - first;
    counts[cell]! += 1;
    if (revenue === null) return;
    if (filledFor !== account) {
      pays = revenue.fill(account, closes);
      filledFor = account;
    }
    if (!pays) return;
    sums[cell]! += closes[code === isReturning || code === isDormant ? place : place + 1]!;
  });
  const byState = (all: Float64Array): Record<LifecycleState, Float64Array> => ({
    new: all.subarray(isNew * length, (isNew + 1) * length),
    returning: all.subarray(isReturning * length, (isReturning + 1) * length),
    resurrected: all.subarray(isResurrected * length, (isResurrected + 1) * length),
    dormant: all.subarray(isDormant * length, (isDormant + 1) * length),
  });
  return { states: byState(counts), revenue: revenue === null ? null : byState(sums), accounts, withoutDay };
}
