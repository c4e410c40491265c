import type { RetentionGrid } from '../../../shared/contract/index.ts';

export type Cohort = RetentionGrid['cohorts'][number];

/** Share of the cohort in a cell; null where the cohort is empty. */
export function shareOf(cohort: Cohort, index: number): number | null {
  const value = cohort.values[index];
  return value === undefined || cohort.size === 0 ? null : value / cohort.size;
}

/** Columns of the grid: the longest cohort's periods. */
export function widthOf(grid: RetentionGrid): number {
  return Math.max(grid.average.length, ...grid.cohorts.map((cohort) => cohort.values.length), 0);
}

export function hasIncomplete(grid: RetentionGrid): boolean {
  return grid.cohorts.some((cohort) => cohort.complete.some((complete) => !complete));
}

export type Position = { readonly row: number; readonly column: number };

/**
 * Where an arrow key leads from a cell. Rows are as long as their cohort has periods, so going up or down lands on the
 * last cell of a shorter row. Null where the key moves nothing.
 */
export function moveBy(key: string, from: Position, lengths: readonly number[], control = false): Position | null {
  const clamp = (row: number, column: number): Position | null => {
    const length = lengths[row];
    return length === undefined || length === 0 ? null : { row, column: Math.min(Math.max(column, 0), length - 1) };
  };
  const last = lengths.length - 1;
  switch (key) {
    case 'ArrowLeft':
      return clamp(from.row, from.column - 1);
    case 'ArrowRight':
      return clamp(from.row, from.column + 1);
    case 'ArrowUp':
      return clamp(Math.max(from.row - 1, 0), from.column);
    case 'ArrowDown':
      return clamp(Math.min(from.row + 1, last), from.column);
    case 'Home':
      return clamp(control ? 0 : from.row, 0);
    case 'End':
      return clamp(control ? last : from.row, Number.MAX_SAFE_INTEGER);
    default:
      return null;
  }
}

/** One of ten steps of the colour scale; step 0 is the lightest. */
export function stepOf(share: number): number {
  return Math.min(9, Math.max(0, Math.floor(share * 10)));
}

/** Points of the curves: shares by period, null where a cell is incomplete or missing, so that the line breaks. */
export function curvesOf(
  grid: RetentionGrid,
): { readonly cohort: string; readonly shares: readonly (number | null)[] }[] {
  const width = widthOf(grid);
  return grid.cohorts.map((cohort) => ({
    cohort: cohort.cohort,
    shares: Array.from({ length: width }, (_, index) =>
      cohort.complete[index] === true ? shareOf(cohort, index) : null,
    ),
  }));
}
