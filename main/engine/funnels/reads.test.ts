import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountSet, funnelQuestion } from '../../../shared/contract/index.ts';
import type { ContractInputs } from '../../../shared/contract/index.ts';
import { createSegmentBuilder, encodeSegment } from '../events/index.ts';
import type { EventProperties } from '../events/index.ts';
import { defineEventsRead } from '../threads/index.ts';
import { testWorkspace } from '../testing/index.ts';
import type { TestWorkspace } from '../testing/index.ts';
import type { Session } from '../session/index.ts';
import { funnelCurveRead, funnelRead, funnelTraceRead, funnelTrendRead } from './reads.ts';

type Asked = ContractInputs['funnels']['run'];
const at = (instant: string) => Date.parse(instant) / 1000;
const calendar = { zone: 'UTC', weekStart: 'monday' } as const;
let workspace: TestWorkspace;
let session: Session;

beforeAll(() => {
  workspace = testWorkspace();
  session = workspace.open();
  session.database.exec(`
    INSERT INTO imports (id, state, totals, findings, committed_at) VALUES (1, 'committed', '{}', '[]', 0);
    INSERT INTO meta VALUES ('data_until', '${at('2026-03-10T00:00:00Z')}')`);
  session.database.exec(`
    INSERT INTO segments (id, name, kind, created_at, updated_at)
      VALUES (1, 'North', 'static', 0, 0), (2, 'South', 'static', 0, 0), (3, 'Nobody', 'static', 0, 0);
    INSERT INTO segment_members VALUES (1, 'A'), (1, 'C'), (2, 'A'), (2, 'B')`);
  store([
    ['A', '2026-01-05T00:00:00Z', 'login', { contact_id: 'ann', plan: 'pro' }],
    ['A', '2026-01-06T00:00:00Z', 'export', { contact_id: 'bob', plan: 'pro' }],
    ['A', '2026-03-09T00:00:00Z', 'login', { plan: 'free' }],
    ['B', '2026-01-07T00:00:00Z', 'login', { contact_id: 'cyd', plan: 'free' }],
    ['B', '2026-01-08T00:00:00Z', 'export', { contact_id: 'cyd', plan: 'pro' }],
    ['C', '2026-02-01T00:00:00Z', 'login', {}],
    // A slip of the pen.
    ['C', '2026-06-01T00:00:00Z', 'export', {}],
  ]);
});
afterAll(async () => {
  await session.close();
  workspace.remove();
});

function store(events: readonly (readonly [string, string, string, EventProperties])[]): void {
  const builder = createSegmentBuilder();
  for (const [account, instant, name, properties] of events) builder.add(account, at(instant), name, null, properties);
  const { database } = session;
  database.prepare('INSERT INTO event_segments VALUES (1, 1, ?, 1, 0, 0)').run(events.length);
  for (const { column, part, rows, bytes } of encodeSegment(builder.build())) {
    database
      .prepare('INSERT INTO event_chunks (segment_id, column_name, part, rows, bytes) VALUES (1, ?, ?, ?, ?)')
      .run(column, part, rows, bytes);
  }
}

const steps = [{ events: ['login'] }, { events: ['export'] }];
const ask = (part: Partial<Asked> = {}) => ({ ...funnelQuestion.parse({ steps, ...part }), ...calendar });
const run = (part: Partial<Asked> = {}) => session.readers.run(funnelRead, ask(part));

describe('a funnel over the store', () => {
  it('does not read an event dated in the future', async () => {
    expect(await run({ windowSeconds: 366 * 86_400 })).toMatchObject({
      steps: [{ count: 3 }, { count: 2 }],
      definition: { asOf: '2026-03-10T00:00:00Z', sample: 3, key: 'funnel' },
    });
  });

  it('says its rule in both languages', async () => {
    const { definition } = await run({
      from: '2026-01-01',
      steps: [steps[0]!, { ...steps[1]!, where: [{ property: 'plan', operator: 'is', values: ['pro'] }] }],
    });
    expect(definition.words.en).toBe(
      'How many accounts do these steps, one after another: 1. “login”; 2. “export” where “plan” is “pro”. Other events may lie in between. All within 30 days of the first event, the last second included. Of several attempts of one account, the one that comes farthest counts, then the earliest. Events of the same second follow one another as they were imported. The first event lies in the range; later steps may lie after it. Intervals are Wilson 95 %. Times are of those who got there; the others are not in them. From 2026-01-01.',
    );
    expect(definition.words.es).toContain('Todo en un plazo de 30 días desde el primer evento');
  });

  it('counts contacts, and an event without one belongs to none', async () => {
    const result = await run({ unit: 'contact' });
    expect(result.steps.map(({ count }) => count)).toEqual([2, 1]);
    expect(result.definition.words.en).toContain('an event without it belongs to no contact');
  });

  it('is broken down by the property of an event: the first, the last, or that of a step', async () => {
    const by = async (attribution: 'first' | 'last' | 'step') => {
      const breakdown = { by: 'property', key: 'plan', attribution, step: 1 } as const;
      return (await run({ breakdown })).groups.map(({ value, steps: own }) => [
        value,
        ...own.map(({ count }) => count),
      ]);
    };
    expect(await by('first')).toEqual([
      ['free', 1, 1],
      ['pro', 1, 1],
      [null, 1, 0],
    ]);
    expect(await by('last')).toEqual([
      ['pro', 2, 2],
      [null, 1, 0],
    ]);
    expect(await by('step')).toEqual([
      ['pro', 2, 2],
      [null, 1, 0],
    ]);
  });

  it('is broken down by an attribute that no account has into one group without a value', async () => {
    const { groups } = await run({ breakdown: { by: 'attribute', key: 'industry' } });
    expect(groups).toMatchObject([{ value: null, rest: false, test: null, steps: [{ count: 3 }, { count: 2 }] }]);
  });

  it('compares segments, and asks for the accounts of one', async () => {
    const { groups, definition } = await run({ breakdown: { by: 'segments', segments: [1, 2, 3] } });
    expect(
      groups.map(({ value, steps: own, test }) => [value, ...own.map(({ count }) => count), test?.p ?? null]),
    ).toEqual([
      ['North', 2, 1, 1],
      ['South', 2, 2, expect.closeTo(1 / 3, 12)],
      ['Nobody', 0, 0, null],
    ]);
    expect(definition.words.en).toContain('Side by side: “North”, “South”, “Nobody”');
    const one = await run({ segment: 1 });
    expect(one.steps.map(({ count }) => count)).toEqual([2, 1]);
    expect(one.definition.words.es).toContain('Solo cuentas del segmento “North”');
    expect((await run({ segment: 3 })).steps).toMatchObject([{ count: 0, overall: null }, { count: 0 }]);
    const outside = await session.readers.run(funnelTraceRead, { ...ask({ segment: 1 }), account: 'B' });
    expect(outside.stopped.reason).toBe('outside-segment');
  });

  it('has empty states that are clear', async () => {
    expect(await run({ from: '2020-01-01', to: '2020-12-31' })).toMatchObject({
      steps: [{ count: 0, overall: null, interval: null }, { count: 0 }],
      definition: { sample: 0 },
    });
    expect((await run({ steps: [steps[0]!] })).steps).toMatchObject([{ count: 3, overall: 1 }]);
    await expect(run({ steps: [{ events: ['logni'] }] })).rejects.toThrow(/no event named "logni"/);
    await expect(run({ steps: [{ ...steps[0]!, where: [{ property: 'plam', operator: 'is-set' }] }] })).rejects.toThrow(
      /no.* property named "plam"/i,
    );
    await expect(run({ breakdown: { by: 'property', key: 'plan', attribution: 'step', step: 2 } })).rejects.toThrow(
      /no step 3/,
    );
  });

  it('has a curve and a trend', async () => {
    const curve = await session.readers.run(funnelCurveRead, { ...ask(), step: 1 });
    expect(curve.points.map(({ seconds, atRisk }) => [seconds, atRisk])).toEqual([
      [86_400, 3],
      [30 * 86_400, 1],
    ]);
    expect(curve.points[0]!.converted).toBeCloseTo(2 / 3, 12);
    const trend = await session.readers.run(funnelTrendRead, { ...ask(), period: 'month' });
    expect(trend.periods).toMatchObject([
      { period: '2026-01', entered: 2, converted: 2, complete: true },
      { period: '2026-02', entered: 1, converted: 0, complete: true },
      { period: '2026-03', entered: 0, share: null, complete: false },
    ]);
    await expect(session.readers.run(funnelCurveRead, { ...ask(), step: 2 })).rejects.toThrow(/no step 3/);
  });

  it('is traced for an account, and says when there is no such account', async () => {
    const trace = (account: string, part: Partial<Asked> = {}) =>
      session.readers.run(funnelTraceRead, { ...ask(part), account });
    expect(await trace('A')).toMatchObject({
      contact: null,
      matched: [
        { step: 0, event: 'login', at: '2026-01-05T00:00:00Z' },
        { step: 1, event: 'export', at: '2026-01-06T00:00:00Z' },
      ],
      reached: 2,
      stopped: { reason: 'completed' },
    });
    expect(await trace('C')).toMatchObject({ reached: 1, stopped: { reason: 'no-event', step: 1 } });
    expect(await trace('B', { unit: 'contact' })).toMatchObject({ contact: 'cyd', reached: 2 });
    expect(await trace('nobody')).toMatchObject({ matched: [], stopped: { reason: 'no-such-account' } });
  });
});

describe('the accounts behind a step', () => {
  // The registry lives in reader threads; there this read asks it.
  const find = async (part: Record<string, unknown>, asked: Partial<Asked> = {}) => {
    const set = accountSet.parse({ of: 'funnel', question: { steps, ...asked }, step: 0, ...part });
    const read = defineEventsRead<unknown, { rows: { id: string }[] }>('accountSets.list', () => ({ rows: [] }));
    const page = await session.readers.run(read, { set, calendar, cursor: null, limit: 100 });
    return page.rows.map(({ id }) => id);
  };

  it('are those that reached it, or were lost before it', async () => {
    expect(await find({ step: 0 })).toEqual(['A', 'B', 'C']);
    expect(await find({ step: 1 })).toEqual(['A', 'B']);
    expect(await find({ step: 1, which: 'dropped' })).toEqual(['C']);
    expect(await find({ step: 0, which: 'dropped' })).toEqual([]);
    expect(await find({ step: 1 }, { unit: 'contact' })).toEqual(['B']);
  });

  it('are those of one group', async () => {
    const breakdown = { by: 'property', key: 'plan', attribution: 'first' } as const;
    expect(await find({ group: 'pro' }, { breakdown })).toEqual(['A']);
    expect(await find({ group: null }, { breakdown })).toEqual(['C']);
    expect(await find({ rest: true }, { breakdown, groups: 1 })).toEqual(['A', 'C']);
    const segments = { by: 'segments', segments: [1, 2] } as const;
    expect(
      await find({ step: 1, group: 'South' }, { breakdown: { ...segments, segments: [...segments.segments] } }),
    ).toEqual(['A', 'B']);
    await expect(find({ group: 'gold' }, { breakdown })).rejects.toThrow(/no group "gold" any more/);
    await expect(find({ step: 2 })).rejects.toThrow(/no step 3/);
  });
});
