import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSegmentBuilder, encodeSegment, loadColumns, shareColumns } from '../events/index.ts';
import { openForReading } from '../db/index.ts';
import type { Session } from '../session/index.ts';
import { testWorkspace } from '../testing/index.ts';
import { createConsoleThread } from './thread.ts';
import type { ConsoleRequest, Shown } from './thread.ts';

export type Book = {
  readonly session: Session;
  readonly folder: string;
  /** Runs a statement on this very thread. */
  ask(sql: string, limit?: number): Promise<Shown>;
  request(sql: string, task?: ConsoleRequest['task']): ConsoleRequest;
  thread: ReturnType<typeof createConsoleThread>;
  close(): Promise<void>;
};

const provenance = 'import_id, file_id, row_number, known_at, row_hash';
const second = (instant: string): number => Date.parse(instant) / 1000;

/** A small book with a row or more of everything, one past version of a row among them. */
export function testBook(): Book {
  const workspace = testWorkspace();
  const session = workspace.open();
  const { database } = session;
  database.exec(`
    INSERT INTO imports VALUES (1, 'committed', '{}', '[]', ${second('2026-03-01T00:00:00Z')}, NULL, '{}');
    INSERT INTO import_files (id, import_id, name, table_name, sha256, bytes, rows, mapping) VALUES (1, 1, 'book.csv', 'accounts', 'x', 120, 3, '{}');
    INSERT INTO meta VALUES ('data_until', '${second('2026-03-10T00:00:00Z')}');
    INSERT INTO accounts (account_id, name, segment, attributes, superseded_by, ${provenance}) VALUES
      ('a1', 'Old name of Acme', 'SMB', '{}', 1, 1, 1, 1, 0, 'hash'),
      ('a1', 'Acme', 'SMB', '{"tier":"gold","seats":12}', NULL, 1, 1, 1, 0, 'hash'),
      ('a2', 'Böhm & Söhne', 'Enterprise', '{}', NULL, 1, 1, 2, 0, 'hash'),
      ('a3', NULL, 'SMB', '{}', NULL, 1, 1, 3, 0, 'hash');
    INSERT INTO subscriptions (subscription_id, account_id, start_day, mrr, currency, ${provenance}) VALUES
      ('s1', 'a1', '2025-01-01', 12345, 'EUR', 1, 1, 1, 0, 'hash'), ('s2', 'a2', '2025-01-01', 5000, 'JPY', 1, 1, 2, 0, 'hash');
    INSERT INTO tickets (ticket_id, account_id, opened_at, subject, ${provenance}) VALUES
      ('t1', 'a1', ${second('2026-02-03T10:20:30Z')}, 'It is broken', 1, 1, 1, 0, 'hash'),
      ('t2', 'a1', ${second('2026-02-04T00:00:00Z')}, NULL, 1, 1, 2, 0, 'hash');
    INSERT INTO models (id, name, kind, status, card, definition, golden, onnx, created_at) VALUES ('m1', 'Model', 'trees', 'champion', '{}', '{"horizonDays":90}', '{}', x'00', 0);
    INSERT INTO score_runs VALUES (1, 'm1', '2026-02-01', 0.1, '[]', 1, 0), (2, 'm1', '2026-03-01', 0.12, '[]', 1, 0);
    INSERT INTO scores VALUES (1, 'a1', 0.9, 1, x'00', x'00'), (2, 'a1', 0.25, -1, x'00', x'00'), (2, 'a2', 0.75, 1, x'00', x'00');
    INSERT INTO segments VALUES (1, 'Chosen', 'static', NULL, 2, 0, 0, NULL), (2, 'Removed', 'static', NULL, 1, 0, 0, 1);
    INSERT INTO segment_members VALUES (1, 'a1'), (1, 'a3'), (2, 'a2');
    INSERT INTO insights VALUES (1, 'Secret question', 'sql', '{}', '{}', 0, 0, NULL);
    INSERT INTO sql_history (statement, ran_at) VALUES ('SELECT 1', 0);
    INSERT INTO jobs (kind, subject, input, state, created_at) VALUES ('import', 'x', '{"path":"/secret"}', 'done', 0);
  `);
  const builder = createSegmentBuilder();
  builder.add('a1', second('2026-01-01T00:00:00Z'), 'login', null, { plan: 'pro', Plan: 'PRO' });
  builder.add('a1', second('2026-01-01T23:59:59Z'), 'export', 2.5, {});
  builder.add('a2', second('2026-02-28T12:00:00Z'), 'login', null, { quantity: 'many' });
  database.prepare('INSERT INTO event_segments VALUES (1, 1, 3, 2, 0, 0)').run();
  for (const { column, part, rows, bytes } of encodeSegment(builder.build()))
    database
      .prepare('INSERT INTO event_chunks (segment_id, column_name, part, rows, bytes) VALUES (1, ?, ?, ?, ?)')
      .run(column, part, rows, bytes);

  const empty = join(session.staging, 'console.db');
  writeFileSync(empty, '');
  const thread = createConsoleThread({ empty, file: session.file, key: session.key }, []);
  const request = (sql: string, task: ConsoleRequest['task'] = { kind: 'show', limit: 1000 }): ConsoleRequest => {
    const reading = openForReading(session.file, session.key);
    const columns = shareColumns(loadColumns(reading));
    reading.close();
    return {
      id: 1,
      sql,
      task,
      calendar: { zone: 'UTC', weekStart: 'monday' },
      eventsVersion: session.dataVersion(),
      columns,
      stop: new Int32Array(new SharedArrayBuffer(4)),
    };
  };
  return {
    session,
    folder: workspace.folder,
    thread,
    request,
    async ask(sql, limit = 1000) {
      const result = await thread.answer(request(sql, { kind: 'show', limit }));
      if ('shown' in result) return result.shown;
      throw new Error(`The console answered ${JSON.stringify(result)}.`);
    },
    async close() {
      await session.close();
      workspace.remove();
    },
  };
}
