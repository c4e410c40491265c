import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lifecycleStates } from '../../../shared/contract/index.ts';
import type { Period } from '../events/index.ts';
import { hasEnded, periodsOf } from './activity.ts';
import { tallyLifecycle, visitLifecycle } from './lifecycle.ts';
import { collectStickiness, lastWholeWindow, stickinessOf, visitLastWindow } from './stickiness.ts';
import { activePeriods, activityFrom, columnsOfHappenings, hasEndedOnTheClock, periodsInRange } from './testing.ts';
import { periodOnTheClock, readInParts } from '../testing/index.ts';
import type { Circumstances, Happening } from './testing.ts';
import { suggestPeriod, tallyIntervals, visitMedianGaps } from './usage-interval.ts';

const at = (instant: string): number => Date.parse(instant) / 1000;
const daySeconds = 86_400;

/** Around a change of clocks, a leap day, the day that Samoa skipped, and the ends of a year. */
const anchors = [
  at('2026-03-28T22:30:00Z'),
  at('2024-02-28T23:00:00Z'),
  at('2011-12-29T12:00:00Z'),
  at('2025-12-31T22:00:00Z'),
];

const anyZone = fc.constantFrom('UTC', 'Europe/Madrid', 'America/New_York', 'Pacific/Apia', 'Australia/Lord_Howe');
const anyWeekStart = fc.constantFrom('monday', 'sunday', 'saturday');

const anyCase = fc
  .record({
    anchor: fc.constantFrom(...anchors),
    rows: fc.array(
      fc.record({
        account: fc.constantFrom('a', 'b', 'c', 'd'),
        // Ties, neighbours of midnight, hours, and days far apart.
        offset: fc.oneof(
          fc.nat(3),
          fc.integer({ min: 0, max: 30 }).map((days) => days * daySeconds + 3600),
          fc.nat(45 * daySeconds),
          fc.nat(700 * daySeconds),
        ),
        name: fc.constantFrom('login', 'export', 'error'),
        plan: fc.constantFrom(null, 'pro', 'free'),
      }),
      { minLength: 1, maxLength: 40 },
    ),
    zone: anyZone,
    weekStart: anyWeekStart,
    names: fc.constantFrom([], ['login'], ['login', 'export']),
    plan: fc.constantFrom(null, null, 'pro'),
    from: fc.option(fc.integer({ min: -20, max: 400 }), { nil: undefined }),
    length: fc.option(fc.integer({ min: 1, max: 500 }), { nil: undefined }),
    asOf: fc.option(fc.nat(700 * daySeconds)),
    among: fc.constantFrom(null, null, ['a', 'c'], []),
    created: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: -40, max: 40 })),
  })
  .map(({ anchor, rows, from, length, asOf, ...rest }) => {
    const events: Happening[] = rows.map(({ offset, ...row }) => ({ ...row, seconds: anchor + offset }));
    const given: Circumstances = {
      ...rest,
      // A filter on a property that no event has is refused before any pass.
      plan: events.some((event) => event.plan !== null) ? rest.plan : null,
      from: from === undefined ? undefined : anchor + from * daySeconds,
      to: length === undefined ? undefined : anchor + ((from ?? 0) + length) * daySeconds,
      asOf: asOf === null ? Math.max(...events.map(({ seconds }) => seconds)) : anchor + asOf,
    };
    const created = new Map(
      Object.entries(rest.created).map(([id, days]) => [id, Math.floor(anchor / daySeconds) + days]),
    );
    return { events, given, created };
  });

const anyPeriod = fc.constantFrom<Period>('day', 'week', 'month', 'quarter', 'year');

function lifecycleSlowly(
  {
    events,
    given,
    created,
  }: { events: readonly Happening[]; given: Circumstances; created: ReadonlyMap<string, number> },
  period: Period,
) {
  const active = activePeriods(events, given, period);
  const periodOfDay = (day: number): number =>
    period === 'day'
      ? day
      : // A day without a zone lies in the period that its date says.
        periodOnTheClock({ ...given, zone: 'UTC' }, period, day * daySeconds);
  const createdAt = (account: string): number => {
    const first = Math.min(...events.filter((event) => event.account === account).map(({ seconds }) => seconds));
    const byEvent = periodOnTheClock(given, period, first);
    const day = created.get(account);
    return day === undefined ? byEvent : Math.min(byEvent, periodOfDay(day));
  };
  return periodsInRange(events, given, period).map((number) => {
    const states: Record<string, string[]> = { new: [], returning: [], resurrected: [], dormant: [] };
    const ended = hasEndedOnTheClock(given, period, number);
    for (const [account, periods] of [...active].sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (periods.has(number)) {
        const state = number === createdAt(account) ? 'new' : periods.has(number - 1) ? 'returning' : 'resurrected';
        states[state]!.push(account);
      } else if (periods.has(number - 1) && ended) states['dormant']!.push(account);
    }
    return { ended, states };
  });
}

describe('the lifecycle', () => {
  it('puts every account into the state that the definition says', () => {
    fc.assert(
      fc.property(anyCase, anyPeriod, (one, period) => {
        const columns = columnsOfHappenings(one.events);
        const expected = lifecycleSlowly(one, period);
        const activity = activityFrom(columns, one.given);
        if (activity === null) {
          expect(expected).toEqual([]);
          return;
        }
        const periods = periodsOf(activity, period);
        const creation = { days: Float64Array.from(columns.accounts, (id) => one.created.get(id) ?? Number.NaN) };
        const found = expected.map((_, index) => ({
          ended: hasEnded(periods.table, periods.first + index, activity.asOf),
          states: { new: [], returning: [], resurrected: [], dormant: [] } as Record<string, string[]>,
        }));
        visitLifecycle(activity, periods, period, creation, (account, place, code) =>
          found[place - periods.first]!.states[lifecycleStates[code]!]!.push(columns.accounts[account]!),
        );
        expect(found).toEqual(expected);
        const tally = tallyLifecycle(activity, periods, period, creation, null);
        for (const state of lifecycleStates) {
          expect([...tally.states[state]]).toEqual(expected.map(({ states }) => states[state]!.length));
        }
        expect(tally.revenue).toBeNull();
      }),
      { numRuns: 400 },
    );
  });

  it('loses nobody: returning and dormant ones are those that were active in the period before', () => {
    fc.assert(
      fc.property(anyCase, anyPeriod, ({ events, given, created }, period) => {
        const columns = columnsOfHappenings(events);
        const activity = activityFrom(columns, given);
        if (activity === null) return;
        const periods = periodsOf(activity, period);
        const creation = { days: Float64Array.from(columns.accounts, (id) => created.get(id) ?? Number.NaN) };
        const { states } = tallyLifecycle(activity, periods, period, creation, null);
        for (let index = 1; index <= periods.last - periods.first; index++) {
          if (!hasEnded(periods.table, periods.first + index, activity.asOf)) continue;
          expect(states.returning[index]! + states.dormant[index]!).toBe(
            states.new[index - 1]! + states.returning[index - 1]! + states.resurrected[index - 1]!,
          );
        }
      }),
    );
  });

  it('is the same whether a period is asked for alone or among others', () => {
    fc.assert(
      fc.property(anyCase, anyPeriod, fc.nat(20), ({ events, given, created }, period, pick) => {
        const columns = columnsOfHappenings(events);
        const activity = activityFrom(columns, given);
        if (activity === null) return;
        const periods = periodsOf(activity, period);
        if (periods.last < periods.first) return;
        const place = periods.first + (pick % (periods.last - periods.first + 1));
        const creation = { days: Float64Array.from(columns.accounts, (id) => created.get(id) ?? Number.NaN) };
        const together = tallyLifecycle(activity, periods, period, creation, null).states;
        const alone = tallyLifecycle(
          activity,
          { ...periods, first: place, last: place },
          period,
          creation,
          null,
        ).states;
        for (const state of lifecycleStates) expect(alone[state][0]).toBe(together[state][place - periods.first]);
      }),
    );
  });

  it('stops when it is asked to', () => {
    const events = [{ account: 'a', seconds: 0, name: 'login', plan: null }];
    const given = { zone: 'UTC', weekStart: 'monday', names: [], plan: null, asOf: 10, among: null } as const;
    const activity = activityFrom(columnsOfHappenings(events), { ...given, shouldStop: () => true })!;
    const periods = periodsOf(activity, 'day');
    expect(() => visitLifecycle(activity, periods, 'day', { days: new Float64Array(1) }, () => {})).toThrow(
      /cancelled/i,
    );
    expect(() => collectStickiness(activity, periods, 2).read(0, 1)).toThrow(/cancelled/i);
    expect(() => tallyIntervals(activity, periods)).toThrow(/cancelled/i);
  });
});

const anyInterval = fc.constantFrom<Period>('day', 'week', 'month');

const anyWindow = fc.integer({ min: 2, max: 40 });
const anyThreads = fc.array(fc.nat(1), { maxLength: 4 });

describe('stickiness', () => {
  it('counts intervals, trailing windows and the last whole window as plain loops do', () => {
    fc.assert(
      fc.property(anyCase, anyInterval, anyWindow, anyThreads, ({ events, given }, interval, window, whose) => {
        const columns = columnsOfHappenings(events);
        const numbers = periodsInRange(events, given, interval);
        const activity = activityFrom(columns, given);
        if (activity === null) {
          expect(numbers).toEqual([]);
          return;
        }
        const periods = periodsOf(activity, interval);
        expect(periods.last - periods.first + 1).toBe(numbers.length);
        const active = activePeriods(events, given, interval);
        // However the accounts are shared among threads.
        const pass = { name: 'stickiness', begin: () => collectStickiness(activity, periods, window) };
        const tally = stickinessOf(activity, periods, window, readInParts(pass, columns, null, whose));
        const inWindow = (own: ReadonlySet<number>, end: number): number =>
          Array.from({ length: window }, (_, back) => own.has(end - back)).filter(Boolean).length;
        numbers.forEach((number, index) => {
          const of = [...active.values()];
          expect(tally.active[periods.first + index]).toBe(of.filter((own) => own.has(number)).length);
          expect(tally.trailing[periods.first + index]).toBe(of.filter((own) => inWindow(own, number) > 0).length);
        });
        const firstOfData = periodOnTheClock(given, interval, Math.min(...events.map(({ seconds }) => seconds)));
        const end = numbers.findLast(
          (number) => hasEndedOnTheClock(given, interval, number) && number - window + 1 >= firstOfData,
        );
        expect(lastWholeWindow(periods, window, activity.asOf) >= 0).toBe(end !== undefined);
        expect(tally.exactly === null).toBe(end === undefined);
        const seen: [string, number][] = [];
        visitLastWindow(activity, periods, window, (account, count) => seen.push([columns.accounts[account]!, count]));
        const expected = [...active]
          .map(([account, own]): [string, number] => [account, end === undefined ? 0 : inWindow(own, end)])
          .filter(([, count]) => count > 0)
          .sort(([a], [b]) => (a < b ? -1 : 1));
        expect(seen).toEqual(expected);
        tally.exactly?.forEach((count, k) => {
          expect(count).toBe(expected.filter(([, intervals]) => intervals === k).length);
        });
      }),
      { numRuns: 400 },
    );
  });
});

describe('the usage interval', () => {
  const middle = (sorted: readonly number[]): number =>
    (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2;

  it('takes the gaps between active days of each account', () => {
    fc.assert(
      fc.property(anyCase, ({ events, given }) => {
        const columns = columnsOfHappenings(events);
        const activity = activityFrom(columns, given);
        if (activity === null) return;
        const inRange = events.filter(
          ({ seconds }) => seconds >= (given.from ?? -Infinity) && seconds < (given.to ?? Infinity),
        );
        const expected = new Map(
          [...activePeriods(inRange, given, 'day')].map(([account, days]) => {
            const sorted = [...days].sort((a, b) => a - b);
            return [account, sorted.slice(1).map((day, index) => day - sorted[index]!)] as const;
          }),
        );
        const own = new Map<string, number[]>();
        const medians = new Map<string, number>();
        visitMedianGaps(activity, periodsOf(activity, 'day'), (account, median, gaps) => {
          own.set(columns.accounts[account]!, [...gaps]);
          medians.set(columns.accounts[account]!, median);
        });
        const sorted = new Map([...expected].map(([id, gaps]) => [id, gaps.toSorted((a, b) => a - b)]));
        expect(own).toEqual(sorted);
        const withGaps = [...sorted].filter(([, gaps]) => gaps.length > 0);
        for (const [id, gaps] of withGaps) expect(medians.get(id)).toBe(middle(gaps));
        const tally = tallyIntervals(activity, periodsOf(activity, 'day'));
        expect(tally.accounts).toBe(withGaps.length);
        expect(tally.onceOnly).toBe(sorted.size - withGaps.length);
        const all = withGaps.map(([, gaps]) => middle(gaps)).sort((a, b) => a - b);
        expect(tally.medianDays).toBe(all.length === 0 ? null : middle(all));
        // The smallest of the accounts' medians that at least 80 % of them do not exceed.
        const p80 = all.find((value) => all.filter((other) => other <= value).length >= 0.8 * all.length) ?? null;
        expect(tally.p80Days).toBe(p80);
        const lengths = withGaps.flatMap(([, gaps]) => gaps).map((gap) => Math.min(366, gap));
        tally.gaps.forEach((count, days) => expect(count).toBe(lengths.filter((gap) => gap === days).length));
        tally.medians.forEach((count, days) =>
          expect(count).toBe(all.filter((median) => Math.min(366, Math.ceil(median)) === days).length),
        );
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    [null, null],
    [1, 'day'],
    [1.5, 'week'],
    [7, 'week'],
    [8, 'month'],
    [30, 'month'],
    [31, 'quarter'],
    [91, 'quarter'],
    [365, 'year'],
    [366, null],
  ] as const)('suggests for %s days: %s', (days, period) => {
    expect(suggestPeriod(days)).toBe(period);
  });
});
