import * as fc from 'fast-check';
import type { EventSelector } from '../../../../shared/contract/index.ts';
import { createSegmentBuilder, mergeSegments } from '../../events/index.ts';
import type { EventColumns } from '../../events/index.ts';
import type { FunnelRange, FunnelRule } from '../funnel-plan.ts';
import { ruleOf } from './slow-match.ts';
import type { PlainStep } from './slow-match.ts';

export function columnsFrom(events: readonly PlainStep[]): EventColumns {
  const builder = createSegmentBuilder();
  for (const { account, seconds, name, properties } of events) builder.add(account, seconds, name, null, properties);
  // Every property exists, whatever was generated: an account of its own that no step can mean.
  builder.add('~', 0, 'nothing', null, { plan: '~', os: '~', contact_id: '~' });
  return mergeSegments([builder.build()]);
}

const maybe = (...values: string[]) => fc.option(fc.constantFrom(...values), { nil: undefined });

/** Few instants, names and values, so that ties, duplicates and window edges are common. */
export const anyEvents: fc.Arbitrary<PlainStep[]> = fc.array(
  fc
    .record({
      account: fc.constantFrom('x', 'y'),
      seconds: fc.nat(9),
      name: fc.constantFrom('a', 'b', 'c', 'd'),
      plan: maybe('1', '2'),
      os: maybe('m', 'n'),
      contact: maybe('p', 'q'),
    })
    .map(({ account, seconds, name, plan, os, contact }) => ({
      account,
      seconds,
      name,
      properties: Object.fromEntries(
        Object.entries({ plan, os, contact_id: contact }).filter(
          (entry): entry is [string, string] => entry[1] !== undefined,
        ),
      ),
    })),
  { maxLength: 16 },
);

const anySelector: fc.Arbitrary<EventSelector> = fc.record({
  events: fc.constantFrom<string[]>(
    ['a'],
    ['b'],
    ['c'],
    ['a', 'b'],
    ['b', 'c'],
    ['d'],
    ['missing'],
    ['a', 'b', 'c', 'd'],
  ),
  where: fc.oneof(
    { weight: 3, arbitrary: fc.constant<EventSelector['where']>([]) },
    fc.constantFrom<EventSelector['where']>(
      [{ property: 'plan', operator: 'is', values: ['1'] }],
      [{ property: 'plan', operator: 'is-not', values: ['1'] }],
      [
        { property: 'os', operator: 'is', values: ['m'] },
        { property: 'plan', operator: 'is', values: ['1', '2'] },
      ],
    ),
  ),
});

const common = {
  steps: fc.array(anySelector, { minLength: 1, maxLength: 4 }),
  windowSeconds: fc.nat(9),
  holdConstant: fc.constantFrom<string[]>([], [], ['plan'], ['plan', 'os']),
  unit: fc.constantFrom('account' as const, 'contact' as const),
};

/** Inner steps are made optional, exclusions are put between steps. */
const optionalSteps = (steps: EventSelector[], optional: readonly boolean[]) =>
  steps.map((step, index) => ({
    ...step,
    optional: index > 0 && index < steps.length - 1 && optional[index] === true,
  }));
const fourBooleans = fc.array(fc.boolean(), { minLength: 4, maxLength: 4 });
const anyExclusions = (stepCount: number): fc.Arbitrary<FunnelRule['exclusions']> =>
  stepCount < 2
    ? fc.constant([])
    : fc.array(
        fc.tuple(anySelector, fc.nat(stepCount - 2), fc.nat(3)).map(([selector, after, more]) => ({
          ...selector,
          after,
          before: Math.min(stepCount - 1, after + 1 + more),
        })),
        { maxLength: 2 },
      );

export const orderedRule: fc.Arbitrary<FunnelRule> = fc
  .record({ ...common, order: fc.constantFrom('ordered' as const, 'strict' as const), optional: fourBooleans })
  .chain(({ optional, steps, ...rest }) =>
    fc
      .record({
        exclusions: anyExclusions(steps.length),
        exclusionRule: fc.constantFrom('keep-credit' as const, 'remove' as const),
      })
      .map((exclusion) => ruleOf({ ...rest, ...exclusion, steps: optionalSteps(steps, optional) })),
  );
export const graceRule: fc.Arbitrary<FunnelRule> = fc
  .record({ ...common, graceSeconds: fc.integer({ min: 1, max: 3 }), optional: fourBooleans })
  .map(({ optional, steps, ...rest }) => ruleOf({ ...rest, steps: optionalSteps(steps, optional) }));
export const anyOrderRule: fc.Arbitrary<FunnelRule> = fc
  .record({ ...common, graceSeconds: fc.nat(2) })
  .map(({ steps, ...rest }) => ruleOf({ ...rest, order: 'any', steps: optionalSteps(steps, []) }));
export const plainRule: fc.Arbitrary<FunnelRule> = fc
  .record({ steps: common.steps, windowSeconds: common.windowSeconds })
  .map(({ steps, windowSeconds }) => ruleOf({ windowSeconds, steps: optionalSteps(steps, []) }));
export const everyRule = fc.oneof(orderedRule, graceRule, anyOrderRule, plainRule);

export const anyRange: fc.Arbitrary<FunnelRange> = fc.record(
  { from: fc.nat(5), to: fc.integer({ min: 3, max: 10 }), asOf: fc.nat(10) },
  { requiredKeys: [] },
);
