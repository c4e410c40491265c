import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { currentData, openTestSession, stagingFiles } from './testing/test-session.ts';
import type { TestSession } from './testing/test-session.ts';
import { readCheck } from './checks.ts';
import { undoImport } from './undo.ts';

let test: TestSession;
beforeEach(async () => void (test = await openTestSession()));
afterEach(() => test.close());

const quiet = { signal: new AbortController().signal, report: () => {} };
const undo = (id: number): Promise<void> => undoImport(test.session, id, quiet);
const totals = (read: number, parts: Record<string, number>) => ({
  read,
  new: 0,
  changed: 0,
  unchanged: 0,
  duplicate: 0,
  rejected: 0,
  filtered: 0,
  orphaned: 0,
  ...parts,
});
const select = (sql: string): unknown[] => test.session.database.prepare(sql).raw().all();

const accounts = (rows: readonly string[]): string =>
  test.write('accounts.csv', `account_id,account_name,country,signup_date,seats\n${rows.join('\n')}\n`);
const events = (name: string, rows: readonly string[]): string =>
  test.write(name, `account_id,event,timestamp,quantity,platform\n${rows.join('\n')}\n`);
const first = ['A1,Acme,ES,2024-01-01,5', 'A2,Bel,FR,2024-01-02,6', 'A3,Cid,US,2024-01-03,7'];
const usage = [
  'A1,login,2024-02-01T10:00:00Z,1,web',
  'A1,login,2024-02-01T10:00:00Z,1,web',
  'A2,export,2024-02-03T11:00:00Z,,api',
];

describe('importing again', () => {
  it('changes nothing with the same rows, in the same or another file', async () => {
    const summary = await test.importFiles([accounts(first), events('events.csv', usage)]);
    expect(summary.totals).toEqual({ accounts: totals(3, { new: 3 }), events: totals(3, { new: 3 }) });
    const data = currentData(test);
    const same = await test.importFiles([accounts(first), events('events.csv', usage)]);
    expect(same.totals).toEqual({ accounts: totals(3, { unchanged: 3 }), events: totals(3, { unchanged: 3 }) });
    const other = await test.importFiles([accounts([...first].reverse()), events('events.csv', [...usage].reverse())]);
    expect(other.totals).toEqual({ accounts: totals(3, { unchanged: 3 }), events: totals(3, { unchanged: 3 }) });
    expect(currentData(test)).toBe(data);
  });

  it('keeps the first of two rows with one id, also when the file of that row was imported before', async () => {
    const other = (name: string): string =>
      test.write('more.csv', `account_id,account_name,country,signup_date,seats\nA1,${name},ES,2024-01-01,5\n`);
    await test.importFiles([accounts(first), other('Other')]);
    const summary = await test.importFiles([accounts(first), other('Another')]);
    expect(summary.totals).toEqual({ accounts: totals(4, { unchanged: 3, duplicate: 1 }) });
    expect(select(`SELECT name FROM current_accounts WHERE account_id = 'A1'`)).toEqual([['Acme']]);
  });

  it('takes events whose id is a word for nothing for what they are: without id', async () => {
    const summary = await test.importFiles([
      test.write(
        'events.csv',
        'event_id,account_id,event,timestamp\nNULL,A1,login,2024-02-01\nNULL,A2,login,2024-02-01\nNULL,A3,login,2024-02-01\n7.0,A1,login,2024-02-02\n7,A1,login,2024-02-03\n',
      ),
    ]);
    expect(summary.totals['events']).toEqual(totals(5, { new: 4, duplicate: 1, orphaned: 4 }));
  });

  it('keeps what changed as a new version and counts repeated ids', async () => {
    await test.importFiles([accounts(first)]);
    const summary = await test.importFiles([
      accounts([
        'A1,Acme,ES,2024-01-01,5',
        'A2,Belle,FR,2024-01-02,6',
        'A4,Dan,DE,2024-01-04,1',
        'A4,Dan,DE,2024-01-04,1',
      ]),
    ]);
    expect(summary.totals.accounts).toEqual(totals(4, { new: 1, changed: 1, unchanged: 1, duplicate: 1 }));
    expect(summary.findings).toMatchObject([
      { key: 'duplicate-ids', count: 1, examples: ['accounts.csv: A4 (row 5)'] },
    ]);
    expect(select(`SELECT account_id, name, import_id, superseded_by FROM accounts ORDER BY version_id`)).toEqual([
      ['A1', 'Acme', 1, null],
      ['A2', 'Bel', 1, 2],
      ['A3', 'Cid', 1, null],
      ['A2', 'Belle', 2, null],
      ['A4', 'Dan', 2, null],
    ]);
    expect(select(`SELECT attributes FROM current_accounts WHERE account_id = 'A4'`)).toEqual([['{"seats":"1"}']]);
  });

  it('adds only the events that are not there yet', async () => {
    await test.importFiles([events('events.csv', usage)]);
    const summary = await test.importFiles([
      events('more-events.csv', [
        ...usage,
        'A1,login,2024-02-01T10:00:00Z,1,web',
        'A1,login,2024-03-01T10:00:00Z,1,web',
      ]),
    ]);
    expect(summary.totals.events).toEqual(totals(5, { new: 2, unchanged: 3, orphaned: 2 }));
  });
});

describe('accounts that others speak of', () => {
  it('are implied, and replaced when they are described', async () => {
    const summary = await test.importFiles([events('events.csv', usage)]);
    expect(summary.findings).toMatchObject([{ key: 'implied-accounts', count: 2, examples: ['A1', 'A2'] }]);
    expect(select('SELECT account_id, name, implied FROM current_accounts ORDER BY account_id')).toEqual([
      ['A1', null, 1],
      ['A2', null, 1],
    ]);
    const described = await test.importFiles([accounts(first)]);
    expect(described.totals.accounts).toEqual(totals(3, { new: 3 }));
    expect(select('SELECT account_id, name, implied FROM current_accounts ORDER BY account_id')).toEqual([
      ['A1', 'Acme', 0],
      ['A2', 'Bel', 0],
      ['A3', 'Cid', 0],
    ]);
  });

  it('stay, with their id only, when the import that describes them is undone', async () => {
    await test.importFiles([accounts(first)]);
    await test.importFiles([events('events.csv', usage)]);
    await undo(1);
    expect(select('SELECT account_id, name, implied, import_id FROM current_accounts ORDER BY account_id')).toEqual([
      ['A1', null, 1, 2],
      ['A2', null, 1, 2],
    ]);
    await undo(2);
    expect(select('SELECT account_id FROM current_accounts')).toEqual([]);
  });

  it('are found through subscriptions and contacts', async () => {
    const subscriptions = test.write(
      'subscriptions.csv',
      'subscription_id,account_id,start_date,mrr,billing_frequency\nS1,A1,2024-02-02,10.50,annual\n',
    );
    const contacts = test.write('contacts.csv', 'contact_id,account_id,email\nP1,A2,a@b.example\n');
    const bySubscription = test.write(
      'usage.csv',
      'usage_id,subscription_id,usage_date,feature_name\nU1,S1,2024-02-01,f1\nU2,S1,2024-02-02,f1\nU2,S1,2024-02-03,f1\nU3,S9,2024-02-03,f1\n',
    );
    const byContact = test.write('tracking-events.csv', 'user_id,event,timestamp\nP1,login,2024-02-01 10:00:00\n');
    const summary = await test.importFiles([byContact, bySubscription, contacts, subscriptions]);
    expect(summary.totals.events).toEqual(totals(5, { new: 3, duplicate: 1, rejected: 1, orphaned: 3 }));
    const seen = summary.findings.filter(({ key }) => key !== 'zone-assumed' && key !== 'personal-columns');
    expect(seen.map(({ key, count }) => [key, count])).toEqual([
      ['events-before-subscription', 1],
      ['unknown-accounts', 1],
      ['duplicate-ids', 1],
      ['implied-accounts', 2],
    ]);
    expect(select('SELECT file_id, row_number, column_name, reason FROM import_rejects')).toEqual([
      [2, 5, 'subscription_id', 'no account is known for subscription "S9"; import subscriptions with it'],
    ]);
    expect(select('SELECT mrr, term_months FROM current_subscriptions')).toEqual([[1050, 12]]);
  });
});

describe('undoing', () => {
  const changed = ['A1,Acme,ES,2024-01-01,50', 'A2,Bel,FR,2024-01-02,6'];
  const changedAgain = ['A1,Acme,ES,2024-01-01,500'];

  it('gives back byte for byte what was there before', async () => {
    await test.importFiles([accounts(first), events('events.csv', usage)]);
    const before = currentData(test);
    await test.importFiles([
      accounts([...changed, 'A9,New,ES,2024-05-05,1']),
      events('more-events.csv', ['A9,login,2024-06-01T00:00:00Z,2,web']),
    ]);
    expect(currentData(test)).not.toBe(before);
    await undo(2);
    expect(currentData(test)).toBe(before);
    await undo(2);
    expect(currentData(test)).toBe(before);
    expect(test.session.dataVersion()).toBe(3);
  });

  it('works out of order: a later version stays, and the one before follows it', async () => {
    await test.importFiles([accounts(first)]);
    const before = currentData(test);
    await test.importFiles([accounts(['A1,Acme,ES,2024-01-01,50'])]);
    await test.importFiles([accounts(changedAgain)]);
    const latest = currentData(test);
    await undo(2);
    expect(currentData(test)).toBe(latest);
    expect(select(`SELECT import_id, superseded_by FROM accounts WHERE account_id = 'A1' ORDER BY version_id`)).toEqual(
      [
        [1, 3],
        [3, null],
      ],
    );
    await undo(3);
    expect(currentData(test)).toBe(before);
  });

  it('is refused where a later import brought the same rows again', async () => {
    await test.importFiles([accounts(first)]);
    await test.importFiles([accounts([...changed, 'A9,New,ES,2024-05-05,1'])]);
    await expect(undo(1)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Undo import 2 first') as string,
    });
    await undo(2);
    await undo(1);
    expect(select('SELECT count(*) FROM accounts')).toEqual([[0]]);
    expect(select('SELECT id, state FROM imports')).toEqual([
      [1, 'undone'],
      [2, 'undone'],
    ]);
  });

  it('lets the same file be imported anew', async () => {
    await test.importFiles([accounts(first)]);
    await undo(1);
    expect((await test.importFiles([accounts(first)])).totals.accounts).toEqual(totals(3, { new: 3 }));
  });
});

describe('stopping and trying', () => {
  it('a cancelled import leaves nothing behind', async () => {
    const rows = Array.from(
      { length: 300_000 },
      (_, index) => `A${index % 500},login,2024-02-01T10:00:${String(index % 60).padStart(2, '0')}Z,1,web`,
    );
    const path = events('events.csv', rows);
    const controller = new AbortController();
    const running = test.importFiles([path], { signal: controller.signal });
    setTimeout(() => controller.abort(), 900);
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect(select('SELECT count(*) FROM imports')).toEqual([[0]]);
    await vi.waitFor(() => expect(stagingFiles(test)).toEqual([]), 5_000);
    expect(test.session.dataVersion()).toBe(0);
  });

  it('a dry run tells the same and writes nothing', async () => {
    const summary = await test.importFiles([accounts(first), events('events.csv', usage)], { dryRun: true });
    expect(summary).toMatchObject({
      state: 'checked',
      totals: { accounts: totals(3, { new: 3 }), events: totals(3, { new: 3 }) },
    });
    expect(readCheck(test.session, -summary.id)).toEqual(summary);
    expect(select('SELECT count(*) FROM accounts')).toEqual([[0]]);
    expect(test.session.dataVersion()).toBe(0);
    // What it read is kept, to be looked at and committed.
    expect(stagingFiles(test)).toEqual([`check-${-summary.id}.db`]);
  });

  it('remembers until when the data reach, the future apart', async () => {
    const until = (): unknown =>
      test.session.database.prepare(`SELECT value FROM meta WHERE key = 'data_until'`).pluck().get();
    const summary = await test.importFiles([events('events.csv', [...usage, 'A1,login,2099-01-01T00:00:00Z,1,web'])]);
    expect(summary.findings.map(({ key, count }) => [key, count])).toEqual([
      ['future-dates', 1],
      ['implied-accounts', 2],
    ]);
    expect(until()).toBe(String(Date.parse('2024-02-03T11:00:00Z') / 1000));
    await undo(1);
    expect(until()).toBeUndefined();
  });
});
