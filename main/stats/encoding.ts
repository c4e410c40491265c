import { categoryCodes } from './category-codes.ts';
import { createRandom, permutation } from './random.ts';
import { quantile } from './metrics.ts';

/** A column of a plain table. NaN and null are missing. */
export type RawColumn =
  | { name: string; kind: 'number'; values: Float64Array }
  | { name: string; kind: 'category'; values: readonly (string | null)[] };

/** How one encoded feature is made from a raw column; `source` is the raw column's index. */
export type EncodedFeature =
  | { name: string; source: number; kind: 'number' }
  /** max(0, x − knot); 0 where x is missing. */
  | { name: string; source: number; kind: 'hinge'; knot: number }
  /** 1 where the value is `category` (null = missing), else 0. */
  | { name: string; source: number; kind: 'indicator'; category: string | null }
  /** The smoothed churn rate of the category; `prior` for categories not seen in training. */
  | { name: string; source: number; kind: 'target'; rates: Record<string, number>; missing: number; prior: number };

/** Turns raw columns into numeric features. Learned from training rows only. Plain JSON. */
export interface Encoder {
  features: EncodedFeature[];
}

export interface EncoderOptions {
  /** Categories a column may have to be spread into indicators; beyond it the churn rate stands for the category. */
  maxIndicators?: number;
  /** Categories with fewer training rows are left to "other" (all indicators 0). */
  minCategoryRows?: number;
  /** Rows' worth of the overall rate mixed into each category's rate. */
  smoothing?: number;
  /** Inner knots of a linear spline for each number with more distinct values; 0 = none (trees need none). */
  knots?: number;
  seed?: number;
}

export interface FittedEncoder {
  encoder: Encoder;
  /** The training rows' features. Category rates are taken from other training rows, so a row never sees its label. */
  training: Float32Array[];
}

const innerFolds = 5;

/** @param rows the training rows; `labels` is read there only */
export function fitEncoder(
  columns: readonly RawColumn[],
  labels: Uint8Array,
  rows: Int32Array,
  options: EncoderOptions = {},
): FittedEncoder {
  const { maxIndicators = 16, minCategoryRows = 5, smoothing = 20, knots = 0, seed = 42 } = options;
  const features: EncodedFeature[] = [];
  columns.forEach((column, source) => {
    const { name } = column;
    if (column.kind === 'number') {
      features.push({ name, source, kind: 'number' });
      for (const knot of splineKnots(column.values, rows, knots)) {
        features.push({ name: `${name} above ${knot}`, source, kind: 'hinge', knot });
      }
      return;
    }
    const { categories, missing } = countCategories(column.values, rows);
    if (categories.length > maxIndicators) {
      features.push({
        name: `${name} (rate)`,
        source,
        kind: 'target',
        ...categoryRates(column.values, labels, rows, smoothing),
      });
      return;
    }
    const common = categories
      .filter(({ count }) => count >= minCategoryRows)
      .map(({ name: category }) => category)
      .sort();
    // Two categories and nothing else are one question.
    const asked = common.length === 2 && categories.length === 2 && missing === 0 ? common.slice(1) : common;
    for (const category of asked) features.push({ name: `${name} = ${category}`, source, kind: 'indicator', category });
    if (missing >= minCategoryRows)
      features.push({ name: `${name} is missing`, source, kind: 'indicator', category: null });
  });
  const encoder: Encoder = { features };
  const training = encode(encoder, columns, rows);
  features.forEach((feature, index) => {
    const column = columns[feature.source]!;
    if (feature.kind === 'target' && column.kind === 'category') {
      training[index] = heldOutRates(column.values, labels, rows, smoothing, seed);
    }
  });
  return { encoder, training };
}

/** The given rows' features, in the order of `encoder.features`. */
export function encode(encoder: Encoder, columns: readonly RawColumn[], rows: Int32Array): Float32Array[] {
  const indicators = indicatorsOf(encoder, columns, rows);
  return encoder.features.map((feature, index) => {
    const column = columns[feature.source]!;
    if (column.kind === 'number') {
      const { values } = column;
      if (feature.kind !== 'hinge') return Float32Array.from(rows, (row) => values[row]!);
      return Float32Array.from(rows, (row) => (values[row]! > feature.knot ? values[row]! - feature.knot : 0));
    }
    const { values } = column;
    if (feature.kind === 'indicator') return indicators.get(index)!;
    if (feature.kind !== 'target') return new Float32Array(rows.length).fill(NaN);
    return Float32Array.from(rows, (row) => rateOf(feature, values[row] ?? null));
  });
}

/** All indicators of a column in one pass: each row has a 1 in at most one of them. */
function indicatorsOf(
  { features }: Encoder,
  columns: readonly RawColumn[],
  rows: Int32Array,
): Map<number, Float32Array> {
  const bySource = new Map<number, Map<string | null, Float32Array>>();
  const byFeature = new Map<number, Float32Array>();
  features.forEach((feature, index) => {
    if (feature.kind !== 'indicator') return;
    const made = new Float32Array(rows.length);
    byFeature.set(index, made);
    const own = bySource.get(feature.source) ?? new Map<string | null, Float32Array>();
    bySource.set(feature.source, own.set(feature.category, made));
  });
  for (const [source, own] of bySource) {
    const column = columns[source]!;
    if (column.kind !== 'category') continue;
    const { names, codes } = categoryCodes(column.values);
    const byCode = [null, ...names].map((category) => own.get(category));
    for (let place = 0; place < rows.length; place++) {
      const indicator = byCode[codes[rows[place]!]!];
      if (indicator !== undefined) indicator[place] = 1;
    }
  }
  return byFeature;
}

interface Rates {
  rates: Record<string, number>;
  missing: number;
  prior: number;
}

function rateOf({ rates, missing, prior }: Rates, category: string | null): number {
  if (category === null) return missing;
  return Object.hasOwn(rates, category) ? rates[category]! : prior;
}

function countCategories(
  values: readonly (string | null)[],
  rows: Int32Array,
): { categories: { name: string; count: number }[]; missing: number } {
  const { names, codes } = categoryCodes(values);
  const counts = new Int32Array(names.length + 1);
  for (const row of rows) counts[codes[row]!]!++;
  const categories = names.map((name, index) => ({ name, count: counts[index + 1]! })).filter(({ count }) => count > 0);
  return { categories, missing: counts[0]! };
}

function categoryRates(
  values: readonly (string | null)[],
  labels: Uint8Array,
  rows: Int32Array,
  smoothing: number,
): Rates {
  const { names, codes } = categoryCodes(values);
  const { smooth, counts, prior } = smoothedRates(codes, names.length, labels, rows, smoothing);
  const seen = names.flatMap((name, index) => (counts[index + 1]! > 0 ? [[name, smooth(index + 1)] as const] : []));
  return { rates: Object.fromEntries(seen), missing: smooth(0), prior };
}

/** By code: the share of positives, with `smoothing` rows of the overall share mixed in. */
function smoothedRates(
  codes: Int32Array,
  categories: number,
  labels: Uint8Array,
  rows: Int32Array,
  smoothing: number,
): { smooth: (code: number) => number; counts: Int32Array; prior: number } {
  const counts = new Int32Array(categories + 1);
  const positives = new Int32Array(categories + 1);
  let all = 0;
  for (const row of rows) {
    const code = codes[row]!;
    counts[code]!++;
    positives[code]! += labels[row]!;
    all += labels[row]!;
  }
  const prior = all / Math.max(1, rows.length);
  const smooth = (code: number): number =>
    counts[code] === 0 ? prior : (positives[code]! + smoothing * prior) / (counts[code]! + smoothing);
  return { smooth, counts, prior };
}

function heldOutRates(
  values: readonly (string | null)[],
  labels: Uint8Array,
  rows: Int32Array,
  smoothing: number,
  seed: number,
): Float32Array {
  const order = permutation(rows.length, createRandom(seed));
  const result = new Float32Array(rows.length);
  const { names, codes } = categoryCodes(values);
  for (let fold = 0; fold < innerFolds; fold++) {
    const others = rows.filter((_row, position) => order[position]! % innerFolds !== fold);
    const { smooth } = smoothedRates(codes, names.length, labels, others, smoothing);
    rows.forEach((row, position) => {
      if (order[position]! % innerFolds === fold) result[position] = smooth(codes[row]!);
    });
  }
  return result;
}

function splineKnots(values: Float64Array, rows: Int32Array, wanted: number): number[] {
  if (wanted === 0) return [];
  const known = Float64Array.from(rows, (row) => values[row]!)
    .filter((x) => x === x)
    .sort();
  const distinct = new Set(known);
  if (distinct.size <= Math.max(2, wanted)) return [];
  const lowest = known[0]!;
  const highest = known[known.length - 1]!;
  const knots = new Set<number>();
  for (let knot = 1; knot <= wanted; knot++) {
    const place = Math.fround(quantile(known, knot / (wanted + 1)));
    if (place > lowest && place < highest) knots.add(place);
  }
  return [...knots];
}
