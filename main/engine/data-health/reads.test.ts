import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSegmentBuilder, encodeSegment } from '../events/index.ts';
import type { Session } from '../session/index.ts';
import { testWorkspace } from '../testing/index.ts';
import type { TestWorkspace } from '../testing/index.ts';
import { overTimeRead, tablesRead } from './coverage.ts';
import { findingsRead } from './findings.ts';
import { sourcesRead } from './sources.ts';

const at = (instant: string) => Date.parse(instant) / 1000;
const now = at('2026-04-01T00:00:00Z');
let workspace: TestWorkspace;
let session: Session;

const finding = (key: string, severity: string, accepted?: boolean) => ({
  key,
  severity,
  table: 'tickets',
  count: 2,
  text: `${key}.`,
  examples: [],
  ...(accepted === undefined ? {} : { accepted }),
});

beforeEach(() => {
  workspace = testWorkspace();
  session = workspace.open();
  const { database } = session;
  const addImport = database.prepare(
    `INSERT INTO imports (id, state, totals, findings, committed_at) VALUES (?, ?, '{}', ?, ?)`,
  );
  addImport.run(
    1,
    'committed',
    JSON.stringify([finding('b', 'info'), finding('a', 'error')]),
    at('2026-01-02T00:00:00Z'),
  );
  addImport.run(2, 'undone', JSON.stringify([finding('gone', 'error')]), at('2026-01-03T00:00:00Z'));
  addImport.run(
    3,
    'committed',
    JSON.stringify([finding('c', 'warning', true), finding('d', 'warning')]),
    at('2026-03-20T00:00:00Z'),
  );
  const addFile = database.prepare(
    `INSERT INTO import_files (id, import_id, name, table_name, sha256, bytes, rows, mapping, source) VALUES (?, ?, ?, ?, '', 0, ?, '{}', ?)`,
  );
  addFile.run(1, 1, 'accounts.csv', 'accounts', 4, 'HubSpot');
  addFile.run(2, 1, 'tickets-2026-01.csv', 'tickets', 2, null);
  addFile.run(3, 3, 'tickets-2026-02.csv', 'tickets', 2, null);
  addFile.run(4, 3, 'usage.csv', 'events', 2, null);
  addFile.run(5, 2, 'undone.csv', 'tickets', 9, null);
  const addAccount = database.prepare(
    `INSERT INTO accounts (import_id, file_id, row_number, known_at, row_hash, account_id, name, created_day, implied) VALUES (1, 1, ?, ?, '', ?, ?, ?, ?)`,
  );
  const known = at('2026-01-02T00:00:00Z');
  addAccount.run(1, known, 'A', 'Alder', '2025-11-10', 0);
  addAccount.run(2, known, 'B', 'Birch', null, 0);
  addAccount.run(3, known, 'C', null, '2026-02-01', 0);
  addAccount.run(0, known, 'D', null, null, 1);
  const addTicket = database.prepare(
    `INSERT INTO tickets (import_id, file_id, row_number, known_at, row_hash, ticket_id, account_id, opened_at, priority, superseded_by)
     VALUES (?, ?, 1, 0, '', ?, ?, ?, ?, ?)`,
  );
  addTicket.run(1, 2, 't1', 'A', at('2026-01-01T10:00:00Z'), 'high', null);
  addTicket.run(1, 2, 't2', 'A', at('2026-01-01T11:00:00Z'), null, 3);
  addTicket.run(3, 3, 't2', 'A', at('2026-01-31T11:00:00Z'), null, null);
  addTicket.run(3, 3, 't3', 'B', at('2099-01-01T00:00:00Z'), 'low', null);
  database.exec(`INSERT INTO meta VALUES ('data_until', '${at('2026-03-19T00:00:00Z')}')`);
  const builder = createSegmentBuilder();
  builder.add('A', at('2026-03-18T00:00:00Z'), 'login', null, { contact_id: 'p1' });
  builder.add('B', at('2026-03-19T00:00:00Z'), 'login', 4, {});
  database
    .prepare('INSERT INTO event_segments VALUES (1, 3, 2, 2, ?, ?)')
    .run(at('2026-03-18T00:00:00Z'), at('2026-03-19T00:00:00Z'));
  for (const { column, part, rows, bytes } of encodeSegment(builder.build())) {
    database
      .prepare('INSERT INTO event_chunks (segment_id, column_name, part, rows, bytes) VALUES (1, ?, ?, ?, ?)')
      .run(column, part, rows, bytes);
  }
});
afterEach(async () => {
  await session.close();
  workspace.remove();
});

describe('tables', () => {
  it('tells rows, accounts, times and filled fields of current rows only', async () => {
    const found = await session.readers.run(tablesRead, now);
    const tickets = found.find(({ table }) => table === 'tickets');
    expect(tickets).toMatchObject({
      rows: 3,
      accounts: 2,
      accountShare: 0.5,
      firstAt: '2026-01-01T10:00:00Z',
      lastAt: '2026-01-31T11:00:00Z',
      futureRows: 1,
    });
    const field = (name: string) => tickets?.fields.find((entry) => entry.field === name);
    expect(field('priority')).toEqual({ field: 'priority', filled: 2, share: 2 / 3 });
    expect(field('closed_at')).toEqual({ field: 'closed_at', filled: 0, share: 0 });
  });

  it('does not count an account of which only others speak as described', async () => {
    const found = await session.readers.run(tablesRead, now);
    expect(found.find(({ table }) => table === 'accounts')).toMatchObject({ rows: 4, accounts: 3, accountShare: 0.75 });
  });

  it('knows events with their properties, and names what is empty without dividing by nothing', async () => {
    const found = await session.readers.run(tablesRead, now);
    const events = found.find(({ table }) => table === 'events');
    expect(events).toMatchObject({ rows: 2, accounts: 2, lastAt: '2026-03-19T00:00:00Z' });
    expect(events?.fields).toContainEqual({ field: 'contact_id', filled: 1, share: 0.5 });
    expect(events?.fields).toContainEqual({ field: 'quantity', filled: 1, share: 0.5 });
    const surveys = found.find(({ table }) => table === 'surveys');
    expect(surveys).toMatchObject({ rows: 0, accounts: 0, accountShare: 0, firstAt: null, lastAt: null });
    expect(surveys?.fields.every(({ share }) => share === null)).toBe(true);
  });
});

describe('over time', () => {
  it('counts by month of the row, to the end of the data', async () => {
    const tickets = await session.readers.run(overTimeRead, { table: 'tickets', now });
    expect(tickets.months).toEqual(['2026-01', '2026-02', '2026-03']);
    expect(tickets.rows).toEqual([2, 0, 0]);
    expect(tickets.accounts).toEqual([1, 0, 0]);
    expect(tickets.fields.find(({ field }) => field === 'priority')?.share).toEqual([0.5, null, null]);
  });

  it('puts accounts where they were created, or became known', async () => {
    const accounts = await session.readers.run(overTimeRead, { table: 'accounts', now });
    expect(accounts.months).toEqual(['2025-11', '2025-12', '2026-01', '2026-02', '2026-03']);
    expect(accounts.rows).toEqual([1, 0, 2, 1, 0]);
  });

  it('is empty for a table without rows', async () => {
    expect(await session.readers.run(overTimeRead, { table: 'surveys', now })).toEqual({
      months: [],
      rows: [],
      accounts: [],
      fields: [],
    });
  });
});

describe('sources', () => {
  it('names systems, groups files of one kind, and leaves out what was undone', async () => {
    const found = await session.readers.run(sourcesRead, now);
    const byName = new Map(found.map((source) => [source.source, source]));
    expect([...byName.keys()].sort()).toEqual(['HubSpot', 'tickets.csv', 'usage.csv']);
    expect(byName.get('HubSpot')).toMatchObject({
      isNamed: true,
      tables: ['accounts'],
      rows: 3,
      lastKnownAt: null,
      daysBehind: 77,
      state: 'ageing',
    });
    expect(byName.get('tickets.csv')).toMatchObject({
      isNamed: false,
      imports: 2,
      rows: 3,
      lastImportId: 3,
      lastKnownAt: '2026-01-31T11:00:00Z',
      usualGapDays: null,
      daysBehind: 46,
      state: 'ageing',
    });
    expect(byName.get('usage.csv')).toMatchObject({ rows: 2, daysBehind: 0, state: 'fresh' });
  });
});

describe('findings', () => {
  it('lists open ones, newest import first, the gravest first, page after page', async () => {
    const first = await session.readers.run(findingsRead, { accepted: false, cursor: null, limit: 2 });
    expect(first.rows.map(({ key }) => key)).toEqual(['d', 'a']);
    expect(first.total).toBe(3);
    expect(first.rows[0]).toMatchObject({ importId: 3, files: ['tickets-2026-02.csv', 'usage.csv'], choices: [] });
    const second = await session.readers.run(findingsRead, { accepted: false, cursor: first.next, limit: 2 });
    expect(second.rows.map(({ key }) => key)).toEqual(['b']);
    expect(second.next).toBeNull();
  });

  it('keeps accepted ones apart', async () => {
    const found = await session.readers.run(findingsRead, { accepted: true, cursor: null, limit: 10 });
    expect(found.rows.map(({ key, accepted }) => [key, accepted])).toEqual([['c', true]]);
    expect(found.total).toBe(1);
  });

  it('refuses a cursor of another list', async () => {
    const wrong = session.readers.run(findingsRead, { accepted: false, cursor: 'x', limit: 10 });
    await expect(wrong).rejects.toMatchObject({ code: 'invalid_input' });
  });
});
