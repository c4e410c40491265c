import { describe, expect, it } from 'vitest';
import { sparkPaths } from './spark-paths.ts';

describe('sparkPaths', () => {
  it('draws full shares at the top, none at the bottom, over the whole width', () => {
    expect(sparkPaths([1, 0.5, 0], 100, 20)).toEqual(['M 0 0 L 50 10 L 100 20']);
  });

  it('breaks at months without rows, and shows one between two of them', () => {
    expect(sparkPaths([1, 1, null, 0.5, null, 0], 100, 20)).toEqual(['M 0 0 L 20 0', 'M 60 10 h 0', 'M 100 20 h 0']);
  });

  it('is nothing without values', () => {
    expect(sparkPaths([], 100, 20)).toEqual([]);
    expect(sparkPaths([null, null], 100, 20)).toEqual([]);
  });
});
