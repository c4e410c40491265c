import { describe, expect, it } from 'vitest';
import { dayNumber, dayOfNumber } from '../../../shared/domain/time.ts';
import { endOfDay, snapshotDays } from './snapshots.ts';

const days = (first: string, settled: string) => snapshotDays(dayNumber(first), dayNumber(settled), 90);

describe('snapshot days', () => {
  it('go back in months from the last day with a whole horizon, with 90 days of history before the first', () => {
    const found = days('2024-07-01', '2026-06-30').map(dayOfNumber);
    expect(found.at(-1)).toBe('2026-04-01');
    expect(found[0]).toBe('2024-10-01');
    expect(found).toHaveLength(19);
  });

  it('fall on the last day of shorter months', () => {
    expect(days('2025-01-01', '2025-08-29').map(dayOfNumber)).toEqual(['2025-04-30', '2025-05-31']);
  });

  it('are none where history is too short', () => {
    expect(days('2026-01-01', '2026-06-01')).toEqual([]);
  });

  it('end with the last second of the day', () => {
    expect(endOfDay(dayNumber('2026-06-30'))).toBe(Date.parse('2026-06-30T23:59:59Z') / 1000);
  });
});
