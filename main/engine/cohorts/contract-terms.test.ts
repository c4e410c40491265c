import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayNumber, dayOfNumber } from '../../../shared/domain/time.ts';
import { addMonths, contractsOf, mostTerms, termDays } from './contract-terms.ts';
import type { PaidSubscription } from './contract-terms.ts';

const paid = (start: string, end: string | null, term: number | null): PaidSubscription => ({
  account: 'a',
  start,
  end,
  term,
});
const days = (subscriptions: readonly PaidSubscription[], until: string): string[] =>
  termDays(contractsOf(subscriptions), dayNumber(until)).map(dayOfNumber);

describe('the terms of a contract', () => {
  it('go on while subscriptions follow each other', () => {
    const renewed = [paid('2024-01-15', '2025-01-15', 12), paid('2025-01-15', null, 12)];
    expect(days(renewed, '2026-02-01')).toEqual(['2024-01-15', '2025-01-15', '2026-01-15', '2027-01-15']);
    // More seats in the middle of a term are no new term, even where the row before ended the day before.
    const grown = [paid('2024-01-15', '2024-06-01', 12), paid('2024-06-02', null, 12)];
    expect(days(grown, '2025-02-01')).toEqual(['2024-01-15', '2025-01-15', '2026-01-15']);
  });

  it('begin anew with another term, or after a gap', () => {
    const longer = [paid('2024-01-01', '2024-04-01', 1), paid('2024-04-01', null, 12)];
    expect(days(longer, '2024-05-01')).toEqual(['2024-01-01', '2024-02-01', '2024-03-01', '2024-04-01', '2025-04-01']);
    const returned = [paid('2024-01-01', '2025-01-01', 12), paid('2025-07-01', null, 12)];
    expect(days(returned, '2025-08-01')).toEqual(['2024-01-01', '2025-01-01', '2025-07-01', '2026-07-01']);
  });

  it('do not change with an addition that overlaps', () => {
    const added = [paid('2024-01-01', null, 12), paid('2024-03-10', '2024-09-10', 6)];
    expect(days(added, '2025-06-01')).toEqual(['2024-01-01', '2025-01-01', '2026-01-01']);
  });

  it('are not known where no subscription says them, and keep the last one known', () => {
    expect(days([paid('2024-01-01', null, null)], '2026-01-01')).toEqual(['2024-01-01']);
    const forgotten = [paid('2024-01-01', '2024-02-01', 1), paid('2024-06-01', null, null)];
    expect(days(forgotten, '2024-06-15')).toEqual([
      '2024-01-01',
      '2024-02-01',
      '2024-03-01',
      '2024-04-01',
      '2024-05-01',
      '2024-06-01',
      '2024-07-01',
    ]);
  });

  it('keep the day of the start, or the last of a shorter month', () => {
    const months = [1, 2, 13, 25].map((count) => dayOfNumber(addMonths(dayNumber('2023-01-31'), count)));
    expect(months).toEqual(['2023-02-28', '2023-03-31', '2024-02-29', '2025-02-28']);
  });

  it('are as many as their arrays can hold, and fall on the days that a calendar says', () => {
    const anyContracts = fc.array(
      fc.record({ start: fc.integer({ min: 0, max: 6000 }), term: fc.constantFrom(0, 1, 2, 12) }),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(anyContracts, fc.integer({ min: 0, max: 9000 }), (unsorted, until) => {
        const contracts = unsorted.toSorted((a, b) => a.start - b.start).filter(({ start }) => start <= until);
        if (contracts.length > 0)
          expect(termDays(contracts, until).length).toBeLessThanOrEqual(mostTerms(contracts, until));
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: -30_000, max: 60_000 }), fc.integer({ min: 0, max: 600 }), (day, months) => {
        expect(dayOfNumber(addMonths(day, months))).toBe(monthsLater(dayOfNumber(day), months));
      }),
    );
  });

  it('are what a walk from day to day finds', () => {
    const anySubscriptions = fc
      .array(
        fc.record({
          gap: fc.constantFrom(0, 0, 1, 2, 40, -20),
          length: fc.integer({ min: 5, max: 90 }),
          term: fc.constantFrom(1, 3, 6, null),
        }),
        { minLength: 1, maxLength: 5 },
      )
      .map((parts) => {
        let day = '2024-01-31';
        return parts
          .map(({ gap, length, term }) => {
            const start = addDays(day, gap);
            day = addDays(start, length);
            return paid(start, day, term);
          })
          .sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
      });
    fc.assert(
      fc.property(anySubscriptions, (subscriptions) => {
        const until = '2025-06-30';
        const found = days(subscriptions, until).filter((day) => day <= until);
        expect(found).toEqual(walk(subscriptions, until));
      }),
      { numRuns: 60 },
    );
  });
});

/** Looks at every day on its own: does a term begin on it? */
function walk(subscriptions: readonly PaidSubscription[], until: string): string[] {
  const begun: string[] = [];
  let contract: { start: string; term: number } | null = null;
  for (let day = subscriptions[0]!.start; day <= until; day = addDays(day, 1)) {
    for (const [index, { start, term }] of subscriptions.entries()) {
      if (start !== day) continue;
      const before = subscriptions.slice(0, index);
      const isRunning = before.some(({ end }) => end === null || end > day);
      const endedJustNow = before.some(({ end }) => end !== null && end >= addDays(day, -1));
      const months: number = term ?? contract?.term ?? 0;
      if (isRunning || (contract !== null && endedJustNow && months === contract.term)) continue;
      contract = { start: day, term: months };
    }
    if (contract === null) continue;
    const { start, term } = contract;
    const isTerm =
      start === day ||
      (term > 0 && Array.from({ length: 20 }, (_, n) => n).some((n) => monthsLater(start, n * term) === day));
    if (isTerm) begun.push(day);
  }
  return begun;
}

function monthsLater(start: string, months: number): string {
  const [year = 0, month = 0, date = 0] = start.split('-').map(Number);
  const total = year * 12 + month - 1 + months;
  const lengths = [31, isLeap(Math.floor(total / 12)) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `${Math.floor(total / 12)}-${pad((total % 12) + 1)}-${pad(Math.min(date, lengths[total % 12]!))}`;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
