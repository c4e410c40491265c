import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minimise } from './lbfgs.ts';
import { createRandom } from './random.ts';

describe('minimise', () => {
  it('finds the lowest point of a bowl of any size and steepness', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 60 }), (seed, size) => {
        const random = createRandom(seed);
        const lowest = Float64Array.from({ length: size }, () => 5 * random.normal());
        const steep = Float64Array.from({ length: size }, () => Math.exp(2 * random.normal()));
        const x = new Float64Array(size);
        const isDone = minimise(
          (at, slope) => {
            let sum = 0;
            at.forEach((value, index) => {
              const off = value - lowest[index]!;
              slope[index] = 2 * steep[index]! * off;
              sum += steep[index]! * off ** 2;
            });
            return sum;
          },
          x,
          20_000,
          1e-14,
        );
        expect(isDone).toBe(true);
        x.forEach((value, index) => expect(Math.abs(value - lowest[index]!)).toBeLessThan(1e-4));
      }),
      { numRuns: 40 },
    );
  });

  it('says when its steps were not enough', () => {
    const isDone = minimise(
      (at, slope) => {
        slope[0] = Math.sinh(at[0]! - 30);
        return Math.cosh(at[0]! - 30);
      },
      new Float64Array(1),
      2,
      1e-12,
    );
    expect(isDone).toBe(false);
  });
});
