import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schemaRead } from './schema.ts';
import { testBook } from './testing.ts';
import { createConsoleThread } from './thread.ts';
import type { Book } from './testing.ts';
import { views } from './views.ts';

let book: Book;
beforeAll(() => (book = testBook()));
afterAll(() => book.close());

const rows = async (sql: string): Promise<unknown[][]> => (await book.ask(sql)).rows;

describe('a statement', () => {
  it('sees accounts as they are now, with their further columns', async () => {
    expect(await rows(`SELECT account_id, name, attributes ->> '$.tier' FROM accounts ORDER BY 1`)).toEqual([
      ['a1', 'Acme', 'gold'],
      ['a2', 'Böhm & Söhne', null],
      ['a3', null, null],
    ]);
    expect(await rows('SELECT * FROM account_attributes ORDER BY key')).toEqual([
      ['a1', 'seats', 12],
      ['a1', 'tier', 'gold'],
    ]);
  });

  it('sees amounts in units of their currency and exactly, instants as texts', async () => {
    expect(await rows('SELECT mrr, mrr_minor, currency FROM subscriptions ORDER BY 3')).toEqual([
      [123.45, 12345, 'EUR'],
      [5000, 5000, 'JPY'],
    ]);
    expect(await rows('SELECT opened_at, subject FROM tickets ORDER BY 1')).toEqual([
      ['2026-02-03T10:20:30Z', 'It is broken'],
      ['2026-02-04T00:00:00Z', null],
    ]);
  });

  it('sees events with their properties, whose names never clash', async () => {
    const answer = await book.ask('SELECT * FROM events');
    expect(answer.columns.map(({ name }) => name)).toEqual([
      'account_id',
      'occurred_at',
      'event',
      'quantity',
      'Plan',
      'plan_2',
      'quantity_2',
    ]);
    expect(answer.rows).toEqual([
      ['a1', '2026-01-01T00:00:00Z', 'login', null, 'PRO', 'pro', null],
      ['a1', '2026-01-01T23:59:59Z', 'export', 2.5, null, null, null],
      ['a2', '2026-02-28T12:00:00Z', 'login', null, null, null, 'many'],
    ]);
  });

  it('joins views with the events of one account', async () => {
    const sql = `SELECT a.account_id, count(e.event) FROM accounts a LEFT JOIN events_of(a.account_id) e GROUP BY 1`;
    expect(await rows(sql)).toEqual([
      ['a1', 2],
      ['a2', 1],
      ['a3', 0],
    ]);
    expect(await rows(`SELECT * FROM events_of('nobody')`)).toEqual([]);
  });

  it('sees the newest scores, saved segments and their members, imports and the book', async () => {
    expect(await rows('SELECT * FROM scores ORDER BY 1')).toEqual([
      ['a1', 0.25, 0.12, '2026-03-01'],
      ['a2', 0.75, 0.12, '2026-03-01'],
    ]);
    expect(await rows('SELECT segment_id, name, kind FROM segments')).toEqual([[1, 'Chosen', 'static']]);
    expect(await rows('SELECT * FROM segment_accounts ORDER BY account_id')).toEqual([
      [1, 'Chosen', 'a1'],
      [1, 'Chosen', 'a3'],
    ]);
    expect(await rows(`SELECT account_id FROM segment_accounts('Removed')`)).toEqual([]);
    expect(
      await rows('SELECT i.import_id, committed_at, f.name FROM imports i JOIN import_files f USING (import_id)'),
    ).toEqual([[1, '2026-03-01T00:00:00Z', 'book.csv']]);
    expect(await rows('SELECT account_id, mrr, currency, last_seen_at FROM book')).toEqual([
      ['a1', 123.45, 'EUR', '2026-01-01T23:59:59Z'],
      ['a2', 5000, 'JPY', '2026-02-28T12:00:00Z'],
      ['a3', null, null, null],
    ]);
    expect(await rows('SELECT count(*) FROM book JOIN segment_accounts USING (account_id)')).toEqual([[2]]);
  });

  it('counts days and numbers', async () => {
    expect(await rows(`SELECT day FROM days('2028-02-28', '2028-03-01')`)).toEqual([
      ['2028-02-28'],
      ['2028-02-29'],
      ['2028-03-01'],
    ]);
    expect(await rows('SELECT sum(number) FROM numbers(1, 100)')).toEqual([[5050]]);
    await expect(rows('SELECT * FROM days(1, 2)')).rejects.toThrow(/takes two days/);
    await expect(rows('SELECT * FROM numbers')).rejects.toThrow(/takes two whole numbers/);
  });

  it('tells numbers exactly, and what JSON has no word for as text', async () => {
    const answer = await book.ask(`SELECT 9007199254740993, 9007199254740991, 1e999, x'00ff', 1.5, NULL`);
    expect(answer.rows).toEqual([['9007199254740993', 9007199254740991, 'Infinity', "x'00ff'", 1.5, null]]);
    expect(answer.columns.map(({ type }) => type)).toEqual(['text', 'number', 'text', 'text', 'number', 'empty']);
    expect((await book.ask(`VALUES (1), ('a')`)).columns[0]?.type).toBe('mixed');
  });

  it('shows as many rows as it was asked for, and says that there are more', async () => {
    const some = await book.ask('SELECT * FROM numbers(1, 10)', 4);
    expect([some.rows.length, some.more, some.stoppedBy]).toEqual([4, true, 'limit']);
    const all = await book.ask('SELECT * FROM numbers(1, 4)', 4);
    expect([all.rows.length, all.more, all.stoppedBy]).toEqual([4, false, null]);
  });

  it('shows no more than a page can hold', async () => {
    const some = await book.ask(
      `SELECT printf('%.10000c', 'x') || printf('%.10000c', 'y') FROM numbers(1, 5000)`,
      5000,
    );
    expect([some.more, some.stoppedBy]).toEqual([true, 'size']);
    expect(some.rows.length).toBeGreaterThan(100);
    expect(some.rows.length).toBeLessThan(1000);
  });

  it('ends before it takes the memory of the whole machine', async () => {
    const { session } = book;
    const files = { empty: join(session.staging, 'console.db'), file: session.file, key: session.key };
    const frugal = createConsoleThread(files, [], 64 * 1024 * 1024);
    const sql = `SELECT number, printf('%.200c', 'x') AS text FROM numbers(1, 5000000) ORDER BY random()`;
    await expect(frugal.answer(book.request(sql))).rejects.toThrow(/more memory than it may take \(64 MB\)/);
  });

  it('carries the data version and the instant up to which data is known', async () => {
    expect(await book.ask('SELECT 1')).toMatchObject({ dataVersion: 0, asOf: '2026-03-10T00:00:00Z' });
  });

  it('is asked again with newer events where data was committed since they were loaded', async () => {
    const old = { ...book.request('SELECT count(*) FROM events'), eventsVersion: -1 };
    expect(await book.thread.answer(old)).toEqual({ stale: true });
  });

  it('tells its plan without names that are kept', async () => {
    const plan = await book.ask(`explain query plan -- how?\nSELECT * FROM tickets WHERE account_id = 'a1'`);
    expect(JSON.stringify(plan.rows)).toContain('SEARCH');
    expect(JSON.stringify(plan.rows)).not.toContain('workspace_');
  });

  it('formats and gathers texts as SQLite does', async () => {
    expect(await rows(`SELECT printf('%05.2f|%s|%d', 3.14159, 'x', 9007199254740993), format('%-4s|', 'a')`)).toEqual([
      ['03.14|x|9007199254740993', 'a   |'],
    ]);
    expect(
      await rows(
        `SELECT group_concat(number), group_concat(number, ' + '), group_concat(NULL), string_agg(2.0, ';'), group_concat(DISTINCT 1) FROM numbers(1, 3)`,
      ),
    ).toEqual([['1,2,3', '1 + 2 + 3', null, '2.0;2.0;2.0', '1']]);
  });
});

describe('every view', () => {
  it.each(views.map(({ name, columns }) => [name, columns] as const))(
    '%s has the columns that it tells',
    async (name, columns) => {
      const answer = await book.ask(`SELECT * FROM ${name}`);
      expect(answer.columns.map((column) => column.name)).toEqual(columns.map((column) => column.name));
    },
  );

  it('has an example that runs', async () => {
    const { database } = book.session;
    const { columns } = book.request('');
    expect(columns).not.toBeNull();
    const context = { database, events: () => ({ ...columns, accounts: [] }) } as unknown as Parameters<
      typeof schemaRead.run
    >[0];
    for (const { name, example, columns: own } of schemaRead.run(context, null)) {
      const answer = await book.ask(example);
      expect([name, answer.columns.length > 0, own.length > 0]).toEqual([name, true, true]);
    }
  });
});

describe('an export', () => {
  it('holds every row, whatever the page shows', async () => {
    const path = join(book.session.staging, 'out');
    const task = (format: 'csv' | 'xlsx') => ({ kind: 'write', format, path }) as const;
    const sql = `SELECT number, '=' || number AS text FROM numbers(1, 7000)`;
    expect(await book.thread.answer(book.request(sql, task('csv')))).toEqual({ written: 7000 });
    const lines = readFileSync(path, 'utf8').trimEnd().split('\r\n');
    expect([lines.length, lines[0], lines[7000]]).toEqual([7001, 'number,text', `7000,"'=7000"`]);
    expect(await book.thread.answer(book.request(sql, task('xlsx')))).toEqual({ written: 7000 });
    const [data, notes] = (await readXlsx(readFileSync(path))).sheets;
    expect(data?.rows[7000]).toEqual([7000, '=7000']);
    expect(notes?.rows).toEqual([[sql], ['As of 2026-03-10T00:00:00Z. Data version 0.']]);
  });

  it('of a statement that fails leaves no file', async () => {
    const path = join(book.session.staging, 'broken');
    const request = book.request(`SELECT abs(-9223372036854775808) FROM accounts`, {
      kind: 'write',
      format: 'csv',
      path,
    });
    await expect(book.thread.answer(request)).rejects.toThrow(/integer overflow/);
    expect(() => readFileSync(path)).toThrow();
  });
});
