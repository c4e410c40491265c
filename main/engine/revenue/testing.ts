import fc from 'fast-check';
import { addDays, dayNumber } from '../../../shared/domain/time.ts';
import { readBook } from '../recurring-revenue/index.ts';
import type { PaidRow } from '../recurring-revenue/index.ts';
import { customersOf } from './customers.ts';
import type { Breakdown, Prepared } from './prepare.ts';
import { spansOf } from './spans.ts';

/** A paid subscription as a plain value. */
export interface Plain {
  readonly account: string;
  readonly start: string;
  readonly end: string | null;
  readonly mrr: number;
  readonly term: number | null;
}

export interface PlainBook {
  /** By account, then start, as the database hands them over. */
  readonly rows: readonly Plain[];
  readonly parents: ReadonlyMap<string, string>;
  readonly asOf: string;
}

/** What `prepareRevenue` makes of a question, without a database. */
export function prepareFrom(
  { rows, parents, asOf }: PlainBook,
  {
    period = 'month',
    level = 'account',
    codes = null,
    shouldStop = () => false,
  }: {
    period?: 'month' | 'quarter' | 'year';
    level?: 'account' | 'parent';
    /** Customer id → value. */
    codes?: ((customer: string) => string | null) | null;
    shouldStop?: () => boolean;
  } = {},
): Prepared {
  const day = dayNumber(asOf);
  const book = readBook(
    rows.map(({ account, start, end, mrr, term }): PaidRow => [account, start, end, mrr, 'EUR', term]),
    { base: 'EUR', statedOn: null, convert: (minor) => minor },
  );
  const customers = customersOf(book, day, level === 'parent' ? parents : null, null);
  const starts = rows.map(({ start }) => dayNumber(start)).filter((start) => start <= day);
  return {
    book,
    customers,
    spans: spansOf(
      { period, from: undefined, to: undefined },
      starts.length === 0 ? null : starts.reduce((a, b) => Math.min(a, b)),
      day,
    ),
    asOf: day,
    breakdown: codes === null ? null : breakdownFrom(customers.ids, codes),
    shouldStop,
  };
}

function breakdownFrom(ids: readonly string[], valueOf: (customer: string) => string | null): Breakdown {
  const values = [...new Set(ids.map(valueOf).filter((value) => value !== null))].sort();
  return { values, codes: Uint32Array.from(ids, (id) => values.indexOf(valueOf(id) ?? '') + 1) };
}

export function byAccountAndStart(rows: readonly Plain[]): Plain[] {
  const key = ({ account, start }: Plain): string => `${account} ${start}`;
  return [...rows].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

const firstDays = ['2023-12-31', '2024-01-01', '2024-01-31', '2024-02-29', '2024-03-01', '2024-03-15', '2024-12-31'];

/** Chains of subscriptions with gaps, overlaps, one-day gaps, leap days and month ends; some on top of one another. */
const accountRows = (account: string): fc.Arbitrary<Plain[]> =>
  fc
    .array(
      fc.record({
        from: fc.constantFrom(...firstDays),
        parts: fc.array(
          fc.record({
            gap: fc.constantFrom(0, 0, 0, 1, 2, 20, 70, -9),
            days: fc.constantFrom(1, 15, 28, 29, 30, 31, 59, 90, 91, 182, 365, 366),
            mrr: fc.constantFrom(100, 250, 250, 999, 1),
            term: fc.constantFrom(null, 1, 1, 3, 6, 12, 12),
            isOpen: fc.constantFrom(false, false, false, false, true),
          }),
          { minLength: 1, maxLength: 4 },
        ),
      }),
      { maxLength: 2 },
    )
    .map((chains) =>
      chains.flatMap(({ from, parts }) => {
        const rows: Plain[] = [];
        let start = from;
        for (const { gap, days, mrr, term, isOpen } of parts) {
          const end = addDays(start, days);
          rows.push({ account, start, end: isOpen ? null : end, mrr, term });
          start = addDays(end, gap);
        }
        return rows;
      }),
    );

const ids = ['a', 'b', 'c', 'd', 'e'];

export const anyBook: fc.Arbitrary<PlainBook> = fc
  .record({
    accounts: fc.tuple(...ids.map(accountRows)),
    parents: fc.array(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids, 'holding'))),
    asOf: fc.constantFrom('2024-02-29', '2024-12-31', '2025-01-01', '2025-02-28', '2025-08-17', '2026-01-31'),
  })
  .map(({ accounts, parents, asOf }) => ({
    rows: byAccountAndStart(accounts.flat()),
    parents: new Map(parents.filter(([child, parent]) => child !== parent)),
    asOf,
  }));
