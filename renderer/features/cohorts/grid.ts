import type { RetentionGrid, RetentionQuestion } from '../../../shared/contract/index.ts';

export type Cohort = RetentionGrid['cohorts'][number];
export type Measure = RetentionQuestion['measure'];
export type Show = 'share' | 'count';

/** Whether the cells of a measure are shares of something. */
export function isShareMeasure(measure: Measure): boolean {
  return measure === 'accounts' || measure === 'revenue';
}

/** The number that a cell shows: a share, or accounts, minor units or a mean. Null: it says nothing. */
export function figureAt(cohort: Cohort, index: number, measure: Measure, show: Show): number | null {
  return (isShareMeasure(measure) && show === 'share' ? cohort.share[index] : cohort.values[index]) ?? null;
}

/** Whether the row of a cohort has a cell at all: a period that anyone has begun. */
export function hasCell(cohort: Cohort, index: number): boolean {
  return index < cohort.values.length;
}

/** Whether a cell speaks of anyone, so that there are accounts behind it. */
export function isTold(cohort: Cohort, index: number): boolean {
  return (cohort.of[index] ?? 0) > 0;
}

/** How dark a cell is, 0 to 1: its share, or its mean against the largest one of the grid. */
export function shadeAt(grid: RetentionGrid, cohort: Cohort, index: number, measure: Measure): number | null {
  if (isShareMeasure(measure)) return clampShade(cohort.share[index] ?? null);
  const value = cohort.values[index] ?? null;
  const largest = largestValue(grid);
  return value === null || largest <= 0 ? null : clampShade(value / largest);
}

function clampShade(shade: number | null): number | null {
  return shade === null ? null : Math.min(1, Math.max(0, shade));
}

const largestOf = new WeakMap<RetentionGrid, number>();

export function largestValue(grid: RetentionGrid): number {
  let largest = largestOf.get(grid);
  if (largest === undefined) {
    largest = grid.cohorts.reduce(
      (most, { values }) => values.reduce<number>((top, value) => Math.max(top, value ?? 0), most),
      0,
    );
    largestOf.set(grid, largest);
  }
  return largest;
}

export function hasIncomplete(grid: RetentionGrid): boolean {
  return grid.cohorts.some((cohort) => cohort.complete.some((complete) => !complete));
}

export function hasSuppressed(grid: RetentionGrid): boolean {
  return grid.cohorts.some((cohort) => cohort.of.includes(null));
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
export function stepOf(shade: number): number {
  return Math.min(9, Math.max(0, Math.floor(shade * 10)));
}

/** Points of the curves, null where a cell is incomplete, suppressed or missing, so that the line breaks. */
export function curvesOf(
  grid: RetentionGrid,
  measure: Measure,
): { readonly cohort: string; readonly points: readonly (number | null)[] }[] {
  return grid.cohorts.map((cohort) => ({
    cohort: cohort.cohort,
    points: grid.columns.map((_, index) =>
      cohort.complete[index] === true ? figureAt(cohort, index, measure, 'share') : null,
    ),
  }));
}
