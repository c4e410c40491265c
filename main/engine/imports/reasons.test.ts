import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reasonOf, reasonSentences } from '../../../shared/domain/import-reasons.ts';
import type { ReasonKey } from '../../../shared/domain/import-reasons.ts';
import { tables } from '../../../shared/domain/tables.ts';
import { createSegmentBuilder } from '../events/index.ts';
import { whyNotUndo } from './queries.ts';
import { unreadableValue } from './recipes/index.ts';
import { openTestSession } from './testing/test-session.ts';
import type { TestSession } from './testing/test-session.ts';

let test: TestSession;
beforeEach(async () => void (test = await openTestSession()));
afterEach(() => test.close());

const keysOfRejects = (): (string | undefined)[] =>
  (test.session.database.prepare('SELECT reason FROM import_rejects ORDER BY id').pluck().all() as string[]).map(
    (reason) => reasonOf(reason)?.key,
  );

describe('reasons that the engine writes', () => {
  it('are known by their key, for rows of any kind', async () => {
    const leaveOut = { 'end-before-start': 'leave-out', 'negative-revenue': 'leave-out', 'future-dates': 'leave-out' };
    await test.importMapped([
      {
        name: 'subscriptions.csv',
        content: [
          'Id,Account,From,To,Revenue,Plan,Known',
          'S1,A1,2024-03-01,2024-01-01,10,Basic,',
          'S2,A1,2024-03-01,,-5,Basic,',
          'S3,A1,2999-03-01,,5,Basic,',
          'S4,A1,yesterday,,5,Basic,',
          'S5,A1,0001-01-01,,5,Basic,',
          'S6,A1,2024-03-01,,plenty,Basic,',
          'S7,,2024-03-01,,5,Basic,',
          'S8,A1,2024-03-01',
          'S9,A1,2024-03-01,,5,Golden,',
          'S10,A1,2024-03-01,,5,Basic,never',
          '',
        ].join('\n'),
        fields: {
          Id: 'subscription_id',
          Account: 'account_id',
          From: 'start_day',
          To: 'end_day',
          Revenue: 'mrr',
          Plan: 'plan',
          Known: 'known_at',
        },
        mapping: {
          table: 'subscriptions',
          dateFormat: 'ymd',
          choices: leaveOut as never,
          valueMaps: [{ column: 'Plan', values: { Basic: 'basic' }, otherwise: 'reject' }],
        },
      },
    ]);
    expect(keysOfRejects()).toEqual([
      ...['left-out-end', 'left-out-negative', 'left-out-future', 'date-not-as', 'date-too-early', 'not-of-type'],
      ...['blank-field', 'row-width', 'unknown-value', 'not-known-since'],
    ]);
  });

  it('are known by their key, for events', async () => {
    await test.importMapped([
      {
        name: 'events.csv',
        content: [
          'Account,When,What,Quantity',
          ',2024-03-01,login,',
          'A1,,login,',
          'A1,2024-03-01,,',
          `A1,2024-03-01,${'x'.repeat(5_000)},`,
          'A1,1969-03-01,login,',
          'A1,2024-03-01,login,many',
          'A1,2099-03-01,login,',
          '',
        ].join('\n'),
        fields: { Account: 'account_id', When: 'occurred_at', What: 'event', Quantity: 'quantity' },
        mapping: { table: 'events', dateFormat: 'ymd', choices: { 'future-dates': 'leave-out' } },
      },
    ]);
    expect(keysOfRejects()).toEqual([
      ...['names-no-owner', 'blank-field', 'blank-field', 'event-name-too-long', 'instant-out-of-range'],
      ...['not-of-type', 'in-future'],
    ]);
  });

  it('are known by their key, where the row leads to no account', async () => {
    await test.importMapped([
      {
        name: 'tickets.csv',
        content: 'Ticket,Company,Opened\nT1,Nobody,2024-03-01\nT2,,2024-03-01\n',
        fields: { Ticket: 'ticket_id', Opened: 'opened_at' },
        mapping: {
          table: 'tickets',
          dateFormat: 'ymd',
          columns: [
            { column: 'Ticket', field: 'ticket_id' },
            { column: 'Company', field: 'account_id', find: 'name' },
            { column: 'Opened', field: 'opened_at' },
          ],
        },
      },
      {
        name: 'events.csv',
        content: 'Company,User,When,What\nNobody,,2024-03-01,login\n,someone@x.example,2024-03-01,login\n',
        fields: {},
        mapping: {
          table: 'events',
          dateFormat: 'ymd',
          columns: [
            { column: 'Company', field: 'account_id', find: 'external-id' },
            { column: 'User', field: 'contact_id' },
            { column: 'When', field: 'occurred_at' },
            { column: 'What', field: 'event' },
          ],
        },
      },
    ]);
    expect(keysOfRejects()).toEqual(['unknown-account', 'names-no-account', 'unknown-account-by', 'unknown-owner']);
  });

  it('are known where other rooms word them', () => {
    const day = tables.accounts.fields.find(({ type }) => type === 'day')!;
    const words = (text: string) => reasonOf(unreadableValue(day, text, {}));
    expect(words('0000-00-00')).toMatchObject({ key: 'date-too-early', values: { value: '0000-00-00', year: '1900' } });
    expect(words('2024-10-16 10:00 CST')).toMatchObject({ key: 'date-unclear-zone', values: { zone: 'CST' } });
    for (const text of ['01/02/2024', '1/2/24', '31.02.2024'])
      expect([text, words(text)?.key]).toEqual([text, 'date-two-ways']);

    const refused = (event: string, quantity: number, properties?: Record<string, string>) => {
      try {
        createSegmentBuilder().add('A', 1_700_000_000, event, quantity, properties);
      } catch (error) {
        return reasonOf((error as Error).message);
      }
      return undefined;
    };
    expect(refused('x'.repeat(5_000), 1)).toMatchObject({ key: 'event-text-too-long', values: { what: 'event name' } });
    expect(refused('login', 1, { plan: 'x'.repeat(5_000) })?.key).toBe('event-text-too-long');
    expect(refused('login', 1e300)?.key).toBe('quantity-too-large');
  });

  it('are known where an import cannot be undone', async () => {
    const { database } = test.session;
    const accounts = (names: string, at: number) =>
      test.importMapped(
        [
          {
            name: 'accounts.csv',
            content: `Id,Name\n${names}\n`,
            fields: { Id: 'account_id', Name: 'name' },
            mapping: { table: 'accounts' },
          },
        ],
        at,
      );
    const { importId } = await accounts('A,Alpha\nB,Beta', 1_700_000_000);
    const { importId: later } = await accounts('A,Alpha\nC,Gamma', 1_700_000_100);
    const why = whyNotUndo(database, { id: importId, state: 'committed' });
    expect(reasonOf(why ?? '')).toEqual({ key: 'undo-confirmed', values: { later: String(later) } });
    expect(reasonOf(whyNotUndo(database, { id: later, state: 'undone' }) ?? '')?.key).toBe('undone-already');

    database
      .prepare(
        `INSERT INTO account_merges (kept_id, merged_id, merged_at, evidence) SELECT 'A', 'C', 1700000200, '[]' WHERE 1`,
      )
      .run();
    expect(reasonOf(whyNotUndo(database, { id: later, state: 'committed' }) ?? '')?.key).toBe('undo-merged');
  });

  it('stand nowhere as bare words, so that none is without a key', () => {
    const rooms = ['.', 'recipes', 'staging', 'scan'];
    const files = rooms.flatMap((room) =>
      readdirSync(join(import.meta.dirname, room))
        .filter((name) => name.endsWith('.ts') && !name.includes('.test.') && name !== 'automatic.ts')
        .map((name) => join(import.meta.dirname, room, name)),
    );
    expect(files.length).toBeGreaterThan(60);
    const used = new Set<string>();
    for (const file of files) {
      const text = readFileSync(file, 'utf8');
      for (const [, key] of text.matchAll(/reasonText\(\s*'([a-z-]+)'/g)) used.add(key!);
      expect([
        file,
        /\breason\s*(?::|\?\?=|=(?!=))\s*['"`][^'"`$\n]* |\b(?:refuse|reject)\((?:(?!reasonText)[^)])*['"`] ?[a-z]/.exec(
          text,
        )?.[0],
      ]).toEqual([file, undefined]);
    }
    // The others are worded by the rooms of dates, events and merges, as above.
    const elsewhere: ReasonKey[] = [
      ...(['date-too-early', 'date-unclear-zone', 'event-text-too-long', 'event-too-many-values'] as const),
      ...(['quantity-too-large', 'undo-merged'] as const),
    ];
    const known = Object.keys(reasonSentences).map((key) => key.replace(/_(?:one|other)$/, ''));
    expect([...new Set([...used, ...elsewhere])].sort()).toEqual([...new Set(known)].sort());
  });
});
