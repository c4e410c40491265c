import { describe, expect, it } from 'vitest';
import { wilson } from '../../stats/index.ts';
import { gridOf } from './grid.ts';
import type { CountedCohort } from './counted-cohort.ts';
import { questionWith } from './testing.ts';

const counted = (
  key: number,
  values: number[],
  of: number[],
  finished = values.length,
  base: number[] | null = null,
): CountedCohort => ({
  key,
  size: of[0] ?? 0,
  values,
  of,
  base,
  complete: values.map((_, k) => k < finished),
});
const label = (key: number): string => `c${key}`;

describe('the grid', () => {
  const cohorts = [counted(0, [10, 4, 2], [10, 10, 10], 2), counted(1, [2, 2], [2, 2], 2)];

  it('gives shares with Wilson intervals, and averages over finished cells', () => {
    const grid = gridOf(cohorts, questionWith(), label);
    expect(grid.columns).toEqual(['0', '1', '2']);
    expect(grid.cohorts[0]).toMatchObject({
      cohort: 'c0',
      size: 10,
      values: [10, 4, 2],
      share: [1, 0.4, 0.2],
      complete: [true, true, false],
    });
    expect(grid.cohorts[0]?.low[1]).toBe(wilson(4, 10)?.lower);
    expect(grid.cohorts[0]?.high[1]).toBe(wilson(4, 10)?.upper);
    expect(grid).toMatchObject({ average: [1, 6 / 12, null], averageOf: [12, 12, 0] });
    expect(gridOf(cohorts, questionWith({ average: 'simple' }), label).average).toEqual([1, 0.7, null]);
  });

  it('says nothing of cells about too few, and leaves them out of the average', () => {
    const grid = gridOf(cohorts, questionWith({ suppressBelow: 3 }), label);
    expect(grid.cohorts[1]).toEqual({
      cohort: 'c1',
      size: null,
      values: [null, null],
      of: [null, null],
      share: [null, null],
      low: [null, null],
      high: [null, null],
      complete: [true, true],
    });
    expect(grid).toMatchObject({ average: [1, 0.4, null], averageOf: [10, 10, 0] });
  });

  it('puts revenue over the revenue at entry, whatever its members', () => {
    const revenue = [counted(0, [500, 700], [2, 2], 2, [500, 500]), counted(1, [0, 100], [1, 1], 2, [0, 0])];
    const grid = gridOf(revenue, questionWith({ measure: 'revenue' }), label);
    expect(grid.cohorts.map(({ share }) => share)).toEqual([
      [1, 1.4],
      [null, null],
    ]);
    expect(grid.cohorts[0]?.low).toEqual([null, null]);
    expect(grid.average).toEqual([1, 1.6]);
    expect(gridOf(revenue, questionWith({ measure: 'revenue', average: 'simple' }), label).average).toEqual([1, 1.4]);
  });

  it('gives means per account', () => {
    const grid = gridOf(cohorts, questionWith({ measure: 'events-per-account' }), label);
    expect(grid.cohorts.map(({ values }) => values)).toEqual([
      [1, 0.4, 0.2],
      [1, 1],
    ]);
    expect(grid.cohorts[0]?.share).toEqual([null, null, null]);
    expect(grid.average).toEqual([1, 0.5, null]);
  });

  it('names brackets by their periods', () => {
    const question = questionWith({ mode: 'bracket', brackets: [1, 3, 3] });
    expect(gridOf([counted(0, [1, 1], [1, 1])], question, label).columns).toEqual(['0', '1-3']);
    expect(gridOf([counted(0, [1, 1, 1], [1, 1, 1])], question, label).columns).toEqual(['0', '1-3', '4-6']);
  });
});
