import type { Bilingual, Evaluation, TableCapacity, TableSegment } from '../../../shared/contract/index.ts';
import type { TableLearner, TreeTeam } from '../../stats/index.ts';
import {
  auc,
  brier,
  childSeed,
  fitTableModel,
  liftAtTop,
  logLoss,
  prAuc,
  predictTableModel,
  sigmoid,
} from '../../stats/index.ts';
import { assignFolds, validationOf } from './folds.ts';
import { capacities, judge, segmentsOf } from './judge.ts';
import { columnIndex } from './labels.ts';
import type { TableLeakage } from './leakage.ts';
import type { PreparedTable, TableOptions } from './prepare.ts';
import { defaultSeed, prepareTable } from './prepare.ts';
import type { TestedTable } from './report.ts';
import { nameOf } from './table.ts';
import type { Table } from './table.ts';

/** How the learner is run. */
export interface LearnOptions {
  model?: TableLearner | undefined;
  /** Minutes to search for better settings, over all fits together; 0 or none = the house's. */
  searchMinutes?: number | undefined;
  team?: TreeTeam | null | undefined;
  onProgress?: ((fraction: number, step: string) => void) | undefined;
  shouldStop?: (() => boolean) | undefined;
}

export interface CrossValidationOptions extends TableOptions, LearnOptions {
  /** For the report; the file's name and no day where not given. */
  name?: string | undefined;
  createdAt?: string | undefined;
  /** Times that the folds are dealt anew, 1 to 20; the predictions are of the first. Default 1. */
  repeats?: number | undefined;
}

export interface TablePrediction {
  /** The id column's value, or the row's number counted from 1 without the header. */
  id: string;
  /** The label as the file says it. */
  label: string;
  fold: string;
  /** Said by a model that has not seen the row. */
  probability: number;
}

interface Measures {
  auc: number | null;
  prAuc: number | null;
  brier: number | null;
  logLoss: number | null;
  liftTop10: number | null;
}

export interface CrossValidation extends Measures {
  rows: number;
  positives: number;
  /** In the order of the file. */
  predictions: TablePrediction[];
  /** Sentences on what was left out or read otherwise than written. */
  notes: string[];
  features: { name: string; kind: 'number' | 'category' }[];
  /** What must be known before the figures are believed. */
  warnings: Bilingual[];
  leakage: TableLeakage[];
  /** The same figures with 95 % intervals, skill, calibration and gain. */
  evaluation: Evaluation;
  recall: TableCapacity[];
  segments: { column: string; values: TableSegment[] } | null;
  /** The figures of every dealing of the folds. */
  repeats: (Measures & { seed: number })[];
  /** What a report of it says. */
  tested: TestedTable;
}

/**
 * Out-of-fold probabilities for a table with one row a customer, and their quality over all rows together. Encoding,
 * stopping and fitting learn from the other folds only.
 */
export function crossValidateTable(table: Table, options: CrossValidationOptions): CrossValidation {
  const { seed = defaultSeed, segment } = options;
  const prepared = prepareTable(table, options);
  const { rows, labels, positives } = prepared.labelled;
  const times = options.foldColumn === undefined ? Math.max(1, Math.min(20, options.repeats ?? 1)) : 1;
  const part = (index: number): LearnOptions => ({
    ...options,
    onProgress: (fraction, step) => options.onProgress?.((index + fraction) / times, step),
  });
  const probability = outOfFold(prepared, seed, part(0)).map(sigmoid);
  const repeats = [{ seed, ...measures(labels, probability) }];
  for (let index = 1; index < times; index++) {
    const own = childSeed(seed, 1000 + index);
    const dealt = { ...prepared, folds: assignFolds(table, prepared.labelled, options, own) };
    repeats.push({ seed: own, ...measures(labels, outOfFold(dealt, own, part(index)).map(sigmoid)) });
  }
  options.onProgress?.(1, 'Done');
  const ids = options.id === undefined ? null : table.columns[columnIndex(table, options.id, 'id')]!;
  const labelTexts = table.columns[columnIndex(table, options.label, 'label')]!;
  const { folds } = prepared;
  const recall = capacities(labels, probability);
  const evaluation = judge(prepared, probability, seed);
  const segments =
    segment === undefined ? null : { column: segment, values: segmentsOf(table, prepared, segment, probability, seed) };
  return {
    rows: rows.length,
    positives,
    ...measures(labels, probability),
    predictions: Array.from(rows, (row, index) => ({
      id: ids === null ? String(row + 1) : (ids[row] ?? ''),
      label: labelTexts[row]!,
      fold: folds.names[folds.of[index]!]!,
      probability: probability[index]!,
    })),
    notes: prepared.notes.map(({ en }) => en),
    features: prepared.columns.map(({ name, kind }) => ({ name, kind })),
    warnings: prepared.warnings,
    leakage: prepared.leakage,
    evaluation,
    recall,
    segments,
    repeats,
    tested: {
      name: options.name ?? nameOf(table),
      createdAt: options.createdAt ?? '',
      file: table.file,
      label: options.label,
      positive: options.positive,
      rows: rows.length,
      positives,
      validation: validationOf(folds, options, seed),
      test: evaluation,
      recall,
      segments,
      leakage: prepared.leakage,
      warnings: prepared.warnings,
      notes: prepared.notes,
    },
  };
}

function measures(labels: Uint8Array, probability: Float64Array): Measures {
  return {
    auc: auc(labels, probability),
    prAuc: prAuc(labels, probability),
    brier: brier(labels, probability),
    logLoss: logLoss(labels, probability),
    liftTop10: liftAtTop(labels, probability, 0.1),
  };
}

/** Log-odds of every labelled row by a model that learned from the other folds. */
export function outOfFold(
  { columns, labelled: { labels }, folds }: PreparedTable,
  seed: number,
  options: LearnOptions,
): Float64Array {
  const logOdds = new Float64Array(labels.length);
  folds.names.forEach((name, fold) => {
    const rows = Int32Array.from(labels.keys());
    const inside = rows.filter((row) => folds.of[row] === fold);
    const report = (fraction: number): void =>
      options.onProgress?.((fold + fraction) / folds.names.length, `Fold ${name} of ${folds.names.length}`);
    report(0);
    const model = fitTableModel({
      columns,
      labels,
      rows: rows.filter((row) => folds.of[row] !== fold),
      seed: childSeed(seed, fold),
      ...learning(options, folds.names.length + 1),
      onProgress: report,
    });
    predictTableModel(model, columns, inside).forEach((value, index) => (logOdds[inside[index]!] = value));
  });
  return logOdds;
}

/** What the learner is told; the minutes of a search are shared out among `fits`. */
export function learning(
  { model, searchMinutes = 0, team, shouldStop }: LearnOptions,
  fits: number,
): Pick<Parameters<typeof fitTableModel>[0], 'learner' | 'search' | 'team' | 'shouldStop'> {
  const end = performance.now() + (searchMinutes * 60_000) / fits;
  return {
    ...(model === undefined ? {} : { learner: model }),
    ...(searchMinutes > 0 ? { search: { outOfTime: () => performance.now() > end } } : {}),
    team,
    shouldStop,
  };
}
