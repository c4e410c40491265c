import { describe, expect, it } from 'vitest';
import { benjaminiHochberg, fisherExact } from './exact.ts';

describe('fisherExact', () => {
  it('agrees with the published value of the lady tasting tea', () => {
    // 3 of 4 right against 1 of 4: two-sided 34/70.
    expect(fisherExact(3, 4, 1, 4)).toBeCloseTo(34 / 70, 12);
    expect(fisherExact(4, 4, 0, 4)).toBeCloseTo(2 / 70, 12);
  });

  it('agrees with tables summed by hand', () => {
    // All tables with margins 5|5 and 2 successes: 2/9 · 5/9 · 2/9; seeing 0 and 2 sums both ends.
    expect(fisherExact(0, 5, 2, 5)).toBeCloseTo(4 / 9, 12);
    expect(fisherExact(1, 5, 1, 5)).toBeCloseTo(1, 12);
  });

  it('is one where there is nothing to tell apart, and null without a group', () => {
    expect(fisherExact(0, 10, 0, 7)).toBe(1);
    expect(fisherExact(10, 10, 7, 7)).toBe(1);
    expect(fisherExact(0, 0, 3, 7)).toBeNull();
  });

  it('does not care which group comes first', () => {
    expect(fisherExact(12, 80, 31, 95)).toBeCloseTo(fisherExact(31, 95, 12, 80)!, 12);
  });
});

describe('benjaminiHochberg', () => {
  it('agrees with the values of R for a worked list', () => {
    const adjusted = benjaminiHochberg([0.01, 0.04, 0.03, 0.005]);
    [0.02, 0.04, 0.04, 0.02].forEach((value, index) => expect(adjusted[index]).toBeCloseTo(value, 12));
  });

  it('leaves out what was not tested', () => {
    expect(benjaminiHochberg([null, 0.5, null])).toEqual([null, 0.5, null]);
  });
});
