import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RetentionQuestion } from '../../../shared/contract/index.ts';
import { readInParts } from '../testing/index.ts';
import { askCohorts, cohortsPass, isPlainQuestion, plainCohorts } from './plain-pass.ts';
import { tallyRetention } from './tally.ts';
import { at, columnsFrom, prepareFrom, questionWith, utc } from './testing.ts';

const names = ['open', 'close', 'pay'];
const accounts = ['a', 'b', 'c', 'd', 'e', 'f'];

const anyRows = fc.array(
  fc.record({
    account: fc.constantFrom(...accounts),
    day: fc.nat(70),
    second: fc.constantFrom(0, 40_000, 86_399),
    name: fc.constantFrom(...names),
    plan: fc.constantFrom('pro', 'free'),
    quantity: fc.constantFrom(0, 5),
  }),
  { minLength: 1, maxLength: 120, size: 'max' },
);
const anyWhere = fc.constantFrom<RetentionQuestion['return']['where']>(
  [],
  [{ property: 'plan', operator: 'is', values: ['pro'] }],
  [{ property: 'quantity', operator: 'at-least', values: ['3'] }],
);
const anyQuestion = fc
  .record({
    start: fc.record({ events: fc.subarray(names), where: anyWhere }),
    return: fc.record({ events: fc.subarray(names), where: anyWhere }),
    mode: fc.constantFrom<RetentionQuestion['mode']>('on', 'on-or-after'),
    entry: fc.constantFrom<RetentionQuestion['entry']>('first-time', 'recurring'),
    period: fc.constantFrom<RetentionQuestion['period']>('day', 'week', 'month'),
  })
  .map((asked) => questionWith(asked));
const anyGiven = fc.record({
  asOf: fc.option(
    fc.nat(72).map((day) => at('2026-03-01T00:00:00Z') + day * 86_400),
    { nil: undefined },
  ),
  among: fc.option(fc.subarray(accounts)),
});

describe('a retention table that several threads count together', () => {
  it('is the one that a single thread counts, whoever reads which account', () => {
    fc.assert(
      fc.property(anyRows, anyQuestion, anyGiven, fc.array(fc.nat(2)), (rows, question, given, whose) => {
        const columns = columnsFrom([
          ...rows.map(({ account, day, second, name, plan, quantity }) => ({
            account,
            seconds: at('2026-03-01T00:00:00Z') + day * 86_400 + second,
            name,
            quantity,
            properties: { plan },
          })),
          {
            account: 'z',
            seconds: at('2026-03-01T00:00:00Z'),
            name: 'other',
            quantity: 1,
            properties: { plan: 'pro' },
          },
        ]);
        const { setup, table } = prepareFrom(columns, question, { ...utc, ...given })!;
        expect(isPlainQuestion(setup, table)).toBe(true);
        const parts = readInParts(cohortsPass, columns, askCohorts(setup, table), whose);
        const { cohorts, accounts: counted } = tallyRetention(setup, table);
        expect(plainCohorts(setup, table, parts)).toEqual(cohorts);
        expect(parts.reduce((sum, part) => sum + part.accounts, 0)).toBe(counted);
      }),
      { numRuns: 300 },
    );
  });
});
