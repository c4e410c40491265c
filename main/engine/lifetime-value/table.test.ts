import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../stats/index.ts';
import { parseTable, readTable } from '../tables/index.ts';
import { tableLifetime } from './table.ts';

const shared = join(import.meta.dirname, '../../../../shared/data');
const missing = !existsSync(join(shared, 'golden.json'));
const ahead = { horizon: 52, unitDays: 7, discount: 0.1 };
const summary = { of: 'customers', frequency: 'x', recency: 'tx', age: 'T', monetary: 'm' } as const;
const purchases = { of: 'purchases', customer: 'who', date: 'when', amount: 'paid' } as const;

/** A shop: some come often, some once; amounts differ between customers. */
function shop() {
  const random = createRandom(21);
  const lines = ['who,when,paid'];
  for (let customer = 0; customer < 400; customer++) {
    const rate = 0.02 + 0.1 * random.next() ** 3;
    const usual = 20 + 60 * random.next();
    let day = Math.floor(random.next() * 120);
    while (day < 540) {
      const date = new Date(Date.UTC(2025, 0, 1 + Math.floor(day))).toISOString().slice(0, 10);
      lines.push(`c${customer},${date},${(usual * (0.5 + random.next())).toFixed(2)}`);
      if (random.next() < 0.15) break;
      day += 1 - Math.log(1 - random.next()) / rate;
    }
  }
  return lines;
}

describe('lifetime value of a plain table', () => {
  it('values the customers of a list of purchases, and checks itself on the last third of the time', () => {
    const lines = shop();
    const answer = tableLifetime(parseTable([...lines, 'c1,2025-05-05,-10', ',2025-05-05,3'].join('\n'), 'shop.csv'), {
      columns: purchases,
      ...ahead,
    });
    expect(answer).toMatchObject({ customers: 400, unitDays: 7, horizon: 52 });
    expect(answer.notes.map(({ en }) => en)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^1 row without/),
        expect.stringMatching(/^1 row with an amount below 0/),
      ]),
    );
    const { expected, actual, overTime, byFrequency } = answer.check!;
    expect(expected / actual).toBeGreaterThan(0.75);
    expect(expected / actual).toBeLessThan(1.35);
    expect(overTime.at(-1)!.actual).toBeGreaterThan(overTime[0]!.actual);
    expect(byFrequency.reduce((sum, group) => sum + group.customers, 0)).toBe(answer.check!.customers);
    const sum = answer.values.reduce((all, { value }) => all + value!.value, 0);
    expect(answer.total!.value).toBeCloseTo(sum, 6);
    expect(answer.total!.lower!).toBeLessThan(sum);
    for (const { alive, expected: bought, value, spend } of answer.values) {
      expect(alive).toBeGreaterThanOrEqual(0);
      expect(alive).toBeLessThanOrEqual(1);
      expect(value!.value).toBeLessThanOrEqual(bought.value * spend!);
      expect(bought.lower!).toBeLessThanOrEqual(bought.value);
      expect(value!.upper!).toBeGreaterThanOrEqual(value!.value);
    }
  });

  it('a higher discount makes less of the same purchases', () => {
    const table = parseTable(shop().join('\n'), 'shop.csv');
    const total = (discount: number): number =>
      tableLifetime(table, { columns: purchases, ...ahead, discount }).total!.value;
    expect(total(0.5)).toBeLessThan(total(0));
  });

  const of = (row: string) => parseTable(`x,tx,T,m\n2,10,20,5\n${row}`, 'shop.csv');
  it.each([
    ['half a purchase', '1.5,2,20,5', /shop\.csv, row 3, column "x"/],
    ['a last purchase after the end', '1,30,20,5', /row 3, column "tx"/],
    ['repeats without time between', '1,0,20,5', /row 3, column "tx"/],
    ['a mean of nothing', '1,2,20,0', /row 3, column "m"/],
    ['a text', '1,2,long,4', /row 3, column "T": "long" is no number/],
    ['too little', '0,0,20,', /Only 1 customers bought more than once/],
  ])('refuses %s', (_what, row, message) => {
    expect(() => tableLifetime(of(row), { columns: summary, ...ahead })).toThrow(message);
  });

  it.skipIf(missing)('gives the reference results on CDNOW (needs ../shared/data, absent here if skipped)', () => {
    const golden = JSON.parse(readFileSync(join(shared, 'golden.json'), 'utf8').replaceAll('NaN', 'null'))[
      'cdnow:bgnbd'
    ];
    const answer = tableLifetime(readTable(join(shared, 'cdnow/cdnow_customers_summary.csv')), {
      columns: { of: 'customers', frequency: 'frequency', recency: 'recency', age: 'T', customer: 'ID' },
      ...ahead,
    });
    for (const { name, value } of answer.purchases.parameters) expect(value / golden[name]).toBeCloseTo(1, 3);
    expect(answer.total).toBeNull();
  });
});
