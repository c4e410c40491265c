import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileMapping, Recipe } from '../../../shared/contract/index.ts';
import { fileMapping } from '../../../shared/contract/index.ts';
import { automaticMapping } from './automatic.ts';
import { proposeMappings } from './index.ts';
import { previewFile } from './preview.ts';
import type { PreviewFile, PreviewOptions } from './preview.ts';
import { openTestSession } from './testing/test-session.ts';
import type { TestSession } from './testing/test-session.ts';

let test: TestSession;
beforeAll(async () => void (test = await openTestSession()));
afterAll(() => test.close());

async function look(
  name: string,
  text: string,
  file: Partial<PreviewFile> = {},
  options?: PreviewOptions,
  recipes: Recipe[] = [],
) {
  const [preview] = await previewFile({ path: test.write(name, text), name, ...file }, recipes, options);
  return preview!;
}
const csv = (header: string, rows: readonly string[]): string => `${header}\n${rows.join('\n')}\n`;

describe('questions', () => {
  it('gives columns that are written differently each its own date format', async () => {
    const preview = await look(
      'subscriptions.csv',
      csv('subscription_id,account_id,start_date,end_date,created_at', [
        'S1,A1,25/01/2024,02/28/2024,03/04/2024',
        'S2,A1,01/02/2024,03/04/2024,05/06/2024',
      ]),
    );
    const { mapping, questions } = preview.readings[0]!;
    expect(mapping?.dateFormat).toBeUndefined();
    expect(mapping?.columns.filter(({ dateFormat }) => dateFormat)).toEqual([
      { column: 'start_date', field: 'start_day', dateFormat: 'dmy' },
      { column: 'end_date', field: 'end_day', dateFormat: 'mdy' },
    ]);
    expect(questions).toEqual([]);
  });

  it('proposes numbers as dates where the field is one', async () => {
    const preview = await look(
      'invoices.csv',
      csv('invoice_id,account_id,issued,due,amount', ['I1,A1,45581,1729069953,12.50']),
    );
    const { mapping, questions, stored } = preview.readings[0]!;
    expect(mapping?.columns.map(({ field, dateFormat }) => [field, dateFormat])).toEqual([
      ['invoice_id', undefined],
      ['account_id', undefined],
      ['issued_day', 'serial'],
      ['due_day', 'epoch-seconds'],
      ['amount', undefined],
    ]);
    expect(questions).toEqual([]);
    expect(stored[0]).toMatchObject({ issued_day: '2024-10-16', due_day: '2024-10-16' });
  });

  const amounts = csv('invoice_id;account_id;invoice_date;amount', [
    'I1;A1;2024-01-31;1,234',
    'I2;A2;2024-01-31;5,678',
  ]);

  it('asks which sign is the decimal one where amounts read both ways, unless another column shows it', async () => {
    const open = await look('invoices.csv', amounts);
    expect(open.columns[3]).toMatchObject({ decimals: ['.', ','] });
    expect(open.readings[0]?.questions).toEqual([{ kind: 'decimal', column: 'amount', field: 'amount' }]);
    const shown = csv('subscription_id;account_id;start_date;mrr;discount', [
      'S1;A1;2024-01-31;1,234;0,5',
      'S2;A2;2024-01-31;5,678;1,25',
    ]);
    const settled = await look('subscriptions.csv', shown);
    expect(settled.readings[0]).toMatchObject({ questions: [], mapping: { decimal: ',' } });
    expect(settled.readings[0]?.stored[0]).toMatchObject({ mrr: '1.23' });
  });

  it('takes the answer of the column, of the file and of a recipe', async () => {
    const proposed = (await look('invoices.csv', amounts)).readings[0]!.mapping!;
    const asked = async (mapping: FileMapping) =>
      (await look('invoices.csv', amounts, { mappings: { '': [mapping] } })).readings[0]!;
    const columns = proposed.columns.map((entry) =>
      entry.column === 'amount' ? { ...entry, decimal: '.' as const } : entry,
    );
    expect(await asked({ ...proposed, columns })).toMatchObject({ questions: [], stored: [{ amount: '1234.00' }, {}] });
    expect(await asked({ ...proposed, decimal: ',' })).toMatchObject({
      questions: [],
      stored: [{ amount: '1.23' }, {}],
    });
    expect((await asked(proposed)).questions).toHaveLength(1);
    const recipe: Recipe = {
      format: 'holdfast-recipe',
      version: 2,
      name: 'bills',
      revision: 3,
      files: [
        { ...proposed, match: { header: ['invoice_id', 'amount'] } },
        {
          ...fileMapping.parse({ table: 'accounts', columns: [{ column: 'account_id', field: 'account_id' }] }),
          match: { header: ['account_id', 'amount'] },
        },
      ],
    };
    const { readings } = await look('invoices.csv', amounts, {}, {}, [recipe]);
    expect(
      readings.map(({ table, recipe: from, questions }) => [table.name, table.confidence, from, questions]),
    ).toEqual([
      ['invoices', 1, { name: 'bills', revision: 3 }, []],
      ['accounts', 1, { name: 'bills', revision: 3 }, []],
    ]);
    expect(readings[1]?.proposed.map(({ field, reason }) => [field, reason])).toContainEqual([null, 'recipe']);
  });

  it('says how many of the rows would be rejected, and why the first', async () => {
    const preview = await look(
      'churn.csv',
      csv('account_id,churn_date', [
        'A1,2024-01-31',
        'A2,2024-02-31',
        ',2024-03-01',
        ...Array.from({ length: 40 }, (_, row) => `B${row},2024-03-0${(row % 9) + 1}`),
      ]),
    );
    expect(preview.readings[0]?.rejected.count).toBe(2);
    expect(preview.readings[0]?.rejected.example).toContain('churn_date: "2024-02-31" is not a date');
    expect(preview.readings[0]?.stored).toHaveLength(20);
  });

  it('shows by what rows without an account’s id will find theirs', async () => {
    const preview = await look(
      'tickets.csv',
      csv('ticket_id,created_at,email', ['T1,2024-01-31 10:00,ana@acme.es', 'T2,2024-01-31 10:00,']),
    );
    expect(preview.readings[0]?.stored).toEqual([
      { account_id: 'ana@acme.es (email)', ticket_id: 'T1', opened_at: '2024-01-31T10:00:00Z' },
    ]);
    expect(preview.readings[0]?.rejected).toMatchObject({ count: 1 });
    expect(preview.readings[0]?.questions).toEqual([]);
  });
});

describe('looking through the whole file', () => {
  const rows = Array.from(
    { length: 200_000 },
    (_, row) => `A${row},Company number ${row} of a book that is long enough to count,0${(row % 9) + 1}/02/2024`,
  );
  const big = csv('account_id,name,created_date', [...rows, 'B1,Last,25/02/2024']);

  it('settles what the beginning leaves open', async () => {
    expect(big.length).toBeGreaterThan(8 * 1024 * 1024);
    const head = await look('accounts.csv', big);
    expect([head.isWhole, head.sampledRows, head.readings[0]?.questions.length]).toEqual([false, 2_000, 1]);
    expect(Math.abs(head.estimatedRows - 200_001)).toBeLessThan(20_000);
    const whole = await look('accounts.csv', big, {}, { scan: true });
    expect([whole.isWhole, whole.sampledRows, whole.estimatedRows]).toEqual([true, 200_001, 200_001]);
    expect(whole.readings[0]).toMatchObject({ questions: [], mapping: { dateFormat: 'dmy' } });
    expect(whole.columns[0]).toMatchObject({ distinct: 10_000, distinctIsLeast: true });
  });

  it('is done at once for small files', async () => {
    const small = csv('account_id,created_date', [
      ...rows.slice(0, 30_000).map((row) => row.replace(/,.*,/, ',')),
      'B1,25/02/2024',
    ]);
    expect(await look('accounts.csv', small)).toMatchObject({
      isWhole: true,
      sampledRows: 30_001,
      readings: [{ questions: [] }],
    });
  });

  it('stops when told', async () => {
    const path = test.write('accounts.csv', big);
    let looks = 0;
    await expect(
      previewFile({ path, name: 'accounts.csv' }, [], { scan: true, shouldStop: () => ++looks > 2 }),
    ).rejects.toMatchObject({ code: 'cancelled' });
    const stop = new AbortController();
    const work = proposeMappings(null, [{ path, name: 'accounts.csv' }], stop.signal, [], true);
    stop.abort();
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('tells what is wrong with the rest only where asked', async () => {
    const broken = `${big}B2,"open,2024\n`;
    expect((await look('accounts.csv', broken)).problem).toBeNull();
    expect((await look('accounts.csv', broken, {}, { scan: true })).problem).toContain('never closes');
  });
});

describe('imports without a person', () => {
  it('tell each assumption', async () => {
    const path = test.write(
      'Zendesk.csv',
      csv('Id,Requester id,Requester email,Submitter,Ticket type,Created at,Solved at,Subject', [
        '1,7,ana@acme.es,Ana,question,2024-01-31 10:00,2024-01-31 12:00,Help',
      ]),
    );
    const preview = await previewFile({ path, name: 'Zendesk.csv' }, []);
    const { files, findings } = automaticMapping(preview.map((one) => ({ ...one, path })));
    expect(files[0]?.mapping).toMatchObject({ table: 'tickets', source: 'zendesk' });
    expect(findings.map(({ key, severity, count }) => [key, severity, count])).toEqual([
      ['zone-assumed', 'info', 2],
      ['personal-columns', 'info', 2],
    ]);
  });

  it('tell the decimal sign, fields taken by their content, and a table that is only likely', async () => {
    const path = test.write(
      'export.csv',
      csv('customer,day,net', ['A100,2024-01-31,"1,234"', 'A100,2024-02-28,"5,678"']),
    );
    const [preview] = await previewFile({ path, name: 'export.csv', as: { '': 'invoices' } }, []);
    expect(preview!.readings[0]?.mapping?.columns.map(({ field }) => field)).toEqual([
      'account_id',
      'issued_day',
      'attributes',
    ]);
    const { findings } = automaticMapping([{ ...preview!, path }]);
    expect(findings.map(({ key }) => key)).toEqual(['fields-assumed']);
    expect(findings[0]?.text).toContain('day for issued_day');
    const bills = await look(
      'invoices.csv',
      csv('invoice_id,account_id,invoice_date,amount', ['I1,A1,2024-01-31,"1,234"']),
    );
    expect(automaticMapping([{ ...bills, path: '' }]).findings).toMatchObject([
      {
        key: 'decimal-assumed',
        severity: 'warning',
        text: expect.stringContaining('a decimal point') as string,
        examples: ['1,234'],
      },
    ]);
  });

  it('do not make events of invoice lines unasked', async () => {
    const rows = Array.from(
      { length: 12 },
      (_, line) => `53${line >> 2},S${line},2010-12-01 08:26,${line},2.55,178${line >> 2}`,
    );
    const file = csv('InvoiceNo,StockCode,InvoiceDate,Quantity,UnitPrice,CustomerID', rows);
    const preview = await look('retail.csv', file);
    expect(preview.readings[0]?.questions).toEqual([{ kind: 'table', column: null, field: null }]);
    expect(automaticMapping([{ ...preview, path: '' }])).toMatchObject({
      files: [],
      findings: [{ key: 'file-skipped' }],
    });
    const told = await look('retail.csv', file, { as: { '': 'events' } });
    expect(told.readings[0]).toMatchObject({
      questions: [],
      mapping: { table: 'events', constants: { event: 'purchase' } },
    });
    expect(told.readings[0]?.stored[0]).toMatchObject({ event: 'purchase', account_id: '1780' });
  });
});

it.each([
  ['more rows than a head holds', 3_000, ''],
  ['a row of another width', 20, 'A1,Acme,more\n'],
])('a small file is told to its last row: %s', async (_, count, odd) => {
  const rows = Array.from({ length: count }, (_, index) => `A${index},Company ${index}`);
  const preview = await look('whole.csv', `${csv('account_id,name', rows)}${odd}`);
  const all = count + (odd === '' ? 0 : 1);
  expect(preview).toMatchObject({ isWhole: true, sampledRows: all, estimatedRows: all });
  expect(preview.columns[1]).toMatchObject({ distinct: all, distinctIsLeast: false });
});
