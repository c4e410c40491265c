import { describe, expect, it } from 'vitest';
import { secondsOfRange } from './day-range.ts';

const range = (from: string | undefined, to: string | undefined) =>
  secondsOfRange({ from, to, zone: 'Europe/Madrid', weekStart: 'monday' });

describe('a range of days', () => {
  it('holds its last day whole, in the workspace’s zone', () => {
    expect(range('2026-03-29', '2026-03-29')).toEqual({
      from: Date.parse('2026-03-28T23:00:00Z') / 1000,
      to: Date.parse('2026-03-29T22:00:00Z') / 1000,
    });
    expect(range(undefined, undefined)).toEqual({});
  });

  it.each([
    ['2026-02-31', undefined],
    [undefined, '2026-02-31'],
    [undefined, '2026-13-01'],
  ])('refuses days that do not exist: %s to %s', (from, to) => {
    expect(() => range(from, to)).toThrow(/There is no day 2026/);
  });

  it('refuses an end before its start', () => {
    expect(() => range('2026-03-02', '2026-03-01')).toThrow(/ends \(2026-03-01\) before it begins/);
  });
});
