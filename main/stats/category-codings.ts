import { categoryBuckets } from './category-buckets.ts';
import type { CategoryBuckets } from './category-buckets.ts';
import { groupedFolds } from './folds.ts';
import { chiSquaredTail } from './special.ts';
import type { NumericColumn } from './trees/model.ts';
import type { LabelledRows } from './trees/options.ts';

/**
 * What stands for the numbers of a category column: the logarithm of how often label 1 (or, where that is the more common
 * one, its opposite, with the sign turned) came with it, against all rows. Plain JSON; `codes` ascend, values are exact in float32.
 */
export interface CategoryCoding {
  /** Place of the column among the model's features. */
  feature: number;
  codes: number[];
  values: number[];
  /** For rows that name nothing. */
  missing: number;
  /** For categories of which too little or nothing was seen. */
  other: number;
}

const folds = 5;

/**
 * Target statistics of category columns, drawn towards the mean by as much as the categories' differences are chance
 * (empirical Bayes for rates: Marshall 1991, with the moments of DerSimonian & Laird 1986). Where categories differ no more
 * than by chance, all values are 0. Rows of one group hang together, as those of an account seen from twelve months do, and count for less.
 * @returns the codings of the columns `features`, and the columns to learn from, in which a row's value comes from other groups
 */
export function fitCategoryCodings(
  rows: LabelledRows,
  features: readonly number[],
  seed: number,
): { codings: CategoryCoding[]; columns: NumericColumn[] } {
  const columns = [...rows.columns];
  if (features.length === 0) return { codings: [], columns };
  const count = rows.labels.length;
  const groups = rows.groups ?? Int32Array.from({ length: count }, (_, row) => row);
  const groupCount = new Set(Array.from(groups)).size;
  const foldOf = groupCount < folds ? new Uint8Array(count) : groupedFolds(groups, folds, seed);
  const events = rows.labels.reduce((sum, label) => sum + label, 0);
  const event = events * 2 > count ? 0 : 1;
  const codings = features.map((feature): CategoryCoding => {
    const buckets = categoryBuckets({
      column: rows.columns[feature]!,
      labels: rows.labels,
      groups,
      foldOf,
      folds,
      event,
    });
    const strength = priorStrength(buckets);
    const sign = event === 1 ? 1 : -1;
    const value = (bucket: number, without: number): number => {
      const left = (all: readonly Float64Array[], one: number): number => sumOf(all, one) - (all[without]?.[one] ?? 0);
      const total = (all: readonly Float64Array[]): number => all[0]!.reduce((sum, _, one) => sum + left(all, one), 0);
      const expected = (left(buckets.rows, bucket) * total(buckets.events)) / Math.max(1, total(buckets.rows));
      if (strength === Infinity || expected <= 0) return 0;
      const mixed = strength * buckets.repetition;
      return Math.fround(sign * Math.log((left(buckets.events, bucket) + mixed) / (expected + mixed)));
    };
    const learned = Array.from({ length: folds }, (_, fold) =>
      buckets.names.map((_name, bucket) => value(bucket, fold)),
    );
    columns[feature] = Float32Array.from(buckets.of, (bucket, row) => learned[foldOf[row]!]![bucket]!);
    const known = buckets.names.flatMap((code, bucket) => (code === null ? [] : [{ code, value: value(bucket, -1) }]));
    known.sort((a, b) => a.code - b.code);
    return {
      feature,
      codes: known.map(({ code }) => code),
      values: known.map((each) => each.value),
      missing: value(0, -1),
      other: value(1, -1),
    };
  });
  return { codings, columns };
}

/** Whether the coding tells any two rows apart. */
export function tellsApart({ values, missing, other }: CategoryCoding): boolean {
  return [...values, missing].some((value) => value !== other);
}

/** The columns as the model's splits and weights read them. */
export function codeColumns<Column extends NumericColumn>(
  codings: readonly CategoryCoding[],
  columns: readonly Column[],
): (Column | Float32Array)[] {
  const coded: (Column | Float32Array)[] = [...columns];
  for (const coding of codings) {
    const valueOf = codingLookup(coding);
    coded[coding.feature] = Float32Array.from(columns[coding.feature]!, valueOf);
  }
  return coded;
}

/** The value that stands for a category's number; NaN is "says nothing". */
export function codingLookup({ codes, values, missing, other }: CategoryCoding): (code: number) => number {
  const known = new Map(codes.map((code, place) => [code, values[place]!]));
  return (code) => (Number.isNaN(code) ? missing : (known.get(Math.fround(code)) ?? other));
}

/** Differences between categories that chance shows more often than this are not learned from: a book has several such columns. */
const leastSurprise = 0.01;

/**
 * How many expected occurrences' worth of "like everybody" are mixed into each category: one over the variance of the true
 * ratios, by moments. Infinity where the observed differences are no more than counts would show by chance.
 */
function priorStrength({ rows, events, repetition }: CategoryBuckets): number {
  const all = rows[0]!.map((_, bucket) => sumOf(rows, bucket) / repetition);
  const found = rows[0]!.map((_, bucket) => sumOf(events, bucket) / repetition);
  const total = all.reduce((sum, value) => sum + value, 0);
  const rate = found.reduce((sum, value) => sum + value, 0) / Math.max(1, total);
  if (!(rate > 0 && rate < 1)) return Infinity;
  const expected = all.map((value) => value * rate);
  let [scatter, used, sum, squares] = [0, 0, 0, 0];
  expected.forEach((value, bucket) => {
    if (value === 0) return;
    used++;
    scatter += (found[bucket]! - value) ** 2 / value;
    sum += value;
    squares += value * value;
  });
  const chance = 1 - rate;
  if (used < 2 || chiSquaredTail(scatter / chance, used - 1) > leastSurprise) return Infinity;
  const variance = (scatter - (used - 1) * chance) / (sum - squares / sum);
  return variance > 0 ? 1 / variance : Infinity;
}

function sumOf(parts: readonly Float64Array[], bucket: number): number {
  return parts.reduce((sum, part) => sum + part[bucket]!, 0);
}
