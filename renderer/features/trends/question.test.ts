import { describe, expect, it } from 'vitest';
import type { TrendMeasure } from '../../../shared/contract/index.ts';
import { firstMeasure, isBreakdownWrong, question, withKind } from './question.ts';

describe('the question of a trend', () => {
  it('needs no address', () => {
    expect(question.parse({}).measures).toEqual([firstMeasure]);
  });

  it('tells metrics apart by attributes only', () => {
    const mrr = { of: 'metric', metric: 'mrr' } as const;
    expect(isBreakdownWrong({ measures: [firstMeasure], breakdown: { by: 'event' } })).toBe(false);
    expect(isBreakdownWrong({ measures: [firstMeasure, mrr], breakdown: { by: 'property', key: 'plan' } })).toBe(true);
    expect(isBreakdownWrong({ measures: [mrr], breakdown: { by: 'attribute', key: 'plan' } })).toBe(false);
    expect(isBreakdownWrong({ measures: [mrr], breakdown: null })).toBe(false);
  });

  it('keeps the events of a measure when events are chosen again', () => {
    const logins: TrendMeasure = { of: 'events', events: ['login'], where: [], count: 'events' };
    expect(withKind(logins, 'events')).toEqual(logins);
    expect(withKind(logins, 'mrr')).toEqual({ of: 'metric', metric: 'mrr' });
    expect(withKind({ of: 'metric', metric: 'mrr' }, 'events')).toEqual(firstMeasure);
    expect(withKind({ of: 'metric', metric: 'mrr' }, 'no such thing')).toEqual({ of: 'metric', metric: 'mrr' });
  });
});
