import { describe, expect, it } from 'vitest';
import { automaticMapping } from '../automatic.ts';
import { normaliseHeader } from './header-words.ts';
import { previewFile } from '../preview.ts';
import { openTestSession } from '../testing/test-session.ts';
import { generateSampleBook } from '../../workspace/sample/index.ts';

it('headers become words', () => {
  expect(
    ['CustomerID', 'customer_id', 'Customer Id', 'ID Cliente', 'País', 'ARRValue', 'plan2Name'].map(normaliseHeader),
  ).toEqual(['customer id', 'customer id', 'customer id', 'id cliente', 'pais', 'arr value', 'plan2 name']);
});

const expected: Record<string, readonly [table: string, fields: string]> = {
  'crm-accounts.csv': [
    'accounts',
    'account_id name owner segment industry country plan created_day renewal_day parent_id website employees',
  ],
  'crm-contacts.csv': ['contacts', 'contact_id account_id first_name last_name email title role last_seen_day'],
  'billing-subscriptions.csv': [
    'subscriptions',
    'subscription_id account_id plan status start_day end_day mrr currency seats term_months auto_renew',
  ],
  'billing-invoices.csv': ['invoices', 'invoice_id account_id issued_day due_day paid_day amount currency status'],
  'product-events.csv': ['events', 'account_id contact_id event occurred_at quantity platform'],
  'helpdesk-tickets.csv': [
    'tickets',
    'ticket_id account_id opened_at closed_at priority subject text first_response_minutes satisfaction escalated',
  ],
  'surveys.csv': ['surveys', 'response_id account_id contact_email survey score comment submitted_at'],
  'interactions.csv': ['interactions', 'interaction_id account_id type direction occurred_at owner subject outcome'],
  'churned-customers.csv': ['churn_events', 'account_id churn_day reason feedback'],
  'signals.csv': ['signals', 'account_id name observed_at value'],
};

describe('automatic mapping', () => {
  it('understands every file of the sample book without a question', async () => {
    const test = await openTestSession();
    try {
      const { files } = generateSampleBook({ accounts: 60, months: 12 });
      expect(files.map(({ name }) => name).toSorted()).toEqual(Object.keys(expected).toSorted());
      for (const { name, chunks } of files) {
        const path = test.write(name, [...chunks()].map(({ text }) => text).join(''));
        const [preview] = await previewFile({ path, name }, []);
        const reading = preview!.readings[0]!;
        expect([reading.table.name, reading.proposed.map(({ field }) => field).join(' ')]).toEqual(expected[name]);
        expect([name, reading.questions, reading.problem, preview!.isWhole]).toEqual([name, [], null, true]);
        expect(reading.stored.length).toBeGreaterThan(0);
        expect(reading.rejected.count).toBe(0);
      }
    } finally {
      await test.close();
    }
  });

  it('asks where dates read both ways, and says what it assumes where nobody can be asked', async () => {
    const test = await openTestSession();
    try {
      const open = test.write(
        'tickets.csv',
        'ticket_id,account_id,created_at,priority\nT1,A1,03/04/2024,high\nT2,A1,05/06/2024,low\n',
      );
      const [preview] = await previewFile({ path: open, name: 'tickets.csv' }, []);
      expect(preview!.readings[0]?.questions).toEqual([
        { kind: 'date-format', column: 'created_at', field: 'opened_at' },
      ]);
      const alone = automaticMapping([{ ...preview!, path: open }]);
      expect(alone.files[0]?.mapping.dateFormat).toBe('dmy');
      expect(alone.findings.map(({ key }) => key)).toEqual(['date-format-assumed']);

      const shown = test.write('churn.csv', 'account_id,churn_date\nA1,03/25/2024\nA2,05/06/2024\n');
      const [other] = await previewFile({ path: shown, name: 'churn.csv' }, []);
      expect(other!.readings[0]?.mapping?.dateFormat).toBe('mdy');
      const together = automaticMapping([
        { ...preview!, path: open },
        { ...other!, path: shown },
      ]);
      expect(together.files[0]?.mapping.dateFormat).toBe('mdy');
    } finally {
      await test.close();
    }
  });

  it('leaves out what it does not know, with a reason', async () => {
    const test = await openTestSession();
    try {
      const path = test.write('weather.csv', 'station,rain,wind\nX,1,2\nY,3,4\n');
      const [preview] = await previewFile({ path, name: 'weather.csv' }, []);
      const decision = automaticMapping([{ ...preview!, path }]);
      expect(decision.files).toEqual([]);
      expect(decision.findings[0]).toMatchObject({ key: 'file-skipped', examples: ['weather.csv'] });
    } finally {
      await test.close();
    }
  });
});
