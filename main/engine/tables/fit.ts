import { createHash } from 'node:crypto';
import type { Bilingual, TableCard } from '../../../shared/contract/index.ts';
import type { Calibration, RawColumn, TableModel } from '../../stats/index.ts';
import {
  calibrate,
  calibrationMethodFor,
  childSeed,
  fitCalibration,
  fitTableModel,
  logLoss,
} from '../../stats/index.ts';
import { inBoth, onnxFacts, writeOnnxTable } from '../models/index.ts';
import { intendedUse, limitsOf } from './card-texts.ts';
import { learning, outOfFold } from './cross-validate.ts';
import type { LearnOptions } from './cross-validate.ts';
import type { TableDefinition } from './definition.ts';
import { goldenOf } from './definition.ts';
import { dependenceOf, explainTable, importanceOf } from './explain.ts';
import { validationOf } from './folds.ts';
import type { Folds } from './folds.ts';
import { capacities, judge, segmentsOf } from './judge.ts';
import type { PreparedTable, TableOptions } from './prepare.ts';
import { defaultSeed, prepareTable } from './prepare.ts';
import { nameOf } from './table.ts';
import type { Table } from './table.ts';
import type { Reading } from './typing.ts';

export interface FitOptions extends TableOptions, LearnOptions {
  /** What the model is called; the file's name where not given. */
  name?: string | undefined;
  createdAt: string;
}

export interface FittedTable {
  onnx: Uint8Array;
  definition: TableDefinition;
}

/** Rows that importance and dependence are reckoned on. */
const rowsExplained = 2_000;
const dependenceShown = 8;

/**
 * A model of a whole table, checked on folds. The answers of the folds also teach the calibration, and it is judged by
 * calibrations that have not seen the rows' own fold.
 */
export function fitTable(table: Table, options: FitOptions): FittedTable {
  const { seed = defaultSeed, segment } = options;
  const step =
    (from: number, share: number, name: string) =>
    (fraction: number): void =>
      options.onProgress?.(from + share * fraction, name);
  const prepared = prepareTable(table, options);
  const { labels, positives, others } = prepared.labelled;
  const logOdds = outOfFold(prepared, seed, { ...options, onProgress: step(0, 0.75, 'validating') });
  const calibrated = chooseCalibration(labels, logOdds, prepared.folds);
  const test = judge(prepared, calibrated.probability, seed);
  const all = Int32Array.from(labels.keys());
  const model = fitTableModel({
    columns: prepared.columns,
    labels,
    rows: all,
    seed: childSeed(seed, 500),
    ...learning(options, prepared.folds.names.length + 1),
    onProgress: step(0.75, 0.15, 'fitting'),
  });
  const { calibration } = calibrated;
  const id = `table-${createHash('sha256')
    .update(JSON.stringify([table.file, options.label, options.positive, options.createdAt, seed]))
    .digest('hex')
    .slice(0, 12)}`;
  const onnx = writeOnnxTable({
    id,
    model,
    columns: prepared.columns.map(({ name, kind }) => ({ name, kind })),
    calibration,
    metadata: { label: options.label, positive: options.positive },
  });
  const explained = explainedPart(model, prepared, step(0.9, 0.1, 'explaining'), options.shouldStop);
  const card: TableCard = {
    id,
    name: options.name ?? nameOf(table),
    createdAt: options.createdAt,
    file: table.file,
    label: options.label,
    positive: options.positive,
    others,
    rows: labels.length,
    positives,
    validation: validationOf(prepared.folds, options, seed),
    test,
    recall: capacities(labels, calibrated.probability),
    segments:
      segment === undefined
        ? null
        : { column: segment, values: segmentsOf(table, prepared, segment, calibrated.probability, seed) },
    members: membersOf(model),
    calibration: { method: calibration.method, reason: calibrated.reason },
    ...explained,
    base: calibrate(calibration, explained.base),
    leftOut: prepared.leftOut,
    leakage: prepared.leakage,
    warnings: prepared.warnings,
    notes: prepared.notes,
    intendedUse: intendedUse(options.label, options.positive),
    limits: limitsOf(test, labels.length, prepared.columns.length),
    onnx: onnxFacts(onnx),
  };
  const columns = prepared.columns.map((column, index) => describedColumn(column, prepared.readings[index]!));
  return {
    onnx,
    definition: {
      format: 'holdfast-table-model',
      version: 1,
      label: options.label,
      positive: options.positive,
      id: options.id ?? null,
      columns,
      calibration,
      golden: goldenOf(model, calibration, prepared.columns),
      card,
      model,
    },
  };
}

function describedColumn(column: RawColumn, reading: Reading): TableDefinition['columns'][number] {
  const { name, kind } = column;
  if (column.kind === 'number') return { name, kind, reading };
  const seen = new Set(column.values.filter((value) => value !== null));
  return { name, kind, reading, categories: [...seen].sort() };
}

function explainedPart(
  model: TableModel,
  { columns, readings, labelled: { labels } }: PreparedTable,
  onProgress: (fraction: number) => void,
  shouldStop: (() => boolean) | undefined,
): Pick<TableCard, 'base' | 'columns' | 'dependence'> {
  const count = Math.min(labels.length, rowsExplained);
  const rows = Int32Array.from({ length: count }, (_unused, index) => Math.floor((index * labels.length) / count));
  const parts = explainTable(model, columns, rows, { onProgress, shouldStop });
  const importance = importanceOf(parts, columns.length);
  const order = [...columns.keys()].sort((a, b) => importance[b]! - importance[a]!);
  return {
    base: parts.base,
    columns: order.map((place) => ({
      name: columns[place]!.name,
      kind: columns[place]!.kind,
      reading: readings[place]!,
      importance: importance[place]!,
    })),
    dependence: order
      .slice(0, dependenceShown)
      .filter((place) => importance[place]! > 0)
      .map((place) => {
        const isDay = readings[place] === 'day';
        const write = (value: number): string =>
          isDay ? new Date(value * 86_400_000).toISOString().slice(0, 10) : String(Number(value.toPrecision(4)));
        return dependenceOf(parts, columns, place, rows, labels, write);
      }),
  };
}

function membersOf({ members }: TableModel): TableCard['members'] {
  return members.map(({ weight, model }) => ({ kind: model.kind, weight }));
}

interface ChosenCalibration {
  calibration: Calibration;
  /** Of each row, by a calibration that learned from the other folds. */
  probability: Float64Array;
  reason: Bilingual;
}

/**
 * Sigmoid on few rows, isotonic on many, or none where the answers are better as they come; compared by log loss on folds that
 * each calibration has not seen.
 */
function chooseCalibration(labels: Uint8Array, logOdds: Float64Array, folds: Folds): ChosenCalibration {
  const positives = labels.reduce((sum, label) => sum + label, 0);
  const method = calibrationMethodFor(labels.length, Math.min(positives, labels.length - positives));
  const plain = logOdds.map((value) => calibrate({ method: 'none' }, value));
  const crossed = new Float64Array(labels.length);
  folds.names.forEach((_name, fold) => {
    const others = Int32Array.from(labels.keys()).filter((row) => folds.of[row] !== fold);
    const fitted = fitCalibration(
      Uint8Array.from(others, (row) => labels[row]!),
      Float64Array.from(others, (row) => logOdds[row]!),
      method,
    );
    labels.forEach((_label, row) => {
      if (folds.of[row] === fold) crossed[row] = calibrate(fitted, logOdds[row]!);
    });
  });
  const [without, withIt] = [logLoss(labels, plain)!, logLoss(labels, crossed)!];
  const isBetter = withIt < without;
  const reason = inBoth({
    en: ({ count, precise }) =>
      `${count(labels.length, 'row', 'rows')} with an unseen answer call for ${method === 'sigmoid' ? 'a sigmoid' : 'an isotonic curve'}; on folds that it had not seen it ${isBetter ? 'was better' : 'was no better, so the answers are taken as they come'} (log loss ${precise(withIt)} with it, ${precise(without)} without).`,
    es: ({ count, precise }) =>
      `${count(labels.length, 'fila', 'filas')} con respuesta no vista piden ${method === 'sigmoid' ? 'una sigmoide' : 'una curva isotónica'}; en particiones que no había visto ${isBetter ? 'fue mejor' : 'no fue mejor, así que las respuestas se toman como vienen'} (pérdida logarítmica ${precise(withIt)} con ella, ${precise(without)} sin ella).`,
  });
  return isBetter
    ? { calibration: fitCalibration(labels, logOdds, method), probability: crossed, reason }
    : { calibration: { method: 'none' }, probability: plain, reason };
}
