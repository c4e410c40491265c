import type { TableCard } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { groupedFolds, stratifiedFolds } from '../../stats/index.ts';
import type { TableLabels } from './labels.ts';
import { columnIndex } from './labels.ts';
import type { Table } from './table.ts';

export interface FoldOptions {
  /** The label's value that means "churned"; all others are the opposite. */
  positive: string;
  /** Default 5; ignored where `foldColumn` is given. */
  folds?: number | undefined;
  /** Column that says which fold a row belongs to; never a feature. */
  foldColumn?: string | undefined;
  /** Column whose equal values stay on one side (a customer with several rows); never a feature. */
  group?: string | undefined;
}

export interface Folds {
  names: string[];
  /** Fold of each labelled row. */
  of: ArrayLike<number>;
}

/** Given folds, folds of whole groups, or stratified ones. @throws where a fold could not be learned for */
export function assignFolds(table: Table, labelled: TableLabels, options: FoldOptions, seed: number): Folds {
  const { labels, positives, rows } = labelled;
  const details = { file: table.file };
  if (options.foldColumn !== undefined) return foldsFromColumn(table, labelled, options.foldColumn);
  const k = options.folds ?? 5;
  if (!Number.isInteger(k) || k < 2 || k > 100) {
    throw new HoldfastError('invalid_input', `Cannot use ${k} folds. Choose a whole number from 2 to 100.`);
  }
  if (options.group !== undefined) return foldsOfGroups(table, labelled, options.group, k, seed);
  const scarcer = Math.min(positives, rows.length - positives);
  if (scarcer < 2 * k) {
    const which = scarcer === positives ? `the label "${options.positive}"` : 'another label';
    throw new HoldfastError(
      'not_enough_data',
      `${table.file}: only ${scarcer} rows have ${which}, too few for ${k} folds, which need ${2 * k}. Use fewer folds or more rows.`,
      details,
    );
  }
  return { names: numbered(k), of: stratifiedFolds(labels, k, seed) };
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
  const lonely = oneOutcomeWithout(names.length, of, labels);
  if (lonely !== null)
    throw new HoldfastError(
      'not_enough_data',
      `${table.file}: without fold "${names[lonely]}" of column "${foldColumn}" all rows have the same outcome, so no model can be fitted for it. Spread the outcomes over the folds.`,
      details,
    );
  return { names, of };
}

function foldsOfGroups(table: Table, { rows, labels }: TableLabels, group: string, k: number, seed: number): Folds {
  const groups = groupsOf(table, rows, group);
  const found = new Set(groups).size;
  const details = { file: table.file, column: group };
  if (found < k)
    throw new HoldfastError(
      'not_enough_data',
      `${table.file}: the group column "${group}" has ${found} different values, too few for ${k} folds. Use fewer folds or another column.`,
      details,
    );
  const of = groupedFolds(groups, k, seed);
  if (oneOutcomeWithout(k, of, labels) !== null)
    throw new HoldfastError(
      'not_enough_data',
      `${table.file}: with whole groups of "${group}" on one side, one outcome stands in a single fold, so no model can be fitted for it. Use fewer folds or another column.`,
      details,
    );
  return { names: numbered(k), of };
}

/** Number of each labelled row's group; rows without a value are each a group of their own. */
export function groupsOf(table: Table, rows: Int32Array, group: string): Int32Array {
  const values = table.columns[columnIndex(table, group, 'group')]!;
  const places = new Map<string, number>();
  let count = 0;
  return Int32Array.from(rows, (row) => {
    const value = values[row] ?? null;
    const known = value === null ? undefined : places.get(value);
    if (known !== undefined) return known;
    if (value !== null) places.set(value, count);
    return count++;
  });
}

/** A fold without which only one outcome is left to learn from; null where there is none. */
function oneOutcomeWithout(folds: number, of: ArrayLike<number>, labels: Uint8Array): number | null {
  for (let fold = 0; fold < folds; fold++) {
    if (new Set(labels.filter((_label, index) => of[index] !== fold)).size < 2) return fold;
  }
  return null;
}

function numbered(k: number): string[] {
  return Array.from({ length: k }, (_unused, fold) => String(fold + 1));
}

export function validationOf(
  folds: Folds,
  { foldColumn, group }: { readonly foldColumn?: string | undefined; readonly group?: string | undefined },
  seed: number,
): TableCard['validation'] {
  const method = foldColumn !== undefined ? 'given' : group !== undefined ? 'grouped' : 'stratified';
  return { method, folds: folds.names.length, column: foldColumn ?? group ?? null, seed };
}
