import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestSession } from './testing/test-session.ts';
import type { Mapped, MappedText, TestSession } from './testing/test-session.ts';

let test: TestSession;
beforeEach(async () => void (test = await openTestSession()));
afterEach(() => test.close());

const select = (sql: string): unknown[] => test.session.database.prepare(sql).raw().all();
const told = ({ result }: Mapped): unknown[] =>
  result.findings.map(({ key, table, count, choice }) => [key, table, count, choice]);

function table(name: MappedText['mapping']['table'], content: string, mapping: object = {}): MappedText {
  const header = content.slice(0, content.indexOf('\n')).split(',');
  const fields = Object.fromEntries(header.map((column) => [column, column]));
  return { name: `${name}.csv`, content, fields, mapping: { table: name, ...mapping } };
}

describe('contradictions', () => {
  const accounts = table(
    'accounts',
    'account_id,created_day,churn_flag\nA1,2024-01-01,yes\nA2,2024-01-01,no\nA3,2024-06-01,no\nA4,2024-01-01,yes\n',
  );
  const subscriptions = (mapping: object = {}): MappedText =>
    table(
      'subscriptions',
      [
        'subscription_id,account_id,start_day,end_day,mrr,plan',
        'S1,A1,2024-01-01,2023-12-01,10,basic',
        'S2,A1,2024-01-01,,-5,basic',
        'S3,A2,2031-01-01,,10,basic',
        'S4,A3,2024-05-01,,10,basic',
        'S5,A2,2024-02-01,2024-08-01,10,basic',
        'S6,A2,2024-07-01,,10,basic',
        'S7,A2,2024-07-15,,10,extra',
        '',
      ].join('\n'),
      mapping,
    );
  const churn = table('churn_events', 'churn_event_id,account_id,churn_day\nC1,A1,2024-03-01\nC2,A2,2024-12-01\n');

  it('are counted, and what a row shows by itself can be left out', async () => {
    const mapped = await test.importMapped([accounts, subscriptions(), churn]);
    expect(told(mapped)).toEqual([
      ['end-before-start', 'subscriptions', 1, 'keep'],
      ['negative-revenue', 'subscriptions', 1, 'keep'],
      ['future-dates', 'subscriptions', 1, 'keep'],
      ['flag-without-churn-event', 'accounts', 1, null],
      ['churn-event-without-flag', 'accounts', 1, null],
      ['running-after-churn', 'subscriptions', 3, null],
      ['overlapping-subscriptions', 'subscriptions', 2, null],
      ['before-account', 'subscriptions', 1, null],
    ]);
    expect(mapped.result.findings.find(({ key }) => key === 'before-account')?.examples).toEqual([
      'S4: 2024-05-01, customer since 2024-06-01',
    ]);
  });

  it('are left out where the recipe says so, and kept with their reason', async () => {
    const choices = { 'end-before-start': 'leave-out', 'negative-revenue': 'leave-out', 'future-dates': 'leave-out' };
    const mapped = await test.importMapped([subscriptions({ choices })]);
    expect(mapped.result.totals.subscriptions).toMatchObject({ read: 7, new: 4, rejected: 3 });
    expect(told(mapped).slice(0, 3)).toEqual([
      ['end-before-start', 'subscriptions', 1, 'leave-out'],
      ['negative-revenue', 'subscriptions', 1, 'leave-out'],
      ['future-dates', 'subscriptions', 1, 'leave-out'],
    ]);
    expect(select('SELECT row_number, column_name, reason, raw FROM import_rejects ORDER BY id')).toEqual([
      [2, 'end_day', 'it ends before it starts, and such rows were left out', 'S1,A1,2024-01-01,2023-12-01,10,basic'],
      [3, 'mrr', 'its revenue is negative, and such rows were left out', 'S2,A1,2024-01-01,,-5,basic'],
      [4, 'start_day', 'it is dated in the future, and such rows were left out', 'S3,A2,2031-01-01,,10,basic'],
    ]);
  });

  it('count rows whose account nobody describes', async () => {
    const { result } = await test.importMapped([
      table('accounts', 'account_id,name\nA1,Acme\n'),
      table('tickets', 'ticket_id,account_id,opened_at\nT1,A1,2024-01-01\nT2,A9,2024-01-01\nT3,A9,2024-01-02\n'),
      table('events', 'account_id,occurred_at,event\nA1,2024-01-01,x\nA9,2024-01-01,x\nA9,2024-01-02,x\n'),
    ]);
    expect([result.totals.tickets?.orphaned, result.totals.events?.orphaned]).toEqual([2, 2]);
    const described = await test.importMapped([
      table('accounts', 'account_id,name\nA9,Nine\n'),
      table('tickets', 'ticket_id,account_id,opened_at\nT4,A9,2024-01-03\n'),
    ]);
    expect(described.result.totals.tickets?.orphaned).toBe(0);
  });
});

describe('rows that name their account otherwise', () => {
  const accounts = table('accounts', 'account_id,name,website\nA1,Acme Ltd,acme.com\nA2,Bel,bel.fr\n');
  const contacts = table('contacts', 'contact_id,account_id,email\nP1,A1,ana@acme.com\n');
  function tickets(content: string, columns: readonly object[]): MappedText {
    return { name: 'tickets.csv', content, fields: {}, mapping: { table: 'tickets', columns: columns as never } };
  }
  const by = (column: string, find: string): object => ({ column, field: 'account_id', find });
  const columns = [
    { column: 'id', field: 'ticket_id' },
    { column: 'at', field: 'opened_at' },
    by('mail', 'email'),
    by('company', 'name'),
  ];

  it('find it among what comes with them and what is there; else they are rejected', async () => {
    await test.importMapped([accounts]);
    const content =
      'id,at,mail,company\nT1,2024-01-01,ana@acme.com,\nT2,2024-01-01,,BEL\nT3,2024-01-01,x@nobody.org,Nobody\nT4,2024-01-01,,\n';
    const mapped = await test.importMapped([contacts, tickets(content, columns)]);
    expect(select('SELECT ticket_id, account_id, raw_account_id FROM current_tickets ORDER BY ticket_id')).toEqual([
      ['T1', 'A1', null],
      ['T2', 'A2', null],
    ]);
    expect(mapped.result.totals.tickets).toMatchObject({ new: 2, rejected: 2 });
    expect(mapped.result.findings.find(({ key }) => key === 'unknown-accounts')).toMatchObject({
      table: 'tickets',
      count: 1,
      examples: ['x@nobody.org'],
    });
    expect(select('SELECT column_name, reason FROM import_rejects ORDER BY id')).toEqual([
      ['mail', 'no account is known for "x@nobody.org"; import the accounts first, or correct it'],
      ['mail', 'it names no account, and cannot do without one'],
    ]);
  });

  it('of a merged account belong to the one that is kept, and say which they came for', async () => {
    await test.importMapped([accounts]);
    test.session.database
      .exec(`INSERT INTO account_merges (kept_id, merged_id, evidence, merged_at) VALUES ('A1', 'A2', '[]', 1);
      INSERT INTO account_aliases VALUES ('A2', 'A1')`);
    const file = table('tickets', 'account_id,opened_at,subject\nA2,2024-01-01,x\nA1,2024-01-02,y\n');
    await test.importMapped([file]);
    expect(select('SELECT account_id, raw_account_id FROM current_tickets ORDER BY opened_at')).toEqual([
      ['A1', 'A2'],
      ['A1', null],
    ]);
    const again = await test.importMapped([{ ...file, name: 'again.csv', content: `${file.content}\n` }]);
    expect(again.result.totals.tickets).toMatchObject({ unchanged: 2, new: 0 });
  });
});
