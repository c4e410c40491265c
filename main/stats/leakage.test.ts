import { describe, expect, it } from 'vitest';
import { singleFeatureGini } from './leakage.ts';

describe('singleFeatureGini', () => {
  const labels = Uint8Array.of(1, 1, 0, 0);

  it('sees a tell-tale value, in either direction, and a tell-tale absence', () => {
    expect(singleFeatureGini(labels, Float64Array.of(4, 3, 2, 1))).toBe(1);
    expect(singleFeatureGini(labels, Float64Array.of(1, 2, 3, 4))).toBe(1);
    expect(singleFeatureGini(labels, Float64Array.of(5, 5, NaN, NaN))).toBe(1);
    expect(singleFeatureGini(labels, Float64Array.of(1, 2, 1, 2))).toBe(0);
  });

  it('gives few known values little say, and one class none', () => {
    expect(singleFeatureGini(labels, Float64Array.of(1, NaN, 2, NaN))).toBe(0.5);
    expect(singleFeatureGini(new Uint8Array(4), Float64Array.of(1, 2, 3, 4))).toBeNull();
  });
});
