import { describe, expect, it } from 'vitest';
import { likeness, proposeFeatures } from './likeness.ts';

const featuresFor = (...columns: string[]): (string | null)[] => proposeFeatures(columns).map(({ feature }) => feature);

describe('proposeFeatures', () => {
  it('knows its own names however they are written', () => {
    expect(featuresFor('active_days_28', 'TicketsLast', 'daysSinceEvent', 'EVENTS-RATIO')).toEqual([
      'active_days_28',
      expect.stringMatching(/^tickets/),
      'days_since_event',
      'events_ratio',
    ]);
  });

  it('gives no feature twice, the surest column first', () => {
    expect(featuresFor('active days', 'active_days_28')).toEqual([
      expect.not.stringMatching(/^active_days_28$/),
      'active_days_28',
    ]);
  });

  it('proposes nothing for names that tell nothing', () => {
    expect(featuresFor('x 1', 'x 2', 'x 3')).toEqual([null, null, null]);
    expect(featuresFor('zzz', 'qwerty')).toEqual([null, null]);
  });

  it('says 1 for the same and 0 for nothing in common', () => {
    expect(likeness('Days since event', 'days_since_event')).toBe(1);
    expect(likeness('abc', 'xyz')).toBe(0);
    expect(likeness('', 'x')).toBe(0);
  });
});
