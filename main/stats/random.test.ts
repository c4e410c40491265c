import { describe, expect, it } from 'vitest';
import { childSeed, createRandom, permutation } from './random.ts';

describe('createRandom', () => {
  it('gives the same sequence for the same seed and another for another', () => {
    const draw = (seed: number): number[] => {
      const random = createRandom(seed);
      return Array.from({ length: 5 }, () => random.next());
    };
    expect(draw(42)).toEqual(draw(42));
    expect(draw(42)).not.toEqual(draw(43));
    expect(draw(0.25)).not.toEqual(draw(0.5));
    expect(childSeed(42, 1)).not.toBe(childSeed(42, 2));
  });

  it('is uniform and normal to the second moment', () => {
    const random = createRandom(7);
    const count = 200_000;
    let uniform = 0;
    let sum = 0;
    let squares = 0;
    for (let index = 0; index < count; index++) {
      uniform += random.next();
      const x = random.normal();
      sum += x;
      squares += x * x;
    }
    expect(uniform / count).toBeCloseTo(0.5, 2);
    expect(sum / count).toBeCloseTo(0, 2);
    expect(squares / count).toBeCloseTo(1, 1);
  });

  it('permutes without loss', () => {
    expect([...permutation(50, createRandom(1))].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_unused, i) => i),
    );
  });
});
