import type { RetentionGrid } from '../../../shared/contract/index.ts';
import { csvLine } from '../accounts/index.ts';

/**
 * One line a cohort, in the unit of the measure; a cell that is not complete yet carries a star, as on the screen. Empty
 * where a cell says nothing.
 */
export function retentionCsv(grid: RetentionGrid): string {
  const { columns } = grid;
  const lines = [
    csvLine(['cohort', 'size', ...columns.map((column) => `period_${column}`)]),
    ...grid.cohorts.map(({ cohort, size, values, complete }) =>
      csvLine([cohort, size, ...columns.map((_, index) => cell(values[index], complete[index]))]),
    ),
    csvLine(['average', null, ...columns.map((_, index) => grid.average[index]?.toFixed(4) ?? null)]),
  ];
  return `${lines.join('\n')}\n`;
}

function cell(value: number | null | undefined, isComplete: boolean | undefined): string | number | null {
  if (value === undefined || value === null) return null;
  return isComplete === true ? value : `${value}*`;
}
