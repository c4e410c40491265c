import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventColumns } from '../events/index.ts';
import { createSegmentBuilder, mergeSegments } from '../events/index.ts';
import { funnel, funnelAccounts, traceFunnel } from './funnel.ts';
import type { FunnelOptions, FunnelOrder, FunnelStep } from './funnel-plan.ts';
import { namesOf } from './funnel-plan.ts';
import { quantileOf } from './quantile.ts';

interface Happening {
  readonly account: string;
  readonly seconds: number;
  readonly name: string;
}

function columnsFrom(events: readonly Happening[]): EventColumns {
  const builder = createSegmentBuilder();
  for (const { account, seconds, name } of events) builder.add(account, seconds, name, null);
  return mergeSegments([builder.build()]);
}

/** 'a1 b5' is event a at second 1, then event b at second 5. */
function journey(text: string, account = 'account'): Happening[] {
  return text.split(' ').map((event) => ({ account, name: event[0]!, seconds: Number(event.slice(1)) }));
}

/** Largest number of steps that chains or sets starting exactly at one event can match: every choice is tried. */
function farthestFrom(own: readonly Happening[], entry: number, options: FunnelOptions): number {
  const first = own[entry]!;
  const does = (event: Happening, step: number) => namesOf(options.steps[step]!).includes(event.name);
  const inWindow = (event: Happening) => event.seconds <= first.seconds + options.windowSeconds;
  const { order = 'ordered' } = options;

  function chain(row: number, step: number): number {
    if (step === options.steps.length) return 0;
    const last = order === 'strict' ? Math.min(own.length, row + 2) : own.length;
    let best = 0;
    for (let next = row + 1; next < last; next++) {
      if (does(own[next]!, step) && inWindow(own[next]!)) best = Math.max(best, 1 + chain(next, step + 1));
    }
    return best;
  }

  function largestSet(row: number, open: readonly number[]): number {
    if (row === own.length || open.length === 0) return 0;
    let best = largestSet(row + 1, open);
    for (const step of open) {
      if (!does(own[row]!, step) || !inWindow(own[row]!)) continue;
      const rest = open.filter((other) => other !== step);
      best = Math.max(best, 1 + largestSet(row + 1, rest));
    }
    return best;
  }

  if (order !== 'any') return does(first, 0) ? 1 + chain(entry, 1) : 0;
  const all = options.steps.map((_, step) => step);
  const starts = all.filter((step) => does(first, step));
  return Math.max(
    0,
    ...starts.map(
      (step) =>
        1 +
        largestSet(
          entry + 1,
          all.filter((other) => other !== step),
        ),
    ),
  );
}

/** Tries every event of the account as the entry. */
function matchSlowly(events: readonly Happening[], account: string, options: FunnelOptions) {
  const own = events
    .filter((event) => event.account === account && event.seconds <= (options.asOf ?? Infinity))
    .toSorted((a, b) => a.seconds - b.seconds);
  let reached = 0;
  let entrySecond: number | null = null;
  own.forEach((event, entry) => {
    if (event.seconds < (options.from ?? 0) || event.seconds >= (options.to ?? Infinity)) return;
    const found = farthestFrom(own, entry, options);
    if (found <= reached) return;
    reached = found;
    entrySecond = event.seconds;
  });
  return { reached, entrySecond };
}

const anyEvents = fc.array(
  fc.record({
    account: fc.constantFrom('x', 'y', 'z'),
    seconds: fc.nat(12),
    name: fc.constantFrom('a', 'b', 'c', 'd'),
  }),
  { maxLength: 24 },
);

const anyRange = fc.record(
  { from: fc.nat(6), to: fc.integer({ min: 4, max: 13 }), asOf: fc.nat(13) },
  { requiredKeys: [] },
);
const anyStep: fc.Arbitrary<FunnelStep> = fc.constantFrom('a', 'b', 'c', ['a', 'b'], ['b', 'c'], 'missing');
const disjointStep: fc.Arbitrary<FunnelStep> = fc.constantFrom('a', ['b', 'c'], 'd', ['c', 'b'], 'missing');

const anyOptions: fc.Arbitrary<FunnelOptions> = fc
  .constantFrom<FunnelOrder>('ordered', 'strict', 'any')
  .chain((order) =>
    fc
      .tuple(fc.array(order === 'any' ? disjointStep : anyStep, { minLength: 1, maxLength: 4 }), fc.nat(8), anyRange)
      .map(([steps, windowSeconds, range]) => ({ order, steps, windowSeconds, ...range })),
  );

describe('funnel', () => {
  it('agrees with trying every entry and every choice of events', () => {
    fc.assert(
      fc.property(anyEvents, anyOptions, fc.option(fc.subarray(['x', 'y', 'z'])), (events, rule, accountFilter) => {
        const columns = columnsFrom(events);
        const mask = accountFilter && Uint8Array.from(columns.accounts, (id) => (accountFilter.includes(id) ? 1 : 0));
        const options = { ...rule, ...(mask ? { accountFilter: mask } : {}) };
        const slow = columns.accounts.map((account) =>
          accountFilter === null || accountFilter.includes(account)
            ? matchSlowly(events, account, options)
            : { reached: 0, entrySecond: null },
        );
        const result = funnel(columns, options);
        expect(result.steps.map((step) => step.count)).toEqual(
          options.steps.map((_, k) => slow.filter(({ reached }) => reached > k).length),
        );
        slow.forEach(({ reached, entrySecond }, account) => {
          const trace = traceFunnel(columns, options, account);
          expect(trace).toHaveLength(reached);
          expect(trace[0]?.seconds ?? null).toBe(entrySecond);
          expectLawful(columns, options, account, trace);
        });
        options.steps.forEach((_, k) => {
          const behind = (which: 'reached' | 'dropped') => [...funnelAccounts(columns, options, k + 1, which)];
          const where = (test: (reached: number) => boolean) =>
            [...slow.keys()].filter((index) => test(slow[index]!.reached));
          expect(behind('reached')).toEqual(where((reached) => reached > k));
          expect(behind('dropped')).toEqual(k === 0 ? [] : where((reached) => reached === k));
        });
      }),
      { numRuns: 1500 },
    );
  });

  /** A trace is distinct events of the account, in order, in the window, each doing for its step. */
  function expectLawful(
    columns: EventColumns,
    { steps, windowSeconds, order }: FunnelOptions,
    account: number,
    trace: ReturnType<typeof traceFunnel>,
  ): void {
    trace.forEach(({ step, event, seconds, row }, index) => {
      expect(namesOf(steps[step - 1]!)).toContain(event);
      expect(row).toBeGreaterThanOrEqual(columns.offsets[account]!);
      expect(row).toBeLessThan(columns.offsets[account + 1]!);
      expect(seconds).toBeLessThanOrEqual(trace[0]!.seconds + windowSeconds);
      if (index > 0) expect(row).toBeGreaterThan(trace[index - 1]!.row);
      if (index > 0 && order === 'strict') expect(row).toBe(trace[index - 1]!.row + 1);
      if (order !== 'any') expect(step).toBe(index + 1);
    });
    expect(new Set(trace.map(({ step }) => step)).size).toBe(trace.length);
  }

  it('never grows from step to step, and never shrinks with a longer window', () => {
    fc.assert(
      fc.property(anyEvents, anyOptions, fc.nat(5), (events, options, longer) => {
        const columns = columnsFrom(events);
        const short = funnel(columns, options).steps.map((step) => step.count);
        const long = funnel(columns, { ...options, windowSeconds: options.windowSeconds + longer }).steps;
        short.forEach((count, k) => {
          if (k > 0) expect(count).toBeLessThanOrEqual(short[k - 1]!);
          expect(long[k]!.count).toBeGreaterThanOrEqual(count);
        });
      }),
    );
  });

  it('converts at least as many in order as strictly, and in any order as in order', () => {
    fc.assert(
      fc.property(
        anyEvents,
        fc.array(disjointStep, { minLength: 1, maxLength: 4 }),
        fc.nat(8),
        (events, steps, windowSeconds) => {
          const columns = columnsFrom(events);
          const converted = (order: FunnelOrder) =>
            funnel(columns, { steps, windowSeconds, order }).steps.at(-1)!.count;
          expect(converted('strict')).toBeLessThanOrEqual(converted('ordered'));
          expect(converted('ordered')).toBeLessThanOrEqual(converted('any'));
        },
      ),
    );
  });

  const trace = (text: string, options: FunnelOptions) =>
    traceFunnel(columnsFrom(journey(text)), options, 0).map(({ event, seconds }) => `${event}${seconds}`);

  it('includes the last second of the window, and does not let a later entry extend it', () => {
    expect(trace('a0 b10', { steps: ['a', 'b'], windowSeconds: 10 })).toEqual(['a0', 'b10']);
    expect(trace('a0 b11', { steps: ['a', 'b'], windowSeconds: 10 })).toEqual(['a0']);
    expect(trace('a0 b5 a6 c12', { steps: ['a', 'b', 'c'], windowSeconds: 10 })).toEqual(['a0', 'b5']);
  });

  it('takes the entry that comes farthest, and of those the earliest', () => {
    expect(trace('a0 a20 b25', { steps: ['a', 'b'], windowSeconds: 10 })).toEqual(['a20', 'b25']);
    expect(trace('a0 a2 b5', { steps: ['a', 'b'], windowSeconds: 10 })).toEqual(['a0', 'b5']);
    expect(trace('a0 a2', { steps: ['a', 'b'], windowSeconds: 10 })).toEqual(['a0']);
    expect(trace('a0 b1 a20 b21 c22', { steps: ['a', 'b', 'c'], windowSeconds: 5 })).toEqual(['a20', 'b21', 'c22']);
  });

  it('needs two distinct events for the same step twice', () => {
    expect(trace('a0', { steps: ['a', 'a'], windowSeconds: 10 })).toEqual(['a0']);
    expect(trace('a0 a0', { steps: ['a', 'a'], windowSeconds: 0 })).toEqual(['a0', 'a0']);
    expect(trace('a0', { steps: ['a', 'a'], windowSeconds: 10, order: 'any' })).toEqual(['a0']);
  });

  it('breaks ties by import order', () => {
    expect(trace('a3 b3', { steps: ['a', 'b'], windowSeconds: 10 })).toEqual(['a3', 'b3']);
    expect(trace('b3 a3', { steps: ['a', 'b'], windowSeconds: 10 })).toEqual(['a3']);
  });

  it('lets nothing come between strict steps, and takes any order when told', () => {
    expect(trace('a0 d1 b2', { steps: ['a', 'b'], windowSeconds: 10, order: 'strict' })).toEqual(['a0']);
    expect(trace('b0 d1 a2', { steps: ['a', 'b'], windowSeconds: 10, order: 'any' })).toEqual(['b0', 'a2']);
  });

  it('wants entries in the range, and lets later steps lie after it', () => {
    const options = { steps: ['a', 'b'], windowSeconds: 10, from: 5, to: 8 };
    expect(trace('a4 b5', options)).toEqual([]);
    expect(trace('a7 b12', options)).toEqual(['a7', 'b12']);
    expect(trace('a8 b9', options)).toEqual([]);
    expect(trace('a7 b12', { ...options, asOf: 11 })).toEqual(['a7']);
  });

  it('gives counts, rates and times to convert', () => {
    const columns = columnsFrom([
      ...journey('a0 b10', 'x'),
      ...journey('a0 b20 c21', 'y'),
      ...journey('a0', 'z'),
      ...journey('b1 c2', 'w'),
    ]);
    const { steps, entered, rule } = funnel(columns, { steps: ['a', ['b', 'd'], 'c', 'never'], windowSeconds: 30 });
    expect(entered).toBe(3);
    expect(steps.map((step) => [step.event, step.count, step.rateOverall, step.rateRelative])).toEqual([
      ['a', 3, 1, 1],
      ['b / d', 2, 2 / 3, 2 / 3],
      ['c', 1, 1 / 3, 1 / 2],
      ['never', 0, 0, 0],
    ]);
    expect(steps.map((step) => step.medianSeconds)).toEqual([null, 15, 21, null]);
    expect(steps.map((step) => step.p90Seconds)).toEqual([null, 19, 21, null]);
    expect(rule).toMatchObject({ order: 'ordered', windowSeconds: 30, windowEnd: 'inclusive', from: null });
  });

  it('has no rate where nobody entered', () => {
    const { steps } = funnel(columnsFrom([]), { steps: ['a', 'b'], windowSeconds: 5 });
    expect(steps.map((step) => [step.count, step.rateOverall, step.rateRelative])).toEqual([
      [0, null, null],
      [0, null, null],
    ]);
  });

  it('stops when asked', () => {
    const columns = columnsFrom(journey('a0'));
    expect(() => funnel(columns, { steps: ['a'], windowSeconds: 5, shouldStop: () => true })).toThrow(
      expect.objectContaining({ code: 'cancelled' }),
    );
  });

  it.each<[string, Partial<FunnelOptions>]>([
    ['no steps', { steps: [] }],
    ['a step without events', { steps: ['a', []] }],
    ['a window of more than 366 days', { windowSeconds: 367 * 86_400 }],
    ['steps that overlap in part, in any order', { steps: ['a', ['a', 'b']], order: 'any' }],
  ])('refuses %s', (_, options) => {
    const columns = columnsFrom(journey('a0'));
    expect(() => funnel(columns, { steps: ['a'], windowSeconds: 5, ...options })).toThrow(
      expect.objectContaining({ code: 'invalid_input' }),
    );
  });

  it('knows no step or account beyond its own', () => {
    const columns = columnsFrom(journey('a0'));
    const options = { steps: ['a'], windowSeconds: 5 };
    expect(() => funnelAccounts(columns, options, 2, 'reached')).toThrow(/no step 2/);
    expect(() => traceFunnel(columns, options, 1)).toThrow(expect.objectContaining({ code: 'not_found' }));
  });
});

describe('quantiles', () => {
  it('interpolates between neighbours', () => {
    expect(quantileOf([], 0.5)).toBeNull();
    expect(quantileOf([7], 0.9)).toBe(7);
    expect(quantileOf([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantileOf([0, 10], 0.9)).toBe(9);
  });
});
