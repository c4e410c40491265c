import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DriversQuestion } from '../../../shared/contract/index.ts';
import { createCalendar } from '../events/index.ts';
import { columnsFrom, plainEvent } from '../testing/index.ts';
import type { PlainEvent } from '../testing/index.ts';
import type { RevenueBook } from '../recurring-revenue/index.ts';
import { compareBehaviours, membersWho } from './behaviours.ts';
import { studyAccounts } from './study.ts';

const day = 86_400;
const start = Date.UTC(2026, 2, 20) / 1000;
type Paid = { account: string; from: number; to: number };

function bookOf(paid: readonly Paid[]): RevenueBook {
  const sorted = paid.toSorted((one, other) =>
    one.account === other.account ? one.from - other.from : one.account < other.account ? -1 : 1,
  );
  const accounts = [...new Set(sorted.map(({ account }) => account))];
  const offsets = accounts.map((account) => sorted.findIndex((entry) => entry.account === account));
  return {
    base: 'EUR',
    statedOn: null,
    assumed: 0,
    converted: 0,
    accounts,
    positionOf: new Map(accounts.map((account, index) => [account, index])),
    offsets: Uint32Array.from([...offsets, sorted.length]),
    start: Int32Array.from(sorted, ({ from }) => from),
    end: Int32Array.from(sorted, ({ to }) => to),
    minor: new Float64Array(sorted.length).fill(100),
    term: new Uint16Array(sorted.length),
    leftOut: { currencies: [], withoutAmount: 0 },
  };
}

const names = ['login', 'export', 'share'];
const accounts = ['k', 'l', 'm', 'n'];
const firstDay = start / day;

const anyBook = fc.record({
  events: fc.array(
    fc.record({
      account: fc.constantFrom(...accounts),
      seconds: fc.integer({ min: 0, max: 30 * 4 }).map((quarter) => start + (quarter * day) / 4),
      name: fc.constantFrom(...names),
    }),
    { minLength: 1, maxLength: 60 },
  ),
  paid: fc.array(
    fc.record({
      account: fc.constantFrom('k', 'l', 'm'),
      from: fc.integer({ min: firstDay, max: firstDay + 10 }),
      days: fc.integer({ min: 1, max: 25 }),
    }),
    { maxLength: 4 },
  ),
});

const anyQuestion = fc.record({
  behaviourDays: fc.integer({ min: 1, max: 6 }),
  gapDays: fc.nat(3),
  outcomeDays: fc.integer({ min: 1, max: 8 }),
  outcome: fc.constantFrom('active', 'paying'),
  entry: fc.constantFrom('first-event', 'first-paid-day'),
  thresholds: fc.constantFrom([1], [1, 3]),
  leastGroup: fc.constant(5),
  segment: fc.constant(null),
}) satisfies fc.Arbitrary<DriversQuestion>;

/** One account at a time, day by day. */
function plainStudy(
  events: readonly PlainEvent[],
  paid: readonly Paid[],
  question: DriversQuestion,
  asOf: number,
  zone: string,
) {
  const calendar = createCalendar({ zone, weekStart: 'monday' });
  const members = new Map<string, { retained: boolean; counts: Map<string, number> }>();
  const leftOut = { tooYoung: 0, noEntry: 0, goneBefore: 0 };
  for (const account of [...new Set(events.map((event) => event.account))].sort()) {
    const own = events.filter((event) => event.account === account);
    const subscriptions = paid.filter((entry) => entry.account === account);
    const paysOn = (second: number): boolean => {
      const today = calendar.dayIndex(second);
      return subscriptions.some(({ from, to }) => from <= today && today < to);
    };
    const entry =
      question.entry === 'first-event'
        ? Math.min(...own.map(({ seconds }) => seconds))
        : subscriptions.length === 0
          ? Infinity
          : calendar.periodStart('day', Math.min(...subscriptions.map(({ from }) => from)));
    if (entry > asOf) {
      leftOut.noEntry += 1;
      continue;
    }
    const outcome = entry + (question.behaviourDays + question.gapDays) * day;
    const end = outcome + question.outcomeDays * day;
    if (end > asOf + 1) {
      leftOut.tooYoung += 1;
      continue;
    }
    const everPaid = subscriptions.some(({ from }) => from <= calendar.dayIndex(outcome));
    const isGone = question.outcome === 'paying' ? !paysOn(outcome) : everPaid && !paysOn(outcome);
    if (isGone) {
      leftOut.goneBefore += 1;
      continue;
    }
    const counts = new Map<string, number>();
    for (const { name, seconds } of own) {
      if (seconds >= entry && seconds < entry + question.behaviourDays * day)
        counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    const retained =
      question.outcome === 'active' ? own.some(({ seconds }) => seconds >= outcome && seconds < end) : paysOn(end - 1);
    members.set(account, { retained, counts });
  }
  return { members, leftOut };
}

describe('drivers', () => {
  it('look at each account as a plain reading of the rule does', () => {
    fc.assert(
      fc.property(
        anyBook,
        anyQuestion,
        fc.constantFrom('UTC', 'Europe/Madrid', 'America/New_York'),
        fc.integer({ min: 5, max: 40 }),
        ({ events: drawn, paid: spans }, question, zone, length) => {
          const events = drawn.map(({ account, seconds, name }) => plainEvent(account, seconds, name));
          const paid = spans.map(({ account, from, days }) => ({ account, from, to: from + days }));
          const asOf = start + length * day - 1;
          const columns = columnsFrom(events);
          const study = studyAccounts({
            columns,
            calendar: createCalendar({ zone, weekStart: 'monday' }),
            revenue: bookOf(paid),
            question,
            from: 0,
            to: Infinity,
            asOf,
            accountFilter: null,
          });
          const plain = plainStudy(events, paid, question, asOf, zone);
          expect(study.leftOut).toEqual(plain.leftOut);
          expect(study.accounts.map((account) => columns.accounts[account])).toEqual([...plain.members.keys()]);
          expect(study.retained).toEqual([...plain.members.values()].map(({ retained }) => (retained ? 1 : 0)));
          for (const name of names) {
            for (const atLeast of question.thresholds) {
              const flags = membersWho(study, columns.names.indexOf(name), atLeast);
              expect([...flags]).toEqual(
                [...plain.members.values()].map(({ counts }) => ((counts.get(name) ?? 0) >= atLeast ? 1 : 0)),
              );
            }
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it('never reads behaviour from the outcome days, nor the other way round', () => {
    // One account does "export" only in the gap and after it: neither counts as behaviour.
    const events = [
      plainEvent('k', start, 'login'),
      plainEvent('k', start + 3 * day, 'export'),
      plainEvent('k', start + 5 * day, 'export'),
    ];
    const columns = columnsFrom(events);
    const question = {
      behaviourDays: 3,
      gapDays: 1,
      outcomeDays: 5,
      outcome: 'active',
      entry: 'first-event',
      thresholds: [1],
      leastGroup: 5,
      segment: null,
    } satisfies DriversQuestion;
    const study = studyAccounts({
      columns,
      calendar: createCalendar({ zone: 'UTC', weekStart: 'monday' }),
      revenue: bookOf([]),
      question,
      from: 0,
      to: Infinity,
      asOf: start + 30 * day,
      accountFilter: null,
    });
    expect(study.did.has(columns.names.indexOf('export'))).toBe(false);
    expect(study.retained).toEqual([1]);
  });

  it('finds what goes with staying, and takes mere busyness out', () => {
    // Busy accounts stay more often and do "export" more often; with equal activity, "export" makes no difference.
    const events: PlainEvent[] = [];
    let next = 0;
    const add = (isBusy: boolean, doesExport: boolean, stays: boolean, times: number): void => {
      for (let time = 0; time < times; time++) {
        const account = `a${String(next++).padStart(4, '0')}`;
        for (let index = 0; index < (isBusy ? 20 : 2); index++)
          events.push(plainEvent(account, start + index * 60, 'login'));
        if (doesExport) events.push(plainEvent(account, start + 100, 'export'));
        if (stays) events.push(plainEvent(account, start + 12 * day, 'share'));
      }
    };
    add(true, true, true, 72);
    add(true, true, false, 8);
    add(true, false, true, 18);
    add(true, false, false, 2);
    add(false, true, true, 4);
    add(false, true, false, 16);
    add(false, false, true, 16);
    add(false, false, false, 64);
    const columns = columnsFrom(events);
    const question = {
      behaviourDays: 7,
      gapDays: 0,
      outcomeDays: 14,
      outcome: 'active',
      entry: 'first-event',
      thresholds: [1],
      leastGroup: 20,
      segment: null,
    } satisfies DriversQuestion;
    const study = studyAccounts({
      columns,
      calendar: createCalendar({ zone: 'UTC', weekStart: 'monday' }),
      revenue: bookOf([]),
      question,
      from: 0,
      to: Infinity,
      asOf: start + 60 * day,
      accountFilter: null,
    });
    const { behaviours, tested } = compareBehaviours(study, columns.names, question.thresholds, question.leastGroup);
    expect(tested).toBe(1);
    const [found] = behaviours;
    expect(found).toMatchObject({
      event: 'export',
      did: { accounts: 100, retained: 76 },
      didNot: { accounts: 100, retained: 34 },
    });
    expect(found!.difference).toBeCloseTo(0.42, 12);
    expect(found!.q).toBeLessThan(0.001);
    expect(found!.adjusted).toBeCloseTo(0, 12);
  });
});
