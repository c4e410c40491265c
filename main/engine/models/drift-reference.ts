import { quantile } from '../../stats/index.ts';
import { featureNamed } from './features/catalogue.ts';
import { psiOfCounts } from './watch/psi-of-counts.ts';

/** How the values of one column were spread: bins between `edges` (lower edge inclusive) and the missing ones. */
export type Spread = {
  /** Ascending and distinct; bins are (-∞, e0), [e0, e1), …, [en, ∞). Empty where there are `codes`. */
  readonly edges: readonly number[];
  /** Share of all rows in each bin; one more than there are edges, or than there are codes: all other values. */
  readonly shares: readonly number[];
  readonly missing: number;
  /** Of a category: the values that there were, the most frequent first. A bin each. */
  readonly codes?: readonly number[];
  /**
   * The greatest stability index that any of the latest days of that time has against all other days: how much a day
   * differs without drift, by its weekday, say. Absent where there were too few days to tell.
   */
  readonly usual?: number;
};

/** What a model's inputs and answers looked like in the time that it learned from, to be held against what comes. */
export type DriftReference = {
  readonly rows: number;
  readonly features: Readonly<Record<string, Spread>>;
  /** Its answers to rows that it had not learned from. */
  readonly scores: Spread;
};

const bins = 10;
/** A text that is hardly ever the same twice is no category. */
const mostCodes = 1_000;

/** @param days place of each row's day, where the rows are of several days */
export function driftReference(
  names: readonly string[],
  columns: readonly Float32Array[],
  scores: Float64Array,
  days?: Int32Array,
): DriftReference {
  return {
    rows: columns[0]?.length ?? 0,
    features: Object.fromEntries(names.map((name, index) => [name, watchedSpread(name, columns[index]!, days)])),
    scores: spreadOf(scores),
  };
}

function watchedSpread(name: string, values: Float32Array, days: Int32Array | undefined): Spread {
  const spread = featureNamed(name)?.kind === 'category' ? categorySpreadOf(values) : spreadOf(values);
  const usual = days === undefined ? null : usualIndex(spread, values, days);
  return usual === null ? spread : { ...spread, usual };
}

const leastDays = 6;
/** In the first days of a book much is missing that later is not, so that they differ from all others. */
const latestDays = 12;

/** How far that one of the latest days which differs most is from all the others. */
function usualIndex({ edges, codes, shares }: Spread, values: Float32Array, days: Int32Array): number | null {
  const byDay = new Map<number, Float64Array>();
  const all = new Float64Array(shares.length + 1);
  const binOfCode = codes === undefined ? null : new Map(codes.map((code, bin) => [code, bin]));
  values.forEach((value, row) => {
    const counts = byDay.get(days[row]!) ?? new Float64Array(all.length);
    byDay.set(days[row]!, counts);
    const known = binOfCode === null ? binOf(edges, value) : (binOfCode.get(value) ?? shares.length - 1);
    const bin = Number.isNaN(value) ? shares.length : known;
    counts[bin]!++;
    all[bin]!++;
  });
  if (byDay.size < leastDays) return null;
  const latest = [...byDay].sort(([a], [b]) => a - b).slice(-latestDays);
  const indices = latest.map(([, counts]) =>
    psiOfCounts(
      all.map((count, bin) => count - counts[bin]!),
      counts,
    ),
  );
  return Math.max(...indices);
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

/** Every value of a category is a bin of its own, since nothing lies between two of them. */
export function categorySpreadOf(values: Float32Array | Float64Array): Spread {
  const counts = new Map<number, number>();
  for (const value of values) if (!Number.isNaN(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
  const known = counts.values().reduce((sum, count) => sum + count, 0);
  const kept = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, mostCodes);
  const others = kept.reduce((rest, [, count]) => rest - count, known);
  const rows = Math.max(1, values.length);
  return {
    edges: [],
    codes: kept.map(([code]) => code),
    shares: [...kept.map(([, count]) => count), others].map((count) => count / rows),
    missing: (values.length - known) / rows,
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
