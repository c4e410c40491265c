import { describe, expect, it } from 'vitest';
import { guessTable } from './match.ts';
import { profileColumns } from './profile.ts';
import { proposeMapping } from './propose-mapping.ts';

function propose(name: string, text: string) {
  const [header = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(';'));
  const profiles = profileColumns(header, rows);
  const guess = guessTable(name, profiles);
  return { guess, mapping: proposeMapping(guess, profiles)! };
}
const account = (mapping: ReturnType<typeof propose>['mapping']) =>
  mapping.columns.flatMap(({ column, field, find }) => (field === 'account_id' ? [`${column}:${find ?? 'id'}`] : []));

describe('files that are no list of what they hold', () => {
  it('reads a column a feature as events', () => {
    const rows = Array.from({ length: 10 }, (_, day) => `2024-01-${10 + day};A${day % 2};${day};${day * 2};0;ES`);
    const { guess, mapping } = propose(
      'usage.csv',
      `day;account_id;logins;exports;api_calls;country\n${rows.join('\n')}`,
    );
    expect([guess.name, guess.confidence, guess.asks]).toEqual(['events', 0.6, false]);
    expect(mapping.unpivot).toEqual({
      columns: ['logins', 'exports', 'api_calls'],
      name: 'feature',
      value: 'uses',
      skip: 'zero-or-blank',
    });
    expect(mapping.columns.filter(({ field }) => field !== null)).toEqual([
      { column: 'day', field: 'occurred_at' },
      { column: 'account_id', field: 'account_id' },
      { column: 'country', field: 'attributes' },
      { column: 'feature', field: 'event' },
      { column: 'uses', field: 'quantity' },
    ]);
  });

  it('does not take a list of customers with numbers for days of use', () => {
    const rows = Array.from({ length: 10 }, (_, index) => `C${index};2024-01-${10 + index};${index};${index};${index}`);
    const { mapping } = propose(
      'customers.csv',
      `customer_id;created_at;logins;seats_used;projects\n${rows.join('\n')}`,
    );
    expect([mapping.table, mapping.unpivot]).toEqual(['accounts', undefined]);
  });

  it('asks whether lines of invoices are meant as events', () => {
    const rows = Array.from(
      { length: 12 },
      (_, line) => `53${line >> 2};S${line};2010-12-0${(line >> 2) + 1} 08:26;${line};2.55;178${line >> 2}`,
    );
    const { guess, mapping } = propose(
      'retail.csv',
      `InvoiceNo;StockCode;InvoiceDate;Quantity;UnitPrice;CustomerID\n${rows.join('\n')}`,
    );
    expect([guess.name, guess.confidence, guess.asks]).toEqual(['events', 0.4, true]);
    expect(mapping.constants).toEqual({ event: 'purchase' });
    expect(account(mapping)).toEqual(['CustomerID:id']);
  });
});

describe('files without the account’s id', () => {
  it('find it by e-mail, domain, name, contact or subscription', () => {
    const tickets = (column: string, value: string) =>
      account(
        propose(
          'tickets.csv',
          `ticket_id;created_at;${column};subject\nT1;2024-01-02 10:00;${value};Hi there\nT2;2024-01-03 10:00;${value};No`,
        ).mapping,
      );
    expect(tickets('Requester email', 'ana@acme.es')).toEqual(['Requester email:email']);
    expect(tickets('Company', 'Acme Iberia SL')).toEqual(['Company:name']);
    expect(tickets('Account', 'Acme Iberia SL')).toEqual(['Account:name']);
    expect(tickets('Customer', 'ana@acme.es')).toEqual(['Customer:email']);
    expect(tickets('domain', 'acme.es')).toEqual(['domain:domain']);
    expect(tickets('contact_id', 'C-100')).toEqual(['contact_id:contact']);
    expect(tickets('subscription_id', 'S-100')).toEqual(['subscription_id:subscription']);
    expect(tickets('account_id', 'A-100')).toEqual(['account_id:id']);
    expect(tickets('cliente', 'A-100')).toEqual(['cliente:id']);
  });

  it('copies a column that is a field of its own', () => {
    const surveys = propose(
      'nps.csv',
      'response_id;email;score;submitted_at\nR1;ana@acme.es;9;2024-01-02\nR2;bo@acme.es;3;2024-01-03',
    ).mapping;
    expect(surveys.columns).toContainEqual({ column: 'email', field: 'contact_email' });
    expect(surveys.derive).toEqual([{ how: 'join', columns: ['email'], separator: '', as: 'email (account)' }]);
    expect(account(surveys)).toEqual(['email (account):email']);
    const contacts = propose(
      'contacts.csv',
      'contact_id;first_name;email\nC1;Ana;ana@acme.es\nC2;Bo;bo@acme.es',
    ).mapping;
    expect(contacts.derive).toEqual([{ how: 'domain', column: 'email', as: 'email (domain)' }]);
    expect(account(contacts)).toEqual(['email (domain):domain']);
  });

  it('takes ids that come again for the account’s where only they can be', () => {
    const rows = Array.from({ length: 12 }, (_, row) => `T${row};2024-01-02 10:0${row % 10};K-${100 + (row % 3)};high`);
    const { mapping, guess } = propose('tickets.csv', `ticket_id;created_at;ref;priority\n${rows.join('\n')}`);
    expect(account(mapping)).toEqual(['ref:id']);
    expect(guess.fields[2]).toMatchObject({ confidence: 0.4, reason: 'content' });
  });
});
