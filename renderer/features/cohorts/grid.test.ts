import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RetentionGrid } from '../../../shared/contract/index.ts';
import { curvesOf, figureAt, hasCell, hasIncomplete, hasSuppressed, moveBy, shadeAt, stepOf } from './grid.ts';

const nothing = [null, null, null];
const grid: RetentionGrid = {
  cohorts: [
    {
      cohort: '2026-01',
      size: 4,
      values: [4, 2, 1],
      of: [4, 4, 4],
      share: [1, 0.5, 0.25],
      low: nothing,
      high: nothing,
      complete: [true, true, false],
    },
    {
      cohort: '2026-02',
      size: null,
      values: [null, 8],
      of: [null, 8],
      share: [null, 1],
      low: nothing,
      high: nothing,
      complete: [true, true],
    },
  ],
  average: [1, 0.5, null],
  averageOf: [4, 4, 0],
  columns: ['0', '1', '2'],
  omitted: 0,
  currency: null,
  definition: { key: 'retention', values: {}, dataVersion: 1, asOf: null, words: { en: '', es: '' }, sample: 4 },
};
const [first, second] = grid.cohorts as [RetentionGrid['cohorts'][number], RetentionGrid['cohorts'][number]];

describe('the grid', () => {
  it('shows shares or figures, and nothing of suppressed cells', () => {
    expect(figureAt(first, 1, 'accounts', 'share')).toBe(0.5);
    expect(figureAt(first, 1, 'accounts', 'count')).toBe(2);
    // A mean is no share, whatever is chosen.
    expect(figureAt(first, 1, 'events-per-account', 'share')).toBe(2);
    expect(figureAt(second, 0, 'accounts', 'share')).toBeNull();
    expect([hasCell(second, 1), hasCell(second, 2)]).toEqual([true, false]);
    expect([hasIncomplete(grid), hasSuppressed(grid)]).toEqual([true, true]);
  });

  it('is shaded by share, or against the largest mean', () => {
    expect(shadeAt(grid, first, 1, 'accounts')).toBe(0.5);
    expect(shadeAt(grid, first, 1, 'events-per-account')).toBe(2 / 8);
    expect(shadeAt(grid, second, 0, 'events-per-account')).toBeNull();
    // Revenue can grow beyond what it was.
    expect(shadeAt(grid, { ...first, share: [1, 1.4, 0] }, 1, 'revenue')).toBe(1);
  });

  it('breaks the curve at incomplete and suppressed cells', () => {
    expect(curvesOf(grid, 'accounts')).toEqual([
      { cohort: '2026-01', points: [1, 0.5, null] },
      { cohort: '2026-02', points: [null, 1, null] },
    ]);
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
