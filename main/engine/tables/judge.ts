import type { Evaluation, TableCapacity, TableSegment } from '../../../shared/contract/index.ts';
import { recallAtCapacity, topCount, wilson } from '../../stats/index.ts';
import { evaluate } from '../models/index.ts';
import type { Folds } from './folds.ts';
import type { PreparedTable } from './prepare.ts';
import type { Table } from './table.ts';
import { columnIndex } from './labels.ts';
import { parseNumber } from './typing.ts';

/** Quality of out-of-fold probabilities, with bootstrap intervals that draw whole groups. */
export function judge(
  { labelled: { labels }, folds, groups }: PreparedTable,
  probability: Float64Array,
  seed: number,
): Evaluation {
  return evaluate(labels, probability, groups, rateOutside(labels, folds), seed);
}

/** The share of positives among the rows that the model of each row had learned from. */
function rateOutside(labels: Uint8Array, { names, of }: Folds): Float64Array {
  const rows = new Float64Array(names.length);
  const positives = new Float64Array(names.length);
  labels.forEach((label, index) => {
    rows[of[index]!]! += 1;
    positives[of[index]!]! += label;
  });
  const total = positives.reduce((sum, count) => sum + count, 0);
  return Float64Array.from(labels, (_label, index) => {
    const fold = of[index]!;
    return (total - positives[fold]!) / (labels.length - rows[fold]!);
  });
}

const shares = [0.01, 0.05, 0.1, 0.2, 0.3] as const;

/** Recall and precision of looking at the highest probabilities, with Wilson intervals. */
export function capacities(labels: Uint8Array, probability: Float64Array): TableCapacity[] {
  const positives = labels.reduce((sum, label) => sum + label, 0);
  return shares.map((share) => {
    const top = topCount(labels.length, share);
    const recall = recallAtCapacity(labels, probability, top);
    const found = (recall ?? 0) * positives;
    const withInterval = (value: number | null, of: number) => {
      const interval = value === null ? null : wilson(found, of);
      return { value, low: interval?.lower ?? null, high: interval?.upper ?? null };
    };
    return {
      top,
      share: top / labels.length,
      recall: withInterval(recall, positives),
      precision: withInterval(recall === null ? null : found / top, top),
    };
  });
}

const mostSegments = 12;
const segmentDraws = 200;

/** The figures for each value of a column; numbers with many values by quarters, rare values together. */
export function segmentsOf(
  table: Table,
  { labelled: { rows, labels }, groups, folds }: PreparedTable,
  column: string,
  probability: Float64Array,
  seed: number,
): TableSegment[] {
  const texts = table.columns[columnIndex(table, column, 'segment')]!;
  const rates = rateOutside(labels, folds);
  const members = new Map<string, number[]>();
  segmentNames(Array.from(rows, (row) => texts[row] ?? null)).forEach((name, index) => {
    const known = members.get(name);
    if (known === undefined) members.set(name, [index]);
    else known.push(index);
  });
  return [...members].map(([value, places]) => {
    const pick = (from: Float64Array): Float64Array => Float64Array.from(places, (place) => from[place]!);
    const own = Uint8Array.from(places, (place) => labels[place]!);
    const said = pick(probability);
    const { auc, liftTop10, brierSkill, churned } = evaluate(
      own,
      said,
      Int32Array.from(places, (place) => groups[place]!),
      pick(rates),
      seed,
      segmentDraws,
    );
    return {
      value,
      rows: places.length,
      positives: churned,
      observed: churned / places.length,
      predicted: said.reduce((sum, p) => sum + p, 0) / places.length,
      auc,
      liftTop10,
      brierSkill,
    };
  });
}

/** Names of segments are the file's own words, so they are not translated; "…" stands for the rest, "–" for no value. */
function segmentNames(texts: readonly (string | null)[]): string[] {
  const counts = new Map<string, number>();
  for (const text of texts) if (text !== null) counts.set(text, (counts.get(text) ?? 0) + 1);
  const numbers = [...counts.keys()].every((text) => !Number.isNaN(parseNumber(text)));
  if (numbers && counts.size > mostSegments) return quarters(texts);
  const common = new Set(
    [...counts]
      .sort((a, b) => b[1] - a[1])
      .slice(0, mostSegments)
      .map(([text]) => text),
  );
  return texts.map((text) => (text === null ? '–' : common.has(text) ? text : '…'));
}

function quarters(texts: readonly (string | null)[]): string[] {
  const values = texts.map((text) => (text === null ? NaN : parseNumber(text)));
  const ascending = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const cuts = [0.25, 0.5, 0.75].map((share) => ascending[Math.floor(share * (ascending.length - 1))]!);
  const names = [`≤ ${cuts[0]}`, `${cuts[0]} – ${cuts[1]}`, `${cuts[1]} – ${cuts[2]}`, `> ${cuts[2]}`];
  return values.map((value) => {
    if (Number.isNaN(value)) return '–';
    const place = cuts.findIndex((cut) => value <= cut);
    return names[place < 0 ? 3 : place]!;
  });
}
