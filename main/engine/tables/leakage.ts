import type { RawColumn } from '../../stats/index.ts';
import { fitEncoder, leakageGini, singleFeatureGini } from '../../stats/index.ts';

/** A sentence for each column that alone tells the label too well to have been known beforehand. */
export function leakageNotes(columns: readonly RawColumn[], labels: Uint8Array): string[] {
  const rows = Int32Array.from(labels, (_label, row) => row);
  return columns.flatMap((column) => {
    const gini = singleFeatureGini(
      labels,
      column.kind === 'number' ? column.values : categoryRates(column, labels, rows),
    );
    if (gini === null || gini <= leakageGini.suspicious) return [];
    const degree = gini > leakageGini.certain ? 'almost perfectly' : 'suspiciously well';
    return [
      `Column "${column.name}" alone tells the label ${degree} (Gini ${gini.toFixed(3)}). If it was written after the outcome, exclude it.`,
    ];
  });
}

function categoryRates(column: RawColumn, labels: Uint8Array, rows: Int32Array): Float32Array {
  const { training } = fitEncoder([column], labels, rows, { maxIndicators: 0 });
  return training[0]!;
}
