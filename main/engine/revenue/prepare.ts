import type { RevenueQuestion } from '../../../shared/contract/index.ts';
import { dayNumber, dayOfNumber, dayOfSeconds } from '../../../shared/domain/time.ts';
import { accountAttribute } from '../accounts/index.ts';
import type { CalendarOptions } from '../events/index.ts';
import { revenueBook } from '../recurring-revenue/index.ts';
import type { RevenueBook } from '../recurring-revenue/index.ts';
import { segmentMembers } from '../segments/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { dataUntil } from '../workspace/index.ts';
import { customersOf } from './customers.ts';
import type { Customers } from './customers.ts';
import { readParents } from './queries.ts';
import { spansOf } from './spans.ts';
import type { Spans } from './spans.ts';

/** What customers are told apart by. */
export interface Breakdown {
  readonly values: readonly string[];
  /** Of customer i: values[codes[i] - 1]; 0 = without a value. */
  readonly codes: Uint32Array;
}

/** Everything that a pass over the customers needs, looked up once. */
export interface Prepared {
  readonly book: RevenueBook;
  readonly customers: Customers;
  readonly spans: Spans;
  /** Day since 1970-01-01 up to which the data is known, itself included. */
  readonly asOf: number;
  readonly breakdown: Breakdown | null;
  readonly shouldStop: () => boolean;
}

/** @throws invalid_input for a range that ends before it begins, not_found for a segment that is gone */
export function prepareRevenue(context: ReadContext, question: RevenueQuestion, calendar: CalendarOptions): Prepared {
  const { database, shouldStop } = context;
  const book = revenueBook(context);
  const until = dataUntil(database);
  const asOf = until === null ? -Infinity : dayNumber(dayOfSeconds(until));
  const customers = customersOf(
    book,
    asOf,
    question.level === 'parent' ? readParents(database) : null,
    segmentMembers(context, question.segment, calendar),
  );
  const firstPaid = firstPaidDays(book, customers);
  return {
    book,
    customers,
    spans: spansOf(question, earliest(firstPaid), until === null ? null : asOf),
    asOf,
    breakdown: breakdownOf(context, question, book, customers, firstPaid),
    shouldStop,
  };
}

function firstPaidDays({ offsets, start }: RevenueBook, customers: Customers): Int32Array {
  return Int32Array.from(customers.ids, (_, customer) => {
    let first = 0x7fff_ffff;
    for (let member = customers.offsets[customer]!; member < customers.offsets[customer + 1]!; member++) {
      first = Math.min(first, start[offsets[customers.members[member]!]!]!);
    }
    return first;
  });
}

function earliest(days: Int32Array): number | null {
  return days.length === 0 ? null : days.reduce((first, day) => Math.min(first, day));
}

function breakdownOf(
  context: ReadContext,
  { breakdown }: RevenueQuestion,
  book: RevenueBook,
  customers: Customers,
  firstPaid: Int32Array,
): Breakdown | null {
  if (breakdown === null || breakdown === 'segments') return null;
  if (breakdown === 'cohort') {
    const months = Array.from(firstPaid, (day) => dayOfNumber(day).slice(0, 7));
    return coded(months);
  }
  const { of } = accountAttribute(context, breakdown);
  return coded(
    customers.ids.map((id, customer) => {
      const own = of.get(id);
      if (own !== undefined) return own;
      // A parent without a value of its own is told by its accounts, the one that paid first before the others.
      let value: string | undefined;
      let since = Infinity;
      for (let member = customers.offsets[customer]!; member < customers.offsets[customer + 1]!; member++) {
        const account = customers.members[member]!;
        const candidate = of.get(book.accounts[account]!);
        const start = book.start[book.offsets[account]!]!;
        if (candidate !== undefined && start < since) [value, since] = [candidate, start];
      }
      return value;
    }),
  );
}

function coded(labels: readonly (string | undefined)[]): Breakdown {
  const values = [...new Set(labels.filter((label) => label !== undefined))].sort();
  const codeOf = new Map(values.map((value, index) => [value, index + 1]));
  return { values, codes: Uint32Array.from(labels, (label) => (label === undefined ? 0 : codeOf.get(label)!)) };
}
