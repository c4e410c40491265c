import { createExplain } from './candidates.ts';
import type { Fitted } from './candidates.ts';
import { stopIfAsked } from './features/row-table.ts';

const rowsExplained = 1_500;

/** Mean size of each feature's part of the log-odds, over rows spread evenly. */
export function featureImportance(
  model: Fitted,
  columns: readonly Float32Array[],
  shouldStop: () => boolean,
): Float64Array {
  const explain = createExplain(model);
  const count = columns[0]?.length ?? 0;
  const wanted = Math.min(count, rowsExplained);
  const sums = new Float64Array(columns.length);
  const values = new Float64Array(columns.length);
  for (let index = 0; index < wanted; index++) {
    if (index % 64 === 0) stopIfAsked(shouldStop);
    const row = Math.floor((index * count) / wanted);
    columns.forEach((column, feature) => (values[feature] = column[row]!));
    explain(values).contributions.forEach((part, feature) => (sums[feature]! += Math.abs(part) / wanted));
  }
  return sums;
}
