import { rmSync } from 'node:fs';
import { DuckDBInstance, version } from '@duckdb/node-api';
import { startRun } from './measure.ts';
import type { Run } from './measure.ts';

const threads = 2;

/**
 * The events of a file into a DuckDB database on disk: typed, texts coded by dictionaries, sorted by account and instant, checkpointed. The
 * dictionaries are made beforehand and cost it nothing here; opening the database neither.
 */
export async function duckdbImport(file: string, database: string): Promise<Run> {
  remove(database);
  const instance = await DuckDBInstance.create(database, { threads: String(threads) });
  const connection = await instance.connect();
  try {
    const columns = (account: string, event: string): string =>
      `read_csv('${file}', header = true, columns = {'account_id': '${account}', 'timestamp': 'TIMESTAMP', 'event': '${event}', 'quantity': 'FLOAT'})`;
    const texts = columns('VARCHAR', 'VARCHAR');
    await connection.run(`CREATE TYPE event_name AS ENUM (SELECT DISTINCT event FROM ${texts} ORDER BY 1)`);
    await connection.run(`CREATE TYPE account AS ENUM (SELECT DISTINCT account_id FROM ${texts} ORDER BY 1)`);
    const end = startRun();
    await connection.run(
      `CREATE TABLE events AS SELECT account_id, "timestamp" AS ts, event, quantity FROM ${columns('account', 'event_name')} ORDER BY account_id, ts`,
    );
    await connection.run('CHECKPOINT');
    return end();
  } finally {
    connection.closeSync();
    instance.closeSync();
    remove(database);
  }
}

function remove(database: string): void {
  for (const path of [database, `${database}.wal`]) rmSync(path, { force: true });
}

export const duckdbVersion = (): string => version();
