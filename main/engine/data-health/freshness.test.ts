import { describe, expect, it } from 'vitest';
import { familyOf, freshnessOf, usualGap } from './freshness.ts';

describe('usualGap', () => {
  it('is the rhythm of a source: daily, monthly', () => {
    expect(usualGap(Array.from({ length: 90 }, (_, day) => day))).toBe(1);
    expect(usualGap([0, 31, 59, 90, 120, 151])).toBe(31);
  });

  it('does not let one holiday count as usual', () => {
    const days = Array.from({ length: 100 }, (_, day) => (day < 50 ? day : day + 20));
    expect(usualGap(days)).toBe(1);
  });

  it('forgets how it was more than a year ago', () => {
    const monthly = [0, 30, 60, 90, 120];
    const daily = Array.from({ length: 60 }, (_, day) => 1000 + day);
    expect(usualGap([...monthly, ...daily])).toBe(1);
  });

  it('is not told by a few days', () => {
    expect(usualGap([])).toBeNull();
    expect(usualGap([1, 2, 3])).toBeNull();
  });
});

describe('freshnessOf', () => {
  it('measures a source by its own rhythm', () => {
    expect(freshnessOf(40, 31)).toBe('fresh');
    expect(freshnessOf(40, 1)).toBe('stale');
    expect(freshnessOf(7, 1)).toBe('fresh');
    expect(freshnessOf(8, 1)).toBe('ageing');
    expect(freshnessOf(64, 31)).toBe('ageing');
    expect(freshnessOf(187, 31)).toBe('stale');
  });

  it('gives a source without a rhythm a month and a quarter', () => {
    expect([31, 32, 92, 93].map((days) => freshnessOf(days, null))).toEqual(['fresh', 'ageing', 'ageing', 'stale']);
  });
});

describe('familyOf', () => {
  it('takes monthly files for one', () => {
    for (const name of [
      'usage-2026-01.csv',
      'usage_2026_02.csv',
      'usage 2026-03-31.CSV',
      'usage (2).csv',
      'usage.csv.gz',
    ])
      expect(familyOf(name)).toBe('usage.csv');
  });

  it('keeps different files apart', () => {
    expect(familyOf('tickets.csv')).not.toBe(familyOf('usage.csv'));
    expect(familyOf('usage.csv')).not.toBe(familyOf('usage.parquet'));
    expect(familyOf('2026-01.csv')).toBe('2026-01.csv');
  });
});
