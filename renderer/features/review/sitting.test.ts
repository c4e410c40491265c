import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextOpen, pace } from './sitting.ts';

const at = (...seconds: number[]) =>
  seconds.map((second) => ({ decidedAt: new Date(1_700_000_000_000 + second * 1000).toISOString() }));

describe('the pace of a sitting', () => {
  it('is the middle of the times between decisions, whatever their order', () => {
    expect(pace(at(0, 10, 22, 30))).toBe(10);
    expect(pace(at(30, 0, 22, 10))).toBe(10);
  });

  it('does not count a pause, and says nothing while there is little to go by', () => {
    expect(pace(at(0, 12, 1_200, 1_212))).toBe(12);
    expect(pace(at(0, 12))).toBeNull();
    expect(pace(at(0, 1_000, 2_000))).toBeNull();
  });
});

describe('the next open account', () => {
  it('is the nearest one ahead, else the first behind, else none', () => {
    const ids = ['a', 'b', 'c', 'd'];
    expect(nextOpen(ids, new Set(['b']), 1)).toBe(2);
    expect(nextOpen(ids, new Set(['c', 'd']), 2)).toBe(0);
    expect(nextOpen(ids, new Set(ids), 0)).toBeNull();
    expect(nextOpen([], new Set(), 0)).toBeNull();
  });

  it('is found by a walk that never misses one', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }), fc.nat(11), (done, start) => {
        const ids = done.map((_, index) => String(index));
        const from = start % ids.length;
        const found = nextOpen(ids, new Set(ids.filter((_, index) => done[index])), from);
        const ahead = [...ids.keys()].slice(from).find((place) => !done[place]);
        const behind = [...ids.keys()].find((place) => !done[place]);
        expect(found).toBe(ahead ?? behind ?? null);
      }),
    );
  });
});
