import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FunnelQuestion } from '../../../shared/contract/index.ts';
import { createSegmentBuilder, mergeSegments } from '../events/index.ts';
import type { EventColumns } from '../events/index.ts';
import { allUnits, figuresOf } from './figures.ts';
import { planFunnel } from './funnel-plan.ts';
import type { FunnelRange, FunnelRule } from './funnel-plan.ts';
import { describeGroups, splitByCode, splitBySegments } from './groups.ts';
import { quantileOf } from './quantile.ts';
import { ruleOf, stepOf } from './testing/slow-match.ts';
import { traceAccount } from './trace.ts';
import { fillUnitTable } from './unit-table.ts';

type Happening = { account: string; seconds: number; name: string; properties: Record<string, string> };

/** 'a1 b5/red' is event a at second 1, then event b at second 5 with the colour red. */
function journey(text: string, account = 'account'): Happening[] {
  return text.split(' ').map((event) => {
    const [what = '', colour] = event.split('/');
    const properties: Record<string, string> = colour === undefined ? {} : { colour };
    return { account, name: what[0]!, seconds: Number(what.slice(1)), properties };
  });
}

function columnsFrom(events: readonly Happening[]): EventColumns {
  const builder = createSegmentBuilder();
  for (const { account, seconds, name, properties } of events) builder.add(account, seconds, name, null, properties);
  return mergeSegments([builder.build()]);
}

type Part = Partial<Omit<FunnelQuestion, 'steps'>>;

/** 'a b? c' is the steps a, b (optional) and c. */
function rule(steps: string, part: Part = {}): FunnelRule {
  return ruleOf({
    windowSeconds: 10,
    ...part,
    steps: steps.split(' ').map((step) => stepOf(step.replace('?', ''), step.endsWith('?'))),
  });
}

function trace(text: string, asked: FunnelRule, range: FunnelRange = {}) {
  return traceAccount(planFunnel(columnsFrom(journey(text)), asked, range), 0);
}

const second = (at: string) => Date.parse(at) / 1000;
const path = (text: string, asked: FunnelRule, range: FunnelRange = {}) =>
  trace(text, asked, range)
    .matched.map(({ event, at }) => `${event}${second(at)}`)
    .join(' ');

describe('a match', () => {
  it('includes the last second of the window, and a later entry does not extend it', () => {
    expect(path('a0 b10', rule('a b'))).toBe('a0 b10');
    expect(path('a0 b11', rule('a b'))).toBe('a0');
    expect(path('a0 b5 a6 c12', rule('a b c'))).toBe('a0 b5');
  });

  it('with a window of zero lies in one second', () => {
    expect(path('a0 b0', rule('a b', { windowSeconds: 0 }))).toBe('a0 b0');
    expect(path('a0 b1', rule('a b', { windowSeconds: 0 }))).toBe('a0');
  });

  it('takes the entry that comes farthest, and of those the earliest', () => {
    expect(path('a0 a20 b25', rule('a b'))).toBe('a20 b25');
    expect(path('a0 a2 b5', rule('a b'))).toBe('a0 b5');
    expect(path('a0 b1 a20 b21 c22', rule('a b c', { windowSeconds: 5 }))).toBe('a20 b21 c22');
  });

  it('needs two distinct events for the same step twice', () => {
    expect(path('a0', rule('a a'))).toBe('a0');
    expect(path('a0 a0', rule('a a', { windowSeconds: 0 }))).toBe('a0 a0');
    expect(path('a0', rule('a a', { order: 'any' }))).toBe('a0');
  });

  it('breaks ties by import order, or in either order within the grace time', () => {
    expect(path('b3 a3', rule('a b'))).toBe('a3');
    expect(path('b3 a3', rule('a b', { graceSeconds: 1 }))).toBe('a3 b3');
    expect(path('b2 a3', rule('a b', { graceSeconds: 1 }))).toBe('a3 b2');
    expect(path('b1 a3', rule('a b', { graceSeconds: 1 }))).toBe('a3');
    // c is one second before b, but two before a.
    expect(path('c1 b2 a3', rule('a b c', { graceSeconds: 1 }))).toBe('a3 b2');
  });

  it('lets nothing come between strict steps, and takes any order when told', () => {
    expect(path('a0 d1 b2', rule('a b', { order: 'strict' }))).toBe('a0');
    expect(path('a0 b1 d1 a3 b4', rule('a b', { order: 'strict' }))).toBe('a0 b1');
    expect(path('b0 d1 a2', rule('a b', { order: 'any' }))).toBe('b0 a2');
  });

  it('passes an optional step over where it does not occur', () => {
    expect(path('a0 c1', rule('a b? c'))).toBe('a0 c1');
    expect(path('a0 b1 c2', rule('a b? c'))).toBe('a0 b1 c2');
    expect(path('a0 c1 b2 c3', rule('a b? c'))).toBe('a0 b2 c3');
    expect(path('a0 b1 d2', rule('a b? c? d', { order: 'strict' }))).toBe('a0 b1 d2');
  });

  it('ends at an excluded event, and keeps what came before or leaves the funnel', () => {
    const exclusions = [{ events: ['x'], where: [], after: 0, before: 2 }];
    expect(path('a0 x1 b2 c3', rule('a b c', { exclusions }))).toBe('a0');
    expect(path('a0 b1 x2 c3', rule('a b c', { exclusions }))).toBe('a0 b1');
    expect(path('a0 b1 c2 x3', rule('a b c', { exclusions }))).toBe('a0 b1 c2');
    expect(path('a0 x1 a2 b3 c4', rule('a b c', { exclusions }))).toBe('a2 b3 c4');
    expect(path('a0 b1 x2 b3 c4', rule('a b c', { exclusions: [{ ...exclusions[0]!, after: 1 }] }))).toBe('a0 b3 c4');
    const removed = trace('a0 b1 x2 c3', rule('a b c', { exclusions, exclusionRule: 'remove' }));
    expect(removed).toMatchObject({ reached: 0, stopped: { reason: 'excluded', event: 'x', step: 2 } });
  });

  it('holds the value of the first event', () => {
    const holdConstant = ['colour'];
    expect(path('a0/red b1/blue b2/red', rule('a b', { holdConstant }))).toBe('a0 b2');
    expect(path('a0 b1 c9/red', rule('a b', { holdConstant }))).toBe('');
  });

  it('wants entries in the range, and lets later steps lie after it', () => {
    const range = { from: 5, to: 8 };
    expect(path('a4 b5', rule('a b'), range)).toBe('');
    expect(path('a7 b12', rule('a b'), range)).toBe('a7 b12');
    expect(path('a8 b9', rule('a b'), range)).toBe('');
    expect(path('a7 b12', rule('a b'), { ...range, asOf: 11 })).toBe('a7');
  });
});

describe('a trace', () => {
  const stopped = (text: string, asked: FunnelRule, range: FunnelRange = {}) => {
    const { reason, step, event, at } = trace(text, asked, range).stopped;
    return [reason, step, event === null || at === null ? null : `${event}${second(at)}`];
  };

  it('says why it went no further', () => {
    expect(stopped('a0 b1', rule('a b'))).toEqual(['completed', null, null]);
    expect(stopped('b1', rule('a b'))).toEqual(['never-entered', 0, null]);
    expect(stopped('a0 c1', rule('a b'))).toEqual(['no-event', 1, null]);
    expect(stopped('a0 b11 b12', rule('a b'))).toEqual(['too-late', 1, 'b11']);
    expect(stopped('a0 c1', rule('a b? c d'))).toEqual(['no-event', 3, null]);
    expect(stopped('a0 d1 b2', rule('a b', { order: 'strict' }))).toEqual(['something-between', 1, 'd1']);
    expect(stopped('a0 d1', rule('a b', { order: 'strict' }))).toEqual(['no-event', 1, null]);
    expect(stopped('a0/red b1/blue', rule('a b', { holdConstant: ['colour'] }))).toEqual(['other-value', 1, 'b1']);
    expect(stopped('b0 c20', rule('a b c', { order: 'any' }))).toEqual(['no-event', 0, null]);
    expect(stopped('b0 a20', rule('a b', { order: 'any' }))).toEqual(['too-late', 0, 'a20']);
  });

  it('shows the events that matter around the match', () => {
    const exclusions = [{ events: ['x'], where: [], after: 0, before: 1 }];
    expect(
      trace('b0 z0 a1 x2 b3', rule('a b', { exclusions })).events.map(({ event, step, excluded }) => [
        event,
        step,
        excluded,
      ]),
    ).toEqual([
      ['b', null, false],
      ['a', 0, false],
      ['x', null, true],
      ['b', null, false],
    ]);
    const many = trace(Array.from({ length: 500 }, (_, at) => `a${at}`).join(' '), rule('a b'));
    expect(many.events).toHaveLength(200);
  });
});

const people = columnsFrom([
  ...journey('a0 b10', 'x'),
  ...journey('a0 b20 c21', 'y'),
  ...journey('a0', 'z'),
  ...journey('b1 c2', 'w'),
]);

describe('figures', () => {
  it('give counts, rates and times to convert', () => {
    const asked = rule('a b|d c never', { windowSeconds: 30 });
    const steps = figuresOf(fillUnitTable(planFunnel(people, asked), null), asked, [0, 1, 2]);
    expect(steps.map((step) => [step.event, step.count, step.overall, step.relative])).toEqual([
      ['a', 3, 1, 1],
      ['b / d', 2, 2 / 3, 2 / 3],
      ['c', 1, 1 / 3, 1 / 2],
      ['never', 0, 0, 0],
    ]);
    expect(steps.map((step) => step.medianSeconds)).toEqual([null, 15, 21, null]);
    expect(steps.map((step) => step.p90Seconds)).toEqual([null, 19, 21, null]);
    expect(steps[1]!.interval!.low).toBeCloseTo(0.2077, 4);
    expect(steps[1]!.interval!.high).toBeCloseTo(0.9385, 4);
  });

  it('relate a step to the last one that is required', () => {
    const asked = rule('a b? c', { windowSeconds: 30 });
    const steps = figuresOf(fillUnitTable(planFunnel(people, asked), null), asked, [0, 1, 2]);
    expect(steps.map((step) => [step.count, step.relative])).toEqual([
      [3, 1],
      [2, 2 / 3],
      [1, 1 / 3],
    ]);
  });

  it('have no rate where nobody entered', () => {
    const asked = rule('never b');
    const table = fillUnitTable(planFunnel(people, asked), null);
    expect(figuresOf(table, asked, allUnits(table))).toMatchObject([
      { count: 0, overall: null, interval: null, relative: null, medianSeconds: null },
      { count: 0, overall: null, interval: null, relative: null, medianSeconds: null },
    ]);
  });
});

describe('groups', () => {
  const asked = rule('a b', { windowSeconds: 30 });
  const tableOf = (groups: number[]) => fillUnitTable(planFunnel(people, asked), (_, account) => groups[account] ?? 0);

  it('are the largest first, and the rest together', () => {
    // Accounts in order: w did not enter, x and y converted, z did not.
    const groups = splitByCode(tableOf([0, 1, 2, 2]), (code) => (code === 0 ? null : `v${code}`), 1);
    expect(groups).toEqual([
      { value: 'v2', rest: false, units: [1, 2] },
      { value: null, rest: true, units: [0] },
    ]);
  });

  it('never are ten thousand', () => {
    const builder = createSegmentBuilder();
    for (let account = 0; account < 10_000; account++) builder.add(`account ${account}`, 1, 'a', null);
    const columns = mergeSegments([builder.build()]);
    const table = fillUnitTable(planFunnel(columns, rule('a b')), (_, account) => account + 1);
    const groups = describeGroups(table, asked, splitByCode(table, String, 10));
    expect(groups).toHaveLength(11);
    expect(groups[10]).toMatchObject({ rest: true, test: null, steps: [{ count: 9990 }, { count: 0 }] });
  });

  it('are compared with everybody else by Fisher’s exact test, corrected for their number', () => {
    const groups = describeGroups(tableOf([0, 1, 1, 2]), asked, splitByCode(tableOf([0, 1, 1, 2]), String, 10));
    // 2 of 2 against 0 of 1: the one table with these margins that is as likely or less has probability 1/3.
    expect(groups.map(({ value, test }) => [value, test?.p, test?.q])).toEqual([
      ['1', expect.closeTo(1 / 3, 12), expect.closeTo(1 / 3, 12)],
      ['2', expect.closeTo(1 / 3, 12), expect.closeTo(1 / 3, 12)],
    ]);
    const one = describeGroups(
      tableOf([]),
      asked,
      splitByCode(tableOf([]), () => null, 10),
    );
    expect(one).toMatchObject([{ value: null, rest: false, test: null }]);
  });

  it('by segments may overlap', () => {
    const filter = (...accounts: number[]) => Uint8Array.from([0, 1, 2, 3], (at) => (accounts.includes(at) ? 1 : 0));
    const groups = splitBySegments(tableOf([]), [
      { name: 'one', filter: filter(0, 1) },
      { name: 'two', filter: filter(1, 2, 3) },
      { name: 'nobody', filter: filter() },
    ]);
    expect(groups.map(({ units }) => units)).toEqual([[0], [0, 1, 2], []]);
    expect(describeGroups(tableOf([]), asked, groups)[2]).toMatchObject({
      steps: [{ count: 0, overall: null }, {}],
      test: null,
    });
  });
});

describe('a rule', () => {
  const exclusion = { events: ['x'], where: [], after: 0, before: 1 };
  it.each<[string, FunnelRule]>([
    ['a window of more than 366 days', rule('a', { windowSeconds: 367 * 86_400 })],
    ['an optional first step', rule('a? b')],
    ['an optional last step', rule('a b?')],
    ['an optional step in any order', rule('a b? c', { order: 'any' })],
    ['exclusions in any order', rule('a b', { order: 'any', exclusions: [exclusion] })],
    ['a grace time with strict steps', rule('a b', { order: 'strict', graceSeconds: 1 })],
    ['a grace time with exclusions', rule('a b', { graceSeconds: 1, exclusions: [exclusion] })],
    ['an exclusion that ends before it begins', rule('a b c', { exclusions: [{ ...exclusion, after: 1 }] })],
    ['an exclusion beyond the last step', rule('a b', { exclusions: [{ ...exclusion, before: 2 }] })],
    ['a property that no event has', rule('a b', { holdConstant: ['colour'] })],
    ['contacts where no event has one', rule('a b', { unit: 'contact' })],
  ])('cannot have %s', (_, asked) => {
    expect(() => planFunnel(people, asked)).toThrow(expect.objectContaining({ code: 'invalid_input' }));
  });

  it('stops when asked', () => {
    expect(() => fillUnitTable(planFunnel(people, rule('a'), { shouldStop: () => true }), null)).toThrow(
      expect.objectContaining({ code: 'cancelled' }),
    );
  });
});

describe('quantiles', () => {
  const of = (values: number[], share: number) => quantileOf(Float64Array.from(values), share);

  it('interpolate between neighbours', () => {
    expect(of([], 0.5)).toBeNull();
    expect(of([7], 0.9)).toBe(7);
    expect(of([4, 2, 1, 3], 0.5)).toBe(2.5);
    expect(of([10, 0], 0.9)).toBe(9);
  });

  it('are those of the sorted values', () => {
    const anyValues = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(anyValues, fc.double({ min: 0, max: 1, noNaN: true }), (values, share) => {
        const sorted = [...values].sort((a, b) => a - b);
        const position = (sorted.length - 1) * share;
        const [low, high] = [sorted[Math.floor(position)]!, sorted[Math.ceil(position)]!];
        expect(of(values, share)).toBeCloseTo(low + (high - low) * (position % 1), 9);
      }),
    );
  });
});
