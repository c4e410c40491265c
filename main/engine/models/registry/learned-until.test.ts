import { describe, expect, it } from 'vitest';
import { dayNumber } from '../../../../shared/domain/time.ts';
import { learnedUntilOf } from './learned-until.ts';

const card = {
  origin: 'trained' as const,
  learnedUntil: '2026-04-01',
  trainingSnapshots: ['2025-01-01'],
  calibrationSnapshots: ['2025-02-01'],
  testSnapshots: ['2026-03-01'],
  createdAt: '2026-07-15T08:00:00Z',
};

describe('what a model has learned from', () => {
  it('is what its card says, or the last month that the card names', () => {
    expect(learnedUntilOf(card)).toBe(dayNumber('2026-04-01'));
    expect(learnedUntilOf({ ...card, learnedUntil: null })).toBe(dayNumber('2026-03-01'));
  });

  it('is nothing of this book for the shipped one, and anything until it came for one that was brought in', () => {
    expect(learnedUntilOf({ ...card, origin: 'shipped', learnedUntil: null })).toBe(-Infinity);
    expect(learnedUntilOf({ ...card, origin: 'imported', learnedUntil: null })).toBe(dayNumber('2026-07-15'));
  });
});
