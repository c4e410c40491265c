import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../shared/domain/time.ts';
import { wilson } from '../../stats/index.ts';
import { accountsBehind } from './behind.ts';
import { figuresOf } from './figures.ts';
import { revenueQuestion } from '../../../shared/contract/index.ts';
import { tallyRevenue } from './tally.ts';
import { anyBook, prepareFrom } from './testing.ts';
import type { Plain, PlainBook } from './testing.ts';

// The obviously right implementation: it walks through every single day of every customer, and knows days only as text.

/** An end is a last day where the account's next subscription begins on the day after it. */
function withoutOneDayGaps(rows: readonly Plain[]): Plain[] {
  return rows.map((row) => {
    if (row.end === null) return row;
    const dayAfter = addDays(row.end, 1);
    const starts = rows.filter(({ account }) => account === row.account).map(({ start }) => start);
    return !starts.includes(row.end) && starts.includes(dayAfter) ? { ...row, end: dayAfter } : row;
  });
}

const runs = ({ start, end }: Plain, day: string): boolean => start <= day && (end === null || day < end);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const amountOn = (rows: readonly Plain[], day: string): number =>
  sum(rows.filter((row) => runs(row, day)).map(({ mrr }) => mrr));

function topmost(id: string, parents: ReadonlyMap<string, string>): string {
  const line = [id];
  for (;;) {
    const parent = parents.get(line.at(-1)!);
    if (parent === undefined) return line.at(-1)!;
    if (line.includes(parent)) return line.slice(line.indexOf(parent)).sort()[0]!;
    line.push(parent);
  }
}

const dayAgain = (day: string, months: number): string => {
  let year = Number(day.slice(0, 4));
  let month = Number(day.slice(5, 7)) + months;
  while (month > 12) [year, month] = [year + 1, month - 12];
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!;
  const date = Math.min(last, Number(day.slice(8)));
  return `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
};

/** What is due on a day, for one account: the amounts of the contracts whose term ends then. */
function dueOn(own: readonly Plain[], day: string): number[] {
  const withTerm = own.filter(({ term }) => term !== null);
  const continued = new Set<Plain>();
  const contracts: Plain[][] = [];
  for (const row of withTerm) {
    const before = withTerm.find(
      (other) => other.term === row.term && other.end === row.start && !continued.has(other),
    );
    if (before === undefined) contracts.push([row]);
    else {
      continued.add(before);
      contracts.find((contract) => contract.at(-1) === before)!.push(row);
    }
  }
  return contracts.flatMap((contract) => {
    const [first, last] = [contract[0]!, contract.at(-1)!];
    const { end } = last;
    if (end !== null && day > end) return [];
    let isTermEnd = day === end;
    for (let months = first.term!; months < 40; months += first.term!) {
      if (dayAgain(first.start, months) === day) isTermEnd = true;
    }
    return isTermEnd ? [amountOn(contract, addDays(day, -1))] : [];
  });
}

function reference({ rows: all, parents, asOf }: PlainBook, level: 'account' | 'parent', from: string, to: string) {
  const rows = withoutOneDayGaps(all).filter(({ start }) => start <= asOf);
  const customerOf = (account: string) => (level === 'parent' ? topmost(account, parents) : account);
  const customers = [...new Set(rows.map(({ account }) => customerOf(account)))];
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  const found = customers.map((customer) => {
    const accounts = [...new Set(rows.map(({ account }) => account))].filter((id) => customerOf(id) === customer);
    const own = rows.filter(({ account }) => accounts.includes(account));
    const on = (day: string): number => amountOn(own, day);
    const inside = days.map(on);
    const paidBefore = own.some(({ start }) => start < from);
    const renewals = days.flatMap((day) => {
      const due = accounts.flatMap((account) =>
        dueOn(
          rows.filter((row) => row.account === account),
          day,
        ),
      );
      if (due.length === 0) return [];
      const before = on(addDays(day, -1));
      return [{ target: sum(due), came: Math.max(0, on(day) - (before - sum(due))) }];
    });
    return { s: on(addDays(from, -1)), e: inside.at(-1)!, inside, paidBefore, renewals };
  });
  const start = found.filter(({ s }) => s > 0);
  const won = found.filter(({ s, e }) => s === 0 && e > 0);
  const grown = start.filter(({ s, e }) => e > s);
  const shrunk = start.filter(({ s, e }) => e > 0 && e < s);
  const lost = start.filter(({ e }) => e === 0);
  const isNew = won.filter(({ paidBefore }) => !paidBefore);
  const isBack = won.filter(({ paidBefore }) => paidBefore);
  const ended = found.filter(({ e }) => e > 0);
  const renewals = found.flatMap((customer) => customer.renewals);
  const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
  const interval = wilson(lost.length, start.length);
  const target = sum(renewals.map((renewal) => renewal.target));
  const gross = sum(renewals.map((renewal) => Math.min(renewal.came, renewal.target)));
  const net = sum(renewals.map(({ came }) => came));
  const renewed = renewals.filter(({ came }) => came > 0).length;
  const total = sum(start.map(({ s }) => s));
  return {
    bridge: {
      start: total,
      new: sum(isNew.map(({ e }) => e)),
      reactivation: sum(isBack.map(({ e }) => e)),
      expansion: sum(grown.map(({ s, e }) => e - s)),
      contraction: sum(shrunk.map(({ s, e }) => s - e)),
      churn: sum(lost.map(({ s }) => s)),
      end: sum(ended.map(({ e }) => e)),
    },
    customers: {
      start: start.length,
      new: isNew.length,
      reactivation: isBack.length,
      expansion: grown.length,
      contraction: shrunk.length,
      churn: lost.length,
      end: ended.length,
      wonAndLost: found.filter(({ s, e, inside }) => s === 0 && e === 0 && inside.some((paid) => paid > 0)).length,
      returned: start.filter(({ e, inside }) => e > 0 && inside.includes(0)).length,
    },
    rates: {
      grr: share(sum(start.map(({ s, e }) => Math.min(e, s))), total),
      nrr: share(sum(start.map(({ e }) => e)), total),
      logoChurn: share(lost.length, start.length),
      logoLow: interval?.lower ?? null,
      logoHigh: interval?.upper ?? null,
    },
    due: {
      renewals: renewals.length,
      renewed,
      target,
      gross,
      net,
      grossRate: share(gross, target),
      netRate: share(net, target),
      logoRate: share(renewed, renewals.length),
    },
  };
}

const anyQuestion = fc.record({
  period: fc.constantFrom('month', 'quarter', 'year'),
  level: fc.constantFrom('account', 'parent'),
});
const dayOf = (number: number): string => addDays('1970-01-01', number);

describe('revenue movements', () => {
  it('are those of a walk through every day of every customer', () => {
    fc.assert(
      fc.property(anyBook, anyQuestion, (book, { period, level }) => {
        const prepared = prepareFrom(book, { period, level });
        const tally = tallyRevenue(prepared, 1, null);
        const spans = [...prepared.spans.periods, ...(prepared.spans.trailing ? [prepared.spans.trailing] : [])];
        expect(spans.length > 0).toBe(book.rows.some(({ start }) => start <= book.asOf));
        spans.forEach((span, index) => {
          const { rates, ...figures } = figuresOf(tally, 0, index, false);
          const { yearly, ...shares } = rates;
          expect(yearly).toBeNull();
          const expected = reference(book, level, dayOf(span.from), dayOf(span.to));
          expect({ span, ...figures }).toEqual({
            span,
            bridge: expected.bridge,
            customers: expected.customers,
            due: expected.due,
          });
          for (const [name, share] of Object.entries(expected.rates)) {
            const told = shares[name as keyof typeof shares];
            if (share === null) expect(told).toBeNull();
            else expect(told).toBeCloseTo(share, 12);
          }
        });
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it('reconcile to the cent, period by period and group by group', () => {
    fc.assert(
      fc.property(anyBook, anyQuestion, (book, { period, level }) => {
        const prepared = prepareFrom(book, { period, level });
        const slotOf = Uint32Array.from(prepared.customers.ids, (_, customer) => (customer % 2) + 1);
        const tally = tallyRevenue(prepared, 3, slotOf);
        for (const slot of [0, 1, 2]) {
          prepared.spans.periods.forEach((_, index) => {
            const { bridge, customers, rates, due } = figuresOf(tally, slot, index, true);
            const { start, new: won, reactivation, expansion, contraction, churn, end } = bridge;
            expect(start + won + reactivation + expansion - contraction - churn).toBe(end);
            expect(customers.start + customers.new + customers.reactivation - customers.churn).toBe(customers.end);
            if (index > 0) expect(figuresOf(tally, slot, index - 1, true).bridge.end).toBe(start);
            if (rates.grr !== null) {
              expect(rates.grr).toBeLessThanOrEqual(Math.min(1, rates.nrr!));
              expect(rates.yearly!.revenueChurn).toBeCloseTo(1 - rates.grr ** 12, 12);
            }
            expect(due.gross).toBeLessThanOrEqual(Math.min(due.target, due.net));
          });
        }
        const size = tally.sums.length / 3;
        for (let at = 0; at < size; at++)
          expect(tally.sums[at]).toBe(tally.sums[size + at]! + tally.sums[2 * size + at]!);
      }),
      { numRuns: 100 },
    );
  });

  it('are the accounts that open behind them', () => {
    fc.assert(
      fc.property(anyBook, fc.constantFrom('month', 'quarter', 'year'), (book, period) => {
        const prepared = prepareFrom(book, { period });
        const question = revenueQuestion.parse({ period, level: 'account' });
        const tally = tallyRevenue(prepared, 1, null);
        const labels = [...prepared.spans.periods, ...(prepared.spans.trailing ? [prepared.spans.trailing] : [])];
        labels.forEach(({ label }, index) => {
          const { customers, due } = figuresOf(tally, 0, index, false);
          const behind = (movement: Parameters<typeof accountsBehind>[2]['movement']): string[] => {
            const list = accountsBehind(prepared, question, { period: label, movement });
            expect(new Set(list).size).toBe(list.length);
            return list;
          };
          for (const movement of ['start', 'new', 'reactivation', 'expansion', 'contraction', 'churn', 'end'] as const)
            expect([movement, behind(movement).length]).toEqual([movement, customers[movement]]);
          expect(behind('won-and-lost')).toHaveLength(customers.wonAndLost);
          expect(behind('returned')).toHaveLength(customers.returned);
          const union = new Set([...behind('renewed'), ...behind('not-renewed')]);
          expect([...union].sort()).toEqual(behind('due').sort());
          expect(behind('due').length === 0).toBe(due.renewals === 0);
          expect(behind('renewed').length).toBeLessThanOrEqual(due.renewed);
        });
      }),
      { numRuns: 60 },
    );
  });
});
