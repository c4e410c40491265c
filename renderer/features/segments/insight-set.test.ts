import { describe, expect, it } from 'vitest';
import {
  funnelQuestion,
  lifecycleQuestion,
  retentionQuestion,
  revenueQuestion,
  survivalQuestion,
} from '../../../shared/contract/index.ts';
import { isSetOpen, setOfInsight } from './insight-set.ts';

const funnel = funnelQuestion.parse({ steps: [{ events: ['a'] }, { events: ['b'] }] });

describe('the accounts behind a saved insight', () => {
  it('are those of its last step, or of a number that can be named at once', () => {
    expect(setOfInsight({ kind: 'funnel', question: funnel })).toMatchObject({
      of: 'funnel',
      step: 1,
      which: 'reached',
    });
    const revenue = setOfInsight({ kind: 'revenue', question: revenueQuestion.parse({}) });
    expect(revenue).toMatchObject({ of: 'revenue', period: 'trailing', movement: 'churn' });
    expect(isSetOpen(revenue!)).toBe(false);
  });

  it('are not known before a cohort or a period is chosen', () => {
    const retention = setOfInsight({ kind: 'retention', question: retentionQuestion.parse({}) });
    expect(isSetOpen(retention!)).toBe(true);
    expect(isSetOpen({ ...retention!, cohort: '2026-03' } as typeof retention & object)).toBe(false);
    expect(isSetOpen(setOfInsight({ kind: 'lifecycle', question: lifecycleQuestion.parse({}) })!)).toBe(true);
  });

  it('can be those without a value, where cohorts are told apart by an attribute', () => {
    const byPlan = setOfInsight({ kind: 'retention', question: retentionQuestion.parse({ cohortBy: 'plan' }) });
    expect(isSetOpen(byPlan!)).toBe(true);
    expect(isSetOpen({ ...byPlan!, cohort: '' } as typeof byPlan & object)).toBe(false);
  });

  it('are those that left their curve, or are still on it', () => {
    const curve = setOfInsight({ kind: 'survival', question: survivalQuestion.parse({ by: 'plan' }) });
    expect(curve).toMatchObject({ of: 'survival', which: 'left', question: { by: 'plan' } });
    expect(isSetOpen(curve!)).toBe(false);
  });

  it('cannot be named for a value of every account, nor for a question that is none', () => {
    expect(setOfInsight({ kind: 'sql', question: { sql: 'SELECT 1' } })).toBeNull();
    expect(setOfInsight({ kind: 'lifetime', question: {} })).toBeNull();
    expect(setOfInsight({ kind: 'funnel', question: { steps: 'none' } })).toBeNull();
  });
});
