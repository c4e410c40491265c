import { describe, expect, it } from 'vitest';
import type { FunnelQuestion, FunnelResult } from '../../../shared/contract/index.ts';
import { funnelQuestion } from '../../../shared/contract/index.ts';
import { furtherOptions, openSet, question, view } from './question.ts';
import { funnelSheets } from './sheets.ts';

const asked: FunnelQuestion = funnelQuestion.parse({
  steps: [{ events: ['login'] }, { events: ['export'] }],
  breakdown: { by: 'attribute', key: 'plan' },
});

describe('the address', () => {
  it('may be empty: then nothing is asked yet', () => {
    expect(question.parse({})).toMatchObject({
      steps: [],
      windowSeconds: 30 * 86_400,
      order: 'ordered',
      segment: null,
    });
    expect(view.parse({})).toMatchObject({ beside: 'curve', period: 'month', which: 'reached' });
  });

  it('opens the accounts of a step, of one group or of everybody', () => {
    const set = (shown: object) => openSet(asked, view.parse(shown));
    expect(set({})).toBeNull();
    expect(set({ step: 2 })).toBeNull();
    expect(set({ step: 1, which: 'dropped' })).toEqual({ of: 'funnel', question: asked, step: 1, which: 'dropped' });
    expect(set({ step: 0, which: 'dropped' })).toMatchObject({ which: 'reached' });
    expect(set({ step: 1, group: 'Team' })).toMatchObject({ group: 'Team' });
    expect(set({ step: 1, group: null })).toMatchObject({ group: null });
    expect(set({ step: 1, rest: true })).toMatchObject({ rest: true });
    expect(openSet({ ...asked, breakdown: null }, view.parse({ step: 1, group: 'Team' }))).not.toHaveProperty('group');
  });

  it('says how many further options are in use', () => {
    expect(furtherOptions(asked)).toBe(0);
    expect(furtherOptions({ ...asked, unit: 'contact', graceSeconds: 2, holdConstant: ['plan'] })).toBe(3);
  });
});

describe('the exported tables', () => {
  const step = (event: string, count: number): FunnelResult['steps'][number] => ({
    event,
    optional: false,
    count,
    overall: count / 4,
    interval: { low: 0.1, high: 0.9 },
    relative: count / 4,
    medianSeconds: 60,
    p90Seconds: 90,
  });
  const result: FunnelResult = {
    steps: [step('login', 4), step('*', 1)],
    groups: [
      { value: null, rest: false, steps: [step('login', 3), step('*', 1)], test: { p: 0.5, q: 0.6 } },
      { value: null, rest: true, steps: [step('login', 1), step('*', 0)], test: null },
    ],
    definition: { key: 'funnel', values: {}, words: { en: '', es: '' }, sample: 4, dataVersion: 1, asOf: null },
  };

  it('hold what the page shows, numbers as numbers, every row as long as its head', () => {
    const [steps, groups] = funnelSheets(result, {
      t: (key) => key,
      stepName: (event) => (event === '*' ? 'any' : event),
      groupName: ({ rest }) => (rest ? 'others' : 'none'),
      testWords: ({ test }) => (test === null ? '–' : 'not told apart'),
    });
    expect(steps?.rows[1]).toEqual([2, 'any', 1, 3, 0.25, 0.1, 0.9, 0.25, 60, 90]);
    expect(groups?.rows).toEqual([
      ['none', 3, 1, 0.25, 0.1, 0.9, 0.6, 'not told apart'],
      ['others', 1, 0, 0, 0.1, 0.9, null, '–'],
    ]);
    for (const sheet of [steps, groups])
      for (const row of sheet?.rows ?? []) expect(row).toHaveLength(sheet?.columns.length ?? 0);
  });
});
