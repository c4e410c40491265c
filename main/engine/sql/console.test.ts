import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ContractClient } from '../../../shared/contract/index.ts';
import type { EngineContext } from '../procedures.ts';
import { closeConsole, sqlHandlers } from './index.ts';
import { testBook } from './testing.ts';
import type { Book } from './testing.ts';
import { readFileSync } from 'node:fs';

let book: Book;
let client: ContractClient['sql'];

beforeEach(() => {
  book = testBook();
  // The events of these tests need no loading in a reader thread.
  const { columns } = book.request('');
  const { session } = book;
  const readers = {
    ...session.readers,
    events: () => Promise.resolve({ version: session.dataVersion(), columns: columns! }),
  };
  const own = Object.assign(session, { readers });
  const context = {
    session: () => own,
    settings: () => ({ zone: 'UTC', weekStart: 'monday' }),
  } as unknown as EngineContext;
  client = createRouterClient(sqlHandlers(context)) as unknown as ContractClient['sql'];
});
afterEach(async () => {
  await closeConsole(book.session);
  await book.close();
});

describe('the console', () => {
  it('answers from a thread of its own, and remembers', async () => {
    const answer = await client.run({ sql: 'SELECT count(*) AS events FROM events' });
    expect(answer).toMatchObject({ rows: [[3]], more: false });
    await client.run({ sql: 'SELECT nonsense' }).catch(() => {});
    await client.run({ sql: 'SELECT nonsense' }).catch(() => {});
    const [newest, older, ...rest] = await client.history();
    expect(newest).toMatchObject({ sql: 'SELECT nonsense', rows: null });
    expect(newest?.error).toMatch(/no column named "nonsense"/);
    expect(older).toMatchObject({ sql: 'SELECT count(*) AS events FROM events', rows: 1, error: null });
    expect(rest.map(({ sql }) => sql)).toEqual(['SELECT 1']);
    expect(await client.clearHistory()).toEqual({ removed: 3 });
    expect(await client.history()).toEqual([]);
  });

  it('keeps the last 200 statements', async () => {
    const insert = book.session.database.prepare('INSERT INTO sql_history (statement, ran_at) VALUES (?, 0)');
    for (let nth = 0; nth < 250; nth++) insert.run(`SELECT ${nth}`);
    await client.run({ sql: `SELECT 'last'` });
    const history = await client.history();
    expect(history).toHaveLength(200);
    expect([history[0]?.sql, history[199]?.sql]).toEqual([`SELECT 'last'`, 'SELECT 51']);
    expect(book.session.database.prepare('SELECT count(*) FROM sql_history').pluck().get()).toBe(200);
  });

  it('stops a statement that reads when it is cancelled, and answers the next one with the same thread', async () => {
    const stop = new AbortController();
    const running = client.run(
      { sql: 'SELECT count(*) FROM numbers(1, 1000000000) a, accounts b' },
      { signal: stop.signal },
    );
    await client.history();
    setTimeout(() => stop.abort(), 100);
    await expect(running).rejects.toThrow(/cancelled/);
    expect((await client.run({ sql: 'SELECT 1' })).rows).toEqual([[1]]);
    expect((await client.history()).some(({ error }) => error?.includes('cancelled'))).toBe(true);
  });

  it('gives up a thread whose statement goes round in what it has gathered, and goes on with another', async () => {
    // Some seconds of work that reads nothing.
    const sql = `WITH n AS MATERIALIZED (SELECT number FROM numbers(1, 450)) SELECT count(*) FROM n a, n b, n c WHERE a.number + b.number + c.number < 0`;
    const stop = new AbortController();
    const running = client.run({ sql }, { signal: stop.signal });
    setTimeout(() => stop.abort(), 200);
    const next = new Promise<void>((resolve) => setTimeout(resolve, 250)).then(() => client.run({ sql: 'SELECT 2' }));
    await expect(running).rejects.toThrow(/cancelled/);
    expect((await next).rows).toEqual([[2]]);
  });

  it('runs one statement after another, and drops those that were cancelled while they waited', async () => {
    const stop = new AbortController();
    const first = client.run({ sql: 'SELECT count(*) FROM numbers(1, 300000)' });
    const second = client.run({ sql: 'SELECT 2' }, { signal: stop.signal });
    const third = client.run({ sql: 'SELECT 3' });
    stop.abort();
    await expect(second).rejects.toThrow(/cancelled/);
    expect((await first).rows).toEqual([[300_000]]);
    expect((await third).rows).toEqual([[3]]);
  });

  it('sees one state of the data from beginning to end', async () => {
    const { database } = book.session;
    const sql = `SELECT (SELECT count(*) FROM tickets), (SELECT count(*) FROM numbers(1, 400000)), (SELECT count(*) FROM tickets WHERE 1)`;
    const running = client.run({ sql });
    await new Promise((resolve) => setTimeout(resolve, 50));
    database.exec(`UPDATE tickets SET superseded_by = 1 WHERE ticket_id = 't1'`);
    const [row] = (await running).rows;
    expect(row?.[0]).toBe(row?.[2]);
    expect((await client.run({ sql: 'SELECT count(*) FROM tickets' })).rows).toEqual([[1]]);
  });

  it('writes every row into a file that is handed out', async () => {
    const grant = await client.export({ sql: 'SELECT * FROM numbers(1, 3)', format: 'csv' });
    expect(grant.name).toBe('sql.csv');
    expect(readFileSync(book.session.grants.resolve(grant.grant).path, 'utf8')).toBe('number\r\n1\r\n2\r\n3\r\n');
    await expect(client.export({ sql: 'SELECT x', format: 'xlsx' })).rejects.toThrow(/no column/);
  });

  it('that is closed refuses what comes after', async () => {
    const running = client.run({ sql: 'SELECT count(*) FROM numbers(1, 1000000000) a, accounts b' });
    const outcome = expect(running).rejects.toThrow(/closed/);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await closeConsole(book.session);
    await outcome;
  });
});
