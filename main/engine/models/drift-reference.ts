import { quantile } from '../../stats/index.ts';

/** How the values of one column were spread: bins between `edges` (lower edge inclusive) and the missing ones. */
export type Spread = {
  /** Ascending and distinct; bins are (-∞, e0), [e0, e1), …, [en, ∞). */
  readonly edges: readonly number[];
  /** Share of all rows in each bin; one more than there are edges. */
  readonly shares: readonly number[];
  readonly missing: number;
};

/** What a model's inputs and answers looked like in the time that it learned from, to be held against what comes. */
export type DriftReference = {
  readonly rows: number;
  readonly features: Readonly<Record<string, Spread>>;
  /** Its answers to rows that it had not learned from. */
  readonly scores: Spread;
};

const bins = 10;

export function driftReference(
  names: readonly string[],
  columns: readonly Float32Array[],
  scores: Float64Array,
): DriftReference {
  return {
    rows: columns[0]?.length ?? 0,
    features: Object.fromEntries(names.map((name, index) => [name, spreadOf(columns[index]!)])),
    scores: spreadOf(scores),
  };
}

/** Ten bins of about equal size, fewer where values repeat: a value that many rows share has a bin of its own. */
export function spreadOf(values: Float32Array | Float64Array): Spread {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  const edges = new Set<number>();
  for (let bin = 1; bin < bins && known.length > 0; bin++) {
    const edge = quantile(known, bin / bins);
    if (edge > known[0]!) edges.add(edge);
  }
  const ascending = [...edges];
  const counts = new Float64Array(ascending.length + 1);
  for (const value of known) counts[binOf(ascending, value)]!++;
  const rows = Math.max(1, values.length);
  return {
    edges: ascending,
    shares: Array.from(counts, (count) => count / rows),
    missing: (values.length - known.length) / rows,
  };
}

/** Place of the bin that holds a value. */
export function binOf(edges: readonly number[], value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (edges[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
