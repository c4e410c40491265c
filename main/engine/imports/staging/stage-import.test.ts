import { rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileMapping } from '../../../../shared/contract/index.ts';
import type { FileMapping } from '../../../../shared/contract/index.ts';
import { dayOfNumber } from '../../../../shared/domain/time.ts';
import { attach } from '../../db/index.ts';
import type { TableName } from '../../../../shared/domain/tables.ts';
import { stageImport } from './stage-import.ts';
import type { StageResult } from './staging-run.ts';
import { openTestSession } from '../testing/test-session.ts';
import type { TestSession } from '../testing/test-session.ts';

let test: TestSession;
beforeAll(async () => void (test = await openTestSession()));
afterAll(() => test.close());

type Choice = Partial<FileMapping> & { table: TableName; fields: Record<string, string> };

/** Stages one file in this thread and hands its staged rows to `look`. */
async function stage<T>(
  name: string,
  content: string,
  { fields, ...rest }: Choice,
  look: (select: (sql: string) => unknown[], result: StageResult) => T,
): Promise<T> {
  const path = test.write(name, content);
  const staging = join(test.folder, 'staged.db');
  rmSync(staging, { force: true });
  const columns = Object.entries(fields).map(([column, field]) => ({ column, field }));
  const mapping = fileMapping.parse({ columns, ...rest });
  const { file: workspace, key, database } = test.session;
  const request = {
    task: 'stage' as const,
    workspace,
    key,
    staging,
    files: [{ path, name, part: null, recipe: null, mapping }],
    now: 1_767_225_600,
  };
  const result = await stageImport(request, { shouldStop: () => false, progress: () => {} });
  attach(database, staging, 'looked', key);
  try {
    return look((sql) => database.prepare(sql).raw().all(), result);
  } finally {
    database.exec('DETACH DATABASE looked');
  }
}

const subscriptionFields = {
  Id: 'subscription_id',
  Customer: 'account_id',
  From: 'start_day',
  To: 'end_day',
  Price: 'mrr',
  Money: 'currency',
  Seats: 'seats',
  Renews: 'auto_renew',
  Note: 'attributes',
};
const text = fc
  .string({ unit: fc.constantFrom('a', 'ñ', '"', ',', ';', '\t', '\n', '=', ' ', '😀'), maxLength: 8 })
  .map((value) => value.trim());
const subscription = fc.record({
  start: fc.integer({ min: 10_000, max: 22_000 }),
  days: fc.option(fc.integer({ min: 0, max: 900 })),
  minor: fc.option(fc.integer({ min: -1_000_000_00, max: 1_000_000_000_00 })),
  currency: fc.constantFrom('USD', 'EUR', 'JPY', 'KWD'),
  seats: fc.option(fc.integer({ min: 0, max: 1_000_000 })),
  renews: fc.option(fc.boolean()),
  note: text,
});
const digitsOf: Record<string, number> = { JPY: 0, KWD: 3 };

function writtenDay(number: number, order: 'ymd' | 'dmy' | 'mdy', separator: string): string {
  const [year = '', month = '', day = ''] = dayOfNumber(number).split('-');
  const parts = { ymd: [year, month, day], dmy: [day, month, year], mdy: [month, day, year] }[order];
  return parts.join(separator);
}

function writtenAmount(minor: number, currency: string, decimal: '.' | ',', thousands: boolean): string {
  const digits = digitsOf[currency] ?? 2;
  const english = (minor / 10 ** digits).toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: thousands,
  });
  return decimal === '.' ? english : english.replaceAll(',', '#').replace('.', ',').replaceAll('#', '.');
}

describe('any table written as CSV in any dialect', () => {
  it('is stored as what it says', async () => {
    const dialect = fc.record({
      order: fc.constantFrom('ymd' as const, 'dmy' as const, 'mdy' as const),
      separator: fc.constantFrom('-', '/', '.'),
      decimal: fc.constantFrom('.' as const, ',' as const),
      thousands: fc.boolean(),
      delimiter: fc.constantFrom(',', ';', '\t', '|'),
      newline: fc.constantFrom('\n', '\r\n'),
      words: fc.constantFrom(['TRUE', 'FALSE'], ['sí', 'no'], ['1', '0']),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(subscription, { minLength: 1, maxLength: 30 }),
        dialect,
        async (rows, { order, separator, decimal, thousands, delimiter, newline, words }) => {
          const lines = rows.map((row, index) => [
            `S${index}`,
            `${index % 7}.0`,
            writtenDay(row.start, order, separator),
            row.days === null ? '' : writtenDay(row.start + row.days, order, separator),
            row.minor === null ? '' : writtenAmount(row.minor, row.currency, decimal, thousands),
            row.currency,
            row.seats ?? '',
            row.renews === null ? '' : words[row.renews ? 0 : 1],
            row.note,
          ]);
          const content = Papa.unparse([Object.keys(subscriptionFields), ...lines], { delimiter, newline });
          const wanted = rows.map((row, index) => [
            `S${index}`,
            String(index % 7),
            dayOfNumber(row.start),
            row.days === null ? null : dayOfNumber(row.start + row.days),
            row.minor,
            row.currency,
            row.seats,
            row.renews === null ? null : Number(row.renews),
            row.note === '' ? '{}' : JSON.stringify({ Note: row.note }),
            row.start * 86_400,
          ]);
          const sql =
            'SELECT subscription_id, account_id, start_day, end_day, mrr, currency, seats, auto_renew, attributes, known_at FROM looked.subscriptions ORDER BY id';
          const staged = await stage(
            'subscriptions.csv',
            content,
            { table: 'subscriptions', fields: subscriptionFields, dateFormat: order, decimal, delimiter },
            (select) => select(sql),
          );
          expect(staged).toEqual(wanted);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('mappings', () => {
  it('rows without an id are what they say: the same values are one row', async () => {
    const content = 'customer,date,why\nA1,2024-05-01,price\nA1,2024-05-02,price\nA1,2024-05-01,price\n';
    await stage(
      'bajas.csv',
      content,
      { table: 'churn_events', fields: { customer: 'account_id', date: 'churn_day', why: 'reason' } },
      (select, { totals }) => {
        expect(totals.churn_events).toMatchObject({ read: 3, new: 2, duplicate: 1 });
        expect(select('SELECT count(DISTINCT churn_event_id), count(*) FROM looked.churn_events')).toEqual([[2, 2]]);
      },
    );
  });

  it('constants, filters, zone and currency', async () => {
    const content = 'who,at,amount\nA1,2024-07-01 12:00,€5\nA2,2024-07-01 12:00,5\nX1,2024-07-01 12:00,5\n';
    const fields = { who: 'account_id', at: 'opened_at' };
    const keepWhere = [{ column: 'who', is: 'starts-with' as const, value: 'A' }];
    await stage(
      't.csv',
      content,
      { table: 'tickets', fields, keepWhere, zone: 'Europe/Madrid', constants: { priority: 'high', escalated: 'no' } },
      (select, { totals }) => {
        expect(totals.tickets).toMatchObject({ read: 3, new: 2, filtered: 1 });
        expect(select('SELECT account_id, opened_at, priority, escalated FROM looked.tickets')).toEqual([
          ['A1', Date.parse('2024-07-01T10:00:00Z') / 1000, 'high', 0],
          ['A2', Date.parse('2024-07-01T10:00:00Z') / 1000, 'high', 0],
        ]);
      },
    );
    await stage(
      'i.csv',
      content,
      { table: 'invoices', fields: { who: 'account_id', at: 'issued_day', amount: 'amount' } },
      (select) => {
        expect(select('SELECT amount, currency FROM looked.invoices')).toEqual([
          [500, 'EUR'],
          [500, null],
          [500, null],
        ]);
      },
    );
  });

  it.each([
    [{ fields: { who: 'account_id', when: 'churn_day' } }, 'has no column "when"'],
    [
      { fields: { who: 'account_id', at: 'churn_date' } },
      'uses the field "churn_date", which churn_events do not have',
    ],
    [{ fields: { who: 'account_id' } }, 'leaves out what churn_events cannot do without: churn_day'],
    [{ fields: { who: 'account_id', at: 'churn_day' }, zone: 'Mars' }, '"Mars" is not a time zone'],
    [{ fields: { who: 'account_id', at: 'churn_day' }, encoding: 'klingon' }, 'there is no encoding "klingon"'],
  ])('that do not fit are refused: %o', async (choice, sentence) => {
    await expect(
      stage('c.csv', 'who,at\nA1,2024-05-01\n', { table: 'churn_events', ...choice }, () => null),
    ).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining(sentence) as string });
  });
});

describe('contradictions', () => {
  it('are counted with examples', async () => {
    const content =
      'id,account,start,end,mrr,currency\nS1,A1,2024-02-01,2024-01-01,-5,USD\nS2,A1,2030-02-01,,5,EUR\nS3,A1,2024-02-01,,5,USD\n';
    const fields = {
      id: 'subscription_id',
      account: 'account_id',
      start: 'start_day',
      end: 'end_day',
      mrr: 'mrr',
      currency: 'currency',
    };
    const findings = await stage(
      's.csv',
      content,
      { table: 'subscriptions', fields },
      (_select, result) => result.findings,
    );
    expect(findings.map(({ key, count, examples }) => [key, count, examples[0]])).toEqual([
      ['end-before-start', 1, 'S1: 2024-02-01 to 2024-01-01'],
      ['negative-revenue', 1, 'S1'],
      ['future-dates', 1, 'S2: 2030-02-01'],
      ['overlapping-subscriptions', 1, 'S2 of A1 from 2030-02-01, the one before until further notice'],
      ['mixed-currencies', 1, 'S2: EUR'],
      ['implied-accounts', 1, 'A1'],
    ]);
  });
});
