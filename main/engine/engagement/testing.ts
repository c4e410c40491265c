import { eventSelector } from '../../../shared/contract/index.ts';
import type { CalendarOptions, EventColumns, Period } from '../events/index.ts';
import { compileSelectors, createCalendar, createSegmentBuilder, mergeSegments } from '../events/index.ts';
import { cutRange } from './activity.ts';
import type { Activity } from './activity.ts';
import { periodOnTheClock } from '../testing/index.ts';

/** One event as a plain value: what tests build from and compare with. */
export interface Happening {
  readonly account: string;
  readonly seconds: number;
  readonly name: string;
  readonly plan: string | null;
}

export function columnsOfHappenings(events: readonly Happening[]): EventColumns {
  const builder = createSegmentBuilder();
  for (const { account, seconds, name, plan } of events) {
    builder.add(account, seconds, name, null, plan === null ? {} : { plan });
  }
  return mergeSegments([builder.build()]);
}

export interface Circumstances extends CalendarOptions {
  /** Any one of these names; empty means any. */
  readonly names: readonly string[];
  /** Only events with this plan; null = all. */
  readonly plan: string | null;
  /** Epoch seconds, half-open. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly asOf: number;
  /** Only these accounts; null = all. */
  readonly among: readonly string[] | null;
  readonly shouldStop?: () => boolean;
}

/** What `prepareActivity` makes of a question, without a database. */
export function activityFrom(columns: EventColumns, given: Circumstances): Activity | null {
  const { names, plan, asOf, among } = given;
  const since = columns.minSeconds;
  if (since === null || since > asOf) return null;
  const where = plan === null ? [] : [{ property: 'plan', operator: 'is', values: [plan] } as const];
  return {
    columns,
    bits: compileSelectors(columns, [eventSelector.parse({ events: names, where })]),
    calendar: createCalendar(given),
    since,
    asOf,
    ...cutRange(
      {
        ...(given.from === undefined ? {} : { from: given.from }),
        ...(given.to === undefined ? {} : { to: given.to }),
      },
      since,
      asOf,
    ),
    accountFilter: among === null ? null : Uint8Array.from(columns.accounts, (id) => (among.includes(id) ? 1 : 0)),
    shouldStop: given.shouldStop,
  };
}

/** Active periods (numbers on the clock) of every account that takes part, by looking at each event. */
export function activePeriods(
  events: readonly Happening[],
  given: Circumstances,
  period: Period,
): Map<string, Set<number>> {
  const found = new Map<string, Set<number>>();
  for (const { account, seconds, name, plan } of events) {
    if (seconds > given.asOf) continue;
    if (given.among !== null && !given.among.includes(account)) continue;
    if (given.names.length > 0 && !given.names.includes(name)) continue;
    if (given.plan !== null && plan !== given.plan) continue;
    const own = found.get(account) ?? new Set();
    found.set(account, own.add(periodOnTheClock(given, period, seconds)));
  }
  return found;
}

/** Numbers of the periods that the range touches, cut to the data. */
export function periodsInRange(events: readonly Happening[], given: Circumstances, period: Period): number[] {
  const since = Math.min(...events.map(({ seconds }) => seconds));
  const from = Math.max(since, given.from ?? since);
  const to = Math.min(given.asOf, (given.to ?? Infinity) - 1);
  if (from > to || since > given.asOf) return [];
  const first = periodOnTheClock(given, period, from);
  const last = periodOnTheClock(given, period, to);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

export function hasEndedOnTheClock(given: Circumstances, period: Period, number: number): boolean {
  return periodOnTheClock(given, period, given.asOf + 1) > number;
}
