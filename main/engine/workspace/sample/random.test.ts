import { describe, expect, it } from 'vitest';
import { createRandom } from './random.ts';

function draws(seed: number, label: string, count: number): number[] {
  const random = createRandom(seed, label);
  return Array.from({ length: count }, () => random.next());
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('createRandom', () => {
  it('repeats itself for the same seed and label, and not for others', () => {
    expect(draws(7, 'a', 20)).toEqual(draws(7, 'a', 20));
    expect(draws(7, 'a', 20)).not.toEqual(draws(8, 'a', 20));
    expect(draws(7, 'a', 20)).not.toEqual(draws(7, 'b', 20));
  });

  it('is uniform: every tenth of the range gets its tenth of the draws', () => {
    const counts = new Array<number>(10).fill(0);
    for (const value of draws(1, 'uniform', 50_000)) counts[Math.floor(value * 10)]! += 1;
    for (const count of counts) expect(Math.abs(count - 5000)).toBeLessThan(350);
  });

  it.each([0.3, 4, 60])('draws Poisson counts with mean and variance %d', (expected) => {
    const random = createRandom(3, 'poisson');
    const counts = Array.from({ length: 20_000 }, () => random.poisson(expected));
    const average = mean(counts);
    const variance = mean(counts.map((count) => (count - average) ** 2));
    expect(average / expected).toBeCloseTo(1, 1);
    expect(variance / expected).toBeCloseTo(1, 1);
  });

  it('draws standard normals and respects weights', () => {
    const random = createRandom(4, 'normal');
    const values = Array.from({ length: 20_000 }, () => random.normal());
    expect(mean(values)).toBeCloseTo(0, 1);
    expect(mean(values.map((value) => value * value))).toBeCloseTo(1, 1);
    const chosen = Array.from({ length: 20_000 }, () => random.weighted([1, 0, 3]));
    expect(chosen).not.toContain(1);
    expect(chosen.filter((index) => index === 2).length / chosen.length).toBeCloseTo(0.75, 1);
  });
});
