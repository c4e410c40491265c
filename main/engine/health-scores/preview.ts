import type { HealthBreakdown, HealthCounts, HealthPreview } from '../../../shared/contract/index.ts';
import { breakdownOf } from './breakdown.ts';
import { scoreBook, scoreRow } from './book.ts';
import type { BookScores } from './book.ts';
import { bandOf } from './score.ts';
import type { StoredBook } from './snapshot-store.ts';
import type { CompiledDefinition } from './variants.ts';

const parts = 20;
const pointsOfPart = 100 / parts;
const mostMovers = 8;
/** Less is not seen in a score with one decimal. */
const leastMove = 0.05;
/** Where the samples stand among the scores, ascending. */
const samplePlaces = [0.02, 0.25, 0.5, 0.75, 0.98] as const;

type Brief = { readonly id: string; readonly name: string };
export type PreviewOf = Omit<HealthPreview, 'movers' | 'samples'> & {
  readonly movers: readonly { readonly row: number; readonly before: number | null; readonly after: number | null }[];
  readonly samples: readonly { readonly row: number; readonly breakdown: HealthBreakdown }[];
};

export function countsOf({ score }: Pick<BookScores, 'score'>): HealthCounts {
  const counts = { customers: score.length, red: 0, amber: 0, green: 0, none: 0 };
  for (const value of score) counts[bandOf(value) ?? 'none']++;
  return counts;
}

/** @param before what the version in force says of the same book; null without one */
export function previewOf(
  definition: CompiledDefinition,
  before: BookScores | null,
  book: StoredBook,
  shouldStop: () => boolean,
): PreviewOf {
  const bySet = definition.sets.map(({ rules }) => ({ customers: 0, first: rules.rules.exceptions.map(() => 0) }));
  const after = scoreBook(definition, book, shouldStop, (_row, set, exception) => {
    const own = bySet[set]!;
    own.customers++;
    if (exception >= 0) own.first[exception]!++;
  });
  const histogram = new Array<number>(parts).fill(0);
  for (const value of after.score)
    if (!Number.isNaN(value)) histogram[Math.min(parts - 1, Math.floor(value / pointsOfPart))]!++;
  const coverage = after.coverage.reduce((sum, value) => sum + value, 0);
  return {
    snapshot: book.snapshot,
    counts: countsOf(after),
    before: before === null ? null : countsOf(before),
    histogram,
    meanCoverage: after.coverage.length === 0 ? null : coverage / after.coverage.length,
    variants: definition.sets.map(({ name }, set) => ({ name, customers: bySet[set]!.customers })),
    exceptions: definition.sets
      .at(-1)!
      .rules.rules.exceptions.map(({ name }, index) => ({ name, holds: bySet.at(-1)!.first[index]! })),
    ...(before === null ? { movers: [], changedBand: null } : moved(before.score, after.score)),
    samples: samplesOf(after.score).map((row) => {
      const scored = scoreRow(definition, book, row);
      const { rules, name } = definition.sets[scored.set]!;
      return { row, breakdown: breakdownOf(rules, scored, name) };
    }),
  };
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

function moved(before: Float64Array, after: Float64Array): Pick<PreviewOf, 'movers' | 'changedBand'> {
  let changedBand = 0;
  const largest: { readonly row: number; readonly size: number }[] = [];
  after.forEach((value, row) => {
    const old = before[row]!;
    if (bandOf(old) !== bandOf(value)) changedBand++;
    const size = Math.abs(value - old);
    const least = largest.length < mostMovers ? leastMove : largest.at(-1)!.size;
    if (!(size > least)) return;
    const place = largest.findIndex((other) => other.size < size);
    largest.splice(place < 0 ? largest.length : place, 0, { row, size });
    largest.length = Math.min(largest.length, mostMovers);
  });
  return {
    changedBand,
    movers: largest.map(({ row }) => ({ row, before: orNull(before[row]!), after: orNull(after[row]!) })),
  };
}

/** Rows spread over the scores; one without a score takes the last place where there are some. */
function samplesOf(score: Float64Array): number[] {
  const none = score.findIndex((value) => Number.isNaN(value));
  const sorted = score.filter((value) => !Number.isNaN(value)).sort();
  const places = sorted.length === 0 ? [] : none < 0 ? samplePlaces : samplePlaces.slice(0, -1);
  const rows = new Set<number>();
  for (const place of places) {
    const wanted = sorted[Math.round(place * (sorted.length - 1))]!;
    const row = score.findIndex((value, at) => value === wanted && !rows.has(at));
    if (row >= 0) rows.add(row);
  }
  return none < 0 ? [...rows] : [...rows, none];
}

/** Rows of the book become accounts with names. */
export function withNames({ movers, samples, ...rest }: PreviewOf, brief: (row: number) => Brief): HealthPreview {
  return {
    ...rest,
    movers: movers.map(({ row, before, after }) => ({ ...brief(row), before, after })),
    samples: samples.map(({ row, breakdown }) => ({ ...brief(row), breakdown })),
  };
}
