import { createHash } from 'node:crypto';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { isHoldfastError } from '../../../../shared/domain/errors.ts';
import { tableNames, tables } from '../../../../shared/domain/tables.ts';
import { generateSampleBook, type SampleBook } from './book.ts';
import type { SampleBookOptions } from './options.ts';

type Row = Record<string, string>;

function textOf(book: SampleBook, name: string): string {
  const file = book.files.find((candidate) => candidate.name === name)!;
  return [...file.chunks()].map(({ text }) => text).join('');
}

function rowsOf(book: SampleBook, name: string): Row[] {
  const { data, errors } = Papa.parse<Row>(textOf(book, name), { header: true, skipEmptyLines: true });
  expect(errors).toEqual([]);
  return data;
}

function hashOf(options: SampleBookOptions): string {
  const hash = createHash('sha256');
  const book = generateSampleBook(options);
  for (const file of book.files) for (const { text } of file.chunks()) hash.update(text);
  hash.update(JSON.stringify(book.truth));
  return hash.digest('hex');
}

const small = generateSampleBook({ accounts: 150, seed: 5 });
const accountRows = rowsOf(small, 'crm-accounts.csv');
const churnDays = new Map(small.truth.accounts.map(({ id, churnDay }) => [id, churnDay]));

describe('generateSampleBook', () => {
  it('gives the same bytes for the same seed, whichever file is read first, and others for another', () => {
    expect(hashOf({ accounts: 30, seed: 9 })).toBe(hashOf({ accounts: 30, seed: 9 }));
    expect(hashOf({ accounts: 30, seed: 9 })).not.toBe(hashOf({ accounts: 30, seed: 10 }));
    const book = generateSampleBook({ accounts: 30, seed: 9 });
    const surveysFirst = textOf(book, 'surveys.csv');
    textOf(book, 'product-events.csv');
    expect(textOf(book, 'surveys.csv')).toBe(surveysFirst);
  });

  it('covers every canonical table once', () => {
    expect(small.files.map(({ table }) => table).toSorted()).toEqual([...tableNames].toSorted());
  });

  it('has headers that each mean one field of their table', () => {
    const plain = (text: string): string =>
      text
        .toLowerCase()
        .replaceAll(/[^\p{Letter}\p{Number}]+/gu, ' ')
        .trim();
    for (const { table, header } of small.files) {
      const meant = header.map((title) =>
        tables[table].fields
          .filter(({ name, synonyms }) => plain(name) === plain(title) || synonyms.includes(plain(title)))
          .map(({ name }) => name),
      );
      // A word that could mean two fields is settled by the other columns: one of its meanings is still free.
      const sure = meant.filter((names) => names.length === 1).flat();
      expect(new Set(sure).size).toBe(sure.length);
      for (const names of meant) expect(names.length === 1 || names.some((name) => !sure.includes(name))).toBe(true);
      expect(meant.every((names) => names.length > 0)).toBe(true);
    }
  });

  it('counts its rows truly and writes the header that it names', () => {
    for (const file of small.files) {
      const rows = [...file.chunks()].reduce((count, chunk) => count + chunk.rows, 0);
      const read = rowsOf(small, file.name);
      expect(read.length).toBe(rows);
      expect(Object.keys(read[0]!)).toEqual(file.header);
    }
  });

  it('has accounts with unique ids and names, parents that exist, and no row of an unknown account', () => {
    const ids = new Set(accountRows.map((row) => row['Account ID']!));
    expect(ids.size).toBe(150);
    expect(new Set(accountRows.map((row) => row['Account Name'])).size).toBe(150);
    for (const { 'Parent Account ID': parent } of accountRows) expect(parent === '' || ids.has(parent!)).toBe(true);
    const keys = ['account_id', 'customer_id', 'Account ID', 'Organization ID'];
    for (const file of small.files) {
      const key = keys.find((candidate) => file.header.includes(candidate))!;
      expect(rowsOf(small, file.name).filter((row) => !ids.has(row[key]!))).toEqual([]);
    }
  });

  it('has subscriptions that follow one another without a gap and end only with churn', () => {
    const bySubscriber = Map.groupBy(rowsOf(small, 'billing-subscriptions.csv'), (row) => row['customer_id']!);
    expect(bySubscriber.size).toBe(150);
    for (const [id, rows] of bySubscriber) {
      for (const [index, row] of rows.entries()) {
        const next = rows[index + 1];
        expect(row['end_date']).toBe(next === undefined ? (churnDays.get(id) ?? '') : next['start_date']);
        expect(row['end_date'] === '' || row['end_date']! > row['start_date']!).toBe(true);
        expect(Number(row['mrr'])).toBeGreaterThan(0);
        expect(Number(row['seats'])).toBeGreaterThanOrEqual(1);
      }
    }
  });

  it('has each churn in the churn export, and nothing else there', () => {
    const exported = rowsOf(small, 'churned-customers.csv').map((row) => [row['customer_id'], row['churn_date']]);
    const truth = [...churnDays].filter(([, day]) => day !== null);
    expect(exported.toSorted()).toEqual(truth.toSorted());
  });

  it('has events in order of time, inside the history and before churn', () => {
    const rows = rowsOf(small, 'product-events.csv');
    const instants = rows.map((row) => row['timestamp']!);
    expect(instants.findIndex((instant, index) => index > 0 && instant < instants[index - 1]!)).toBe(-1);
    expect(instants[0]! >= '2024-07-01').toBe(true);
    expect(instants.at(-1)! < '2026-07-01').toBe(true);
    const tooLate = rows.filter((row) => row['timestamp']! >= (churnDays.get(row['account_id']!) ?? '9999'));
    expect(tooLate).toEqual([]);
    const accountOfUser = new Map(rows.map((row) => [row['user_id']!, row['account_id']!]));
    const contacts = rowsOf(small, 'crm-contacts.csv');
    expect(
      contacts.filter((row) => accountOfUser.get(row['Contact ID']!) === row['Account ID']).length,
    ).toBeGreaterThan(0.6 * contacts.length);
  });

  it('knows nothing from after the end of the history', () => {
    const dayAfter = '2026-07-01';
    for (const [name, columns] of [
      ['helpdesk-tickets.csv', ['Created at', 'Solved at']],
      ['billing-invoices.csv', ['issued_at', 'paid_at']],
      ['surveys.csv', ['submitted_at']],
      ['interactions.csv', ['occurred_at']],
      ['signals.csv', ['observed_at']],
      ['churned-customers.csv', ['churn_date']],
    ] as const) {
      for (const row of rowsOf(small, name)) for (const column of columns) expect(row[column]! < dayAfter).toBe(true);
    }
  });

  it('honours the length and the end of the history', () => {
    const book = generateSampleBook({ accounts: 20, months: 6, endDay: '2025-02-28' });
    const days = rowsOf(book, 'product-events.csv').map((row) => row['timestamp']!.slice(0, 10));
    expect(days[0]! >= '2024-09-01').toBe(true);
    expect(days.at(-1)! <= '2025-02-28').toBe(true);
    expect(book.truth.hazard90[0]!.day >= '2024-09-01').toBe(true);
  });

  it.each([
    { accounts: 3 },
    { accounts: 10.5 },
    { months: 2 },
    { endDay: '2026-02-30' },
    { endDay: 'soon' },
    { seed: -1 },
  ])('refuses options that make no book: %o', (options) => {
    let code: string | null = null;
    try {
      generateSampleBook(options);
    } catch (error) {
      code = isHoldfastError(error) ? error.code : 'other';
    }
    expect(code).toBe('invalid_input');
  });
});
