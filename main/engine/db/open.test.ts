import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tables } from '../../../shared/domain/tables.ts';
import {
  applicationId,
  attach,
  inOneSnapshot,
  keepInMemory,
  migrate,
  newestSchemaVersion,
  openForReading,
  openForWriting,
} from './index.ts';
import type { WritableDatabase } from './index.ts';

const key = new Uint8Array(32).fill(7);
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-db-'));
  file = join(folder, 'workspace.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function create(): WritableDatabase {
  const database = openForWriting(file, key);
  migrate(database, file);
  return database;
}

function schemaOf(database: WritableDatabase): unknown[] {
  return database.prepare('SELECT type, name, sql FROM sqlite_master ORDER BY name').all();
}

describe('opening', () => {
  it('encrypts everything at rest, a staging file too', () => {
    const database = create();
    const marker = 'Ferretería Núñez marker';
    database.prepare('INSERT INTO meta VALUES (?, ?)').run('marker', marker);
    attach(database, join(folder, 'staging.db'), 'staging', key);
    database.exec('CREATE TABLE staging.rows (text TEXT)');
    database.prepare('INSERT INTO staging.rows VALUES (?)').run(marker);
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.close();
    for (const name of ['workspace.db', 'staging.db']) {
      const bytes = readFileSync(join(folder, name));
      expect(bytes.length).toBeGreaterThan(0);
      expect(bytes.includes(Buffer.from(marker))).toBe(false);
      expect(bytes.includes(Buffer.from('SQLite format'))).toBe(false);
    }
  });

  it('opens files of the earlier cipher, for reading, writing and attaching', () => {
    const earlier = new Database(file);
    earlier.pragma(`cipher = 'chacha20'`);
    earlier.pragma(`key = 'raw:${Buffer.from(key).toString('hex')}'`);
    earlier.pragma(`application_id = ${applicationId}`);
    earlier.exec(`CREATE TABLE kept (text TEXT); INSERT INTO kept VALUES ('there')`);
    earlier.close();
    const database = openForWriting(file, key);
    database.exec(`INSERT INTO kept VALUES ('added')`);
    attach(database, join(folder, 'staging.db'), 'staging', key);
    database.exec(`CREATE TABLE staging.rows AS SELECT * FROM kept`);
    database.close();
    const reader = openForReading(file, key);
    expect(reader.prepare('SELECT text FROM kept').pluck().all()).toEqual(['there', 'added']);
    reader.close();
    const staging = new Database(join(folder, 'staging.db'));
    staging.pragma(`cipher = 'aegis'`);
    staging.pragma(`key = 'raw:${Buffer.from(key).toString('hex')}'`);
    attach(staging, file, 'workspace', key);
    expect(staging.prepare('SELECT count(*) FROM workspace.kept JOIN main.rows USING (text)').pluck().get()).toBe(2);
    staging.close();
  });

  it('refuses another key with a sentence and leaves the file untouched', () => {
    create().close();
    const before = readFileSync(file);
    expect(() => openForWriting(file, new Uint8Array(32).fill(8))).toThrow(
      /damaged, is another kind of file, or was encrypted with another key/,
    );
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('refuses a truncated file and leaves it untouched', () => {
    create().close();
    truncateSync(file, Math.floor(readFileSync(file).length / 2));
    const before = readFileSync(file);
    expect(() => openForWriting(file, key)).toThrow(/incomplete|damaged/);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it.each([
    ['a text file', () => writeFileSync(file, 'account_id,name\nA-1,Ana\n'.repeat(2000))],
    ['a plain SQLite database', () => new Database(file).exec('CREATE TABLE t (a)').close()],
  ])('refuses %s', (_name, make) => {
    make();
    const before = readFileSync(file);
    expect(() => openForWriting(file, key)).toThrow(/left as it is/);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('gives readers a connection that cannot write', () => {
    create().close();
    const reader = openForReading(file, key);
    expect(() => reader.prepare('DELETE FROM meta RETURNING key').all()).toThrow(/readonly/);
    expect(() => (reader as unknown as Database.Database).exec('DELETE FROM meta')).toThrow(/readonly/);
    reader.close();
  });

  it('shows a read one state, whatever is committed meanwhile, and keeps its own tables when it fails', () => {
    const writer = create();
    const reader = openForReading(file, key);
    const entries = (): unknown => reader.prepare('SELECT count(*) FROM meta').pluck().get();
    const before = entries();
    expect(() =>
      inOneSnapshot(reader, () => {
        keepInMemory(reader, 'kept', 'name TEXT PRIMARY KEY', 'SELECT key FROM meta', {});
        expect(entries()).toBe(before);
        writer.prepare(`INSERT INTO meta VALUES ('meanwhile', '')`).run();
        expect(entries()).toBe(before);
        throw new Error('half way');
      }),
    ).toThrow('half way');
    expect(entries()).toBe(Number(before) + 1);
    expect(reader.prepare('SELECT count(*) FROM temp.kept').pluck().get()).toBe(before);
    reader.close();
    writer.close();
  });

  it('stops a statement that calls tick() when it was asked to', () => {
    create().close();
    let calls = 0;
    const reader = openForReading(file, key, { shouldStop: () => ++calls > 1000 });
    const endless =
      'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n WHERE tick()';
    expect(() => reader.prepare(endless).get()).toThrow(/cancelled/);
    reader.close();
  });
});

describe('migrations', () => {
  it('give the same schema whether a database is new or came step by step', () => {
    const fresh = create();
    const other = join(folder, 'other.db');
    const stepwise = openForWriting(other, key);
    for (let version = 10; version <= newestSchemaVersion(); version += 10) migrate(stepwise, other);
    expect(schemaOf(stepwise)).toEqual(schemaOf(fresh));
    fresh.close();
    stepwise.close();
  });

  it('refuse a database from the future by name and change nothing', () => {
    const database = create();
    database.pragma('user_version = 9990');
    expect(() => migrate(database, file)).toThrow(/newer Holdfast \(its schema is 9990/);
    expect(database.pragma('user_version', { simple: true })).toBe(9990);
    database.close();
  });

  it('keep a copy from before, and a step that fails leaves the step before', () => {
    const database = create();
    const next = [
      {
        number: newestSchemaVersion() + 10,
        name: 'broken',
        sql: 'CREATE TABLE half (a) STRICT; CREATE TABLE broken (',
      },
    ];
    const before = schemaOf(database);
    expect(() => migrate(database, file, next)).toThrow();
    expect(schemaOf(database)).toEqual(before);
    database.close();
    const copy = openForWriting(join(folder, 'backups', `before-migration-from-${newestSchemaVersion()}.db`), key);
    expect(schemaOf(copy)).toEqual(before);
    copy.close();
  });

  it('have a column for every field of every canonical table', () => {
    const database = create();
    for (const table of Object.values(tables)) {
      if (table.name === 'events') continue;
      const columns = (database.pragma(`table_info(${table.name})`) as { name: string }[]).map((column) => column.name);
      expect(columns, table.name).toEqual(expect.arrayContaining(table.fields.map((field) => field.name)));
    }
    database.close();
  });
});
