import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lifetimeQuestion } from '../../../shared/contract/index.ts';
import { dayOfNumber } from '../../../shared/domain/time.ts';
import { createRandom } from '../../stats/index.ts';
import { testBook } from '../testing/index.ts';
import type { TestBook } from '../testing/index.ts';
import { lifetimeAccountsOf, lifetimeOf } from './read.ts';

const calendar = { zone: 'UTC', weekStart: 'monday' } as const;
const first = Date.parse('2023-01-01T00:00:00Z') / 86_400_000;
const days = 900;
const until = (first + days) * 86_400 + 3600;

type Asked = Parameters<typeof lifetimeQuestion.parse>[0];
let book: TestBook;
beforeAll(() => void (book = testBook()));
afterAll(() => book.close());

const ask = (question: Asked = {}, shouldStop?: () => boolean) =>
  book.read((context) => lifetimeOf(context, { ...lifetimeQuestion.parse(question), ...calendar }), shouldStop);
const list = (question: Asked, more: { group?: string | null; rest?: boolean; cursor?: string | null } = {}) =>
  book.read((context) =>
    lifetimeAccountsOf(context, {
      question: lifetimeQuestion.parse(question),
      cursor: null,
      limit: 500,
      ...calendar,
      ...more,
    }),
  );

/** Monthly contracts of which each has a chance of its own to end, and a few yearly ones. */
function contracts(count: number) {
  const random = createRandom(5);
  const accounts: Record<string, string>[] = [];
  const subscriptions: Record<string, string | number | null>[] = [];
  for (let index = 0; index < count; index++) {
    const account_id = `a${index}`;
    const leaving = 0.25 * random.next();
    const start = first + Math.floor(random.next() * 500);
    let months = 0;
    while (random.next() > leaving && months < 40) months++;
    const end = start + Math.round((months + 1) * 30.4375);
    const isYearly = index % 10 === 0;
    accounts.push({ account_id, plan: index % 3 === 0 ? 'Pro' : 'Basic' });
    subscriptions.push({
      subscription_id: `s${index}`,
      account_id,
      start_day: dayOfNumber(start),
      end_day: isYearly || end > first + days ? null : dayOfNumber(end),
      mrr: 1000 + 10 * index,
      currency: 'EUR',
      term_months: isYearly ? 12 : 1,
    });
  }
  return { accounts, subscriptions };
}

/** Customers who buy at rates of their own and leave without a word. */
function purchases(count: number) {
  const random = createRandom(9);
  const accounts: Record<string, string>[] = [];
  const invoices: Record<string, string | number>[] = [];
  for (let index = 0; index < count; index++) {
    accounts.push({ account_id: `c${index}`, plan: index % 2 === 0 ? 'Plus' : 'Basic' });
    const rate = 0.02 + 0.06 * random.next();
    const leaving = 0.3 * random.next();
    const arrived = first + Math.floor(random.next() * 400);
    let day = arrived;
    while (day < first + days) {
      const amount = Math.round(2000 * (1 + random.next()));
      const issued_day = dayOfNumber(Math.floor(day));
      invoices.push({
        invoice_id: `i${invoices.length}`,
        account_id: `c${index}`,
        issued_day,
        amount,
        currency: 'EUR',
        status: 'paid',
      });
      // Nobody leaves after the first purchase alone.
      if (day > arrived && random.next() < leaving) break;
      day += 1 - Math.log(1 - random.next()) / rate;
    }
  }
  return { accounts, invoices };
}

describe('lifetime value of a book', () => {
  it('asks how customers leave, and proposes what suits the book', () => {
    book.fill(contracts(60), [], until);
    const answer = ask();
    expect(answer).toMatchObject({
      answer: null,
      refused: null,
      total: null,
      accounts: 0,
      book: { suits: 'contracts', withContract: 60 },
    });
    expect(answer.book.why.es).toContain('contratos');
    const wrong = ask({ family: 'purchases' });
    expect(wrong.answer).toBeNull();
    expect(wrong.refused!.en).toContain('have contracts');
    expect(() => list({ family: 'purchases' })).toThrow(/have contracts/);
    expect(() => list({})).toThrow(/Choose contracts or purchases/);
    book.fill(purchases(40), [], until);
    expect(ask().book.suits).toBe('purchases');
    expect(ask({ family: 'contracts' }).refused!.es).toContain('no tienen contratos');
    book.fill({ accounts: [{ account_id: 'a' }] }, [], until);
    expect(ask()).toMatchObject({ book: { suits: null } });
    expect(ask({ family: 'contracts' }).refused!.en).toContain('Import them first');
  });

  it('of contracts is the sum of what its customers of today are expected to pay', () => {
    book.fill(contracts(400), [], until);
    const question = { family: 'contracts', by: 'plan', horizonMonths: 12 } as const;
    const answer = ask(question);
    if (answer.answer?.family !== 'contracts') throw new Error('No contracts were valued.');
    const [monthly, yearly] = answer.answer.terms;
    expect(monthly).toMatchObject({ months: 1, accounts: 360 });
    expect(monthly!.fit!.curve[0]).toMatchObject({ renewal: 0, actual: 1, fitted: 1 });
    for (const { atRisk, actual, fitted } of monthly!.fit!.curve)
      if (atRisk > 60) expect(Math.abs(actual! - fitted)).toBeLessThan(0.1);
    // None of the yearly ones left: no model, no value, and it says so.
    expect(yearly).toMatchObject({ months: 12, accounts: 40, left: 0, fit: null });
    expect(answer.notes.map(({ en }) => en)).toEqual([expect.stringContaining('40 customers have a term')]);
    const { rows, total } = list(question);
    expect(total).toBe(answer.accounts);
    const valued = rows.filter(({ value }) => value !== null);
    expect(valued.length).toBe(total - 40);
    expect(answer.total!.value).toBeCloseTo(
      valued.reduce((sum, { value }) => sum + value!.value, 0),
      4,
    );
    expect(answer.total!.lower!).toBeLessThan(answer.total!.value);
    const values = valued.map(({ value }) => value!.value);
    expect(values).toEqual([...values].sort((a, b) => b - a));
    for (const { expected } of valued) {
      expect(expected!).toBeGreaterThan(0);
      expect(expected!).toBeLessThanOrEqual(12);
    }
    expect(answer.groups.map(({ value, accounts }) => [value, accounts])).toEqual([
      ['Basic', list(question, { group: 'Basic' }).total],
      ['Pro', list(question, { group: 'Pro' }).total],
    ]);
    const groups = answer.groups.reduce((sum, group) => sum + group.total!.value, 0);
    expect(groups).toBeCloseTo(answer.total!.value, 4);
    // Half the margin is half the value; a discount takes some of it.
    expect(ask({ ...question, margin: 0.5 }).total!.value).toBeCloseTo(answer.total!.value / 2, 4);
    expect(ask({ ...question, discount: 0 }).total!.value).toBeGreaterThan(answer.total!.value);
    expect(ask({ ...question, horizonMonths: 24 }).total!.value).toBeGreaterThan(answer.total!.value);
    expect(() => list(question, { group: 'Gone' })).toThrow(/no group "Gone"/);
    expect(() => list(question, { cursor: '-1' })).toThrow(/cannot be continued/);
  });

  it('of purchases is what customers are expected to buy, in the currency of their invoices', () => {
    const { accounts, invoices } = purchases(300);
    const odd = [
      { invoice_id: 'void', account_id: 'c1', issued_day: '2024-01-01', amount: 5000, currency: 'EUR', status: 'void' },
      {
        invoice_id: 'other',
        account_id: 'c1',
        issued_day: '2024-01-02',
        amount: 5000,
        currency: 'JPY',
        status: 'paid',
      },
    ];
    book.fill({ accounts, invoices: [...invoices, ...odd] }, [], until);
    const question = { family: 'purchases', by: 'plan' } as const;
    const answer = ask(question);
    if (answer.answer?.family !== 'purchases') throw new Error('No purchases were valued.');
    expect(answer).toMatchObject({ currency: 'EUR', accounts: 300 });
    expect(answer.notes.map(({ en }) => en)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^1 rows are no purchases/),
        expect.stringMatching(/^1 invoices are in a currency/),
      ]),
    );
    const { check } = answer.answer;
    expect(check!.expected / check!.actual).toBeGreaterThan(0.7);
    expect(check!.expected / check!.actual).toBeLessThan(1.4);
    // A purchase is worth 30 on average; the parameters are in euros.
    expect(answer.meaning[1]!.en).toMatch(/worth (29|30|31)\.\d\d EUR/);
    const { rows } = list(question);
    expect(answer.total!.value).toBeCloseTo(
      rows.reduce((sum, { value }) => sum + value!.value, 0),
      4,
    );
    expect(rows.every(({ alive }) => alive! >= 0 && alive! <= 1)).toBe(true);
    expect(answer.definition.words.en).toContain('BG/NBD');
    expect(() => ask({ family: 'purchases', horizonMonths: 60 }, () => true)).toThrow(/cancelled/);
  });

  it('says what is missing where too few came back', () => {
    book.fill(purchases(3), [], until);
    expect(() => ask({ family: 'purchases' })).toThrow(/bought more than once/);
  });
});
