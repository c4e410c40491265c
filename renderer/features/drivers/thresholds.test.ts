import { describe, expect, it } from 'vitest';
import { parseThresholds } from './thresholds.ts';

describe('parseThresholds', () => {
  it('reads whole numbers in any order, once each', () => {
    expect(parseThresholds('10, 3 ;1,3')).toEqual([1, 3, 10]);
  });

  it('refuses what is no number of times', () => {
    for (const text of ['', '0', '1.5', '-3', 'a', '1,2,3,4,5,6', '10001']) expect(parseThresholds(text)).toBeNull();
  });
});
