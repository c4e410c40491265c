import type { Bilingual, TableDependence, TableReason } from '../../../shared/contract/index.ts';
import { cancelled } from '../../../shared/domain/errors.ts';
import type { Calibration, RawColumn, TableModel } from '../../stats/index.ts';
import {
  calibrate,
  createTreeExplainer,
  encode,
  logisticContributions,
  probabilityContributions,
  shapTable,
} from '../../stats/index.ts';
import { inBoth } from '../models/index.ts';

export interface TableParts {
  /** Log-odds where the parts start from. */
  base: number;
  /** Row by row, one part of the log-odds a column; base + the sum over a row = its log-odds. */
  contributions: Float64Array;
}

export interface ExplainWork {
  onProgress?: ((fraction: number) => void) | undefined;
  shouldStop?: (() => boolean) | undefined;
}

/**
 * Exact parts of the log-odds by raw column: TreeSHAP of the trees and the terms of the regression, weighted as the members
 * are, the features of one column added up. The parts of a sum of models are the sums of their parts.
 */
export function explainTable(
  model: TableModel,
  columns: readonly RawColumn[],
  rows: Int32Array,
  { onProgress, shouldStop }: ExplainWork = {},
): TableParts {
  const contributions = new Float64Array(rows.length * columns.length);
  let base = 0;
  model.members.forEach(({ weight, encoder, model: member }, index) => {
    if (shouldStop?.() === true) throw cancelled('Explaining');
    const features = encode(encoder, columns, rows);
    const sources = Int32Array.from(encoder.features, ({ source }) => source);
    const add = (row: number, feature: number, part: number): void => {
      contributions[row * columns.length + sources[feature]!]! += weight * part;
    };
    if (member.kind === 'trees') {
      const parts = shapTable(member, features, rows.length, { shouldStop });
      base += weight * parts.base;
      for (let row = 0, at = 0; row < rows.length; row++)
        for (let feature = 0; feature < sources.length; feature++) add(row, feature, parts.contributions[at++]!);
    } else {
      const own = new Float64Array(sources.length);
      base += weight * logisticContributions(member, own.fill(NaN)).base;
      for (let row = 0; row < rows.length; row++) {
        features.forEach((column, feature) => (own[feature] = column[row]!));
        logisticContributions(member, own).contributions.forEach((part, feature) => add(row, feature, part));
      }
    }
    onProgress?.((index + 1) / model.members.length);
  });
  return { base, contributions };
}

/** Log-odds where the parts of every row start from. */
export function baseLogOdds(model: TableModel): number {
  return model.members.reduce(
    (sum, { weight, model: member }) =>
      sum +
      weight *
        (member.kind === 'trees'
          ? createTreeExplainer(member).base
          : logisticContributions(member, new Float64Array(member.weights.length).fill(NaN)).base),
    0,
  );
}

/** The largest parts of a row as points of probability, with their sentences. */
export function reasonsOf(
  parts: TableParts,
  row: number,
  calibration: Calibration,
  columns: readonly { readonly name: string }[],
  valueOf: (column: number) => string | null,
  most: number,
): { probability: number; reasons: TableReason[] } {
  const own = parts.contributions.subarray(row * columns.length, (row + 1) * columns.length);
  const { probability, contributions } = probabilityContributions(parts.base, own, (logOdds) =>
    calibrate(calibration, logOdds),
  );
  const order = [...contributions.keys()]
    .filter((column) => contributions[column] !== 0)
    .sort((a, b) => Math.abs(contributions[b]!) - Math.abs(contributions[a]!));
  return {
    probability,
    reasons: order.slice(0, most).map((column) => {
      const { name } = columns[column]!;
      const value = valueOf(column);
      const contribution = contributions[column]!;
      return { column: name, value, contribution, text: sentenceOf(name, value, contribution) };
    }),
  };
}

function sentenceOf(name: string, value: string | null, contribution: number): Bilingual {
  const points = Math.abs(contribution * 100);
  const figure = points < 0.05 ? '< 0.1' : points.toFixed(1);
  const up = contribution > 0;
  return inBoth({
    en: () =>
      `${value === null ? `${name} is missing, which` : `${name} = ${value}`} ${up ? 'raises' : 'lowers'} the risk by ${figure} points`,
    es: () =>
      `${value === null ? `Falta ${name}, lo que` : `${name} = ${value}`} ${up ? 'aumenta' : 'reduce'} el riesgo en ${figure.replace('.', ',')} puntos`,
  });
}

/** Mean size of each column's part of the log-odds. */
export function importanceOf({ contributions }: TableParts, columns: number): Float64Array {
  const rows = contributions.length / columns;
  const sums = new Float64Array(columns);
  contributions.forEach((part, at) => (sums[at % columns]! += Math.abs(part) / rows));
  return sums;
}

const bins = 8;
const mostCategories = 12;

/**
 * How a column moves the log-odds on average: over bins of equal size for numbers, a category each for texts. `effect` is the
 * mean part, `observed` the share of positives.
 */
export function dependenceOf(
  { contributions }: TableParts,
  columns: readonly RawColumn[],
  place: number,
  rows: Int32Array,
  labels: Uint8Array,
  write: (value: number) => string,
): TableDependence {
  const column = columns[place]!;
  const members = new Map<string, number[]>();
  const put = (name: string, index: number): void => {
    const known = members.get(name);
    if (known === undefined) members.set(name, [index]);
    else known.push(index);
  };
  if (column.kind === 'number') {
    const order = [...rows.keys()].filter((index) => !Number.isNaN(column.values[rows[index]!]!));
    order.sort((a, b) => column.values[rows[a]!]! - column.values[rows[b]!]!);
    let start = 0;
    while (start < order.length) {
      let end = Math.min(order.length, start + Math.max(1, Math.ceil(order.length / bins)));
      const last = column.values[rows[order[end - 1]!]!]!;
      // Equal values stay together.
      while (end < order.length && column.values[rows[order[end]!]!] === last) end++;
      const first = column.values[rows[order[start]!]!]!;
      const name = first === last ? write(first) : `${write(first)} – ${write(last)}`;
      for (let at = start; at < end; at++) put(name, order[at]!);
      start = end;
    }
    rows.forEach((row, index) => {
      if (Number.isNaN(column.values[row]!)) put('–', index);
    });
  } else {
    rows.forEach((row, index) => put(column.values[row] ?? '–', index));
  }
  const points = [...members].map(([label, indexes]) => ({
    label,
    rows: indexes.length,
    effect: indexes.reduce((sum, index) => sum + contributions[index * columns.length + place]!, 0) / indexes.length,
    observed: indexes.reduce((sum, index) => sum + labels[rows[index]!]!, 0) / indexes.length,
  }));
  if (column.kind === 'category') points.sort((a, b) => b.rows - a.rows);
  return { column: column.name, points: points.slice(0, mostCategories) };
}
