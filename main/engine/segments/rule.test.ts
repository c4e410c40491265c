import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { segmentRule } from '../../../shared/contract/index.ts';
import type { SegmentRule } from '../../../shared/contract/index.ts';
import { checkSize, conditionsOf, deepest, findCycle, mostConditions, segmentsIn } from './rule.ts';
import type { Built } from './rule.ts';

const group = (rules: SegmentRule['rules'], not = false): SegmentRule => ({ combinator: 'and', not, rules });
const churned = { on: 'churned', is: true } as const;

describe('the size of a rule', () => {
  it('may reach the limits, not pass them', () => {
    const nested = (depth: number): SegmentRule => (depth === 1 ? group([churned]) : group([nested(depth - 1)]));
    expect(() => checkSize(nested(deepest))).not.toThrow();
    expect(() => checkSize(nested(deepest + 1))).toThrow(/7 deep/);
    const long = (count: number) => group([group(Array.from({ length: count }, () => churned)), churned]);
    expect(() => checkSize(long(mostConditions - 1))).not.toThrow();
    expect(() => checkSize(long(mostConditions))).toThrow(/201 conditions/);
  });
});

it('a rule names its segments also inside the questions of analyses', () => {
  const rule = segmentRule.parse(
    group([
      { on: 'segment', segment: 4, is: true },
      group([
        { on: 'attribute', key: 'segment', operator: 'is', values: ['9'] },
        segmentRule.parse(group([])),
        {
          on: 'set',
          is: true,
          set: { of: 'retention', question: { segment: 5 }, cohort: '2026-01', index: 1 },
        } as never,
        { on: 'set', is: true, set: { of: 'segment', segment: 6 } },
      ]),
    ]),
  );
  expect([...segmentsIn(rule)].sort()).toEqual([4, 5, 6]);
  expect(conditionsOf(rule)).toHaveLength(4);
  expect([...segmentsIn({ breakdown: { segments: [1, { segment: 2 }] } })].sort()).toEqual([1, 2]);
});

describe('a cycle', () => {
  const built = (id: number, ...on: number[]): Built => ({ id, name: `S${id}`, on: new Set(on) });
  const others = (...all: Built[]) => new Map(all.map((one) => [one.id, one]));

  it('is told by its chain of names', () => {
    expect(findCycle(built(1, 2), others(built(2, 3), built(3, 1)))).toEqual(['S1', 'S2', 'S3', 'S1']);
    expect(findCycle(built(1, 1), others())).toEqual(['S1', 'S1']);
    expect(findCycle(built(1, 2, 3), others(built(2, 4), built(3, 4), built(4)))).toBeNull();
  });

  it('is found exactly where following every path finds one', () => {
    const anyGraph = fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }), {
      minLength: 6,
      maxLength: 6,
    });
    fc.assert(
      fc.property(anyGraph, (edges) => {
        const all = edges.map((on, index) => built(index + 1, ...on));
        const [start, ...rest] = all;
        const comesBack = (id: number, path: readonly number[]): boolean =>
          edges[id - 1]!.some((next) => next === 1 || (!path.includes(next) && comesBack(next, [...path, next])));
        expect(findCycle(start!, others(...rest)) !== null).toBe(comesBack(1, [1]));
      }),
    );
  });
});
