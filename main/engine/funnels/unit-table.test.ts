import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInParts } from '../testing/index.ts';
import { planFunnel } from './funnel-plan.ts';
import { unitsPass } from './read-units.ts';
import { anyRange, columnsFrom, everyRule } from './testing/generated.ts';
import { ruleOf, stepOf } from './testing/slow-match.ts';
import { fillUnitTable, joinTables } from './unit-table.ts';

const maybe = (...values: string[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const anyEvents = fc.array(
  fc
    .record({
      account: fc.constantFrom('p', 'q', 'r', 's', 't', 'u'),
      seconds: fc.nat(9),
      name: fc.constantFrom('a', 'b', 'c', 'd'),
      plan: maybe('1', '2'),
      os: maybe('m', 'n'),
      contact_id: maybe('p', 'q'),
    })
    .map(({ account, seconds, name, ...rest }) => {
      const told = Object.entries(rest).filter((entry): entry is [string, string] => entry[1] !== undefined);
      return { account, seconds, name, properties: Object.fromEntries(told) };
    }),
  { maxLength: 60, size: 'max' },
);

describe('units that several threads read together', () => {
  it('are those that a single thread reads, in the same order, whoever reads which account', () => {
    fc.assert(
      fc.property(anyEvents, everyRule, anyRange, fc.array(fc.nat(2)), (events, rule, range, whose) => {
        const columns = columnsFrom(events);
        const parts = readInParts(unitsPass, columns, { rule, range }, whose);
        expect(joinTables(parts, rule.steps.length)).toEqual(fillUnitTable(planFunnel(columns, rule, range), null));
      }),
      { numRuns: 300 },
    );
  });

  it('can be more than there are accounts', () => {
    const columns = columnsFrom(
      Array.from({ length: 5_000 }, (_, contact) => ({
        account: contact < 4_000 ? 'x' : 'y',
        seconds: 1,
        name: 'a',
        properties: { contact_id: `contact ${contact}` },
      })),
    );
    const rule = ruleOf({ steps: [stepOf('a')], unit: 'contact' });
    const table = fillUnitTable(planFunnel(columns, rule), null);
    expect(table.size).toBe(5_000);
    expect([...table.at]).toEqual(Array(5_000).fill(1));
    expect(table.account.filter((account) => columns.accounts[account] === 'x')).toHaveLength(4_000);
  });
});
