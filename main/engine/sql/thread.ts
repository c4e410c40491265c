import { rmSync } from 'node:fs';
import type { ContractOutputs } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import { dataVersion, openForReading } from '../db/index.ts';
import type { ReadableDatabase } from '../db/index.ts';
import { accountIndexOf, attachColumns } from '../events/index.ts';
import type { CalendarOptions, EventColumns, SharedEventColumns } from '../events/index.ts';
import { writeCsv, writeWorkbook } from '../exports/index.ts';
import { latestScores } from '../models/index.ts';
import type { AccountSetReader, ReadContext } from '../threads/index.ts';
import { dataUntil } from '../workspace/index.ts';
import { everyRow, prepare, readRows } from './answer.ts';
import { openConsole } from './connection.ts';
import type { ConsoleConnection, ConsoleFiles } from './connection.ts';
import { eventTables, seriesTables } from './event-tables.ts';
import { memberTables } from './member-tables.ts';
import { readStatement } from './statement.ts';

/** What the console's thread is asked. */
export type ConsoleRequest = {
  readonly id: number;
  readonly sql: string;
  readonly calendar: CalendarOptions;
  /** The event store, where the statement may need it; null otherwise, or where the thread has this version. */
  readonly eventsVersion: number | null;
  readonly columns: SharedEventColumns | null;
  /** 1 in its first element: stop. */
  readonly stop: Int32Array;
  readonly task:
    | { readonly kind: 'show'; readonly limit: number }
    | { readonly kind: 'write'; readonly format: 'csv' | 'xlsx'; readonly path: string };
};
export type Shown = ContractOutputs['sql']['run'];
/** `stale`: data was committed since the events were loaded; ask again with newer ones. */
export type ConsoleResult = { readonly stale: true } | { readonly shown: Shown } | { readonly written: number };

export type ConsoleThread = { answer(request: ConsoleRequest): Promise<ConsoleResult> };

/** While statements run, this thread's process may grow by so much; more would take the machine down with it. */
const usualGrowth = 1.5 * 1024 * 1024 * 1024;
const rowsBetweenWeighings = 0x10000;

/** The console's own thread: its connection, a second one for the tables that rules make, and the events that it was given. */
export function createConsoleThread(
  files: ConsoleFiles,
  accountSets: readonly AccountSetReader[],
  mostGrowth: number = usualGrowth,
): ConsoleThread {
  let stop: Int32Array | null = null;
  let calendar: CalendarOptions | null = null;
  let columns: EventColumns | null = null;
  let eventsVersion: number | null = null;
  let open: { console: ConsoleConnection; columns: EventColumns | null } | null = null;
  let rowsSinceWeighed = 0;
  let weight = 0;

  const shouldStop = (): boolean => stop !== null && Atomics.load(stop, 0) === 1;
  const stopWhenAsked = (rows: number): void => {
    if (shouldStop()) throw new HoldfastError('cancelled', 'This statement was cancelled.');
    rowsSinceWeighed += rows;
    if (rowsSinceWeighed < rowsBetweenWeighings) return;
    rowsSinceWeighed = 0;
    if (process.memoryUsage.rss() - weight > mostGrowth)
      throw new HoldfastError(
        'invalid_input',
        `This statement needs more memory than it may take (${Math.round(mostGrowth / 1024 / 1024)} MB). Narrow it down, or group before you join.`,
      );
  };
  const database = openForReading(files.file, files.key, {
    shouldStop,
    functions: { last_seen: (account: string) => (columns ? lastSeen(columns, account) : null) },
  });
  const setReaders = new Map(accountSets.map((reader) => [reader.of, reader]));
  const context: ReadContext = {
    database,
    shouldStop,
    events() {
      if (columns) return columns;
      throw new HoldfastError('internal', 'The statement needs events that were not loaded.');
    },
    accountsIn(set, options) {
      const reader = setReaders.get(set.of);
      if (!reader) throw new HoldfastError('internal', `There are no accounts behind "${set.of}".`);
      return reader.find(context, set, options);
    },
  };

  /** Tables have the columns that events have, so other events need another connection. */
  function connect(): ConsoleConnection {
    if (open && open.columns === columns) return open.console;
    open?.console.connection.close();
    open = null;
    const tables = [
      ...eventTables(columns, stopWhenAsked),
      ...memberTables({ context, calendar: () => calendar! }),
      ...seriesTables(stopWhenAsked),
    ];
    const run = (): number | null => latestScores(database)?.runId ?? null;
    open = { columns, console: openConsole(files, tables, () => stopWhenAsked(1), run) };
    return open.console;
  }

  return {
    async answer(request) {
      ({ stop, calendar } = request);
      if (request.columns) {
        columns = attachColumns(request.columns);
        eventsVersion = request.eventsVersion;
      }
      weight = process.memoryUsage.rss();
      const statement = readStatement(request.sql);
      const console = connect();
      const { connection } = console;
      const behind = database as unknown as typeof connection;
      // Both see one state of the workspace to the end, whatever is committed meanwhile.
      connection.exec('BEGIN');
      behind.exec('BEGIN');
      try {
        const version = dataVersion(database);
        const own = connection.prepare(`SELECT value FROM ${console.workspace}.meta WHERE key = 'data_version'`);
        if (Number(own.pluck().get() ?? 0) !== version) return { stale: true };
        if (request.eventsVersion !== null && eventsVersion !== version) return { stale: true };
        if (request.task.kind === 'write') {
          const { format, path } = request.task;
          const prepared = prepare(console, statement);
          const sheet = {
            name: 'SQL',
            columns: prepared.columns().map(({ name }) => name),
            rows: everyRow(console, statement, prepared),
          };
          try {
            const lines = [request.sql, asOfLine(database)];
            return {
              written:
                format === 'csv' ? await writeCsv(path, sheet) : await writeWorkbook(path, [sheet], { notes: lines }),
            };
          } catch (error) {
            rmSync(path, { force: true });
            throw error;
          }
        }
        const started = performance.now();
        const rows = readRows(console, statement, request.task.limit);
        const until = dataUntil(database);
        const asOf = until === null ? null : instantOfSeconds(until);
        return { shown: { ...rows, milliseconds: performance.now() - started, dataVersion: version, asOf } };
      } finally {
        for (const one of [connection, behind]) if (one.inTransaction) one.exec('COMMIT');
      }
    },
  };
}

function asOfLine(database: ReadableDatabase): string {
  const until = dataUntil(database);
  return `${until === null ? '' : `As of ${instantOfSeconds(until)}. `}Data version ${dataVersion(database)}.`;
}

/** Epoch seconds of an account's last event; null where it has none. */
function lastSeen(columns: EventColumns, account: string): number | null {
  const index = accountIndexOf(columns, account);
  if (index < 0) return null;
  const end = columns.offsets[index + 1]!;
  return end > columns.offsets[index]! ? columns.seconds[end - 1]! : null;
}
