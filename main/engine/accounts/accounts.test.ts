import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { briefingMarkdown } from '../../../shared/domain/briefing.ts';
import { createSegmentBuilder, encodeSegment } from '../events/index.ts';
import type { Session } from '../session/index.ts';
import { testWorkspace } from '../testing/index.ts';
import type { TestWorkspace } from '../testing/index.ts';
import { csvLine, writeQueue } from './export-queue.ts';
import { briefingRead } from './briefing.ts';
import { facetsRead } from './facets.ts';
import { historyRead } from './history.ts';
import { pageRead } from './page.ts';
import { queueRead } from './queue.ts';
import type { QueueInput } from './queue.ts';
import { timelineRead } from './timeline.ts';
import { daysRead, usageRead } from './usage.ts';

const asOf = Date.parse('2026-06-30T12:00:00Z') / 1000;
let workspace: TestWorkspace;
let session: Session;

beforeEach(() => {
  workspace = testWorkspace();
  session = workspace.open();
  const { database } = session;
  database.exec(`
    INSERT INTO imports (id, state, totals, findings, committed_at, undone_at) VALUES (1, 'committed', '{}', '[]', ${asOf}, NULL);
    INSERT INTO import_files (id, import_id, name, table_name, sha256, bytes, rows, mapping) VALUES (1, 1, 'accounts.csv', 'accounts', 'x', 1, 1, '{}');
    INSERT INTO meta VALUES ('data_until', '${asOf}')`);
  const provenance = { import_id: 1, file_id: 1, row_number: 2, known_at: 0, row_hash: '' };
  const insert = (table: string, row: Record<string, string | number | null>): void => {
    const all = { ...provenance, ...row };
    database
      .prepare(
        `INSERT INTO ${table} (${Object.keys(all).join(', ')}) VALUES (${Object.keys(all)
          .map((name) => `:${name}`)
          .join(', ')})`,
      )
      .run(all);
  };
  insert('accounts', {
    account_id: 'A',
    name: 'Áurea Foods',
    owner: 'Ana',
    segment: 'SMB',
    country: 'ES',
    renewal_day: null,
  });
  insert('accounts', {
    account_id: 'B',
    name: 'Bolt 100%',
    owner: 'Ben',
    segment: 'Enterprise',
    country: 'US',
    parent_id: 'A',
  });
  insert('accounts', { account_id: 'C', name: 'Cobalt', owner: 'Ana', segment: 'SMB', country: 'MX' });
  insert('accounts', { account_id: 'D', name: null, owner: null });
  // Seats changed in September, inside a term that began in August.
  insert('subscriptions', {
    subscription_id: 's1',
    account_id: 'A',
    start_day: '2025-08-01',
    end_day: '2025-09-01',
    mrr: 100_00,
    currency: 'EUR',
    term_months: 12,
  });
  insert('subscriptions', {
    subscription_id: 's2',
    account_id: 'A',
    start_day: '2025-09-01',
    end_day: null,
    mrr: 150_00,
    currency: 'EUR',
    term_months: 12,
  });
  insert('subscriptions', {
    subscription_id: 's3',
    account_id: 'B',
    start_day: '2024-01-31',
    end_day: null,
    mrr: 900_00,
    currency: 'USD',
    term_months: 1,
  });
  insert('subscriptions', {
    subscription_id: 's4',
    account_id: 'B',
    start_day: '2024-02-01',
    end_day: null,
    mrr: 20_00,
    currency: 'EUR',
    term_months: 12,
  });
  insert('subscriptions', {
    subscription_id: 's5',
    account_id: 'C',
    start_day: '2024-01-01',
    end_day: '2026-05-01',
    mrr: 70_00,
    currency: 'EUR',
  });
  insert('tickets', { ticket_id: 't1', account_id: 'A', opened_at: asOf - 86_400, subject: 'Slow', escalated: 1 });
  insert('surveys', { response_id: 'r1', account_id: 'A', submitted_at: asOf - 100, survey: 'NPS', score: 3 });
  const builder = createSegmentBuilder();
  builder.add('A', asOf - 14 * 86_400, 'login', null);
  builder.add('A', asOf - 86_400, 'login', null);
  builder.add('B', asOf - 5 * 86_400, 'export', 4);
  const segment = builder.build();
  database.exec(`INSERT INTO event_segments VALUES (1, 1, 3, 2, ${asOf - 14 * 86_400}, ${asOf - 86_400})`);
  for (const chunk of encodeSegment(segment)) {
    database
      .prepare('INSERT INTO event_chunks (segment_id, column_name, part, rows, bytes) VALUES (1, ?, ?, ?, ?)')
      .run(chunk.column, chunk.part, chunk.rows, chunk.bytes);
  }
});
afterEach(async () => {
  await session.close();
  workspace.remove();
});

const filter = { search: '', owner: [], segment: [], plan: [], country: [], includeChurned: false };
const queue = (input: Partial<QueueInput>) =>
  session.readers.run(queueRead, { sort: 'name', descending: false, filter, cursor: null, limit: 100, ...input });
const ids = async (input: Partial<QueueInput>): Promise<string[]> => (await queue(input)).rows.map((row) => row.id);

describe('the queue', () => {
  it('leaves out who is gone, unless asked', async () => {
    expect(await ids({})).toEqual(['B', 'D', 'A']);
    expect(await ids({ filter: { ...filter, includeChurned: true } })).toEqual(['B', 'C', 'D', 'A']);
  });

  it('takes the running revenue in the currency that weighs most, and the next renewal', async () => {
    const { rows } = await queue({});
    const byId = new Map(rows.map((row) => [row.id, row]));
    expect(byId.get('A')).toMatchObject({
      monthlyRevenue: { minor: 150_00, currency: 'EUR' },
      renewalDay: '2026-08-01',
    });
    expect(byId.get('B')).toMatchObject({
      monthlyRevenue: { minor: 900_00, currency: 'USD' },
      renewalDay: '2026-07-31',
    });
    expect(byId.get('A')?.renewalDay).toBe('2026-08-01');
    expect(byId.get('D')).toMatchObject({
      name: 'D',
      monthlyRevenue: null,
      probability: null,
      revenueAtRisk: null,
      renewalDay: null,
    });
  });

  it('sorts with missing values last in both directions, and pages without gap or repeat', async () => {
    expect(await ids({ sort: 'revenue', descending: true })).toEqual(['B', 'A', 'D']);
    expect(await ids({ sort: 'revenue', descending: false })).toEqual(['A', 'B', 'D']);
    expect(await ids({ sort: 'last-seen', descending: true })).toEqual(['A', 'B', 'D']);
    for (const sort of ['revenue', 'name', 'last-seen', 'probability', 'renewal'] as const) {
      for (const descending of [true, false]) {
        const paged: string[] = [];
        let cursor: string | null = null;
        do {
          const page: Awaited<ReturnType<typeof queue>> = await queue({ sort, descending, cursor, limit: 1 });
          paged.push(...page.rows.map((row) => row.id));
          cursor = page.next;
        } while (cursor !== null);
        expect(paged).toEqual(await ids({ sort, descending }));
      }
    }
  });

  it('filters and searches, wildcards taken literally', async () => {
    expect(await ids({ filter: { ...filter, owner: ['Ana'] } })).toEqual(['A']);
    expect(await ids({ filter: { ...filter, search: '100%' } })).toEqual(['B']);
    expect(await ids({ filter: { ...filter, search: 'a_a' } })).toEqual([]);
    expect(await ids({ filter: { ...filter, search: 'ana foods' } })).toEqual(['A']);
    expect(await ids({ filter: { ...filter, search: 'AUREA' } })).toEqual(['A']);
    expect(await ids({ filter: { ...filter, search: 'áÚrea' } })).toEqual(['A']);
    expect(await ids({ filter: { ...filter, renewalWithinDays: 31 } })).toEqual(['B']);
    expect(await ids({ filter: { ...filter, search: `' OR 1=1 --` } })).toEqual([]);
  });

  it('refuses a cursor that is not its own', async () => {
    await expect(queue({ cursor: 'nonsense' })).rejects.toThrow(/cannot be continued/);
  });

  it('is exported with the decimals of each currency, and a missing folder is told', async () => {
    const { database } = session;
    database.exec(`UPDATE subscriptions SET currency = 'JPY' WHERE subscription_id = 's3'`);
    const file = join(session.staging, 'queue.csv');
    expect(await writeQueue(session, file, { sort: 'revenue' })).toBe(3);
    const lines = readFileSync(file, 'utf8').split('\n');
    expect(lines.map((line) => line.split(',')[8])).toEqual(['monthly_revenue', '90000', '150.00', '', undefined]);
    await expect(writeQueue(session, join(session.staging, 'no', 'queue.csv'), {})).rejects.toThrow(/ENOENT/);
  });

  it('is exported without formulas, negative numbers as they are', () => {
    expect(csvLine(['=1+1', '@x', '-2+3', '+cmd', '-0.0421', '-1,5', '+3', null])).toBe(
      `"'=1+1","'@x","'-2+3","'+cmd",-0.0421,"-1,5",+3,`,
    );
  });

  it('is cancelled by its signal', async () => {
    await expect(
      session.readers.run(queueRead, { filter, cursor: null, limit: 1 }, AbortSignal.abort()),
    ).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('an account', () => {
  it('has its facts, with the file and row behind them', async () => {
    const page = await session.readers.run(pageRead, { id: 'A' });
    expect(page).toMatchObject({
      name: 'Áurea Foods',
      counts: { subscriptions: 2, tickets: 1, surveys: 1, events: 2 },
      score: null,
      source: { file: 'accounts.csv', row: 2 },
    });
    expect(page.subscriptions.map((row) => row.id)).toEqual(['s2', 's1']);
    expect(page.lastSeenAt).toBe('2026-06-29T12:00:00Z');
    expect(await session.readers.run(pageRead, { id: 'B' })).toMatchObject({
      parent: { id: 'A', name: 'Áurea Foods' },
    });
    expect(await session.readers.run(pageRead, { id: 'C' })).toMatchObject({
      churnedDay: '2026-05-01',
      monthlyRevenue: null,
    });
    await expect(session.readers.run(pageRead, { id: 'Z' })).rejects.toThrow(/There is no account Z/);
  });

  it('has a usage series up to the end of the data', async () => {
    const usage = await session.readers.run(usageRead, { id: 'A', period: 'week', zone: 'UTC', weekStart: 'monday' });
    expect(usage).toEqual({
      period: 'week',
      periods: ['2026-06-15', '2026-06-22', '2026-06-29'],
      series: [{ event: 'login', counts: [1, 0, 1] }],
      total: 2,
    });
    expect(
      await session.readers.run(usageRead, { id: 'D', period: 'week', zone: 'UTC', weekStart: 'monday' }),
    ).toMatchObject({ total: 0, periods: [] });
  });

  it('has usage up to the end of the data where an event is dated in the future', async () => {
    const builder = createSegmentBuilder();
    builder.add('A', Date.parse('2099-01-01T00:00:00Z') / 1000, 'login', null);
    session.database.exec(`INSERT INTO event_segments VALUES (2, 1, 1, 1, 4070908800, 4070908800)`);
    for (const chunk of encodeSegment(builder.build())) {
      session.database
        .prepare('INSERT INTO event_chunks (segment_id, column_name, part, rows, bytes) VALUES (2, ?, ?, ?, ?)')
        .run(chunk.column, chunk.part, chunk.rows, chunk.bytes);
    }
    const usage = await session.readers.run(usageRead, { id: 'A', period: 'week', zone: 'UTC', weekStart: 'monday' });
    expect(usage).toMatchObject({ periods: ['2026-06-15', '2026-06-22', '2026-06-29'], total: 2 });
  });

  it('has a timeline, newest first, that pages and filters', async () => {
    const all = await session.readers.run(timelineRead, { id: 'A', tables: [], cursor: null, limit: 100 });
    expect(all.rows.map((row) => row.kind)).toEqual([
      'survey-answered',
      'ticket-opened',
      'subscription-ended',
      'subscription-started',
      'subscription-started',
    ]);
    expect(all.rows[1]?.values).toMatchObject({ escalated: true });
    const first = await session.readers.run(timelineRead, { id: 'A', tables: [], cursor: null, limit: 3 });
    const second = await session.readers.run(timelineRead, { id: 'A', tables: [], cursor: first.next, limit: 3 });
    expect([...first.rows, ...second.rows]).toEqual(all.rows);
    expect(
      (await session.readers.run(timelineRead, { id: 'A', tables: ['tickets'], cursor: null, limit: 9 })).rows,
    ).toHaveLength(1);
  });

  it('has what its models said, one point a day, and a year of days', async () => {
    const { database } = session;
    database.exec(`
      INSERT INTO models (id, name, kind, status, card, definition, golden, onnx, created_at) VALUES ('m', 'First', 'trees', 'champion', '{}', '{"horizonDays":90}', '{}', x'', 0), ('n', 'Second', 'trees', 'challenger', '{}', '{"horizonDays":90}', '{}', x'', 0);
      INSERT INTO models (id, name, kind, status, card, definition, golden, onnx, created_at, target) VALUES ('x', 'Other', 'trees', 'challenger', '{}', '{}', '{}', x'', 0, 'engagement');
      INSERT INTO score_runs (id, model_id, as_of, base, value_names, data_version, created_at) VALUES
        (1, 'm', '2026-04-01', 0.1, '[]', 0, 1), (2, 'm', '2026-05-01', 0.1, '[]', 0, 2), (3, 'n', '2026-05-01', 0.2, '[]', 0, 3), (4, 'x', '2026-06-01', 0.2, '[]', 0, 4);
      INSERT INTO scores (run_id, account_id, probability, log_odds, contributions, feature_values) VALUES
        (1, 'A', 0.11, 0, x'', x''), (2, 'A', 0.12, 0, x'', x''), (3, 'A', 0.13, 0, x'', x''), (4, 'A', 0.9, 0, x'', x'')`);
    const { points } = await session.readers.run(historyRead, { id: 'A' });
    expect(points.map((point) => [point.asOf, point.modelName, point.probability])).toEqual([
      ['2026-04-01', 'First', 0.11],
      ['2026-05-01', 'Second', 0.13],
    ]);
    const days = await session.readers.run(daysRead, { id: 'A', zone: 'UTC', weekStart: 'monday' });
    expect(days).toMatchObject({ from: '2025-06-30', to: '2026-06-29', total: 2 });
    expect(days.counts).toHaveLength(365);
    expect(days.counts.flatMap((count, place) => (count > 0 ? [place] : []))).toEqual([351, 364]);
    expect((await session.readers.run(daysRead, { id: 'D', zone: 'UTC', weekStart: 'monday' })).total).toBe(0);
  });

  it('has what was written down in its timeline, and one sheet in each language', async () => {
    session.database.exec(`
      INSERT INTO notes (account_id, text, author, created_at, updated_at) VALUES ('A', 'Asked @{B} too', 'Ana', ${asOf - 50}, 0);
      INSERT INTO tasks (account_id, title, due, assignee, state, done_at, created_at, updated_at) VALUES
        ('A', 'Call', '2026-07-02', 'Ana', 'open', NULL, 0, 0), ('A', 'Old', NULL, NULL, 'done', ${asOf - 40}, 0, 0)`);
    const { rows } = await session.readers.run(timelineRead, { id: 'A', tables: [], cursor: null, limit: 3 });
    expect(rows.map((row) => [row.kind, row.title, row.text, row.source === null])).toEqual([
      ['task-done', 'Old', null, true],
      ['note-written', 'Ana', 'Asked @Bolt 100% too', true],
      ['survey-answered', 'NPS', null, false],
    ]);
    const notes = await session.readers.run(timelineRead, { id: 'A', tables: ['notes'], cursor: null, limit: 9 });
    expect(notes.rows).toHaveLength(1);
    const en = await session.readers.run(briefingRead, { id: 'A', language: 'en' });
    const es = await session.readers.run(briefingRead, { id: 'A', language: 'es' });
    expect(en.figures.find(({ label }) => label === 'Renewal')).toEqual({
      label: 'Renewal',
      value: '1 Aug 2026',
      note: 'in 32 days',
    });
    expect(es.figures.find(({ label }) => label === 'Próxima tarea')).toMatchObject({
      value: 'Call',
      note: '2 jul 2026',
    });
    expect(es.sections.map(({ title }) => title)).toEqual([
      'Uso',
      'Suscripciones',
      'Lo último que ha pasado',
      'Tareas abiertas',
      'Notas',
    ]);
    expect(briefingMarkdown(en)).toContain('- **Monthly revenue**: €150');
    await expect(session.readers.run(briefingRead, { id: 'Z', language: 'en' })).rejects.toThrow(
      /There is no account Z/,
    );
  });

  it('counts among the facets', async () => {
    expect((await session.readers.run(facetsRead, null)).owner).toEqual([
      { value: 'Ana', count: 1 },
      { value: 'Ben', count: 1 },
    ]);
  });
});
