import { describe, expect, it } from 'vitest';
import { chiSquaredTail, logGamma, logit, normalCdf, normalQuantile, sigmoid, softplus } from './special.ts';

describe('special functions', () => {
  it('agree with tables', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
    expect(normalQuantile(0.001)).toBeCloseTo(-3.090232306167813, 12);
    expect(normalCdf(-1.5)).toBeCloseTo(0.06680720126885806, 14);
    expect(normalCdf(8)).toBeCloseTo(1, 14);
    expect(chiSquaredTail(3.841458820694124, 1)).toBeCloseTo(0.05, 12);
    expect(chiSquaredTail(18.307038053275146, 10)).toBeCloseTo(0.05, 12);
    expect(chiSquaredTail(0, 3)).toBe(1);
    expect(logGamma(5)).toBeCloseTo(Math.log(24), 12);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 12);
  });

  it('stay finite at the ends', () => {
    expect(sigmoid(-800)).toBe(0);
    expect(sigmoid(800)).toBe(1);
    expect(sigmoid(logit(0.3))).toBeCloseTo(0.3, 14);
    expect(Number.isFinite(logit(0))).toBe(true);
    expect(softplus(1000)).toBe(1000);
    expect(softplus(-1000)).toBe(0);
  });
});
