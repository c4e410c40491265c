import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import Database from 'better-sqlite3';
import { cacheFolder } from './event-file.ts';
import { bookFile, usageFile, usageStart } from './usage-file.ts';

/** Another engine with the same data, as it likes them best: typed, coded, sorted by account and time. */
export type Peer = {
  readonly name: string;
  /** Opens its file anew and answers. */
  cold(sql: { duckdb: string; sqlite: string }): Promise<readonly (readonly unknown[])[]>;
  /** Answers with the file open and what it keeps in memory. */
  warm(sql: { duckdb: string; sqlite: string }): Promise<readonly (readonly unknown[])[]>;
  close(): void;
};

const options = { threads: '2' };

/** The file is made once and stays. */
export async function duckdbPeer(rows: number): Promise<Peer> {
  const file = join(cacheFolder, `usage-${rows}.duckdb`);
  if (!existsSync(file)) await fillDuckdb(file, rows);
  let instance = await DuckDBInstance.create(file, options);
  let connection = await instance.connect();
  const close = (): void => {
    connection.closeSync();
    instance.closeSync();
  };
  return {
    name: 'DuckDB',
    async cold({ duckdb }) {
      close();
      instance = await DuckDBInstance.create(file, options);
      connection = await instance.connect();
      return (await connection.runAndReadAll(duckdb)).getRows();
    },
    warm: async ({ duckdb }) => (await connection.runAndReadAll(duckdb)).getRows(),
    close,
  };
}

async function fillDuckdb(file: string, rows: number): Promise<void> {
  const part = `${file}.part`;
  for (const path of [part, `${part}.wal`]) rmSync(path, { force: true });
  const instance = await DuckDBInstance.create(part, options);
  const connection = await instance.connect();
  const texts = `read_csv('${usageFile(rows)}', header = true, columns = {'account_id': 'VARCHAR', 'timestamp': 'TIMESTAMP', 'event': 'VARCHAR', 'quantity': 'FLOAT', 'platform': 'VARCHAR'})`;
  await connection.run(
    `CREATE TABLE accounts AS SELECT (row_number() OVER (ORDER BY account_id) - 1)::USMALLINT AS account, account_id, segment AS tier FROM read_csv('${bookFile()}', header = true)`,
  );
  await connection.run(`CREATE TYPE event_name AS ENUM (SELECT DISTINCT event FROM ${texts} ORDER BY 1)`);
  await connection.run(`CREATE TYPE platform AS ENUM (SELECT DISTINCT platform FROM ${texts} ORDER BY 1)`);
  await connection.run(
    `CREATE TABLE events AS SELECT account, "timestamp" AS ts, event::event_name AS event, quantity, platform::platform AS platform FROM ${texts} JOIN accounts USING (account_id) ORDER BY account, ts`,
  );
  await connection.run('CHECKPOINT');
  connection.closeSync();
  instance.closeSync();
  renameSync(part, file);
}

/** A plain file: no encryption to slow it down. */
export function sqlitePeer(rows: number): Peer {
  const file = join(cacheFolder, `usage-${rows}.sqlite`);
  if (!existsSync(file)) fillSqlite(file, rows);
  const open = (): Database.Database => {
    const opened = new Database(file, { readonly: true });
    opened.pragma('cache_size = -262144');
    opened.pragma('mmap_size = 8589934592');
    opened.pragma('temp_store = MEMORY');
    opened.pragma('threads = 2');
    return opened;
  };
  let database = open();
  const ask = (sql: string): readonly (readonly unknown[])[] => database.prepare(sql).raw().all() as unknown[][];
  return {
    name: 'SQLite',
    async cold({ sqlite }) {
      database.close();
      database = open();
      return ask(sqlite);
    },
    warm: async ({ sqlite }) => ask(sqlite),
    close: () => void database.close(),
  };
}

function fillSqlite(file: string, rows: number): void {
  const part = `${file}.part`;
  rmSync(part, { force: true });
  const database = new Database(part);
  database.pragma('journal_mode = OFF');
  database.pragma('synchronous = OFF');
  database.exec(`
    CREATE TABLE staged (account TEXT, ts INTEGER, event TEXT, quantity REAL, platform TEXT);
    CREATE TABLE accounts (account INTEGER PRIMARY KEY, account_id TEXT, tier TEXT);
    CREATE TABLE months (day INTEGER PRIMARY KEY, month INTEGER);
  `);
  const month = database.prepare('INSERT INTO months VALUES (?, ?)');
  for (let day = usageStart / 86_400 - 10; day < usageStart / 86_400 + 1000; day++) {
    const date = new Date(day * 86_400_000);
    month.run(day, (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth());
  }
  const account = database.prepare('INSERT INTO accounts VALUES (?, ?, ?)');
  const places = new Map<string, number>();
  for (const line of linesOf(bookFile())) {
    const [id = '', , tier] = line.split(',');
    places.set(id, places.size);
    account.run(places.get(id), id, tier);
  }
  const event = database.prepare('INSERT INTO staged VALUES (?, ?, ?, ?, ?)');
  database.exec('BEGIN');
  for (const line of linesOf(usageFile(rows))) {
    const [id = '', instant = '', name, quantity, platform] = line.split(',');
    event.run(places.get(id), Date.parse(`${instant.replace(' ', 'T')}Z`) / 1000, name, quantity || null, platform);
  }
  database.exec(`COMMIT;
    CREATE TABLE events (account INTEGER, ts INTEGER, event TEXT, quantity REAL, platform TEXT);
    INSERT INTO events SELECT * FROM staged ORDER BY account, ts;
    DROP TABLE staged;
    CREATE INDEX events_order ON events (account, ts, event, platform);
    VACUUM;
    ANALYZE;
  `);
  database.close();
  renameSync(part, file);
}

function* linesOf(path: string): Generator<string> {
  const bytes = readFileSync(path);
  let from = bytes.indexOf(10) + 1;
  for (let at = bytes.indexOf(10, from); at >= 0; at = bytes.indexOf(10, from)) {
    yield bytes.toString('latin1', from, at);
    from = at + 1;
  }
}
