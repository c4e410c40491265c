import type { AccountSet } from '../../../shared/contract/index.ts';
import { bumpDataVersion, inOneSnapshot, openForReading, writeMeta } from '../db/index.ts';
import { accountIndexOf } from '../events/index.ts';
import type { CalendarOptions, EventColumns } from '../events/index.ts';
import type { Session } from '../session/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { segmentSet } from '../segments/index.ts';
import { columnsFrom } from './plain-events.ts';
import type { PlainEvent } from './plain-events.ts';
import { testWorkspace } from './test-workspace.ts';

type Row = Record<string, string | number | null>;

/** A workspace whose rows and events a test chooses, read in the test's own thread. */
export type TestBook = {
  readonly session: Session;
  /** In place of all that was there. @param until epoch seconds up to which the workspace has data */
  fill(rows: Readonly<Record<string, readonly Row[]>>, events: readonly PlainEvent[], until: number): void;
  /** One read over events, of one state of the workspace. */
  read<Result>(work: (context: ReadContext) => Result, shouldStop?: () => boolean): Result;
  close(): Promise<void>;
};

const tables = ['accounts', 'subscriptions', 'tickets', 'surveys', 'churn_events', 'invoices'];

/** @param accountsIn the accounts behind numbers of analyses; those of segments are found as they are in the product */
export function testBook(
  accountsIn: (set: AccountSet, context: ReadContext, calendar: CalendarOptions) => readonly string[] = () => [],
): TestBook {
  const workspace = testWorkspace();
  const session = workspace.open();
  const { database } = session;
  database.exec(`
    INSERT INTO imports (id, state, totals, findings, committed_at) VALUES (1, 'committed', '{}', '[]', 0);
    INSERT INTO import_files (id, import_id, name, table_name, sha256, bytes, rows, mapping) VALUES (1, 1, 'a.csv', 'accounts', 'x', 1, 1, '{}');
    INSERT INTO models (id, name, kind, status, card, definition, golden, onnx, created_at)
      VALUES ('m', 'm', 'trees', 'champion', '{}', '{"horizonDays":90}', '{}', x'', 0);
    INSERT INTO score_runs (id, model_id, as_of, base, value_names, data_version, created_at)
      VALUES (1, 'm', '2026-01-01', 0, '[]', 0, 0), (2, 'm', '2026-02-01', 0, '[]', 0, 0)`);
  let columns: EventColumns = columnsFrom([]);
  let stop = (): boolean => false;
  const reading = openForReading(session.file, session.key, {
    shouldStop: () => stop(),
    functions: {
      last_seen: (id: string) => {
        const account = accountIndexOf(columns, id);
        return account < 0 ? null : (columns.seconds[columns.offsets[account + 1]! - 1] ?? null);
      },
    },
  });
  const context: ReadContext = {
    database: reading,
    events: () => columns,
    shouldStop: () => stop(),
    accountsIn: (set, calendar) =>
      set.of === 'segment' ? segmentSet.find(context, set, calendar) : accountsIn(set, context, calendar),
  };
  const insert = (table: string, row: Row): void => {
    const isVersioned = tables.includes(table);
    const all: Row = isVersioned ? { import_id: 1, file_id: 1, row_number: 2, known_at: 0, row_hash: '', ...row } : row;
    const names = Object.keys(all);
    database
      .prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `:${name}`).join(', ')})`)
      .run(all);
  };
  return {
    session,
    fill(rows, events, until) {
      database.transaction(() => {
        for (const table of [...tables, 'scores', 'account_aliases', 'segment_members', 'segments', 'insights'])
          database.exec(`DELETE FROM ${table}`);
        for (const [table, list] of Object.entries(rows)) for (const row of list) insert(table, row);
        writeMeta(database, 'data_until', String(until));
        bumpDataVersion(database);
      })();
      columns = columnsFrom(events);
    },
    read(work, shouldStop = () => false) {
      stop = shouldStop;
      return inOneSnapshot(reading, () => work(context));
    },
    async close() {
      reading.close();
      await session.close();
      workspace.remove();
    },
  };
}
