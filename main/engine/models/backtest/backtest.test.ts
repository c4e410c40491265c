import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber, dayOfNumber } from '../../../../shared/domain/time.ts';
import { wilson } from '../../../stats/index.ts';
import { anyBook, lastInstant, sourcesOf, withOtherFuture } from '../testing/plain-book.ts';
import { backtestScores } from './backtest-scores.ts';
import { fate, fateOf } from './fates.ts';
import { flagByRule, turnsOf } from './flags.ts';
import { livesThen } from './lives-then.ts';
import { monthEnds } from './month-ends.ts';
import { bookOf, bookStart, bookThen, leavingBook, leavingRule } from './testing/leaving-book.ts';
import type { ScoringFunction } from './types.ts';
import { usageRule } from './usage-rule.ts';
import { customersOn } from './walk.ts';

const days = 480;
const until = bookStart + days;
const plain = leavingBook(120, days, 5);
const book = bookOf(plain, until);
const { horizonDays } = leavingRule;

/** What a person could reckon: the account's number, turned round every month. */
const scoring: ScoringFunction = {
  id: 'numbers',
  name: { en: 'Numbers', es: 'Números' },
  direction: 'risk',
  scoresAt: (day, accounts) => Float64Array.from(accounts, (account) => (account * 37 + day * 11) % 101),
};
const ask = (change: Partial<Parameters<typeof backtestScores>[0]> = {}) =>
  backtestScores({ book, until, scoring, currency: 'EUR', rule: { kind: 'top', top: 20 }, ...change });

/** An account of the generated book by its one subscription, without any of the machinery. */
function subscriptionOf(account: number): { start: number; end: number } {
  const row = plain.subscriptions.find((each) => each.account === account)!;
  const end = row['ended']! / 86_400;
  return { start: row['started']! / 86_400, end: Number.isNaN(end) ? Infinity : end };
}

describe('month ends', () => {
  it('are the last days of months before the end of the data', () => {
    const of = (day: string, count: number) => monthEnds(dayNumber(day), count).map(dayOfNumber);
    expect(of('2024-03-31', 3)).toEqual(['2023-12-31', '2024-01-31', '2024-02-29']);
    expect(of('2024-04-01', 2)).toEqual(['2024-02-29', '2024-03-31']);
    expect(monthEnds(dayNumber('2024-03-15'), 60, dayNumber('2024-01-31')).map(dayOfNumber)).toEqual([
      '2024-01-31',
      '2024-02-29',
    ]);
  });
});

describe('flags', () => {
  const turns = Uint32Array.of(9, 3, 5, 1, 7);

  it('take the riskiest, ties by their turn, and never one without a score', () => {
    const scores = Float64Array.of(0.5, 0.2, 0.5, NaN, 0.5);
    expect([...flagByRule({ kind: 'top', top: 2 }, 'risk', scores, turns)]).toEqual([0, 0, 1, 0, 1]);
    expect([...flagByRule({ kind: 'top', top: 9 }, 'risk', scores, turns)]).toEqual([1, 1, 1, 0, 1]);
    expect([...flagByRule({ kind: 'top', top: 1 }, 'health', scores, turns)]).toEqual([0, 1, 0, 0, 0]);
  });

  it('a threshold flags a risk from it on, and a health below it', () => {
    const scores = Float64Array.of(50, 49, 51, NaN, 50);
    expect([...flagByRule({ kind: 'threshold', threshold: 50 }, 'risk', scores, turns)]).toEqual([1, 0, 1, 0, 1]);
    expect([...flagByRule({ kind: 'threshold', threshold: 50 }, 'health', scores, turns)]).toEqual([0, 1, 0, 0, 0]);
  });

  it('turns depend on the id alone, whatever other accounts there are', () => {
    expect([...turnsOf(['b', 'd'], 1)]).toEqual([...turnsOf(['a', 'b', 'c', 'd'], 1)].filter((_, at) => at % 2 === 1));
    expect(turnsOf(['a'], 1)).not.toEqual(turnsOf(['a'], 2));
  });
});

describe('what became of an account', () => {
  const life = { spans: [{ from: 100, to: 200 }], churns: [200], pendingFrom: null };
  const open = { spans: [{ from: 100, to: 200 }], churns: [], pendingFrom: 200 };

  it('left within the horizon, stayed through it, was gone, or is not known yet', () => {
    expect(fateOf(life, 140, 60, 300)).toEqual({ fate: fate.left, leftOn: 200 });
    expect(fateOf(life, 139, 60, 300).fate).toBe(fate.stayed);
    expect(fateOf(life, 200, 60, 300).fate).toBe(fate.noCustomer);
    expect(fateOf(open, 139, 60, 205).fate).toBe(fate.stayed);
    expect(fateOf(open, 140, 60, 205).fate).toBe(fate.open);
    // Left already, though the horizon has not passed.
    expect(fateOf(life, 199, 60, 210).fate).toBe(fate.left);
  });
});

describe('what was known then', () => {
  it('no later row changes whom a day counts as customer, nor what the usage rule says', () => {
    const rules = [
      leavingRule,
      { ...leavingRule, subscriptionEnded: { enabled: false, graceDays: 10 }, inactivity: { enabled: true, days: 40 } },
    ];
    fc.assert(
      fc.property(
        anyBook,
        anyBook,
        fc.integer({ min: 0, max: lastInstant }),
        fc.constantFrom(...rules),
        (one, other, at, rule) => {
          const day = Math.floor(at / 86_400);
          const [then, later] = [one, withOtherFuture(one, other, (day + 1) * 86_400 - 1)].map((each) => {
            const sources = sourcesOf(each);
            const lives = livesThen(sources, rule).on(day);
            const customers = customersOn(lives, day);
            return { lives, customers: [...customers], said: [...usageRule(sources).scoresAt(day, customers)!] };
          });
          expect(later).toEqual(then);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('the lives of a day are those of the book as it was cut off there', () => {
    for (const day of [bookStart + 150, bookStart + 300]) {
      const cut = bookOf(bookThen(plain, day), day);
      expect(livesThen(book.sources, leavingRule).on(day)).toEqual(cut.lives);
    }
  });

  it('a row that was corrected later counts as it was', () => {
    const { sources } = bookOf(plain, until);
    const account = plain.subscriptions.findIndex(({ ended }) => ended! > 0);
    const { start, end } = subscriptionOf(account);
    const { subscriptions } = sources;
    const row = subscriptions.offsets[account]!;
    // Until a month after its end the book said that it would go on; only then the row was corrected, counting from then.
    const corrected = end + 30;
    const known = subscriptions.known.map((instant, place) => (place === row ? corrected * 86_400 : instant));
    const offsets = subscriptions.offsets.map((_, place) => (place > account ? 1 : 0));
    const one = (value: number): Float64Array => Float64Array.of(value);
    const past = {
      ...Object.fromEntries(Object.keys(subscriptions).map((name) => [name, one(0)])),
      started: one(start * 86_400),
      ended: one(NaN),
      known: one(start * 86_400),
      until: one(corrected * 86_400),
      offsets,
      firstKnown: start * 86_400,
    };
    const then = livesThen({ ...sources, subscriptions: { ...subscriptions, known, past } as never }, leavingRule);
    const hasEndedBy = (day: number): boolean => !customersOn(then.on(day), day).includes(account);
    expect([end - 1, end, corrected - 1, corrected].map(hasEndedBy)).toEqual([false, false, false, true]);
    expect(then.of(account, corrected - 1)).toEqual(then.on(corrected - 1)[account]);
  });
});

describe('a backtest', () => {
  const { months, pooled, lines, verdict } = ask();

  it('counts every month so that nothing is lost, and every judged one by hand', () => {
    expect(months.map(({ state }) => state)).toContain('open');
    for (const month of months) {
      const day = dayNumber(month.day);
      const customers = book.sources.accounts
        .keys()
        .filter((account) => subscriptionOf(account).start <= day && subscriptionOf(account).end > day)
        .toArray();
      const riskOf = (account: number): number => (account * 37 + day * 11) % 101;
      const isFlagged = (account: number): boolean =>
        customers.filter((other) => riskOf(other) > riskOf(account)).length < 20;
      const hasLeft = (account: number): boolean => {
        const { end } = subscriptionOf(account);
        return end <= Math.min(day + horizonDays, until - leavingRule.subscriptionEnded.graceDays);
      };
      const counts = month.counts!;
      expect(month.customers).toBe(customers.length);
      expect(month.churned).toBe(customers.filter(hasLeft).length);
      expect(counts.found + counts.missed).toBe(counts.churned);
      expect(counts.found + counts.falseAlarms + counts.open).toBe(counts.flagged);
      expect(counts.open > 0).toBe(month.state === 'open');
      // Numbers that differ by a multiple of 101 tie; there the turn decides, which a person cannot foresee.
      const border = month.border!;
      const sure = customers.filter((account) => riskOf(account) > border);
      expect(sure.every(isFlagged)).toBe(true);
      expect(Math.abs(counts.found - sure.filter(hasLeft).length)).toBeLessThanOrEqual(counts.flagged - sure.length);
      if (month.state !== 'judged') {
        expect([month.precision.value, month.recall.value, month.auc.value]).toEqual([null, null, null]);
        continue;
      }
      const interval = wilson(counts.found, counts.flagged)!;
      expect(month.precision).toEqual({
        value: counts.found / counts.flagged,
        low: interval.lower,
        high: interval.upper,
      });
      const revenue = customers.filter(hasLeft).reduce((sum, account) => sum + 100 * (100 + account), 0);
      expect(month.revenue!.churned).toEqual({ minor: revenue, currency: 'EUR' });
    }
  });

  it('adds the judged months up, and tells each departure once', () => {
    const judged = months.filter(({ state }) => state === 'judged');
    const sum = (of: (month: (typeof months)[number]) => number): number =>
      judged.reduce((total, month) => total + of(month), 0);
    expect(judged.length).toBeGreaterThan(5);
    expect(pooled).toMatchObject({
      months: judged.length,
      from: judged[0]!.day,
      until: judged.at(-1)!.day,
      customerMonths: sum(({ customers }) => customers),
      flagged: sum(({ counts }) => counts!.flagged),
      found: sum(({ counts }) => counts!.found),
      missed: sum(({ counts }) => counts!.missed),
      falseAlarms: sum(({ counts }) => counts!.falseAlarms),
      churned: sum(({ churned }) => churned),
    });
    expect(pooled.found + pooled.missed).toBe(pooled.churned);
    expect(pooled.found + pooled.falseAlarms).toBe(pooled.flagged);
    const seen = book.sources.accounts
      .keys()
      .map((account) => ({ account, ...subscriptionOf(account) }))
      .filter(({ start, end }) =>
        judged.some(
          ({ day }) => start <= dayNumber(day) && dayNumber(day) < end && end <= dayNumber(day) + horizonDays,
        ),
      )
      .toArray();
    expect(pooled.departures.total).toBe(seen.length);
    expect(pooled.revenue!.lost.minor).toBe(seen.reduce((total, { account }) => total + 100 * (100 + account), 0));
    for (const share of [pooled.precision, pooled.recall, pooled.baseRate, pooled.departures.share]) {
      expect(share.low!).toBeLessThanOrEqual(share.value!);
      expect(share.high!).toBeGreaterThanOrEqual(share.value!);
    }
    expect(pooled.lead!.count).toBe(pooled.departures.caught);
    expect(pooled.lead!.median).toBeGreaterThan(0);
    expect(pooled.lead!.p90).toBeLessThanOrEqual(horizonDays);
  });

  it('numbers that know nothing are no better than the lot, a fall of activity is', () => {
    expect(verdict.state).toBe('not-better');
    const lot = lines.find(({ id }) => id === 'by-lot')!;
    expect(lot.precision.value).toBeCloseTo(pooled.baseRate.value!, 1);
    expect(lot.recallDifference.low!).toBeLessThan(0);
    const usage = lines.find(({ id }) => id === 'usage-rule')!;
    expect(usage.recallDifference.high!).toBeLessThan(0);
    expect(usage.auc.value!).toBeGreaterThan(0.7);
    expect(ask({ scoring: usageRule(book.sources) }).lines[0]!.recallDifference).toEqual({ value: 0, low: 0, high: 0 });
  });

  it('a score that knows the future finds everything, and a health score is the same turned round', () => {
    const endsAt = (direction: 'risk' | 'health'): ScoringFunction => ({
      ...scoring,
      direction,
      scoresAt: (_day, accounts) =>
        Float64Array.from(accounts, (account) => {
          const { end } = subscriptionOf(account);
          const days = end === Infinity ? 1e6 : end;
          return direction === 'risk' ? -days : days;
        }),
    });
    const rule = { kind: 'top', top: 40 } as const;
    const [risk, health] = (['risk', 'health'] as const).map((direction) => ask({ scoring: endsAt(direction), rule }));
    expect(risk!.pooled.recall.value).toBe(1);
    expect(risk!.pooled.auc.value).toBe(1);
    expect(risk!.pooled.departures.caught).toBe(risk!.pooled.departures.total);
    expect(risk!.verdict.state).toBe('better');
    expect(health!.pooled).toEqual(risk!.pooled);
  });

  it('the AUC compares pairs of one month', () => {
    let wins = 0,
      pairs = 0;
    for (const month of months.filter(({ state }) => state === 'judged')) {
      const day = dayNumber(month.day);
      const rows = book.sources.accounts
        .keys()
        .filter((account) => subscriptionOf(account).start <= day && subscriptionOf(account).end > day)
        .map((account) => ({
          risk: (account * 37 + day * 11) % 101,
          left: subscriptionOf(account).end <= day + horizonDays,
        }))
        .toArray();
      for (const a of rows.filter(({ left }) => left))
        for (const b of rows.filter(({ left }) => !left)) {
          pairs++;
          wins += a.risk > b.risk ? 1 : a.risk === b.risk ? 0.5 : 0;
        }
    }
    expect(pooled.auc.value).toBeCloseTo(wins / pairs, 12);
  });

  it('says that it is not enough, by the number of departures', () => {
    const few = (accounts: number) => {
      const small = leavingBook(accounts, days, 5);
      return ask({ book: bookOf(small, until) }).verdict;
    };
    expect(few(10)).toMatchObject({
      state: 'not-enough',
      why: { en: expect.stringContaining('Not enough to tell') as string },
    });
    const some = few(40);
    expect(some.state).toBe('too-few-for-a-verdict');
    expect(some.departures).toBeGreaterThanOrEqual(10);
    expect(some.why.es).toContain('No basta para un veredicto');
  });

  it('answers an empty book without a figure', () => {
    const empty = ask({ book: bookOf({ ...plain, events: [], subscriptions: [] }, until) });
    expect(empty).toMatchObject({ months: [], verdict: { state: 'not-enough', departures: 0 }, renewals: null });
    expect(empty.pooled).toMatchObject({ precision: { value: null }, lead: null, revenue: null, from: null });
  });

  it('a score that has nothing to say of a month leaves it out', () => {
    const from = dayNumber(months[4]!.day);
    const late = ask({
      scoring: { ...scoring, scoresAt: (day, of) => (day < from ? null : scoring.scoresAt(day, of)) },
    });
    expect(late.months.slice(0, 4).map(({ state, counts }) => [state, counts])).toEqual(
      Array.from({ length: 4 }, () => ['too-early', null]),
    );
    expect(late.pooled.from).toBe(months[4]!.day);
    expect(late.months.slice(4)).toEqual(months.slice(4));
  });

  it('stops when it is asked to', () => {
    let asked = 0;
    expect(() => ask({ shouldStop: () => asked++ > 3 })).toThrow(/cancelled|stopped/i);
  });
});
