import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RetentionQuestion } from '../../../shared/contract/index.ts';
import type { WeekStart } from '../events/index.ts';
import { membersBehind } from './cell-members.ts';
import { tallyRetention } from './tally.ts';
import type { CountedCohort } from './counted-cohort.ts';
import { at, columnsFrom, prepareFrom, questionWith, retentionSlowly, utc, withEmptyAccount } from './testing.ts';
import type { Circumstances, Happening } from './testing.ts';

const accounts = ['a', 'b', 'c', 'd', 'e'];
const names = ['open', 'close', 'pay'];
const plans = ['pro', 'free'];

/** Seconds with ties, edges of hours and days, around the changes of the clocks in March, and around a leap day. */
const anySecond = (days: number): fc.Arbitrary<number> =>
  fc
    .tuple(fc.nat(days), fc.constantFrom(0, 1, 3599, 3600, 7200, 18_000, 66_600, 82_800, 86_399))
    .map(([day, second]) => at('2027-03-01T00:00:00Z') + day * 86_400 + second);

const anyEvents = (days: number): fc.Arbitrary<Happening[]> =>
  fc.array(
    fc.record({
      // One account is busy, so that its periods hold many events.
      account: fc.oneof(fc.constantFrom(...accounts), fc.constant('a')),
      seconds: anySecond(days),
      name: fc.constantFrom(...names),
      quantity: fc.option(fc.constantFrom(0, 1, 2.5, -3)),
      properties: fc.constantFrom<Record<string, string>>({}, { plan: 'pro' }, { plan: 'free' }),
    }),
    { minLength: 1, maxLength: 80, size: 'max' },
  );

const anySelector = fc.record({
  events: fc.subarray(names),
  where: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(...plans)
        .map((plan) => [{ property: 'plan', operator: 'is' as const, values: [plan] }]),
    },
  ),
});

type Case = { events: Happening[]; question: RetentionQuestion; given: Circumstances };

/** Questions of every kind that needs no contracts, over events of a span that their periods make sense of. */
function anyCase(fixed: Partial<RetentionQuestion> = {}): fc.Arbitrary<Case> {
  const anyPeriod = fc.constantFrom<RetentionQuestion['period']>('day', 'week', 'month', 'quarter', 'year');
  return (fixed.period === undefined ? anyPeriod : fc.constant(fixed.period)).chain((period) => {
    const days = { day: 12, week: 60, month: 420, quarter: 800, year: 1500 }[period];
    return fc.record({
      // The property is always known, so that its filter is no mistake.
      events: anyEvents(days).map((events) => [
        ...events,
        { account: 'z', seconds: events[0]!.seconds, name: 'other', quantity: 1, properties: { plan: 'pro' } },
        { account: 'z', seconds: events[0]!.seconds, name: 'other', quantity: 1, properties: { plan: 'free' } },
      ]),
      question: fc
        .record({
          start: anySelector,
          return: anySelector,
          entry: fc.constantFrom<RetentionQuestion['entry']>('first-time', 'recurring'),
          periods: fc.constantFrom<RetentionQuestion['periods']>('calendar', 'rolling'),
          mode: fc.constantFrom<RetentionQuestion['mode']>('on', 'on-or-after', 'on-or-before', 'bracket', 'streak'),
          brackets: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }),
          measure: fc.constantFrom<RetentionQuestion['measure']>(
            'accounts',
            'events-per-account',
            'quantity-per-account',
          ),
        })
        .map((rule) => questionWith({ ...rule, period, ...fixed })),
      given: fc.record({
        zone: fc.constantFrom('UTC', 'UTC', 'UTC', 'Europe/Madrid', 'America/New_York', 'Asia/Kolkata'),
        weekStart: fc.constantFrom<WeekStart>('monday', 'sunday', 'saturday'),
        from: fc.option(anySecond(days), { nil: undefined }),
        to: fc.option(anySecond(days), { nil: undefined }),
        asOf: fc.option(anySecond(days + 20), { nil: undefined }),
        among: fc.option(fc.subarray(accounts)),
        attribute: fc.option(
          fc.constant(
            new Map([
              ['a', 'large'],
              ['b', 'small'],
              ['c', 'large'],
            ]),
          ),
        ),
      }),
    });
  });
}

function tallyOf({ events, question, given }: Case): readonly CountedCohort[] {
  const prepared = prepareFrom(columnsFrom(events), question, given);
  return prepared === null ? [] : tallyRetention(prepared.setup, prepared.table).cohorts;
}

describe('retention', () => {
  it('is what the definition says, cell by cell, with the accounts behind each', () => {
    fc.assert(
      fc.property(anyCase(), ({ events, question, given }) => {
        const prepared = prepareFrom(withEmptyAccount(columnsFrom(events)), question, given);
        const cohorts = prepared === null ? [] : tallyRetention(prepared.setup, prepared.table).cohorts;
        const slow = retentionSlowly(events, question, given);
        expect(cohorts).toHaveLength(slow.length);
        if (prepared === null) return;
        const { setup, table } = prepared;
        for (const { key, size, values, of, complete } of cohorts) {
          const label =
            setup.attribute === null
              ? setup.calendar.periodLabel(question.period, table.first + key)
              : (setup.attribute.values[key - 1] ?? '');
          // The clocks count months from the year 0, the calendar from 1970.
          const found = slow.find(({ cohort }) =>
            typeof cohort === 'string' ? cohort === label : cohort === numberOf(question, table.first + key),
          );
          expect({ label, size, values, of, complete }).toEqual({
            label,
            size: found?.size,
            values: found?.cells.map((cell) => cell.value),
            of: found?.cells.map((cell) => cell.of),
            complete: found?.cells.map((cell) => cell.complete),
          });
          found?.cells.forEach((cell, index) => {
            const behind = (which: 'retained' | 'lost' | 'all') =>
              membersBehind(prepared, { cohort: label, index, which });
            expect(behind('retained')).toEqual(cell.retained);
            expect(behind('lost')).toEqual(cell.lost);
            expect(behind('all')).toEqual(found.members);
          });
        }
      }),
      { numRuns: 400 },
    );
  });

  it('counts the plain question in its tight pass as it counts all others', () => {
    const plain = fc.constantFrom<RetentionQuestion['mode']>('on', 'on-or-after');
    const busy = fc.array(
      fc.tuple(
        fc.constantFrom('a', 'b'),
        fc.nat(12),
        fc.constantFrom(0, 86_399, 86_399, 40_000),
        fc.constantFrom(...names),
      ),
      { minLength: 1, maxLength: 100, size: 'max' },
    );
    fc.assert(
      fc.property(
        busy,
        plain,
        fc.constantFrom<RetentionQuestion['period']>('day', 'week'),
        fc.subarray(names),
        fc.option(fc.nat(16)),
        (rows, mode, period, back, until) => {
          const events = rows.map(([account, day, second, name]) => ({
            account,
            seconds: at('2026-03-01T00:00:00Z') + day * 86_400 + second,
            name,
          }));
          const given = until === null ? utc : { ...utc, asOf: at('2026-03-01T00:00:00Z') + until * 86_400 - 1 };
          const question = questionWith({ mode, period, return: { events: back } });
          const slow = retentionSlowly(events, question, given);
          const counted = tallyOf({ events, question, given });
          expect(counted.map(({ key, size, values, complete }) => ({ key, size, values, complete }))).toEqual(
            slow
              .map(({ cohort, size, cells }) => ({
                key:
                  Number(cohort) - Math.min(...slow.map((entry) => Number(entry.cohort)), firstPeriod(events, period)),
                size,
                values: cells.map((cell) => cell.value),
                complete: cells.map((cell) => cell.complete),
              }))
              .sort((one, other) => one.key - other.key),
          );
        },
      ),
      { numRuns: 150 },
    );
  });

  it('never has fewer retained "on or after" than "on", and never more later in a fixed cohort', () => {
    fc.assert(
      fc.property(anyCase({ periods: 'calendar', measure: 'accounts' }), (asked) => {
        const fixed = { ...asked, given: { ...asked.given, attribute: null } };
        const on = tallyOf(withMode(fixed, 'on'));
        const after = tallyOf(withMode(fixed, 'on-or-after'));
        expect(after.map(({ of }) => of)).toEqual(on.map(({ of }) => of));
        on.forEach(({ values }, index) => {
          const unbounded = after[index]!.values;
          values.forEach((value, k) => {
            expect(unbounded[k]).toBeGreaterThanOrEqual(value);
            if (k > 0) expect(unbounded[k]).toBeLessThanOrEqual(unbounded[k - 1]!);
          });
        });
      }),
    );
  });

  it('never has more in a streak than on, and on or before never falls in a fixed cohort', () => {
    fc.assert(
      fc.property(anyCase({ measure: 'accounts' }), (asked) => {
        const on = tallyOf(withMode(asked, 'on'));
        const streak = tallyOf(withMode(asked, 'streak'));
        on.forEach(({ values }, index) =>
          values.forEach((value, k) => expect(streak[index]!.values[k]).toBeLessThanOrEqual(value)),
        );
        const fixed = withMode(
          {
            ...asked,
            question: { ...asked.question, periods: 'calendar' },
            given: { ...asked.given, attribute: null },
          },
          'on-or-before',
        );
        for (const { values } of tallyOf(fixed)) {
          values.forEach((value, k) => expect(value).toBeGreaterThanOrEqual(values[k - 1] ?? 0));
        }
      }),
    );
  });

  it('has in a bracket at least the most of its periods, and at most their sum', () => {
    fc.assert(
      fc.property(anyCase({ periods: 'calendar', measure: 'accounts' }), (asked) => {
        const fixed = { ...asked, given: { ...asked.given, attribute: null } };
        const on = tallyOf(withMode(fixed, 'on'));
        tallyOf(withMode(fixed, 'bracket')).forEach(({ values, of }, index) => {
          let from = 0;
          values.forEach((value, k) => {
            const inside = on[index]!.values.slice(from, from + fixed.question.brackets[k]!);
            from += fixed.question.brackets[k]!;
            // A bracket that has not ended counts the periods that have begun, as they do.
            expect(value).toBeGreaterThanOrEqual(Math.max(...inside));
            expect(value).toBeLessThanOrEqual(
              Math.min(
                of[k]!,
                inside.reduce((sum, part) => sum + part, 0),
              ),
            );
          });
        });
      }),
    );
  });

  it('is the same in calendar and rolling days of UTC when everyone enters at the start of one', () => {
    fc.assert(
      fc.property(anyCase({ period: 'day' }), ({ events, question, given }) => {
        // Everyone's first event is the only start, at midnight.
        const starts = accounts.map((account, index) => ({
          account,
          seconds: at('2027-03-01T00:00:00Z') + index * 86_400,
          name: 'start',
        }));
        const all = [...starts, ...events];
        const asked = { ...question, start: { events: ['start'], where: [] }, entry: 'first-time' as const };
        const inUtc = { ...given, zone: 'UTC' };
        expect(tallyOf({ events: all, question: { ...asked, periods: 'rolling' }, given: inUtc })).toEqual(
          tallyOf({ events: all, question: { ...asked, periods: 'calendar' }, given: inUtc }),
        );
      }),
    );
  });

  it('starts each row with the whole cohort when the start event is the return event', () => {
    fc.assert(
      fc.property(anyCase({ measure: 'accounts' }), ({ events, question, given }) => {
        const same = { ...question, return: question.start };
        for (const { of, values } of tallyOf({ events, question: same, given })) expect(values[0]).toBe(of[0]);
      }),
    );
  });

  const small: Happening[] = [
    { account: 'a', seconds: at('2026-01-31T23:59:59Z'), name: 'open' },
    { account: 'a', seconds: at('2026-02-01T00:00:00Z'), name: 'open' },
    { account: 'b', seconds: at('2026-01-10T00:00:00Z'), name: 'open' },
    { account: 'c', seconds: at('2026-02-10T00:00:00Z'), name: 'open' },
    { account: 'c', seconds: at('2026-03-10T00:00:00Z'), name: 'pay' },
  ];
  const tallySmall = (question: Parameters<typeof questionWith>[0], given: Partial<Circumstances> = {}) =>
    tallyOf({ events: small, question: questionWith(question), given: { ...utc, ...given } });

  it('takes a period as complete from its last second on', () => {
    const lastCell = (asOf: string) => tallySmall({}, { asOf: at(asOf) })[0]?.complete[2];
    expect(lastCell('2026-03-31T23:59:58Z')).toBe(false);
    expect(lastCell('2026-03-31T23:59:59Z')).toBe(true);
  });

  it('does not read events after the as-of time', () => {
    expect(tallySmall({}, { asOf: at('2026-01-31T23:59:59Z') })).toMatchObject([
      { size: 2, values: [2], complete: [true] },
    ]);
    expect(tallySmall({}, { asOf: at('2025-12-31T00:00:00Z') })).toEqual([]);
  });

  it('counts rolling months of 30 days from the very second', () => {
    const events = [
      { account: 'a', seconds: at('2026-01-31T12:00:00Z'), name: 'open' },
      { account: 'a', seconds: at('2026-03-02T11:59:59Z'), name: 'pay' },
      { account: 'b', seconds: at('2026-01-31T12:00:00Z'), name: 'open' },
      { account: 'b', seconds: at('2026-03-02T12:00:00Z'), name: 'pay' },
    ];
    const question = questionWith({ periods: 'rolling', start: { events: ['open'] }, return: { events: ['pay'] } });
    expect(tallyOf({ events, question, given: { ...utc, asOf: at('2026-03-03T00:00:00Z') } })).toMatchObject([
      { size: 2, values: [1, 1], of: [2, 2], complete: [true, false] },
    ]);
  });

  it('speaks only of the members whose own period has ended', () => {
    const events = [
      { account: 'a', seconds: at('2026-01-01T00:00:00Z'), name: 'open' },
      { account: 'b', seconds: at('2026-01-20T00:00:00Z'), name: 'open' },
      { account: 'a', seconds: at('2026-02-02T00:00:00Z'), name: 'open' },
    ];
    const question = questionWith({ periods: 'rolling' });
    const given = { ...utc, asOf: at('2026-03-05T00:00:00Z') };
    // Day 30 to 60 of a has ended; that of b has not.
    expect(tallyOf({ events, question, given })).toMatchObject([
      { size: 2, values: [2, 1, 0], of: [2, 1, 1], complete: [true, false, false] },
    ]);
  });

  it('stops when asked', () => {
    for (const question of [{}, { mode: 'streak' as const }]) {
      expect(() => tallySmall(question, { shouldStop: () => true })).toThrow(
        expect.objectContaining({ code: 'cancelled' }),
      );
    }
  });

  it('refuses a table of more cells than anyone can read', () => {
    const decades = [
      { account: 'a', seconds: 0, name: 'open' },
      { account: 'a', seconds: at('1980-01-01T00:00:00Z'), name: 'open' },
    ];
    for (const periods of ['calendar', 'rolling'] as const) {
      const question = questionWith({ period: 'day', periods });
      expect(() => tallyOf({ events: decades, question, given: utc })).toThrow(/Choose longer periods/);
      const given = { ...utc, from: at('1979-12-30T00:00:00Z') };
      expect(tallyOf({ events: decades, question, given })).toHaveLength(1);
    }
  });

  it.each(['2026-04', '2025-12', 'January'])('has no accounts behind a cell that does not exist (%s)', (cohort) => {
    const prepared = prepareFrom(columnsFrom(small), questionWith(), utc);
    expect(() => membersBehind(prepared, { cohort, index: 0, which: 'all' })).toThrow(
      expect.objectContaining({ code: 'not_found' }),
    );
  });

  it('keeps the largest two hundred cohorts of an attribute and counts the rest', () => {
    const events = Array.from({ length: 450 }, (_, index) => ({
      account: `a${index}`,
      seconds: at('2026-01-01T00:00:00Z'),
      name: 'open',
    }));
    // v000 has 250 accounts, two hundred others have one each.
    const attribute = new Map(events.map(({ account }, index) => [account, index < 250 ? 'v000' : `v${index}`]));
    const prepared = prepareFrom(columnsFrom(events), questionWith({ cohortBy: 'plan' }), { ...utc, attribute });
    const tally = tallyRetention(prepared!.setup, prepared!.table);
    expect(tally.cohorts).toHaveLength(200);
    expect(tally.cohorts[0]).toMatchObject({ size: 250 });
    expect(tally).toMatchObject({ omitted: 1, accounts: 450 });
  });
});

function withMode(asked: Case, mode: RetentionQuestion['mode']): Case {
  return { ...asked, question: { ...asked.question, mode } };
}

/** Days since 1970, or weeks since the one that holds its first day. */
function firstPeriod(events: readonly Happening[], period: RetentionQuestion['period']): number {
  const day = Math.floor(Math.min(...events.map(({ seconds }) => seconds)) / 86_400);
  return period === 'day' ? day : Math.floor((day + 3) / 7);
}

/** Periods as the clocks of the slow reference count them. */
function numberOf({ period }: RetentionQuestion, index: number): number {
  if (period === 'day' || period === 'week') return index;
  return index + 1970 * { month: 12, quarter: 4, year: 1 }[period];
}
