import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curvesOf, hasIncomplete, moveBy, shareOf, stepOf, widthOf } from './grid.ts';

const grid = {
  cohorts: [
    { cohort: '2026-01', size: 4, values: [4, 2, 1], complete: [true, true, false] },
    { cohort: '2026-02', size: 0, values: [0, 0], complete: [true, false] },
  ],
  average: [1, 0.5, null],
  definition: { key: 'retention', values: {}, dataVersion: 1, asOf: null },
};

describe('the grid', () => {
  it('counts shares and says null for an empty cohort', () => {
    expect(shareOf(grid.cohorts[0]!, 1)).toBe(0.5);
    expect(shareOf(grid.cohorts[1]!, 0)).toBeNull();
    expect(shareOf(grid.cohorts[0]!, 9)).toBeNull();
    expect(widthOf(grid)).toBe(3);
    expect(hasIncomplete(grid)).toBe(true);
  });

  it('breaks the curve at incomplete cells', () => {
    expect(curvesOf(grid)[0]).toEqual({ cohort: '2026-01', shares: [1, 0.5, null] });
  });

  it('has ten colours', () => {
    expect([0, 0.05, 0.1, 0.55, 0.999, 1].map(stepOf)).toEqual([0, 0, 1, 5, 9, 9]);
  });
});

describe('moveBy', () => {
  it('lands on the last cell of a shorter row', () => {
    expect(moveBy('ArrowDown', { row: 0, column: 2 }, [3, 2])).toEqual({ row: 1, column: 1 });
    expect(moveBy('End', { row: 1, column: 0 }, [3, 2])).toEqual({ row: 1, column: 1 });
    expect(moveBy('Home', { row: 1, column: 1 }, [3, 2], true)).toEqual({ row: 0, column: 0 });
    expect(moveBy('x', { row: 0, column: 0 }, [3])).toBeNull();
  });

  it('never leaves the grid', () => {
    const keys = fc.constantFrom('ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End');
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 8 }),
        fc.array(keys, { maxLength: 20 }),
        (lengths, presses) => {
          let at = { row: 0, column: 0 };
          for (const key of presses) at = moveBy(key, at, lengths) ?? at;
          expect(at.column).toBeGreaterThanOrEqual(0);
          expect(at.column).toBeLessThan(lengths[at.row]!);
        },
      ),
    );
  });
});
