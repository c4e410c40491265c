import type { ModelCard } from '../../../shared/contract/index.ts';
import { leakageGini, singleFeatureGini } from '../../stats/index.ts';

/**
 * Features that alone tell the outcome suspiciously well on the training rows: such a column is more often a copy of the
 * outcome than a cause. From `certain` on they are not learned from.
 */
export function leakageReport(
  columns: readonly Float32Array[],
  names: readonly string[],
  labels: Uint8Array,
): ModelCard['leakage'] {
  return names.flatMap((feature, index) => {
    const gini = singleFeatureGini(labels, columns[index]!);
    if (gini === null || gini < leakageGini.suspicious) return [];
    return [{ feature, gini, verdict: gini >= leakageGini.certain ? ('removed' as const) : ('flagged' as const) }];
  });
}
