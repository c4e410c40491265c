import { describe, expect, it } from 'vitest';
import { sharedQuestion } from './shared-question.ts';

describe('the part of a question that all tabs share', () => {
  it('keeps activity, days and segment, and nothing that another tab would not know', () => {
    const shared = { activity: { events: ['login'], where: [] }, from: '2026-01-01', segment: 3 };
    expect(sharedQuestion({ ...shared, period: 'week', window: 7 })).toEqual(shared);
  });

  it.each([undefined, null, 'text', {}, { period: 'week' }])('is nothing of %j', (asked) => {
    expect(sharedQuestion(asked)).toBeUndefined();
  });
});
