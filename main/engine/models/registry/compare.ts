import type { Comparison, LabelRule, MetricWithInterval } from '../../../../shared/contract/index.ts';
import { dayOfNumber } from '../../../../shared/domain/time.ts';
import { drawsFor, eachDraw, intervalOf } from '../account-draws.ts';
import { probabilities } from '../candidates.ts';
import { churnsIn } from '../dataset.ts';
import type { Dataset } from '../dataset.ts';
import { createExplainer } from '../definition.ts';
import type { ModelDefinition } from '../definition.ts';
import { stopIfAsked } from '../features/row-table.ts';
import { rankedMetrics } from '../ranked-metrics.ts';
import { decided, noUnseenTime, notComparable, tooFewToCompare } from './comparison-texts.ts';

/** A stored model, as far as it takes part in a comparison. */
export type Rival = {
  readonly id: string;
  readonly name: string;
  readonly definition: ModelDefinition;
  readonly labelRule: LabelRule | null;
  readonly horizonDays: number;
  /** Last snapshot that it learned from, as a day since 1970-01-01; -Infinity = it never saw this book. */
  readonly learnedUntil: number;
};

/** Below this many separate departures no difference between two models is told. */
export const leastChurnsToCompare = 20;

/** Whether a model's answers can be computed here; what only its own file can answer is left to a person to judge. */
export function isComputable({ model }: ModelDefinition): boolean {
  return model.kind !== 'opaque';
}

/** First day of a snapshot of which nothing was learned: the outcomes of the last one learned from lie before it. */
export function unseenFrom(learnedUntil: number, horizonDays: number): number {
  return learnedUntil + horizonDays;
}

/** Probabilities of the rows; features that the data does not have are missing. */
export function answersOfModel(
  definition: ModelDefinition,
  data: Dataset,
  rows: Int32Array,
  shouldStop: () => boolean,
): Float64Array {
  const columns = definition.features.map((name) => {
    const column = data.columns[data.names.indexOf(name)];
    return Float32Array.from(rows, (row) => column?.[row] ?? NaN);
  });
  const { model } = definition;
  if (model.kind !== 'opaque' && definition.foreign === undefined)
    return probabilities(model, definition.calibration, columns, rows.length);
  const explain = createExplainer(definition);
  const values = new Float64Array(columns.length);
  return Float64Array.from(rows, (_, index) => {
    if (index % 64 === 0) stopIfAsked(shouldStop);
    columns.forEach((column, feature) => (values[feature] = column[index]!));
    return explain(values).probability;
  });
}

export type CompareInput = {
  readonly data: Dataset;
  readonly champion: Rival;
  readonly challenger: { readonly id: string; readonly name: string };
  /** Rows that the challenger answered without having learned from them, and its answers. */
  readonly rows: Int32Array;
  readonly answers: Float64Array;
  /** First day of a snapshot that is new to the challenger as it would be used. */
  readonly challengerUnseenFrom: number;
  readonly seed: number;
  readonly shouldStop: () => boolean;
};

/**
 * Champion and challenger on the same rows, new to both. The difference of the log loss decides, drawn by whole accounts for
 * both at once (a paired bootstrap): better is the challenger whose 95 % interval lies wholly below 0.
 */
export function compare(input: CompareInput): Comparison {
  const { data, champion, challenger, seed } = input;
  const firstNew = unseenFrom(champion.learnedUntil, champion.horizonDays);
  const nextUnseen = Math.max(firstNew, input.challengerUnseenFrom);
  const open = {
    championId: champion.id,
    challengerId: challenger.id,
    from: null,
    until: null,
    unseenFrom: Number.isFinite(nextUnseen) ? dayOfNumber(nextUnseen) : null,
    rows: 0,
    churns: 0,
    logLoss: null,
    auc: null,
    prAuc: null,
  };
  if (!isComputable(champion.definition)) return { ...open, verdict: 'not-comparable', why: notComparable };
  const dayOf = (row: number): number => data.days[data.snapshots[row]!]!;
  const kept = Int32Array.from(input.rows.keys().filter((index) => dayOf(input.rows[index]!) >= firstNew));
  const rows = Int32Array.from(kept, (index) => input.rows[index]!);
  if (rows.length === 0) return { ...open, verdict: 'no-unseen-time', why: noUnseenTime(open.unseenFrom) };
  const days = Array.from(rows, dayOf);
  const churns = churnsIn(data, rows);
  const seen = {
    ...open,
    from: dayOfNumber(days.reduce((a, b) => Math.min(a, b))),
    until: dayOfNumber(days.reduce((a, b) => Math.max(a, b))),
    rows: rows.length,
    churns,
  };
  if (churns < leastChurnsToCompare)
    return { ...seen, verdict: 'too-few-churns', why: tooFewToCompare(churns, leastChurnsToCompare) };
  const labels = Uint8Array.from(rows, (row) => data.labels[row]!);
  const theirs = answersOfModel(champion.definition, data, rows, input.shouldStop);
  const ours = Float64Array.from(kept, (index) => input.answers[index]!);
  const accounts = Int32Array.from(rows, (row) => data.accounts[row]!);
  const figures = pairedFigures(labels, theirs, ours, accounts, seed, input.shouldStop);
  const isBetter = figures.logLoss.difference.high !== null && figures.logLoss.difference.high < 0;
  return {
    ...seen,
    ...figures,
    verdict: isBetter ? 'better' : 'not-better',
    why: decided(isBetter, figures.logLoss, figures.auc, churns, seen),
  };
}

type Judged = NonNullable<Comparison['logLoss']>;
const compared = ['logLoss', 'auc', 'prAuc'] as const;

function pairedFigures(
  labels: Uint8Array,
  champion: Float64Array,
  challenger: Float64Array,
  accounts: Int32Array,
  seed: number,
  shouldStop: () => boolean,
): Record<(typeof compared)[number], Judged> {
  const first = rankedMetrics(labels, champion);
  const second = rankedMetrics(labels, challenger);
  const ones = new Float64Array(labels.length).fill(1);
  const values = { champion: first(ones), challenger: second(ones) };
  const less = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a - b);
  const drawn = compared.map((): (number | null)[] => []);
  const keep = (weights: Float64Array): void => {
    const a = first(weights);
    const b = second(weights);
    compared.forEach((name, index) => drawn[index]!.push(less(b[name], a[name])));
  };
  eachDraw(accounts, seed, drawsFor(labels.length), keep, shouldStop);
  return Object.fromEntries(
    compared.map((name, index): [string, Judged] => {
      const difference: MetricWithInterval = intervalOf(
        less(values.challenger[name], values.champion[name]),
        drawn[index]!,
      );
      return [name, { champion: values.champion[name], challenger: values.challenger[name], difference }];
    }),
  ) as Record<(typeof compared)[number], Judged>;
}
