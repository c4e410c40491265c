import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { RawColumn, TableLearner } from '../../stats/index.ts';
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
  stratifiedFolds,
} from '../../stats/index.ts';
import type { TableLabels } from './labels.ts';
import { columnIndex, readLabels } from './labels.ts';
import { leakageNotes } from './leakage.ts';
import type { Table } from './table.ts';
import { typeColumns } from './typing.ts';

export interface CrossValidationOptions {
  label: string;
  /** The label's value that means "churned"; all others are the opposite. */
  positive: string;
  /** Column that names the rows; never a feature. Without it rows are named by their number. */
  id?: string | undefined;
  exclude?: readonly string[] | undefined;
  /** Default 5; ignored where `foldColumn` is given. */
  folds?: number | undefined;
  /** Column that says which fold a row belongs to; never a feature. */
  foldColumn?: string | undefined;
  /** Default 42. */
  seed?: number | undefined;
  model?: TableLearner | undefined;
  onProgress?: ((fraction: number, step: string) => void) | undefined;
  shouldStop?: (() => boolean) | undefined;
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

export interface CrossValidation {
  rows: number;
  positives: number;
  auc: number | null;
  prAuc: number | null;
  brier: number | null;
  logLoss: number | null;
  liftTop10: number | null;
  /** In the order of the file. */
  predictions: TablePrediction[];
  /** Sentences on what was left out or read otherwise than written. */
  notes: string[];
  features: { name: string; kind: 'number' | 'category' }[];
}

/**
 * Out-of-fold probabilities for a table with one row a customer, and their quality over all rows together. Encoding,
 * stopping and fitting learn from the other folds only.
 */
export function crossValidateTable(table: Table, options: CrossValidationOptions): CrossValidation {
  const { seed = 42, exclude = [] } = options;
  const labelled = readLabels(table, options.label, options.positive);
  const { rows, labels } = labelled;
  const kept = new Set([options.label]);
  for (const [name, role] of [
    [options.id, 'id'],
    [options.foldColumn, 'fold'],
  ] as const) {
    if (name === undefined) continue;
    columnIndex(table, name, role);
    kept.add(name);
  }
  for (const name of exclude) {
    columnIndex(table, name, 'excluded column');
    kept.add(name);
  }
  const folds = assignFolds(table, labelled, options, seed);
  const typed = typeColumns(table, kept);
  if (typed.columns.length === 0) {
    throw new HoldfastError(
      'not_enough_data',
      `${table.file}: no column is left to learn from. ${typed.notes.join(' ')}`,
      { file: table.file },
    );
  }
  const columns = typed.columns.map((column) => onlyRows(column, rows));
  const probability = new Float64Array(rows.length);
  folds.names.forEach((name, fold) => {
    const inside = Int32Array.from(positions(folds.of, (other) => other === fold));
    const outside = Int32Array.from(positions(folds.of, (other) => other !== fold));
    const report = (fraction: number): void =>
      options.onProgress?.((fold + fraction) / folds.names.length, `Fold ${name} of ${folds.names.length}`);
    report(0);
    const model = fitTableModel({
      columns,
      labels,
      rows: outside,
      seed: childSeed(seed, fold),
      shouldStop: options.shouldStop,
      onProgress: report,
      ...(options.model === undefined ? {} : { learner: options.model }),
    });
    predictTableModel(model, columns, inside).forEach(
      (logOdds, index) => (probability[inside[index]!] = sigmoid(logOdds)),
    );
  });
  options.onProgress?.(1, 'Done');
  const ids = options.id === undefined ? null : table.columns[columnIndex(table, options.id, 'id')]!;
  const labelTexts = table.columns[columnIndex(table, options.label, 'label')]!;
  return {
    rows: rows.length,
    positives: labelled.positives,
    auc: auc(labels, probability),
    prAuc: prAuc(labels, probability),
    brier: brier(labels, probability),
    logLoss: logLoss(labels, probability),
    liftTop10: liftAtTop(labels, probability, 0.1),
    predictions: Array.from(rows, (row, index) => ({
      id: ids === null ? String(row + 1) : (ids[row] ?? ''),
      label: labelTexts[row]!,
      fold: folds.names[folds.of[index]!]!,
      probability: probability[index]!,
    })),
    notes: [...labelled.notes, ...typed.notes, ...leakageNotes(columns, labels)],
    features: typed.columns.map(({ name, kind }) => ({ name, kind })),
  };
}

interface Folds {
  names: string[];
  /** Fold of each labelled row. */
  of: ArrayLike<number>;
}

function assignFolds(table: Table, labelled: TableLabels, options: CrossValidationOptions, seed: number): Folds {
  const { labels, positives, rows } = labelled;
  const details = { file: table.file };
  if (options.foldColumn !== undefined) return foldsFromColumn(table, labelled, options.foldColumn);
  const k = options.folds ?? 5;
  if (!Number.isInteger(k) || k < 2 || k > 100) {
    throw new HoldfastError('invalid_input', `Cannot use ${k} folds. Choose a whole number from 2 to 100.`);
  }
  const scarcer = Math.min(positives, rows.length - positives);
  if (scarcer < 2 * k) {
    const which = scarcer === positives ? `the label "${options.positive}"` : 'another label';
    throw new HoldfastError(
      'not_enough_data',
      `${table.file}: only ${scarcer} rows have ${which}, too few for ${k} folds, which need ${2 * k}. Use fewer folds or more rows.`,
      details,
    );
  }
  return {
    names: Array.from({ length: k }, (_unused, fold) => String(fold + 1)),
    of: stratifiedFolds(labels, k, seed),
  };
}

function foldsFromColumn(table: Table, { rows, labels }: TableLabels, foldColumn: string): Folds {
  const values = table.columns[columnIndex(table, foldColumn, 'fold')]!;
  const blank = rows.find((row) => values[row] === null);
  const details = { file: table.file, column: foldColumn };
  if (blank !== undefined) {
    throw new HoldfastError(
      'invalid_input',
      `${table.file}, row ${blank + 2}: the fold column "${foldColumn}" is blank. Give every row a fold.`,
      {
        ...details,
        row: blank + 2,
      },
    );
  }
  const names = [...new Set(Array.from(rows, (row) => values[row]!))].sort((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  );
  if (names.length < 2 || names.length > 100) {
    throw new HoldfastError(
      'invalid_input',
      `${table.file}: the fold column "${foldColumn}" has ${names.length} different values; between 2 and 100 are needed.`,
      details,
    );
  }
  const indexes = new Map(names.map((name, index) => [name, index]));
  const of = Int32Array.from(rows, (row) => indexes.get(values[row]!)!);
  names.forEach((name, fold) => {
    const outside = new Set(positions(of, (other) => other !== fold).map((index) => labels[index]!));
    if (outside.size === 2) return;
    throw new HoldfastError(
      'not_enough_data',
      `${table.file}: without fold "${name}" of column "${foldColumn}" all rows have the same outcome, so no model can be fitted for it. Spread the outcomes over the folds.`,
      details,
    );
  });
  return { names, of };
}

function positions(folds: ArrayLike<number>, wanted: (fold: number) => boolean): number[] {
  const found: number[] = [];
  for (let index = 0; index < folds.length; index++) if (wanted(folds[index]!)) found.push(index);
  return found;
}

function onlyRows(column: RawColumn, rows: Int32Array): RawColumn {
  if (column.kind === 'number') return { ...column, values: Float64Array.from(rows, (row) => column.values[row]!) };
  return { ...column, values: Array.from(rows, (row) => column.values[row] ?? null) };
}
