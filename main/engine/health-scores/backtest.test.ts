import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HealthDefinition } from '../../../shared/contract/index.ts';
import { healthPulseMeasure } from '../../../shared/contract/index.ts';
import { dayNumber, dayOfNumber } from '../../../shared/domain/time.ts';
import { createRandom } from '../../stats/index.ts';
import { computeSnapshot, createRowComputer, endOfDay, placeOf, readBook, rowWidth } from '../models/index.ts';
import type { Book } from '../models/index.ts';
import { columnsFrom, plainEvent, testBook } from '../testing/index.ts';
import type { PlainEvent, TestBook } from '../testing/index.ts';
import { comparedWithBook, healthBacktestTask, healthScoring } from './backtest-task.ts';
import { verdictOf } from './backtest-words.ts';
import { insertBacktest, backtestOf } from './backtests.ts';
import { pointsOf } from './score.ts';
import { knownMeasures } from './measures.ts';
import { compileDefinition } from './variants.ts';

const first = dayNumber('2024-01-01');
const until = dayNumber('2026-03-31');
const accounts = Array.from({ length: 60 }, (_, index) => `a${String(index).padStart(2, '0')}`);

/** Contracts of a year; one in three ends with its second year, after three months of silence. */
function eventsOf(): PlainEvent[] {
  const random = createRandom(11);
  return accounts.flatMap((account, index) => {
    const events: PlainEvent[] = [];
    for (let day = first + index; day <= until; day++) {
      const isSilent = index % 3 === 0 && day > first + index + 640;
      if (random.next() < 0.3 && !isSilent) events.push(plainEvent(account, day * 86_400 + 40_000 + index, 'login'));
      if (random.next() < 0.2 && !isSilent) events.push(plainEvent(account, day * 86_400 + 50_000 + index, 'report'));
    }
    return events;
  });
}

let book: TestBook;
let whole: Book;
const input = () => ({ file: book.session.file, key: book.session.key, until, rule: null });
beforeAll(async () => {
  book = testBook();
  book.fill(
    {
      accounts: accounts.map((account_id) => ({ account_id, name: account_id })),
      subscriptions: accounts.map((account_id, index) => ({
        subscription_id: `s-${account_id}`,
        account_id,
        start_day: dayOfNumber(first + index),
        end_day: index % 3 === 0 ? dayOfNumber(first + index + 731) : null,
        mrr: 10_000 + index,
        currency: 'EUR',
        seats: 5 + (index % 4),
        term_months: 12,
      })),
      tickets: accounts.map((account_id, index) => ({
        ticket_id: `t-${account_id}`,
        account_id,
        opened_at: (until - 30 * (index % 8)) * 86_400,
      })),
    },
    [],
    until * 86_400,
  );
  const read = readBook(input(), () => false);
  whole = { ...read, sources: withEvents(read.sources, eventsOf()) };
});
afterAll(() => book.close());

/** The sources with other events: the store itself is not what is tested here. */
function withEvents(sources: Book['sources'], events: readonly PlainEvent[]): Book['sources'] {
  const columns = columnsFrom(events);
  const places = new Map(columns.accounts.map((id, place) => [id, place]));
  return {
    ...sources,
    events: columns,
    eventAccount: Int32Array.from(sources.accounts, (id) => places.get(id) ?? -1),
  };
}

const everything = knownMeasures.filter(({ id }) => id !== healthPulseMeasure).map(({ id }) => id);
const reading = (...measures: string[]): HealthDefinition => ({
  format: 'holdfast-health',
  formatVersion: 1,
  pillars: [
    {
      name: 'All',
      weight: 1,
      measures: measures.map((measure) => ({ measure, weight: 1, scale: { kind: 'linear', zero: 0, hundred: 20 } })),
    },
  ],
  exceptions: [],
  variants: [],
});
const scoring = (definition: HealthDefinition, sources = whole.sources) =>
  healthScoring(sources, compileDefinition(definition, {}), [], () => false);
const all = Int32Array.from(accounts.keys());

describe('a health score of the past', () => {
  it('reads an account alone where no measure is told from the whole book', () => {
    const instant = endOfDay(until - 100);
    const { values } = computeSnapshot(whole.sources, instant);
    const compute = createRowComputer(whole.sources);
    const row = new Float64Array(rowWidth);
    const differs = new Set<string>();
    accounts.forEach((_, account) => {
      compute(account, instant, row);
      for (const name of everything)
        if (!Object.is(row[placeOf(name)], values[account * rowWidth + placeOf(name)])) differs.add(name);
    });
    expect([...differs].filter((name) => !comparedWithBook.has(name))).toEqual([]);
    // Those that this book has the rows for.
    expect(differs).toContain('events_ratio_book');
  });

  it.each([
    ['alone', ['active_days_28', 'open_tickets']],
    ['with the book', ['active_days_28', 'usage_surprise']],
  ])('is the same as from a whole snapshot, worked out by hand (%s)', (_name, measures) => {
    const day = until - 60;
    const places = Int32Array.from([3, 17, 41]);
    const found = scoring(reading(...measures)).scoresAt(day, places)!;
    const { values } = computeSnapshot(whole.sources, endOfDay(day));
    const points = pointsOf({ kind: 'linear', zero: 0, hundred: 20 });
    const expected = Array.from(places, (place) => {
      const own = measures
        .map((name) => values[place * rowWidth + placeOf(name)]!)
        .filter((value) => !Number.isNaN(value));
      return own.reduce((sum, value) => sum + points(value), 0) / own.length;
    });
    expected.forEach((value, index) => expect(found[index]).toBeCloseTo(value, 8));
  });

  it('knows nothing of later days', () => {
    const day = until - 200;
    const earlier = withEvents(
      whole.sources,
      eventsOf().filter(({ seconds }) => seconds <= endOfDay(day)),
    );
    const later = scoring(reading('active_days_28', 'events_ratio', 'usage_surprise')).scoresAt(day, all);
    expect(scoring(reading('active_days_28', 'events_ratio', 'usage_surprise'), earlier).scoresAt(day, all)).toEqual(
      later,
    );
  });

  it('reads a pulse only while it counted', () => {
    const definition = reading(healthPulseMeasure);
    const from = endOfDay(until - 50);
    const pulses = [{ account: 'a01', value: 10, from, to: from + 86_400 * 20 }];
    const compiled = compileDefinition(definition, {});
    const asked = healthScoring(whole.sources, compiled, pulses, () => false);
    const on = (day: number): number => asked.scoresAt(day, Int32Array.of(1))![0]!;
    expect([until - 51, until - 50, until - 31, until - 30].map(on)).toEqual([NaN, 50, 50, NaN]);
  });
});

describe('a backtest', () => {
  it('puts every past renewal with a known outcome into the band of 90 days before', () => {
    const told = healthBacktestTask(
      {
        ...input(),
        task: 'health-backtest',
        definition: reading('open_tickets'),
        attributes: {},
        pulses: [],
        currency: 'EUR',
      },
      { shouldStop: () => false, progress: () => undefined },
    );
    expect(told.bands.map(({ id }) => id)).toEqual(['red', 'amber', 'green', 'none']);
    expect(told.bands.reduce((sum, { renewals }) => sum + renewals, 0)).toBe(told.renewals);
    expect(told.bands.reduce((sum, { lost }) => sum + lost, 0)).toBe(told.lost);
    expect(told.lost).toBeGreaterThan(10);
    expect(told.state).toBe('too-few-for-a-verdict');
    expect(told.verdict.en).toMatch(/Not enough churn for a verdict/);
    for (const { rate, lost, renewals } of told.bands) expect(rate.value).toBe(renewals === 0 ? null : lost / renewals);
    const { database } = book.session;
    insertBacktest(database, reading('open_tickets'), told, { version: book.session.dataVersion(), createdAt: 1 });
    expect(backtestOf(database, reading('open_tickets'))).toMatchObject({ renewals: told.renewals, outdated: false });
    expect(backtestOf(database, reading('seats'))).toBeNull();
  });

  it('ends soon when it is told to', () => {
    const asked = {
      ...input(),
      task: 'health-backtest' as const,
      definition: reading('usage_surprise'),
      attributes: {},
      pulses: [],
      currency: 'EUR',
    };
    let looks = 0;
    expect(() => healthBacktestTask(asked, { shouldStop: () => ++looks > 40, progress: () => undefined })).toThrow(
      /cancelled|stopped/i,
    );
  });

  it('says whether red and green part, or that it cannot be told', () => {
    const rate = (low: number, value: number, high: number) => ({ value, low, high });
    const bands = (red: ReturnType<typeof rate>, green: ReturnType<typeof rate>) => [
      { id: 'red', renewals: 1, lost: 1, rate: red },
      { id: 'green', renewals: 1, lost: 1, rate: green },
    ];
    const say = (state: Parameters<typeof verdictOf>[0]['state'], list: ReturnType<typeof bands>) =>
      verdictOf({ state, lost: 7, bands: list }).en;
    expect(say('enough', bands(rate(0.2, 0.3, 0.4), rate(0.05, 0.1, 0.15)))).toMatch(
      /The bands part.*30\.0 %.*10\.0 %/,
    );
    expect(say('enough', bands(rate(0.1, 0.3, 0.4), rate(0.05, 0.1, 0.15)))).toMatch(/not shown to part/);
    expect(say('enough', [])).toMatch(/No verdict/);
    expect(say('not-enough', [])).toMatch(/Not enough churn to tell: 7 renewals were lost/);
  });
});
