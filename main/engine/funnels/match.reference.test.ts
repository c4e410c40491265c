import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventColumns } from '../events/index.ts';
import { isDropped } from './figures.ts';
import { planFunnel, requiredBefore } from './funnel-plan.ts';
import type { FunnelRange, FunnelRule } from './funnel-plan.ts';
import {
  anyEvents,
  anyOrderRule,
  anyRange,
  columnsFrom,
  everyRule,
  graceRule,
  orderedRule,
  plainRule,
} from './testing/generated.ts';
import { matchSlowly } from './testing/slow-match.ts';
import type { PlainStep } from './testing/slow-match.ts';
import { fillUnitTable } from './unit-table.ts';

/** Each unit with the steps that it matched and when, as the table tells it. */
function unitsOf(columns: EventColumns, rule: FunnelRule, range: FunnelRange) {
  const table = fillUnitTable(planFunnel(columns, rule, range), null);
  return Array.from({ length: table.size }, (_, unit) => ({
    account: columns.accounts[table.account[unit]!]!,
    matched: rule.steps.flatMap((__, step) => {
      const seconds = table.at[unit * rule.steps.length + step]!;
      return seconds < 0 ? [] : [{ step, seconds }];
    }),
  }));
}

describe('the match of every unit', () => {
  const expectEqual = (events: readonly PlainStep[], rule: FunnelRule, range: FunnelRange): void => {
    const slow = matchSlowly(events, rule, range);
    const fast = unitsOf(columnsFrom(events), rule, range);
    if (rule.graceSeconds === 0 || rule.order === 'any') {
      expect(fast).toEqual(slow.map(({ account, matched }) => ({ account, matched })));
      return;
    }
    // With a grace time, several choices come equally far; which one is told is free but for the entry.
    const outline = (matched: readonly { step: number; seconds: number }[]) => [
      matched.at(-1)?.step,
      matched.length,
      matched[0]?.seconds,
    ];
    expect(fast.map(({ account, matched }) => [account, ...outline(matched)])).toEqual(
      slow.map(({ account, matched }) => [account, ...outline(matched)]),
    );
  };

  it.each([
    ['in order or strictly, with optional steps, exclusions and values held constant', orderedRule, 2000],
    ['with a grace time', graceRule, 1000],
    ['in any order', anyOrderRule, 1000],
    ['in order, with nothing else', plainRule, 1000],
  ] as const)('is what trying every choice finds: %s', (_, rules, numRuns) => {
    fc.assert(fc.property(anyEvents, rules, anyRange, expectEqual), { numRuns });
  });

  it('is the same in data of a century, whose seconds are no 32-bit numbers, and of units with hundreds of events', () => {
    const manyEvents = fc.array(
      fc.record({
        account: fc.constantFrom('x', 'y'),
        seconds: fc.nat(400),
        name: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
        properties: fc.constantFrom<Record<string, string>>({ plan: '1' }, { plan: '2' }, {}),
      }),
      { minLength: 100, maxLength: 400 },
    );
    // A condition that all steps have alike has a way of its own too.
    const anyWhere = fc.constantFrom<FunnelRule['steps'][number]['where'] | null>(
      [],
      [{ property: 'plan', operator: 'is', values: ['1'] }],
      null,
    );
    const far = { account: '~', seconds: 0xffff_ffff, name: 'nothing', properties: {} };
    fc.assert(
      fc.property(
        manyEvents,
        plainRule,
        anyWhere,
        fc.nat(60),
        anyRange,
        (events, rule, where, windowSeconds, range) => {
          const steps = where === null ? rule.steps : rule.steps.map((step) => ({ ...step, where }));
          const asked = { ...rule, steps, windowSeconds };
          const units = unitsOf(columnsFrom(events), asked, range);
          expect(unitsOf(columnsFrom([...events, far]), asked, range)).toEqual(units);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is the same for the same accounts when others are left out', () => {
    fc.assert(
      fc.property(anyEvents, everyRule, anyRange, (events, rule, range) => {
        const columns = columnsFrom(events);
        const accountFilter = Uint8Array.from(columns.accounts, (account) => (account === 'x' ? 1 : 0));
        expect(unitsOf(columns, rule, { ...range, accountFilter })).toEqual(
          unitsOf(columns, rule, range).filter(({ account }) => account === 'x'),
        );
      }),
    );
  });
});

/** How many units match each step. */
function countsOf(columns: EventColumns, rule: FunnelRule): number[] {
  const { steps } = fillUnitTable(planFunnel(columns, rule), null);
  return rule.steps.map((_, step) => steps.filter((bits) => (bits & (1 << step)) !== 0).length);
}

describe('counts', () => {
  it('never grow from one required step to the next, and split into reached and dropped', () => {
    fc.assert(
      fc.property(anyEvents, everyRule, (events, rule) => {
        const columns = columnsFrom(events);
        const table = fillUnitTable(planFunnel(columns, rule), null);
        const counts = countsOf(columns, rule);
        rule.steps.forEach((_, step) => {
          const before = requiredBefore(rule, step);
          const dropped = Array.from({ length: table.size }, (__, unit) => isDropped(table, rule, unit, step)).filter(
            Boolean,
          );
          expect(counts[step]! + dropped.length).toBe(before < 0 ? counts[step] : counts[before]);
        });
      }),
    );
  });

  it('convert strictly at most as often as in order, and in order at most as often as in any order', () => {
    fc.assert(
      fc.property(anyEvents, anyOrderRule, (events, rule) => {
        const columns = columnsFrom(events);
        const converted = (order: FunnelRule['order']) =>
          countsOf(columns, { ...rule, graceSeconds: 0, order }).at(-1)!;
        expect(converted('strict')).toBeLessThanOrEqual(converted('ordered'));
        expect(converted('ordered')).toBeLessThanOrEqual(converted('any'));
      }),
    );
  });

  it('never shrink with a longer window, except for optional steps and removed units', () => {
    fc.assert(
      fc.property(anyEvents, everyRule, fc.nat(5), (events, rule, longer) => {
        fc.pre(rule.exclusionRule === 'keep-credit' || rule.exclusions.length === 0);
        const columns = columnsFrom(events);
        const short = countsOf(columns, rule);
        const long = countsOf(columns, { ...rule, windowSeconds: rule.windowSeconds + longer });
        rule.steps.forEach(({ optional }, step) => {
          if (!optional) expect(long[step]).toBeGreaterThanOrEqual(short[step]!);
        });
      }),
    );
  });

  it('of full conversion are the same under both rules for exclusions, and no other is larger where units are removed', () => {
    fc.assert(
      fc.property(anyEvents, orderedRule, (events, rule) => {
        const columns = columnsFrom(events);
        const kept = countsOf(columns, { ...rule, exclusionRule: 'keep-credit' });
        const removed = countsOf(columns, { ...rule, exclusionRule: 'remove' });
        expect(removed.at(-1)).toBe(kept.at(-1));
        removed.forEach((count, step) => expect(count).toBeLessThanOrEqual(kept[step]!));
      }),
    );
  });

  it('never grow by an exclusion, and never shrink by a grace time', () => {
    fc.assert(
      fc.property(anyEvents, orderedRule, (events, rule) => {
        const columns = columnsFrom(events);
        const free: FunnelRule = { ...rule, exclusions: [], order: 'ordered' };
        const excluded = countsOf(columns, { ...rule, order: 'ordered' });
        const graced = countsOf(columns, { ...free, graceSeconds: 2 });
        countsOf(columns, free).forEach((count, step) => {
          if (rule.steps[step]!.optional) return;
          expect(excluded[step]).toBeLessThanOrEqual(count);
          expect(graced[step]).toBeGreaterThanOrEqual(count);
        });
      }),
    );
  });
});
