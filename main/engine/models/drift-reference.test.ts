import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binOf, driftReference, spreadOf } from './drift-reference.ts';

describe('how values were spread', () => {
  it('is told by bins that hold all of them, whose edges rise', () => {
    const values = fc.array(
      fc.oneof(fc.constant(NaN), fc.constantFrom(0, 1, 2), fc.float({ noNaN: true, noDefaultInfinity: true })),
      {
        maxLength: 80,
      },
    );
    fc.assert(
      fc.property(values, (list) => {
        const { edges, shares, missing } = spreadOf(Float32Array.from(list));
        expect(shares).toHaveLength(edges.length + 1);
        for (let index = 1; index < edges.length; index++) expect(edges[index]!).toBeGreaterThan(edges[index - 1]!);
        const counted = edges.map(() => 0).concat(0);
        const known = list.map(Math.fround).filter((value) => !Number.isNaN(value));
        for (const value of known) counted[edges.filter((edge) => edge <= value).length]!++;
        shares.forEach((share, bin) => expect(share).toBeCloseTo(counted[bin]! / Math.max(1, list.length), 10));
        expect(missing).toBeCloseTo(list.length === 0 ? 0 : (list.length - known.length) / list.length, 10);
      }),
    );
  });

  it('gives a value of its own to what many rows share', () => {
    const { edges, shares } = spreadOf(Float64Array.from({ length: 100 }, (_, index) => (index < 70 ? 0 : index)));
    expect(shares[0]).toBe(0.7);
    expect(edges[0]).toBeGreaterThan(0);
    expect(binOf(edges, 0)).toBe(0);
  });

  it('is kept of every feature and of the scores', () => {
    const column = Float32Array.from({ length: 50 }, (_, row) => row);
    const kept = driftReference(
      ['mrr'],
      [column],
      Float64Array.from(column, (value) => value / 100),
    );
    expect(kept.rows).toBe(50);
    expect(Object.keys(kept.features)).toEqual(['mrr']);
    expect(kept.scores.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
  });
});
