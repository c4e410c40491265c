import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HealthDefinition } from '../../../shared/contract/index.ts';
import { dayNumber } from '../../../shared/domain/time.ts';
import { recordChange } from '../changes/index.ts';
import { testBook } from '../testing/index.ts';
import type { TestBook } from '../testing/index.ts';
import { healthTask } from './compute-task.ts';
import type { HealthInput } from './compute-task.ts';
import { allPulses, latestPulse, pulsesAt, pulseSeconds } from './pulses.ts';
import { accountIn, accountsRead, countsRead, distributionRead, measuresRead, previewIn } from './reads.ts';
import { openStoredBook, storeMeasures } from './snapshot-store.ts';
import { definitionOf, listPublications, listVersions, versionInForce } from './versions.ts';
import { storeRun } from './write-task.ts';
import { publishVersion, removeDraft, saveDraft } from './write-versions.ts';

const until = Date.parse('2026-03-31T12:00:00Z') / 1000;
let book: TestBook;
beforeAll(() => {
  book = testBook();
  const accounts = ['a', 'b', 'c', 'gone'];
  book.fill(
    {
      accounts: accounts.map((account_id) => ({
        account_id,
        name: `Name ${account_id}`,
        segment: account_id === 'c' ? 'Large' : 'Small',
      })),
      subscriptions: accounts.map((account_id) => ({
        subscription_id: `s-${account_id}`,
        account_id,
        start_day: '2024-01-01',
        end_day: account_id === 'gone' ? '2025-01-01' : null,
        mrr: 10_000,
        currency: 'EUR',
        seats: 10,
      })),
      // Two open tickets of a, one of b.
      tickets: ['a', 'a', 'b'].map((account_id, index) => ({
        ticket_id: `t${index}`,
        account_id,
        opened_at: until - 86_400 * (5 + index),
      })),
    },
    [],
    until,
  );
});
afterAll(() => book.close());

const definition: HealthDefinition = {
  format: 'holdfast-health',
  formatVersion: 1,
  pillars: [
    {
      name: 'Support',
      weight: 60,
      measures: [{ measure: 'open_tickets', weight: 1, scale: { kind: 'linear', zero: 4, hundred: 0 } }],
    },
    {
      name: 'Pulse',
      weight: 40,
      measures: [{ measure: 'pulse', weight: 1, scale: { kind: 'linear', zero: 0, hundred: 100 } }],
    },
  ],
  exceptions: [],
  variants: [
    {
      name: 'Large',
      when: { key: 'segment', values: ['Large'] },
      pillars: [
        {
          name: 'Tenure',
          weight: 1,
          measures: [{ measure: 'tenure_days', weight: 1, scale: { kind: 'linear', zero: 0, hundred: 1_000 } }],
        },
      ],
      exceptions: [],
    },
  ],
};
const attributes = {
  segment: [
    ['a', 'Small'],
    ['b', 'Small'],
    ['c', 'Large'],
  ],
} as const;
const input = (change: Partial<HealthInput> = {}): HealthInput => ({
  task: 'health',
  file: book.session.file,
  key: book.session.key,
  until: dayNumber('2026-03-31'),
  rule: null,
  definition,
  attributes,
  pulses: allPulses(book.session.database),
  now: Math.floor(Date.now() / 1000),
  pastMonths: 0,
  ...change,
});
const context = { shouldStop: () => false, progress: () => undefined };

function pulse(account_id: string, value: number, given_at: number): void {
  book.session.database
    .prepare(`INSERT INTO health_pulses (account_id, value, note, by, given_at) VALUES (?, ?, '', NULL, ?)`)
    .run(account_id, value, given_at);
}
const now = (): number => Math.floor(Date.now() / 1000);

describe('the health of a book', () => {
  it('is nothing before it was computed', () => {
    expect(book.read((read) => previewIn(read, { definition }))).toBeNull();
    expect(() => book.read((read) => distributionRead.run(read, { measure: 'open_tickets', bins: 10 }))).toThrow(
      /Compute/,
    );
    expect(book.read((read) => accountIn(read, { id: 'a' }))).toMatchObject({
      state: 'no-version',
      breakdown: null,
    });
    const seats = book.read((read) => measuresRead.run(read, null)).find(({ id }) => id === 'seats');
    expect(seats).toMatchObject({ share: null, spread: null });
  });

  it('is scored by the first variant that fits, from customers of the day alone', () => {
    pulse('a', 90, now());
    const { measured, present, past } = healthTask(input(), context);
    expect(measured.accounts).toEqual(['a', 'b', 'c']);
    // a: 2 of 4 tickets = 50 points at 60 %, pulse 90 at 40 %; b: no pulse, so 60 % is covered; c: 820 days.
    expect(Array.from(present!.score)).toEqual([66, 75, 82]);
    expect(Array.from(present!.coverage)).toEqual([1, 0.6, 1]);
    expect(past).toEqual([]);
  });

  it('is stored, and told by account, by band and as a preview', () => {
    const { database } = book.session;
    const { version } = saveDraft(book.session, { name: 'First', note: '', definition });
    publishVersion(book.session, { id: version.id, note: 'go', what: 'published', person: 'Ana' });
    const { measured, present } = healthTask(input(), context);
    const run = { versionId: version.id, dataVersion: book.session.dataVersion(), createdAt: now() };
    database.transaction(() => {
      storeMeasures(database, measured, { version: run.dataVersion, createdAt: run.createdAt }, () => undefined);
      storeRun(database, present!, { ...run, kind: 'live' });
    })();
    const counted = book.read((read) => countsRead.run(read, null));
    expect(counted?.counts).toEqual({ customers: 3, red: 0, amber: 1, green: 2, none: 0 });
    const list = book.read((read) => accountsRead.run(read, { band: null, cursor: null, limit: 2 }));
    expect(list).toMatchObject({ total: 3, next: '2', rows: [{ id: 'a', score: 66, band: 'amber' }, { id: 'b' }] });
    expect(book.read((read) => accountsRead.run(read, { band: 'green', cursor: '1', limit: 2 })).rows).toMatchObject([
      { id: 'c' },
    ]);
    const account = book.read((read) => accountIn(read, { id: 'c' }));
    expect(account).toMatchObject({
      state: 'scored',
      breakdown: { variant: 'Large', score: 82 },
      snapshot: { outdated: false },
    });
    expect(account.history).toEqual([
      { kind: 'live', versionNumber: 1, points: [{ day: '2026-03-31', score: 82, coverage: 1 }] },
    ]);
    expect(book.read((read) => accountIn(read, { id: 'gone' })).state).toBe('no-customer');
    const without = { ...definition, variants: [] };
    const preview = book.read((read) => previewIn(read, { definition: without }))!;
    expect(preview.counts).toEqual({ customers: 3, red: 0, amber: 1, green: 2, none: 0 });
    // Without its variant c has no ticket at all: 100 points, from 82.
    expect(preview.movers).toEqual([{ id: 'c', name: 'Name c', before: 82, after: 100 }]);
    expect(preview.changedBand).toBe(0);
    expect(preview.histogram.reduce((sum, count) => sum + count, 0)).toBe(3);
    expect(preview.samples.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('follows a pulse at once, and forgets it after 90 days', () => {
    const scoreOf = (id: string) => book.read((read) => accountIn(read, { id })).breakdown?.score;
    expect(scoreOf('a')).toBe(66);
    pulse('a', 40, now());
    expect(scoreOf('a')).toBe(46);
    pulse('b', 0, now() - pulseSeconds);
    expect(scoreOf('b')).toBe(75);
    expect(book.read((read) => accountIn(read, { id: 'b' })).pulse).toMatchObject({ expired: true });
    const given = 1_000_000_000;
    const at = (instant: number) =>
      pulsesAt([{ account: 'x', value: 7, from: given, to: given + pulseSeconds }], ['x'], instant)[0];
    expect([at(given - 1), at(given), at(given + pulseSeconds - 1), at(given + pulseSeconds)]).toEqual([
      NaN,
      7,
      7,
      NaN,
    ]);
  });

  it('keeps past pulses for past days when one is replaced', () => {
    const { database } = book.session;
    const first = latestPulse(database, 'a')!;
    recordChange(book.session, { kind: 'x', title: { en: 'x', es: 'x' }, words: [] }, (rows) =>
      rows.update('health_pulses', first.id, { ended_at: first.given_at + 60 }),
    );
    const ended = allPulses(database).find(({ value, account }) => account === 'a' && value === first.value)!;
    expect(ended.to).toBe(first.given_at + 60);
  });

  it('has its past scored month by month by a version that came later', () => {
    const { past } = healthTask(input({ pastMonths: 3 }), context);
    expect(past.map(({ asOf }) => asOf)).toEqual(['2025-12-31', '2026-01-31', '2026-02-28']);
    // No ticket had been opened yet, and a pulse of today was not known.
    expect(past.map(({ coverage }) => coverage[0])).toEqual([0.6, 0.6, 0.6]);
  });
});

describe('versions', () => {
  it('published ones never change; the last whose day has come is in force; roll back is one more', () => {
    const { session } = book;
    const { database } = session;
    const one = listVersions(database).find(({ number }) => number === 1)!;
    expect(one.state).toBe('in-force');
    expect(() => saveDraft(session, { id: one.id, name: 'x', note: '', definition })).toThrow(/never changes/);
    expect(() => removeDraft(session, one.id)).toThrow(/never changes/);
    const two = saveDraft(session, { name: 'Second', note: '', definition: { ...definition, variants: [] } }).version;
    expect(two).toMatchObject({ number: 2, state: 'draft' });
    publishVersion(session, { id: two.id, note: '', what: 'published', effectiveDay: '2999-01-01', person: null });
    expect(versionInForce(database)?.number).toBe(1);
    expect(listVersions(database).map(({ state }) => state)).toEqual(['planned', 'in-force']);
    publishVersion(session, { id: two.id, note: '', what: 'published', person: null });
    expect(versionInForce(database)?.number).toBe(2);
    expect(definitionOf(database, two.id).variants).toEqual([]);
    publishVersion(session, { id: one.id, note: 'too strict', what: 'rolled-back', person: null });
    expect(versionInForce(database)?.number).toBe(1);
    expect(listPublications(database).map(({ what, number }) => [what, number])).toEqual([
      ['rolled-back', 1],
      ['published', 2],
      ['published', 2],
      ['published', 1],
    ]);
  });

  it('that were removed as drafts are gone, and computing is stopped when asked', () => {
    const { session } = book;
    const { version } = saveDraft(session, { name: 'Third', note: '', definition });
    removeDraft(session, version.id);
    expect(listVersions(session.database).map(({ name }) => name)).not.toContain('Third');
    expect(() => healthTask(input(), { ...context, shouldStop: () => true })).toThrow(/cancelled|stopped/i);
    expect(book.read(({ database }) => openStoredBook(database)?.placeOf('nobody'))).toBe(-1);
  });
});
