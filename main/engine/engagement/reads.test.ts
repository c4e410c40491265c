import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { intervalQuestion, lifecycleQuestion, stickinessQuestion } from '../../../shared/contract/index.ts';
import type { AccountSet } from '../../../shared/contract/index.ts';
import { createSegmentBuilder, encodeSegment } from '../events/index.ts';
import type { Session } from '../session/index.ts';
import { testWorkspace } from '../testing/index.ts';
import type { TestWorkspace } from '../testing/index.ts';
import { defineEventsRead } from '../threads/index.ts';
import { lifecycleRead } from './lifecycle-read.ts';
import { stickinessRead } from './stickiness-read.ts';
import { intervalRead } from './usage-interval-read.ts';

const at = (instant: string): number => Date.parse(instant) / 1000;
const utc = { zone: 'UTC', weekStart: 'monday' } as const;

let workspace: TestWorkspace;
let session: Session;

beforeEach(() => {
  workspace = testWorkspace();
  session = workspace.open();
  session.database.exec(`
    INSERT INTO imports (id, state, totals, findings, committed_at) VALUES (1, 'committed', '{}', '[]', 0);
    INSERT INTO import_files (id, import_id, name, table_name, sha256, bytes, rows, mapping) VALUES (1, 1, 'book.csv', 'accounts', 'x', 1, 1, '{}');
    INSERT INTO meta VALUES ('data_until', '${at('2026-04-10T00:00:00Z')}')`);
});
afterEach(async () => {
  await session.close();
  workspace.remove();
});

let segments = 0;
function storeEvents(rows: readonly [account: string, day: string, name?: string][]): void {
  const builder = createSegmentBuilder();
  for (const [account, day, name = 'login'] of rows) builder.add(account, at(`${day}T12:00:00Z`), name, null);
  const segment = ++segments;
  session.database.prepare('INSERT INTO event_segments VALUES (?, 1, ?, 1, 0, 0)').run(segment, rows.length);
  for (const { column, part, rows: count, bytes } of encodeSegment(builder.build())) {
    session.database
      .prepare('INSERT INTO event_chunks (segment_id, column_name, part, rows, bytes) VALUES (?, ?, ?, ?, ?)')
      .run(segment, column, part, count, bytes);
  }
}

function storeAccounts(rows: Readonly<Record<string, string | null>>): void {
  Object.entries(rows).forEach(([id, created], index) => {
    session.database
      .prepare(
        `INSERT INTO accounts (account_id, created_day, import_id, file_id, row_number, known_at, row_hash) VALUES (?, ?, 1, 1, ?, 0, '')`,
      )
      .run(id, created, index);
  });
}

function storeSubscriptions(rows: readonly [account: string, start: string, end: string | null, mrr: number][]): void {
  rows.forEach(([account, start, end, mrr], index) => {
    session.database
      .prepare(
        `INSERT INTO subscriptions (subscription_id, account_id, start_day, end_day, mrr, currency, is_trial, import_id, file_id, row_number, known_at, row_hash)
         VALUES (?, ?, ?, ?, ?, 'EUR', 0, 1, 1, ?, 0, '')`,
      )
      .run(String(index), account, start, end, mrr, index);
  });
}

const lifecycle = (given: Parameters<typeof lifecycleQuestion.parse>[0] = {}) =>
  session.readers.run(lifecycleRead, { ...lifecycleQuestion.parse(given), ...utc });
const stickiness = (given: Parameters<typeof stickinessQuestion.parse>[0] = {}) =>
  session.readers.run(stickinessRead, { ...stickinessQuestion.parse(given), ...utc });
const interval = (given: Parameters<typeof intervalQuestion.parse>[0] = {}) =>
  session.readers.run(intervalRead, { ...intervalQuestion.parse(given), ...utc });

/** A read of its own would not be known in the thread: sets are asked through the door that lists them. */
const setRead = defineEventsRead('accountSets.list', (): { rows: { id: string }[] } => ({ rows: [] }));
const idsOf = async (set: AccountSet): Promise<string[]> => {
  const page = await session.readers.run(setRead, { set, calendar: utc, cursor: null, limit: 100 } as never);
  return page.rows.map(({ id }) => id).sort();
};

const book = (): void => {
  storeAccounts({ A: '2026-01-05', B: '2025-06-01', C: null, D: '2026-03-20' });
  storeEvents([
    ['A', '2026-01-10'],
    ['A', '2026-02-10'],
    ['A', '2026-03-10'],
    ['B', '2026-01-10'],
    ['B', '2026-03-10'],
    ['C', '2026-02-10'],
    // Before the day on its record: its first event counts.
    ['D', '2026-02-11'],
    ['Z', '2026-04-09'],
  ]);
};

describe('the lifecycle', () => {
  it('tells states by the day of creation, and nothing of who was active before the data begin', async () => {
    book();
    const { periods, definition, currency } = await lifecycle();
    expect(periods.map(({ revenue: _, ...row }) => row)).toEqual([
      { period: '2026-01', complete: true, new: 1, returning: null, resurrected: null, dormant: null },
      { period: '2026-02', complete: true, new: 2, returning: 1, resurrected: 0, dormant: 1 },
      { period: '2026-03', complete: true, new: 0, returning: 1, resurrected: 1, dormant: 2 },
      { period: '2026-04', complete: false, new: 1, returning: 0, resurrected: 0, dormant: null },
    ]);
    expect(currency).toBeNull();
    expect(definition.sample).toBe(5);
    expect(definition.asOf).toBe('2026-04-09T12:00:00Z');
    expect(definition.words.en).toContain('(2 of those counted)');
    expect(definition.words.es).toContain('(2 de las contadas)');
  });

  it('adds the revenue on the day before the period, or on its last day', async () => {
    book();
    storeSubscriptions([
      // Ended with January: still there on the day before February.
      ['B', '2025-06-01', '2026-02-01', 500],
      ['A', '2026-01-05', null, 1000],
      ['A', '2026-02-15', null, 70],
      ['D', '2026-02-28', null, 30],
    ]);
    const { periods, currency } = await lifecycle();
    expect(currency).toBe('EUR');
    expect(periods.map(({ revenue }) => revenue)).toEqual([
      { new: 1000, returning: null, resurrected: null, dormant: null },
      { new: 30, returning: 1000, resurrected: 0, dormant: 500 },
      { new: 0, returning: 1070, resurrected: 0, dormant: 30 },
      { new: 0, returning: 0, resurrected: 0, dormant: null },
    ]);
  });

  it('reads the period before the range, and shows only those that the range touches', async () => {
    book();
    const { periods } = await lifecycle({ from: '2026-03-15', to: '2026-03-16' });
    expect(
      periods.map(({ period, returning, resurrected, dormant }) => [period, returning, resurrected, dormant]),
    ).toEqual([['2026-03', 1, 1, 2]]);
    expect((await lifecycle({ from: '2020-01-01', to: '2020-12-31' })).periods).toEqual([]);
  });

  it('opens into the accounts behind each figure', async () => {
    book();
    const question = lifecycleQuestion.parse({});
    const open = (period: string, state: 'new' | 'returning' | 'resurrected' | 'dormant') =>
      idsOf({ of: 'lifecycle', question, period, state });
    expect(await open('2026-02', 'new')).toEqual(['C', 'D']);
    expect(await open('2026-02', 'dormant')).toEqual(['B']);
    expect(await open('2026-03', 'resurrected')).toEqual(['B']);
    expect(await open('2026-03', 'dormant')).toEqual(['C', 'D']);
    await expect(open('2026-04', 'dormant')).rejects.toThrow(/has nothing for "2026-04"/);
    await expect(open('2025-12', 'new')).rejects.toThrow(/has nothing for "2025-12"/);
    await expect(open('2026-01', 'resurrected')).rejects.toThrow(/has nothing/);
  });

  it('refuses events and properties that are not there', async () => {
    book();
    await expect(lifecycle({ activity: { events: ['lgoin'] } })).rejects.toThrow(/no event named "lgoin"/);
    await expect(
      lifecycle({ activity: { where: [{ property: 'plan', operator: 'is', values: ['x'] }] } }),
    ).rejects.toThrow(/No event has a property named "plan"/);
    await expect(lifecycle({ from: '2026-02-02', to: '2026-02-01' })).rejects.toThrow(/ends .* before it begins/);
  });

  it('says nothing of a workspace without events', async () => {
    expect((await lifecycle()).periods).toEqual([]);
    expect(await stickiness()).toMatchObject({ window: null, counts: [], active: null, series: [], ratio: null });
    expect(await interval()).toMatchObject({ gaps: [], medianDays: null, suggestion: null, accounts: 0 });
  });
});

const threeDays = (): void =>
  storeEvents([
    ['A', '2026-01-01'],
    ['A', '2026-01-02'],
    ['A', '2026-01-03'],
    ['B', '2026-01-02'],
    ['B', '2026-01-03'],
    ['C', '2026-01-01'],
    ['Z', '2026-01-04'],
    // Of the future, as data_until says.
    ['A', '2099-01-01'],
  ]);

describe('stickiness', () => {
  it('divides by whoever was active in the trailing window', async () => {
    threeDays();
    const answer = await stickiness({ window: 2 });
    expect(answer.series.slice(0, 3)).toEqual([
      { interval: '2026-01-01', active: 2, trailing: 2, ratio: 1, complete: false },
      { interval: '2026-01-02', active: 2, trailing: 3, ratio: 2 / 3, complete: true },
      { interval: '2026-01-03', active: 2, trailing: 2, ratio: 1, complete: true },
    ]);
    // The event of 2099 lengthens nothing: days go as far as the data are known.
    expect(answer.series.at(-1)).toMatchObject({ interval: '2026-04-10', complete: false });
    expect(answer.series.find(({ interval: day }) => day === '2026-01-05')).toMatchObject({ active: 0, trailing: 1 });
  });

  it('counts the last whole window, exactly or at least, and opens it', async () => {
    threeDays();
    const given = { window: 3, from: '2026-01-03', to: '2026-01-03' };
    expect(await stickiness(given)).toMatchObject({
      window: { from: '2026-01-01', to: '2026-01-03' },
      counts: [1, 1, 1],
      active: 3,
      ratio: 2 / 3,
    });
    expect((await stickiness({ ...given, cumulative: true })).counts).toEqual([3, 2, 1]);
    const open = (intervals: number, cumulative: boolean) =>
      idsOf({ of: 'stickiness', question: stickinessQuestion.parse({ ...given, cumulative }), intervals });
    expect(await open(2, false)).toEqual(['B']);
    expect(await open(2, true)).toEqual(['A', 'B']);
    await expect(open(4, true)).rejects.toThrow(/has nothing/);
    expect(await stickiness({ window: 300 })).toMatchObject({ window: null, counts: [], active: null, ratio: null });
  });
});

describe('the usage interval', () => {
  it('weighs every account the same, and leaves out those without a gap', async () => {
    storeEvents([
      ...Array.from({ length: 20 }, (_, day) => ['A', `2026-01-${String(day + 1).padStart(2, '0')}`] as const).map(
        ([account, day]): [string, string] => [account, day],
      ),
      ['B', '2026-01-01'],
      ['B', '2026-01-10'],
      ['C', '2026-01-01'],
    ]);
    const answer = await interval();
    expect(answer).toMatchObject({ accounts: 2, onceOnly: 1, medianDays: 5, p80Days: 9, suggestion: 'month' });
    expect(answer.gaps[0]).toEqual({ days: 1, count: 19, accounts: 1 });
    expect(answer.gaps.at(-1)).toEqual({ days: 9, count: 1, accounts: 1 });
    expect(await idsOf({ of: 'interval', question: intervalQuestion.parse({}), days: 9 })).toEqual(['B']);
  });
});
