import { auc } from './metrics.ts';
import type { NumericColumn } from './trees/model.ts';

/** Gini above which one feature alone is suspicious, and above which it almost certainly tells the outcome afterwards. */
export const leakageGini = { suspicious: 0.85, certain: 0.975 } as const;

/**
 * How well one feature alone ranks the outcome: |2·AUC − 1|, by its known values or by being missing, whichever ranks
 * better. 0 = not at all, 1 = perfectly. Null with one class only.
 */
export function singleFeatureGini(labels: Uint8Array, values: NumericColumn): number | null {
  const known: number[] = [];
  const missing = new Uint8Array(values.length);
  for (let row = 0; row < values.length; row++) {
    if (Number.isNaN(values[row]!)) missing[row] = 1;
    else known.push(row);
  }
  const byMissing = auc(labels, missing);
  if (byMissing === null) return null;
  const byValue = auc(
    Uint8Array.from(known, (row) => labels[row]!),
    Float64Array.from(known, (row) => values[row]!),
  );
  // A few known values can rank themselves perfectly by chance, so they count by their share of the rows.
  const fromValues = byValue === null ? 0 : Math.abs(2 * byValue - 1) * (known.length / values.length);
  return Math.max(Math.abs(2 * byMissing - 1), fromValues);
}
