import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventColumns, Period, WeekStart } from '../events/index.ts';
import { createSegmentBuilder, mergeSegments } from '../events/index.ts';
import { retention } from './retention.ts';
import { retentionAccounts } from './retention-accounts.ts';
import type { RetentionOptions } from './retention-plan.ts';

interface Happening {
  readonly account: string;
  readonly seconds: number;
  readonly name: string;
}

function columnsFrom(events: readonly Happening[]): EventColumns {
  const builder = createSegmentBuilder();
  for (const { account, seconds, name } of events) builder.add(account, seconds, name, null);
  return mergeSegments([builder.build()]);
}

/** Adds an account that has no events. */
function withEmptyAccount(columns: EventColumns): EventColumns {
  const offsets = new Uint32Array([...columns.offsets, columns.count]);
  return { ...columns, accounts: [...columns.accounts, '\uffff'], offsets };
}

const at = (instant: string) => Date.parse(instant) / 1000;

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Number of the period shown by the clocks of a zone, by asking them. */
function periodOnTheClock({ zone, weekStart, period }: RetentionOptions, seconds: number): number {
  const clock = clocks.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
  clocks.set(zone, clock);
  const date = clock.format(seconds * 1000);
  const day = Date.parse(`${date}T00:00:00Z`) / 86_400_000;
  if (period === 'day') return day;
  if (period === 'week') return Math.floor((day + { monday: 3, sunday: 4, saturday: 5 }[weekStart]) / 7);
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
}

/** The definition, written down: for each cohort and cell, look at each account and all of its events. */
function retentionSlowly(
  events: readonly Happening[],
  options: RetentionOptions,
  accountFilter: readonly string[] | null,
) {
  const lastEvent = Math.max(...events.map((event) => event.seconds));
  const asOf = options.asOf ?? lastEvent;
  const period = (seconds: number) => periodOnTheClock(options, seconds);
  const matches = (names: readonly string[] | null, event: Happening) => names === null || names.includes(event.name);
  const known = events.filter((event) => event.seconds <= asOf);
  const members = [...new Set(known.map((event) => event.account))]
    .filter((account) => accountFilter === null || accountFilter.includes(account))
    .flatMap((account) => {
      const own = known.filter((event) => event.account === account);
      const starts = own
        .filter((event) => matches(options.startEvents, event))
        .filter((event) => event.seconds >= (options.from ?? -Infinity) && event.seconds < (options.to ?? Infinity))
        .map((event) => event.seconds);
      if (starts.length === 0) return [];
      const entry = Math.min(...starts);
      const returns = own.filter((event) => matches(options.returnEvents, event) && event.seconds >= entry);
      return [{ account, cohort: period(entry), returns: returns.map((event) => period(event.seconds)) }];
    });
  const cohorts = [...new Set(members.map((member) => member.cohort))].sort((a, b) => a - b);
  return cohorts.map((cohort) => {
    const inCohort = members.filter((member) => member.cohort === cohort);
    const cells = Array.from({ length: period(asOf) - cohort + 1 }, (_, k) => ({
      retained: inCohort
        .filter(({ returns }) =>
          returns.some((place) => (options.mode === 'on' ? place === cohort + k : place >= cohort + k)),
        )
        .map((member) => member.account),
      complete: period(asOf + 1) > cohort + k,
    }));
    return { size: inCohort.length, members: inCohort.map((member) => member.account), cells };
  });
}

const names = ['open', 'close', 'pay'];
const anyEvents = fc.array(
  fc.record({
    account: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    // Around the changes of the clocks in March 2026, and few enough instants for ties.
    seconds: fc
      .tuple(fc.nat(40), fc.constantFrom(0, 1, 3599, 3600, 7200, 18_000, 66_600, 82_800, 86_399))
      .map(([day, second]) => at('2026-03-01T00:00:00Z') + day * 86_400 + second),
    name: fc.constantFrom(...names),
  }),
  { minLength: 1, maxLength: 50 },
);

const anyOptions = fc.record({
  startEvents: fc.option(fc.subarray(names)),
  returnEvents: fc.option(fc.subarray(names)),
  period: fc.constantFrom<Period>('day', 'week', 'month'),
  mode: fc.constantFrom<RetentionOptions['mode']>('on', 'on-or-after'),
  zone: fc.constantFrom('UTC', 'Europe/Madrid', 'America/New_York', 'Asia/Kolkata'),
  weekStart: fc.constantFrom<WeekStart>('monday', 'sunday'),
});

const anyRange = fc.record(
  {
    from: fc.integer({ min: at('2026-03-01T00:00:00Z'), max: at('2026-03-20T00:00:00Z') }),
    to: fc.integer({ min: at('2026-03-10T00:00:00Z'), max: at('2026-04-20T00:00:00Z') }),
    asOf: fc.integer({ min: at('2026-03-15T00:00:00Z'), max: at('2026-05-20T00:00:00Z') }),
  },
  { requiredKeys: [] },
);

describe('retention', () => {
  it('is what the definition says, cell by cell, with the accounts behind each', () => {
    fc.assert(
      fc.property(
        anyEvents,
        anyOptions,
        anyRange,
        fc.option(fc.subarray(['a', 'b', 'c', 'd', 'e'])),
        (events, rule, range, accountFilter) => {
          const columns = withEmptyAccount(columnsFrom(events));
          const mask = accountFilter && Uint8Array.from(columns.accounts, (id) => (accountFilter.includes(id) ? 1 : 0));
          const options: RetentionOptions = { ...rule, ...range, ...(mask ? { accountFilter: mask } : {}) };
          const table = retention(columns, options);
          const slow = retentionSlowly(events, options, accountFilter);
          expect(table.cohorts.map(({ size, values, complete }) => ({ size, values, complete }))).toEqual(
            slow.map(({ size, cells }) => ({
              size,
              values: cells.map((cell) => cell.retained.length),
              complete: cells.map((cell) => cell.complete),
            })),
          );
          const named = (accounts: Uint32Array) => [...accounts].map((account) => columns.accounts[account]).sort();
          table.cohorts.forEach(({ cohort }, index) => {
            slow[index]!.cells.forEach(({ retained }, k) => {
              const { members } = slow[index]!;
              expect(named(retentionAccounts(columns, options, cohort, k, 'retained'))).toEqual(retained.toSorted());
              expect(named(retentionAccounts(columns, options, cohort, k, 'all'))).toEqual(members.toSorted());
              expect(named(retentionAccounts(columns, options, cohort, k, 'lost'))).toEqual(
                members.filter((account) => !retained.includes(account)).sort(),
              );
            });
          });
        },
      ),
      { numRuns: 150 },
    );
  });

  it('never has fewer retained "on or after" than "on", and never more later', () => {
    fc.assert(
      fc.property(anyEvents, anyOptions, (events, rule) => {
        const columns = columnsFrom(events);
        const on = retention(columns, { ...rule, mode: 'on' });
        const after = retention(columns, { ...rule, mode: 'on-or-after' });
        on.cohorts.forEach(({ cohort, size, values }, index) => {
          const unbounded = after.cohorts[index]!;
          expect(unbounded).toMatchObject({ cohort, size });
          values.forEach((value, k) => {
            expect(unbounded.values[k]).toBeGreaterThanOrEqual(value);
            if (k > 0) expect(unbounded.values[k]).toBeLessThanOrEqual(unbounded.values[k - 1]!);
            expect(value).toBeLessThanOrEqual(size);
          });
        });
      }),
    );
  });

  it('starts each row with the whole cohort when the start event is the return event', () => {
    fc.assert(
      fc.property(anyEvents, anyOptions, fc.option(fc.subarray(names)), (events, rule, same) => {
        const table = retention(columnsFrom(events), { ...rule, startEvents: same, returnEvents: same });
        for (const { size, values } of table.cohorts) expect(values[0]).toBe(size);
      }),
    );
  });

  const monthly: RetentionOptions = {
    startEvents: null,
    returnEvents: null,
    period: 'month',
    mode: 'on',
    zone: 'UTC',
    weekStart: 'monday',
  };

  const small = columnsFrom([
    { account: 'a', seconds: at('2026-01-31T23:59:59Z'), name: 'open' },
    { account: 'a', seconds: at('2026-02-01T00:00:00Z'), name: 'open' },
    { account: 'b', seconds: at('2026-01-10T00:00:00Z'), name: 'open' },
    { account: 'c', seconds: at('2026-02-10T00:00:00Z'), name: 'open' },
    { account: 'c', seconds: at('2026-03-10T00:00:00Z'), name: 'pay' },
  ]);

  it('leaves an unfinished period out of the average', () => {
    const table = retention(small, monthly);
    expect(table.cohorts).toEqual([
      { cohort: '2026-01', size: 2, values: [2, 1, 0], complete: [true, true, false] },
      { cohort: '2026-02', size: 1, values: [1, 1], complete: [true, false] },
    ]);
    expect(table.average).toEqual([1, 1 / 2, null]);
    expect(table.asOf).toBe(at('2026-03-10T00:00:00Z'));
  });

  it('takes a period as complete from its last second on', () => {
    const lastCell = (asOf: string) => retention(small, { ...monthly, asOf: at(asOf) }).cohorts[0]?.complete[2];
    expect(lastCell('2026-03-31T23:59:58Z')).toBe(false);
    expect(lastCell('2026-03-31T23:59:59Z')).toBe(true);
  });

  it('does not read events after the as-of time', () => {
    const table = retention(small, { ...monthly, asOf: at('2026-01-31T23:59:59Z') });
    expect(table.cohorts).toEqual([{ cohort: '2026-01', size: 2, values: [2], complete: [true] }]);
    expect(retention(small, { ...monthly, asOf: at('2025-12-31T00:00:00Z') }).cohorts).toEqual([]);
  });

  it('prints its rule', () => {
    expect(retention(small, { ...monthly, startEvents: ['open'], from: 5 }).rule).toMatchObject({
      startEvents: ['open'],
      returnEvents: null,
      mode: 'on',
      cohortBy: 'first-time',
      zone: 'UTC',
      from: 5,
      to: null,
    });
  });

  it('has an empty table without events', () => {
    expect(retention(columnsFrom([]), monthly)).toMatchObject({ cohorts: [], average: [], asOf: null });
  });

  it('stops when asked', () => {
    expect(() => retention(small, { ...monthly, shouldStop: () => true })).toThrow(
      expect.objectContaining({ code: 'cancelled' }),
    );
  });

  it('refuses a table of more cells than anyone can read', () => {
    const decades = columnsFrom([
      { account: 'a', seconds: 0, name: 'open' },
      { account: 'a', seconds: at('1980-01-01T00:00:00Z'), name: 'open' },
    ]);
    expect(() => retention(decades, { ...monthly, period: 'day' })).toThrow(/Choose longer periods/);
  });

  it.each(['2026-04', '2025-12', 'January'])('has no accounts behind a cell that does not exist (%s)', (cohort) => {
    expect(() => retentionAccounts(small, monthly, cohort, 0, 'all')).toThrow(
      expect.objectContaining({ code: 'not_found' }),
    );
  });
});
